/** What is asked before the two parts are put together: does the policy declare this purpose with these data, and does the person's list allow it. */
import { isWithinCategory, PrivacyError } from '@privacykit/contract'
import type { AuditEntry } from '../audit.ts'
import type { Label } from '../label.ts'
import type { Claimed, FieldOf, ObjectSchema } from './part.ts'
import type { Split } from './split.ts'

/** The part of a policy that is read here; one made by `definePolicy` fits. */
export interface JoinPolicy {
  readonly purposes: Readonly<
    Record<string, { readonly data: readonly string[]; readonly optional?: readonly { readonly category: string }[] }>
  >
}

/** Names of the policy's purposes: the only reasons there are. */
export type ReasonOf<P extends JoinPolicy> = keyof P['purposes'] & string

/** `privacy.decide` of `@privacykit/server` fits, and so does anything around `decide` of `@privacykit/policy`. */
export type DecideJoin<P extends JoinPolicy> = (
  subject: string,
  purpose: ReasonOf<P>,
  question: { operation: 'use'; categories: readonly string[] },
) => Verdict | Promise<Verdict>

interface Verdict {
  allowed: boolean
  reason: string
}

/** What a join is asked on. */
export interface JudgeOptions<S extends ObjectSchema, W extends Claimed, P extends JoinPolicy> {
  split: Split<S, W>
  policy: P
  decide: DecideJoin<P>
}

/** Whose data are wanted, for what, and which of them. */
export interface JoinRequest<S extends ObjectSchema, P extends JoinPolicy, F extends FieldOf<S> = FieldOf<S>> {
  /** Opaque id of the person. */
  subject: string
  /** A purpose of the policy that declares the categories of these fields. */
  purpose: ReasonOf<P>
  /** What is needed, and no more; at least one field of the personal part. Default: every field of both parts. */
  fields?: readonly F[]
}

/** The answer, and what is to be written down whatever it is. */
interface Judged {
  entry: AuditEntry
  label: Label
  fields: readonly string[]
  /** Null: go on. Else what to throw, once the entry is written. */
  refused: unknown
}

/**
 * Judges a request. It never throws for a refusal, so that the caller can write it down first; it does for a request that makes no sense:
 * `invalid-option`.
 */
export async function judge<S extends ObjectSchema, W extends Claimed, P extends JoinPolicy>(
  { split, policy, decide }: JudgeOptions<S, W, P>,
  { subject, purpose, fields: asked = split.fields }: JoinRequest<S, P>,
): Promise<Judged> {
  const fields = [...asked] // what is decided on is what is read, whatever the caller does with its list meanwhile
  if (typeof subject !== 'string' || subject === '')
    throw new PrivacyError('invalid-option', 'Name the person whose data are wanted by an opaque id.')
  if (!fields.every((field) => split.fields.includes(field)))
    throw new PrivacyError('invalid-option', 'Ask for fields of the schema only.')
  const label = split.labelOf(fields, { subjects: [subject], purposes: [purpose] })
  if (label === null)
    throw new PrivacyError(
      'invalid-option',
      'Ask for a field of the personal part: the rest can be read without a join.',
    )
  const { categories } = label
  const entry = { action: 'join', categories, subjects: [subject], purpose: purpose as string | null } as const // as: null below
  const undeclared = undeclaredIn(policy, purpose, categories)
  if (undeclared !== null) {
    // a name that the policy does not know may be anything
    const named = undeclared === 'unknown-purpose' ? { ...entry, purpose: null } : entry
    return {
      label,
      fields,
      entry: { ...named, done: false, reason: undeclared },
      refused: refusal(categories, undeclared),
    }
  }
  try {
    const verdict = await decide(subject, purpose, { operation: 'use', categories })
    const done = verdict.allowed === true
    const { reason } = verdict
    return { label, fields, entry: { ...entry, done, reason }, refused: done ? null : refusal(categories, reason) }
  } catch (cause) {
    return { label, fields, entry: { ...entry, done: false, reason: 'no-decision' }, refused: cause }
  }
}

function undeclaredIn(policy: JoinPolicy, name: string, categories: readonly string[]): string | null {
  const purpose = Object.hasOwn(policy.purposes, name) ? policy.purposes[name] : undefined
  if (purpose === undefined) return 'unknown-purpose'
  const declared = [...purpose.data, ...(purpose.optional ?? []).map(({ category }) => category)]
  const isDeclared = (category: string) => declared.some((parent) => isWithinCategory(category, parent))
  return categories.every(isDeclared) ? null : 'undeclared-category'
}

function refusal(categories: readonly string[], reason: string): PrivacyError {
  return new PrivacyError('not-allowed', `Data of ${categories.join(', ')} stay apart: ${reason}.`)
}
