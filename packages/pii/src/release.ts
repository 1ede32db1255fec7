/** The only ways down from personal: by name, with a reason, and written down. Keyed hashes are no way down. */
import { PrivacyError } from '@privacykit/contract'
import type { Audit } from './audit.ts'
import { Personal } from './box.ts'
import { isPersonal, joinLabels, type Label, labelWith } from './label.ts'

/** Why an operator is used, and where that is written down. */
export interface Release {
  /** In a few words, without personal data: `monthly report`. */
  reason: string
  audit: Audit
}

/**
 * Takes fields out of a combined record. What is left is a plain record when none of its fields is personal, and else a box with the label of
 * those fields.
 *
 * @throws PrivacyError `invalid-option` for a box that `combine` did not make: nothing says which part of it is personal
 * @example
 * drop(combine({ email, screen: 'home' }), ['email'], { reason: 'screen counts', audit })   // { screen: 'home' }
 */
export function drop<T extends object, C extends string, const K extends keyof T & string>(
  record: Personal<T, C>,
  keys: readonly K[],
  { reason, audit }: Release,
): Omit<T, K> | Personal<Omit<T, K>, C> {
  const { fields } = record
  if (fields === null)
    throw new PrivacyError('invalid-option', 'Give drop a record made by combine: only that knows what each field is.')
  const isKept = ([key]: [string, unknown]) => !keys.some((dropped) => dropped === key)
  const kept = Object.fromEntries(Object.entries(fields).filter(isKept))
  const label = joinLabels(...Object.values(kept))
  const { categories, subjects } = record.label
  audit({ action: 'drop', done: true, categories, subjects, purpose: null, reason })
  const rest = within(record, (value) => Object.fromEntries(Object.entries(value).filter(isKept)) as Omit<T, K>) // as: the keys just left
  return isPersonal(label) ? new Personal<Omit<T, K>, C>(rest, label, kept) : rest
}

/**
 * Makes a value coarser: a birth date a year, an address a country. It leaves the direct identifiers and stays in the lattice as a
 * quasi-identifier, for several such values together may point to one person.
 */
export function generalise<T, C extends string, U>(
  value: Personal<T, C>,
  coarsen: (value: T) => U,
  { reason, audit }: Release,
): Personal<U, C> {
  const { categories, subjects, purposes } = value.label
  audit({ action: 'generalise', done: true, categories, subjects, purpose: null, reason })
  return new Personal<U, C>(within(value, coarsen), labelWith({ quasi: categories, subjects, purposes }))
}

/**
 * Computes one answer over the values of many persons: a count, a mean. It answers null when fewer than `k` different persons are behind them; a
 * box that does not say whose it is counts for nobody. An answer that names a single value (a maximum, a list) is still about a person: nothing
 * here can see that.
 *
 * @param options.k at least 2
 * @throws PrivacyError `invalid-option` for a smaller `k`
 */
export function aggregate<T, U>(
  values: readonly Personal<T>[],
  summarise: (values: readonly T[]) => U,
  { k, reason, audit }: Release & { k: number },
): U | null {
  if (!(Number.isInteger(k) && k >= 2))
    throw new PrivacyError('invalid-option', 'Give k as a whole number of persons, two or more.')
  const { categories, subjects } = joinLabels(...values.map(({ label }) => label))
  const done = subjects.length >= k
  audit({ action: 'aggregate', done, categories, subjects: [], purpose: null, reason })
  return done ? summarise(values.map((value) => within(value, (inner) => inner))) : null
}

/**
 * Puts a keyed hash, a token or a ciphertext in the place of a value. It stays a box: a pseudonym is personal data (GDPR Art. 4(5), recital 26).
 *
 * @param replace with a key that the reader of the result does not have, such as `blindIndex` of `@privacykit/vault`
 */
export function pseudonymise<T, C extends string>(
  value: Personal<T, C>,
  replace: (value: T) => string,
): Personal<string, 'user.unique_id.pseudonymous'> {
  const { subjects, purposes } = value.label
  const label: Label = labelWith({ categories: ['user.unique_id.pseudonymous'], subjects, purposes })
  return new Personal<string, 'user.unique_id.pseudonymous'>(within(value, replace), label)
}

/** What a function makes of the value in a box. For the operators alone, which say what becomes of it. */
function within<T, U>(value: Personal<T>, use: (value: T) => U): U {
  const made: U[] = []
  value.map((inner) => made.push(use(inner)))
  return made[0] as U // as: map has just run it, once
}
