/** An opaque box around a personal value: it prints only its label, joins labels when combined, and opens only on grounds that are written down. */
import { PrivacyError } from '@privacykit/contract'
import type { Audit, AuditEntry } from './audit.ts'
import { joinLabels, type Label, labelWith, NON_PERSONAL, servesPurpose } from './label.ts'

/** @internal Marks a box, for the compiler and across copies of this package. */
export const BOX: unique symbol = Symbol.for('privacykit.pii.box') as never // as: declared unique, and the same in two copies of this package

/** On what a box is opened. */
export interface Grounds {
  /** The purpose that the decision was about; the label must allow it. */
  purpose: string
  /** What `decide` of `@privacykit/policy`, or `privacy.decide` of the server, answered for that purpose and these persons. */
  decision: { allowed: boolean; reason: string }
  /** Ids of the persons that the decision was about. A box about anybody else stays shut. Default none. */
  subjects?: readonly string[]
  /** Gets the entry before the value is handed out. */
  audit: Audit
}

/**
 * A value that is personal data, with its label. Printing it in any way (template, `String`, JSON, `util.inspect`, spread, clone) gives the label
 * or nothing; arithmetic gives `NaN`. `C` is the union of its categories; the compiler refuses a box wherever it refuses those.
 *
 * What it cannot stop: a function given to `map` that hands the value on by itself, and a debugger. After `reveal` the value is a plain one.
 */
export class Personal<out T, out C extends string = string> {
  readonly #value: T
  readonly #label: Label
  /** Labels of the fields, where the value is a record made by `combine`. */
  readonly #fields: Readonly<Record<string, Label>> | null

  /** Use `box` or `combine`. */
  constructor(value: T, label: Label, fields: Readonly<Record<string, Label>> | null = null) {
    this.#value = value
    this.#label = label
    this.#fields = fields
    Object.freeze(this)
  }

  /** @internal */
  get [BOX](): C {
    return 'box' as C // as: only its type is read
  }

  get label(): Label {
    return this.#label
  }

  /** The labels of a combined record's fields; null for every other value. */
  get fields(): Readonly<Record<string, Label>> | null {
    return this.#fields
  }

  /** Works on the value inside the box. What comes out has the same label, for what is made of personal data is personal. */
  map<U>(change: (value: T) => U): Personal<U, C> {
    return new Personal<U, C>(change(this.#value), this.#label)
  }

  /**
   * Hands the value out, once the entry is written.
   *
   * @throws PrivacyError `not-allowed` when the decision denies, the label does not allow the purpose, or the decision was not about all persons in
   * the box; that is written down too
   */
  reveal({ purpose, decision, subjects = [], audit }: Grounds): T {
    const { categories } = this.#label
    const refused = this.#refusal({ purpose, decision, subjects })
    const entry: AuditEntry = {
      action: 'reveal',
      done: refused === null,
      categories,
      subjects: this.#label.subjects,
      purpose,
      reason: refused ?? decision.reason,
    }
    audit(entry)
    if (refused === null) return this.#value
    throw new PrivacyError('not-allowed', `Data of ${categories.join(', ')} stays shut for ${purpose}: ${refused}.`)
  }

  #refusal({ purpose, decision, subjects }: Required<Omit<Grounds, 'audit'>>): string | null {
    if (!decision.allowed) return decision.reason
    if (!servesPurpose(this.#label, purpose)) return 'purpose-not-in-label'
    return this.#label.subjects.every((subject) => subjects.includes(subject)) ? null : 'decided-for-another-person'
  }

  toString(): string {
    return `[personal: ${this.#label.categories.join(', ')}]`
  }

  toJSON(): string {
    return this.toString()
  }

  [Symbol.toPrimitive](hint: string): string | number {
    return hint === 'number' ? Number.NaN : this.toString()
  }

  // what Node's console and util.inspect ask for; without it they would show the class, never the private fields
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

/**
 * Puts a value into a box.
 *
 * @param label categories, and whose data it is and for what, where that is known; or the whole label of a schema from `labelOf`
 * @throws PrivacyError `invalid-option` for a label without a category: such a value needs no box
 * @example
 * const email = box('ann@shop.example', { categories: ['user.contact.email'], subjects: ['u_81'], purposes: ['orders'] })
 * `${email}` // '[personal: user.contact.email]'
 */
export function box<T, const C extends string>(
  value: T,
  label: Partial<Omit<Label, 'categories' | 'quasi'>> & { categories?: readonly C[]; quasi?: readonly C[] },
): Personal<T, C> {
  const whole = labelWith(label)
  if (whole.categories.length === 0)
    throw new PrivacyError('invalid-option', 'Name at least one category for the box, such as user.contact.email.')
  return new Personal<T, C>(value, whole)
}

/** True for a box, also one made by another copy of this package. */
export function isBox(value: unknown): value is Personal<unknown> {
  return typeof value === 'object' && value !== null && BOX in value
}

type BoxedIn<R> = { [K in keyof R]: R[K] extends Personal<unknown, infer C> ? C : never }[keyof R]
type Bare<R> = { [K in keyof R]: R[K] extends Personal<infer T, string> ? T : R[K] }

/** A record with boxes becomes one box with the joined label; without any it stays as it is. */
export type Combined<R> = [BoxedIn<R>] extends [never] ? R : Personal<Bare<R>, BoxedIn<R>>

/**
 * Puts the fields of a record together: one boxed field makes the whole a box, with the label of all of them (duty D07). The very same record
 * comes back when no field is boxed. Boxes deeper inside stay boxes.
 *
 * @example
 * combine({ email: box('ann@shop.example', { categories: ['user.contact.email'] }), screen: 'home' })   // a box
 */
export function combine<const R extends Readonly<Record<string, unknown>>>(record: R): Combined<R> {
  const bare: Record<string, unknown> = {}
  const fields: Record<string, Label> = {}
  for (const [key, value] of Object.entries(record)) {
    fields[key] = isBox(value) ? value.label : NON_PERSONAL
    const put = (inner: unknown) => Object.defineProperty(bare, key, { ...OPEN, value: inner })
    if (isBox(value)) value.map(put)
    else put(value)
  }
  if (!Object.values(record).some(isBox)) return record as Combined<R> // as: no field is a box
  return new Personal(bare, joinLabels(...Object.values(fields)), fields) as unknown as Combined<R> // as: at least one is
}

// defined, not assigned, so that a key `__proto__` stays a key
const OPEN = { enumerable: true, writable: true, configurable: true }
