/** Links a device to an account, once both credentials were shown; for the device's life. */
import { PrivacyError } from '@privacykit/contract'
import type { Kysely } from 'kysely'
import { appendBackendRecord } from './backend-record.ts'
import type { Context, Handlers } from './context.ts'
import { findSubject, type KnownSubject, lockSubject } from './subject.ts'
import type { LinkTable, Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'

interface Linking {
  account: KnownSubject
  device: KnownSubject
  mode: LinkTable['mode']
  context: Context
}

export const linkHandlers: Handlers<'link'> = {
  async link({ body, caller, subject }, context) {
    const { device } = caller
    if (device === null) throw new PrivacyError('missing-credential', 'Send Privacy-Device too: linking needs both.')
    const linking = { account: subject, device, mode: body.mode, context }
    const seq = await inTransaction(context.db, (trx) => linkDevice(trx, linking))
    context.changes.notify()
    return { linked: true, seq }
  },
}

/** The account's position after it. The same link again changes nothing; `adopt` may follow `deny-only`, never the other way. */
async function linkDevice(trx: Kysely<Tables>, linking: Linking): Promise<number> {
  const { account, device, mode, context } = linking
  const { tenant, app } = context
  // the lock comes first, so that of twenty equal requests nineteen find the link that one made
  const row = await lockSubject(trx, { tenant, app, subject: account })
  const deviceRow = await findSubject(trx, { tenant, app, subject: device }, { lock: true })
  if (deviceRow?.erased)
    throw new PrivacyError('erased', 'This device’s records were erased: make a new device secret.')
  const generation = account.generation ?? row.generation
  const known = await findLink(trx, linking)
  if (known !== undefined && (known.account !== account.id || known.generation !== generation)) throw deviceLinked()
  if (known !== undefined && !row.erased && (known.mode === mode || known.mode === 'adopt')) return row.seq

  const id = context.newId()
  const record = { id, type: 'link' as const, device: device.id, account: account.id, mode }
  const fixedNow = context.fixedNow()
  const stored = await appendBackendRecord(trx, { tenant, app, subject: account, record, fixedNow })
  const saved = await saveLink(trx, { ...linking, generation: stored.generation, recordId: id })
  if (!saved) throw deviceLinked()
  return stored.seq
}

function findLink(trx: Kysely<Tables>, { device, context }: Linking) {
  return trx
    .selectFrom('link')
    .select(['account', 'generation', 'mode'])
    .where('tenant', '=', context.tenant)
    .where('app', '=', context.app)
    .where('device', '=', device.id)
    .executeTakeFirst()
}

/** False when the device was linked to another account at this moment. */
async function saveLink(
  trx: Kysely<Tables>,
  { account, device, mode, context, generation, recordId }: Linking & { generation: number; recordId: string },
): Promise<boolean> {
  const { tenant, app } = context
  const row = { tenant, app, device: device.id, account: account.id, generation, mode, record_id: recordId }
  const saved = await trx
    .insertInto('link')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'app', 'device'])
        .doUpdateSet({ mode, record_id: recordId })
        .where('link.account', '=', account.id)
        .where('link.generation', '=', generation),
    )
    .returning('device')
    .executeTakeFirst()
  return saved !== undefined
}

function deviceLinked(): PrivacyError {
  return new PrivacyError('device-linked', 'Make a new device secret for this browser, and link that one.')
}
