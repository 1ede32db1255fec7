/** Row 5: a closed or closing account. */
import type { Rule } from './question.ts'
import { entriesOf } from './state.ts'

/** `erased` absorbs its generation; `deregistering` from the request until it is cancelled, never after the point of no return. */
export const alive: Rule = ({ state, purpose }) => {
  const erased = entriesOf(state, 'erased')
  if (erased.length > 0) return { reason: 'erased', entries: erased }
  if (purpose.duringClosure === true) return null
  const cancelled = new Set(entriesOf(state, 'deregistration-cancelled').map(({ record }) => record.requestId))
  const irreversible = entriesOf(state, 'deregistration-irreversible')
  const requested = entriesOf(state, 'deregistration-requested').filter(
    ({ record }) => !cancelled.has(record.requestId),
  )
  const closing = [...irreversible, ...requested]
  return closing.length === 0 ? null : { reason: 'deregistering', entries: closing }
}
