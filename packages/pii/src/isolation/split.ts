/** Splits a record into a personal and a non-personal part that are kept apart and share nothing but a random key (duty D06). */
import { PrivacyError } from '@privacykit/contract'
import * as z from 'zod/mini'
import { joinLabels, type Label, labelWith } from '../label.ts'
import { createRedactor, type Redactor } from '../redact.ts'
import { nonPersonal } from '../tag.ts'
import { type Grain, rounding } from './moment.ts'
import type {
  Claimed,
  FieldOf,
  NonPersonalPart,
  NonPersonalSchema,
  ObjectSchema,
  PersonalPart,
  PersonalSchema,
  RecordOf,
} from './part.ts'
import { sortFields } from './sort-fields.ts'

/** How a schema is split. */
export interface SplitOptions<S extends ObjectSchema, W extends Claimed> {
  /**
   * Puts fields with the personal part, under a category, whatever their schema says: those that nobody classified or that cannot be looked into,
   * and harmless ones whose values would match the two parts up (an order's number). Default none.
   */
  withPersonal?: W & Readonly<Record<Exclude<keyof W, FieldOf<S>>, never>>
  /**
   * Fields of the non-personal part that look like an id and name a thing, never a person or a row about one: `['productId']`. Default none: such
   * a field is refused.
   */
  thingIds?: readonly Exclude<FieldOf<S>, keyof W>[]
  /**
   * How coarse moments of the non-personal part are kept: `{ orderedAt: 'day' }` rounds a date down, in UTC. `exact` keeps one that is no event of a
   * person. Default none: a moment is refused, for the same one in another table says whose row it is.
   */
  moments?: Readonly<Partial<Record<Exclude<FieldOf<S>, keyof W>, Grain>>>
  /** Makes the key of a record; it must say nothing and never come twice. Default: 128 random bits as 32 hex digits. */
  newKey?: () => string
}

/** A record in its two parts. Values are shared with the record, not copied. */
export interface Divided<S extends ObjectSchema, W extends Claimed> {
  /** Stored beside both parts, and nowhere else. */
  joinKey: string
  personal: PersonalPart<S, W>
  nonPersonal: NonPersonalPart<S, W>
}

/** A schema in its two parts. */
export interface Split<S extends ObjectSchema, W extends Claimed = Record<never, never>> {
  /** Schema of the personal part. Checks on the whole object (`refine`) are in neither part. */
  readonly personal: PersonalSchema<S, W>
  /** Schema of the other part; without a tag, so sinks take it. */
  readonly nonPersonal: NonPersonalSchema<S, W>
  /** Every field, in the order of the schema. */
  readonly fields: readonly FieldOf<S>[]
  /**
   * Takes a parsed record apart, under a fresh key.
   *
   * @throws PrivacyError `personal-data-refused` for a record that holds what the schema does not describe: nobody knows where that belongs
   */
  divide(record: RecordOf<S>): Divided<S, W>
  /** Label of these fields; null when none of them is of the personal part. A name that is no field counts for nothing. */
  labelOf(fields: readonly string[], more?: Pick<Partial<Label>, 'subjects' | 'purposes'>): Label | null
}

/**
 * Splits an object schema by its tags: a field with a tag anywhere in it is personal, one that is marked `nonPersonal` is not.
 *
 * The key between the parts must be the only thing they share. An account id that somebody marked `nonPersonal` under a name that gives nothing
 * away, or a rare value that is known elsewhere, defeats the isolation, and nothing here can see it. As long as the personal
 * part exists, the other one is pseudonymised data for whoever may read both (GDPR Art. 4(5)).
 *
 * @throws PrivacyError `invalid-option` for a field that is unclassified or opaque (unknown is not "non-personal"), a non-personal field that
 * looks like an id or a moment, an object that takes unknown keys, and a schema without a personal field
 * @example
 * const parts = split(z.object({ email: personal(z.email(), 'user.contact.email'), plan: nonPersonal(z.string()) }))
 * parts.divide({ email, plan: 'pro' })   // { joinKey: '9f86…', personal: { email }, nonPersonal: { plan: 'pro' } }
 */
export function split<S extends ObjectSchema, const W extends Claimed = Record<never, never>>(
  schema: S,
  options: SplitOptions<S, W> = {},
): Split<S, W> {
  const { withPersonal = {}, thingIds = [], moments = {}, newKey = randomKey } = options
  const { shape, labels, covered } = sortFields(schema, { withPersonal, thingIds, moments })
  const isPersonal = (name: string) => labels.has(name)
  const isOther = (name: string) => !labels.has(name)
  const others = z.object(pick(shape, isOther))
  const nonPersonalSchema = covered ? nonPersonal(others) : others
  const round = rounding(shape, moments as Readonly<Record<string, Grain>>) // as: an option that is not there is not listed
  const clean = createRedactor(nonPersonalSchema, { unclassified: 'remove' })
  const parts = {
    personal: z.object(pick(shape, isPersonal)),
    nonPersonal: nonPersonalSchema,
    fields: Object.keys(shape),
    labelOf(fields: readonly string[], more: Pick<Partial<Label>, 'subjects' | 'purposes'> = {}) {
      const known = fields.flatMap((field) => labels.get(field) ?? [])
      return known.length === 0 ? null : joinLabels(...known, labelWith(more))
    },
    divide(record: Record<string, unknown>) {
      return {
        joinKey: usable(newKey()),
        personal: pick(record, isPersonal),
        nonPersonal: requireClean(round(pick(record, isOther)), clean),
      }
    },
  }
  return parts as unknown as Split<S, W> // as: brands exist in types only, and the fields were sorted by the same tags
}

/** What is left of a redactor that had nothing to take out: an instance of a class becomes a plain object here, so that nothing hides in it. */
function requireClean(part: Readonly<Record<string, unknown>>, clean: Redactor): unknown {
  const paths: string[] = []
  const result = clean(part, ({ path }) => paths.push(path))
  if (paths.length === 0) return result
  throw new PrivacyError(
    'personal-data-refused',
    `The schema does not describe what is at ${[...new Set(paths)].join(', ')}. Parse the record before it is divided.`,
  )
}

function pick<T>(record: Readonly<Record<string, T>>, isTaken: (name: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => isTaken(name)))
}

function randomKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function usable(key: string): string {
  if (typeof key !== 'string' || key === '')
    throw new PrivacyError('invalid-option', 'Let newKey answer a random text: it answered none.')
  return key
}
