/** Basis legitimate interests: open until the person objects. An earlier refusal, from a time on consent, is an objection. */
import { firstMet, isChangeUnnotified } from './notice.ts'
import type { Question, Rule } from './question.ts'
import { registersOf, viewOf } from './register.ts'
import { optOutBySignal } from './signal.ts'
import { type Entry, entriesOf } from './state.ts'

/** `suppressed`, `objected-marketing`, `objected`, `opted-out-by-signal`, `change-not-notified`, else `interests`. */
export const interests: Rule = (question) => {
  const { input, name, purpose, state } = question
  if (purpose.directMarketing === true && input.flags?.suppressed === true) return { reason: 'suppressed' }
  const view = viewOf(state, registersOf(name, purpose), name)
  const marketing = view.denying.filter(isMarketingObjection)
  if (marketing.length > 0) return { reason: 'objected-marketing', entries: marketing }
  const objections = view.denying.filter((entry) => !isOverridden(question, entry))
  if (objections.length > 0) return { reason: 'objected', entries: objections }
  const signal = optOutBySignal(question, view)
  if (signal !== null) return { reason: 'opted-out-by-signal', entries: signal.entries }
  return isChangeUnnotified(question, firstMet(question)) ? { reason: 'change-not-notified' } : { reason: 'interests' }
}

function isMarketingObjection({ record }: Entry): boolean {
  return record.type === 'objection' && record.scope === 'direct-marketing'
}

/** Compelling grounds (GDPR 21(1)) can outweigh an objection, never one to marketing (21(2)). */
function isOverridden({ purpose, state }: Question, { record }: Entry): boolean {
  if (purpose.directMarketing === true || record.type !== 'objection') return false
  return entriesOf(state, 'objection-overridden').some((entry) => entry.record.objectionId === record.id)
}
