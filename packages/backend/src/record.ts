/** The endpoint that appends records. */
import type { Handlers } from './context.ts'
import { signReceipts } from './receipt.ts'
import { checkRecords } from './record-rules.ts'

export const recordHandlers: Handlers<'appendRecords'> = {
  async appendRecords({ body, caller, subject }, context) {
    await checkRecords(body.records, { caller, subject }, context)
    const { tenant, app } = context
    const { role, principal } = caller
    const group = { tenant, app, subject, role, principal, sentAt: body.sentAt, records: body.records }
    const { generation, records } = await context.appender.append(group)
    const seq = records.reduce((highest, each) => Math.max(highest, each.seq), 0)
    return { receipts: await signReceipts(records, context), seq, generation }
  },
}
