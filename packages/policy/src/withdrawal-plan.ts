/** What goes and what stays when one purpose closes, and the steps that see to it. */
import type { HookDeclaration, Kept, ListedRecord, Reason } from '@privacykit/contract'
import type { AgeLaw } from './age-law.ts'
import { decide } from './decide.ts'
import { type PlannedStep, planDeregistration } from './deregistration-plan.ts'
import { fold } from './fold.ts'
import { policyInForce } from './history.ts'
import { findPurpose, type PolicyVersionEntry, type PurposeInput } from './policy.ts'
import type { DecideInput } from './question.ts'
import { categoriesOf, categoriesWithin } from './scope.ts'
import { lastPolicyWith } from './withdrawal.ts'

/** What the plan of a withdrawal rests on. */
export interface WithdrawalInput {
  /** The app's versions, oldest first: data was collected under any of them. */
  readonly policies: readonly PolicyVersionEntry[]
  readonly records: readonly ListedRecord[]
  /** The purpose that closed; see `purposesClosedBy`. */
  readonly purpose: string
  /** UTC instant of the plan. */
  readonly at: string
  readonly hooks: readonly HookDeclaration[]
  readonly flags?: DecideInput['flags']
  readonly ageLaw?: AgeLaw | undefined
}

/** A plan that is saved before anything runs. */
export interface WithdrawalPlan {
  /** Categories of the purpose that nothing else needs; sorted. */
  readonly categories: string[]
  /** Every other need for one of them, or the rule that keeps the purpose's own data. */
  readonly kept: Kept[]
  readonly steps: PlannedStep[]
}

/** Denials that say that a purpose has no ground. Of any other (an unknown place, a notice that is due) it may have one again tomorrow. */
const GROUNDLESS: ReadonlySet<Reason> = new Set<Reason>([
  'prohibited-for-age',
  'guardian-revoked',
  'guardian-vetoed',
  'withdrawn',
  'refused',
  'conflict',
  'opted-out-by-signal',
  'expired',
  'not-asked',
  'no-contract',
  'contract-ended',
  'suppressed',
  'objected-marketing',
  'objected',
  'no-live-record',
])

/**
 * Plans the erasure of one purpose (GDPR 17(1)(b), (c)): a category goes when no other purpose may store it on a ground of its own, and no
 * hold or retention law keeps it. Steps: `identify` and `erase` of the hooks that declare the purpose, `verify` after them, and beside
 * them one `notify` for each recipient. A hook that has not said whether it holds any gets an `erase` step, which nobody is handed:
 * the request shows as blocked. Whether the purpose was granted again plays no part: what is erased is older.
 */
export function planWithdrawal(input: WithdrawalInput): WithdrawalPlan {
  const versions = versionsOf(input)
  const own = unique(versions.flatMap(categoriesOf))
  const kept = [...keptByRule(input, own), ...keptByOthers(input, own)]
  const isWholeKept = kept.some(({ purpose }) => purpose === input.purpose)
  const categories = own.filter((category) => kept.every((each) => !overlaps(each.category, category)))
  const recipients = unique(versions.flatMap(({ recipients: names = [] }) => names))
  const taking = isWholeKept
    ? []
    : input.hooks.filter(({ withdrawals }) => withdrawals?.purposes.includes(input.purpose) ?? true)
  const told = recipients.map((hook): PlannedStep => ({ hook, kind: 'notify', after: [] }))
  return { categories, kept, steps: [...planDeregistration(limited(taking)), ...told] }
}

/** The purpose as each version had it, under its present and its earlier names. */
function versionsOf({ policies, purpose, at }: WithdrawalInput): PurposeInput[] {
  const last = lastPolicyWith(policies, { purpose, at })
  const names = [purpose, ...((last && findPurpose(last, purpose)?.formerly) ?? [])]
  return policies.flatMap(({ policy }) => names.flatMap((name) => findPurpose(policy, name) ?? []))
}

/** A hold or a law on the purpose itself keeps all of it. */
function keptByRule(input: WithdrawalInput, own: readonly string[]): Kept[] {
  const { purpose, at } = input
  const policy = lastPolicyWith(input.policies, { purpose, at })
  if (policy === null) return []
  const isInForce = policy === policyInForce(input.policies, at)
  const { reason } = mayStore(isInForce ? input : { ...input, policies: [{ policy }] }, purpose)
  return reason === 'held' || reason === 'retained' ? own.map((category) => ({ category, purpose, reason })) : []
}

function keptByOthers(input: WithdrawalInput, own: readonly string[]): Kept[] {
  const policy = policyInForce(input.policies, input.at)
  return Object.entries(policy?.purposes ?? {}).flatMap(([name, purpose]) => {
    if (name === input.purpose) return []
    const shared = unique(categoriesOf(purpose)).filter((category) => own.some((each) => overlaps(each, category)))
    if (shared.length === 0) return []
    const { allowed, reason } = mayStore(input, name)
    return allowed || !GROUNDLESS.has(reason) ? shared.map((category) => ({ category, purpose: name, reason })) : []
  })
}

/** Without the stations of a deregistration: one that can still be undone ends no ground, and one that cannot erases by itself. */
function mayStore({ policies, records, at, flags, ageLaw }: WithdrawalInput, purpose: string) {
  const state = fold(records.filter(({ record }) => !record.type.startsWith('deregistration-')))
  return decide({ policies, state, purpose, operation: 'store', at, flags, ageLaw })
}

/** The hooks as a deregistration would have them, if they were all and could do no more than this. */
function limited(hooks: readonly HookDeclaration[]): HookDeclaration[] {
  const names = new Set(hooks.map(({ name }) => name))
  return hooks.map((hook) => ({
    ...hook,
    after: hook.after.filter((name) => names.has(name)),
    identifies: hook.withdrawals?.identifies ?? false,
    verifies: hook.withdrawals?.verifies ?? false,
  }))
}

/** `user.contact` and `user.contact.email` overlap, whichever way round. */
function overlaps(one: string, other: string): boolean {
  return categoriesWithin([one], [other]) || categoriesWithin([other], [one])
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort()
