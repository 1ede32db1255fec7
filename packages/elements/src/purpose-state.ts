/** What a purpose's row says and offers, from the decision about it. The decision itself is the client's. */

import { day } from './format.ts'
import type { Answer, ShownPurpose, ShownRecord } from './port.ts'
import { saidAgainstSignal, saidIn } from './said-at.ts'
import type { View } from './view.ts'

/** `pair`: two equal buttons. `switch`: on or off. `locked`: a switch that cannot be moved now. `none`: nothing to decide. */
type Control = 'pair' | 'switch' | 'locked' | 'none'

/** A purpose as its row shows it. */
export interface PurposeState {
  readonly on: boolean
  readonly control: Control
  readonly text: string
  readonly reason: string
}

/** Reasons after which the person has not answered, as far as today's policy goes. A switch cannot show that; a pair can. */
const UNANSWERED = new Set(['not-asked', 'expired', 'outdated', 'conflict'])
const ANSWERED = new Set(['granted', 'refused', 'withdrawn', 'opted-out-by-signal'])
const OBJECTABLE = new Set(['interests', 'objected', 'objected-marketing', 'opted-out-by-signal'])

/** The state of one purpose at this moment. `history` gives it a day. */
export function purposeState(
  view: View,
  { name, purpose, history }: { name: string; purpose: ShownPurpose; history: readonly ShownRecord[] },
): PurposeState {
  const { allowed, reason, recordIds } = view.client.decide(name)
  const { state, stateSince, save, panel } = view.strings
  const said = saidIn(history, recordIds)
  const dated = said === null ? undefined : stateSince[reason]?.replace('{date}', day(said.at, view.locale))
  const text = dated ?? state[reason] ?? state.other
  const isSent = said !== null && said.state !== 'stored' && view.client.status().endpoint === 'connected'
  const where = isSent ? save.row[said.state === 'failed' ? 'failed' : 'pending'] : ''
  const overridden = allowed && saidAgainstSignal(history, recordIds) ? panel.overridden : ''
  return {
    on: allowed,
    control: controlFor(purpose.basis, reason),
    text: [text, overridden, where].filter(Boolean).join(' · '),
    reason,
  }
}

function controlFor(basis: string, reason: string): Control {
  if (basis === 'consent') return UNANSWERED.has(reason) ? 'pair' : ANSWERED.has(reason) ? 'switch' : 'locked'
  if (basis === 'legitimate-interests') return OBJECTABLE.has(reason) ? 'switch' : 'locked'
  return 'none'
}

/** The answer that turns a purpose on consent on or off; null when it already says so. Taking a yes back is a withdrawal. */
export function answerFor(reason: string, on: boolean): Answer | null {
  if (on) return reason === 'granted' ? null : 'granted'
  if (reason === 'refused' || reason === 'withdrawn') return null
  return reason === 'granted' || reason === 'expired' || reason === 'outdated' ? 'withdrawn' : 'refused'
}

/**
 * Answers of "Accept all" and "Reject all": only purposes on consent whose answer changes. A browser's signal is never overridden by
 * accepting all, and what an age or a guardian holds is not granted in passing.
 */
export function answersForAll(view: View, on: boolean): Record<string, Answer> {
  const answers: Record<string, Answer> = {}
  for (const [name, purpose] of Object.entries(view.client.policy.purposes)) {
    if (purpose.basis !== 'consent') continue
    const { reason } = view.client.decide(name)
    const mayGrant = UNANSWERED.has(reason) || reason === 'refused' || reason === 'withdrawn'
    if (on && !mayGrant) continue
    const answer = answerFor(reason, on)
    if (answer !== null) answers[name] = answer
  }
  return answers
}
