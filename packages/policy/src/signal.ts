/** Global Privacy Control, live or recorded. */
import type { PolicyInput } from './policy.ts'
import type { Question } from './question.ts'
import type { View } from './register.ts'
import { type Entry, entriesOf } from './state.ts'

/**
 * The signal that opts the person out of the purpose, or null. It binds purposes flagged sale, sharing or targeted advertising, in the
 * policy's regions (everywhere by default, and where the place is unknown), and yields only to a grant made against it on purpose.
 */
export function optOutBySignal(question: Question, view: View): { entries: readonly Entry[] } | null {
  const { input, policy, purpose, region, state } = question
  if (!isFlagged(purpose) || !isSignalBinding(policy, region)) return null
  const recorded = entriesOf(state, 'signal')
  if (input.signals?.gpc !== true && recorded.length === 0) return null
  return view.granting.some(isOverride) ? null : { entries: recorded }
}

/**
 * The grants that count for a purpose: all, or, while a signal opts the person out, those alone that were made against it. An accept-all of
 * another device beside an old override opens nothing.
 */
export function grantsCounted(question: Question, view: View): readonly Entry[] {
  const isOptedOut = optOutBySignal(question, { ...view, granting: [] }) !== null
  return isOptedOut ? view.granting.filter(isOverride) : view.granting
}

/**
 * Whether the policy lets GPC bind at a place. Null: the place is unknown, and it binds. So it does in a country (`US`) of which a part
 * (`US-CA`) is listed, when that is all that is known of the place.
 */
export function isSignalBinding(policy: PolicyInput, region: string | null): boolean {
  const regions = policy.gpc ?? 'everywhere'
  if (regions === 'everywhere' || region === null) return true
  const isCountry = !region.includes('-')
  return regions.some(
    (listed) => listed === region || listed === region.slice(0, 2) || (isCountry && listed.startsWith(`${region}-`)),
  )
}

const isOverride = ({ record }: Entry): boolean => record.type === 'choice' && record.overrides === 'gpc'

/** True for purposes that GPC is about. */
export function isFlagged(purpose: Question['purpose']): boolean {
  return purpose.sale === true || purpose.sharing === true || purpose.targetedAdvertising === true
}
