/** Consent: what stands in the purpose's registers, whether it still covers today, and when to ask again. */
import { judgeAgreement } from './agreement.ts'
import { approvalOf } from './child.ts'
import { DAY_MS } from './instant.ts'
import type { Question, Rule, Verdict } from './question.ts'
import { effectiveMillis } from './record-set.ts'
import { registersOf, type View, viewOf } from './register.ts'
import { grantsCounted, optOutBySignal } from './signal.ts'
import type { Entry } from './state.ts'

/** Days of silence after a refusal where the purpose does not say. */
const ASK_AGAIN_DAYS = 180

/** `granted` or `guardian-approved`, or why not. Answers for a purpose on any basis, since storage on the device needs consent on all. */
export const consent: Rule = (question) => {
  const view = viewOf(question.state, registersOf(question.name, question.purpose), question.name)
  const denial = denialOf(view)
  if (denial !== null) return denial
  const signal = optOutBySignal(question, view)
  if (signal !== null) return { reason: 'opted-out-by-signal', entries: signal.entries }
  // the child's own refusal was looked at above; for a grant, the guardian stands in
  const approval = approvalOf(question)
  if (approval !== null)
    return approval.reason === 'approved'
      ? { reason: 'guardian-approved', entries: approval.entries }
      : { reason: approval.reason, entries: approval.entries }
  return bestGrant(question, view)
}

function denialOf({ denying, granting }: View): Verdict {
  if (denying.length === 0) return null
  if (granting.length > 0) return { reason: 'conflict', entries: [...denying, ...granting] }
  const first = (matches: (entry: Entry) => boolean) => denying.some(matches)
  if (first(({ record }) => record.type === 'choice' && record.choice === 'withdrawn'))
    return { reason: 'withdrawn', entries: denying }
  if (first(({ record }) => record.type === 'choice' && record.choice === 'refused'))
    return { reason: 'refused', entries: denying }
  if (first(({ record }) => record.type === 'objection' && record.scope === 'direct-marketing'))
    return { reason: 'objected-marketing', entries: denying }
  // only grants or lifted objections are left: they replace each other in a circle
  const isObjection = first(({ record }) => record.type === 'objection' && record.objection === 'objected')
  return { reason: isObjection ? 'objected' : 'conflict', entries: denying }
}

function bestGrant(question: Question, view: View): Verdict {
  const granting = grantsCounted(question, view)
  if (granting.length === 0) return { reason: 'not-asked' }
  const judged = granting.map((entry) => ({ entry, reason: judgeAgreement(question, entry) }))
  for (const reason of ['granted', 'history-unavailable', 'outdated', 'expired'] as const) {
    const found = judged.filter((each) => each.reason === reason).map(({ entry }) => entry)
    if (found.length > 0) return { reason, entries: found }
  }
  return { reason: 'not-asked' }
}

/** Whether asking now could change a consent's denial and is fair: never soon after a refusal, never against a signal. */
export function mayAskAgain(question: Question, verdict: NonNullable<Verdict>): boolean {
  switch (verdict.reason) {
    case 'not-asked':
    case 'conflict':
    case 'outdated':
    case 'expired':
    case 'history-unavailable':
      return true
    case 'withdrawn':
    case 'refused': {
      const pause = (question.purpose.askAgainDays ?? ASK_AGAIN_DAYS) * DAY_MS
      return (verdict.entries ?? []).every((entry) => question.at >= effectiveMillis(entry) + pause)
    }
    default:
      return false
  }
}
