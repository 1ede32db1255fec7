/** Row 4: keeping data that must be kept. A hold permits storing and nothing else, unless the purpose serves legal claims. */
import { millisOf } from './instant.ts'
import type { Rule } from './question.ts'
import { entriesOf } from './state.ts'

/**
 * `held` under a live hold whose `rows` is `all`, the purpose's name or its retention rule's; `retained` under a retention rule that
 * a law demands.
 */
export const held: Rule = ({ input, policy, purpose, name, state, at }) => {
  const released = new Set(entriesOf(state, 'hold-released').map(({ record }) => record.holdId))
  const holds = entriesOf(state, 'hold').filter(
    ({ record }) =>
      !released.has(record.id) &&
      (record.until === undefined || at < millisOf(record.until)) &&
      ['all', name, purpose.retention].includes(record.rows),
  )
  if (holds.length > 0 && (input.operation === 'store' || purpose.restrictionException === 'legal-claims'))
    return { reason: 'held', entries: holds }
  if (input.operation !== 'store' || purpose.retention === undefined) return null
  const rule = Object.hasOwn(policy.retention, purpose.retention) ? policy.retention[purpose.retention] : undefined
  return rule?.law === undefined ? null : { reason: 'retained' }
}
