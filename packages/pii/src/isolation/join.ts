/** The one way back to a whole record: for a purpose of the policy, decided, written down, and in a box. */
import type { Audit } from '../audit.ts'
import { Personal } from '../box.ts'
import type { Label } from '../label.ts'
import { type JoinPolicy, type JoinRequest, type JudgeOptions, judge } from './judge.ts'
import type { CategoryIn, Claimed, FieldOf, ObjectSchema, RecordOf } from './part.ts'

/** A record as it was stored, in two parts. Fields that were not asked for may be missing; others are not used. */
export interface StoredParts {
  personal: Readonly<Record<string, unknown>>
  nonPersonal: Readonly<Record<string, unknown>>
}

/** What a join is made of. */
export interface JoinOptions<S extends ObjectSchema, W extends Claimed, P extends JoinPolicy>
  extends JudgeOptions<S, W, P> {
  /** Gets the entry of each join, allowed or refused, before anything is read. When it throws, nothing is. */
  audit: Audit
  /** Reads the records of a person from both places, matched by their keys; only these fields are used. */
  read(subject: string, fields: readonly FieldOf<S>[]): Promise<readonly StoredParts[]> | readonly StoredParts[]
}

/** Records of one person, of which only these fields. Also an empty list: that somebody has no record is about them as well. */
export type Joined<S extends ObjectSchema, W extends Claimed, F extends FieldOf<S>> = Personal<
  readonly Pick<RecordOf<S>, F>[],
  CategoryIn<S, W, F>
>

/**
 * Puts the parts of a person's records together again.
 *
 * @throws PrivacyError `not-allowed`, its message names the reason: `unknown-purpose`, `undeclared-category`, or that of the decision;
 * `invalid-option` for a request that names no person, no field of the personal part, or a field that the schema does not have
 */
export type Join<S extends ObjectSchema, W extends Claimed, P extends JoinPolicy> = <F extends FieldOf<S> = FieldOf<S>>(
  request: JoinRequest<S, P, F>,
) => Promise<Joined<S, W, F>>

/**
 * Makes the one function that joins. For PostgreSQL use `createIsolatedTables`, which keeps entry and read in one transaction.
 *
 * @example
 * const join = createJoin({ split: parts, policy, decide: privacy.decide, audit, read })
 * const orders = await join({ subject: 'u_81', purpose: 'orders', fields: ['email'] })   // prints as [personal: user.contact.email]
 */
export function createJoin<S extends ObjectSchema, W extends Claimed, P extends JoinPolicy>(
  options: JoinOptions<S, W, P>,
): Join<S, W, P> {
  return async (request) => {
    const { entry, label, fields, refused } = await judge(options, request)
    options.audit(entry)
    if (refused !== null) throw refused
    const found = await options.read(request.subject, fields as readonly FieldOf<S>[]) // as: judge lets names of fields pass
    return boxed(
      found.map(({ personal, nonPersonal }) => unite({ ...nonPersonal, ...personal }, fields)),
      label,
    )
  }
}

/** One record of these fields, in their order. A field that is not there stays away. */
export function unite(parts: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => (Object.hasOwn(parts, field) ? [[field, parts[field]]] : [])))
}

/** The records under the label that was decided on. */
export function boxed<S extends ObjectSchema, W extends Claimed, F extends FieldOf<S>>(
  rows: readonly Record<string, unknown>[],
  label: Label,
): Joined<S, W, F> {
  return new Personal(rows, label) as unknown as Joined<S, W, F> // as: the rows hold the fields that were asked for
}
