/** Global Privacy Control, live or recorded. */
import { isRegionIn, type Question } from './question.ts'
import type { View } from './register.ts'
import { type Entry, entriesOf } from './state.ts'

/**
 * The signal that opts the person out of the purpose, or null. It binds purposes flagged sale, sharing or targeted advertising, in the
 * policy's regions (everywhere by default, and where the place is unknown), and yields only to a grant made against it on purpose.
 */
export function optOutBySignal(question: Question, view: View): { entries: readonly Entry[] } | null {
  const { input, policy, purpose, region, state } = question
  if (!isFlagged(purpose)) return null
  const regions = policy.gpc ?? 'everywhere'
  if (regions !== 'everywhere' && region !== null && !isRegionIn(region, regions)) return null
  const recorded = entriesOf(state, 'signal')
  if (input.signals?.gpc !== true && recorded.length === 0) return null
  const isOverridden = view.granting.some(({ record }) => record.type === 'choice' && record.overrides === 'gpc')
  return isOverridden ? null : { entries: recorded }
}

/** True for purposes that GPC is about. */
export function isFlagged(purpose: Question['purpose']): boolean {
  return purpose.sale === true || purpose.sharing === true || purpose.targetedAdvertising === true
}
