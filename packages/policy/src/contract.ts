/** Basis contract: a contract that is open, for what the person was told. */
import { indexAt, isChangeUnnotified } from './notice.ts'
import { namesPurpose, type Rule } from './question.ts'
import { effectiveMillis, inBackendOrder } from './record-set.ts'
import { entriesOf } from './state.ts'

/** `no-contract`, `contract-ended`, `change-not-notified`, else `contract`. The backend's order says what came last. */
export const contract: Rule = (question) => {
  const { state } = question
  const said = [...entriesOf(state, 'contract-opened'), ...entriesOf(state, 'contract-ended')]
  const last = inBackendOrder(said.filter(({ record }) => namesPurpose(question, record.purposes))).at(-1)
  if (last === undefined) return { reason: 'no-contract' }
  if (last.record.type === 'contract-ended') return { reason: 'contract-ended', entries: [last] }
  const opened = indexAt(question, effectiveMillis(last))
  return isChangeUnnotified(question, [opened])
    ? { reason: 'change-not-notified', entries: [last] }
    : { reason: 'contract', entries: [last] }
}
