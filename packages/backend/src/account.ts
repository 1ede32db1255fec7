/** Opens an account: the first generation, or the next one after an erasure, with what the tombstones of earlier ones demand. */
import type { OpenAccountReply } from '@privacykit/contract'
import type { Kysely } from 'kysely'
import { appendBackendRecord } from './backend-record.ts'
import type { Context, Handlers } from './context.ts'
import { findSubject, insertSubject, type KnownSubject, lockSubject } from './subject.ts'
import type { Tables } from './tables.ts'
import { findTombstones, type TombstoneFlags } from './tombstone.ts'
import { inTransaction } from './transaction.ts'

export const accountHandlers: Handlers<'openAccount'> = {
  async openAccount({ body, subject }, context) {
    const { db, tenant, app, keys } = context
    const { identifiers } = body
    const earlier = await findTombstones(db, {
      tenant,
      app,
      keys,
      account: subject.id,
      identifiers,
      now: context.now(),
    })
    const reply = await inTransaction(db, (trx) => openAccount(trx, { account: subject, earlier, context }))
    context.changes.notify()
    return reply
  },
}

interface Opening {
  account: KnownSubject
  earlier: TombstoneFlags
  context: Context
}

/** The same call again finds the account open and changes nothing. */
async function openAccount(trx: Kysely<Tables>, opening: Opening): Promise<OpenAccountReply> {
  const { account, earlier, context } = opening
  const key = { tenant: context.tenant, app: context.app, subject: account }
  const newest = await findSubject(trx, key, { lock: true })
  if (newest === null || newest.erased) {
    await insertSubject(trx, { ...key, generation: Math.max(newest?.generation ?? 0, earlier.generation) + 1 })
  }
  const row = await lockSubject(trx, key)
  const { generation, suppressed, ageUnknown } = row
  if (await isOpen(trx, { ...opening, generation })) return { generation, flags: { suppressed, ageUnknown } }

  const flags = { suppressed: suppressed || earlier.suppressed, ageUnknown: ageUnknown || earlier.ageUnknown }
  const common = { tenant: context.tenant, app: context.app, subject: account, fixedNow: context.fixedNow() }
  const subject = { ...account, generation }
  await appendBackendRecord(trx, { ...common, subject, record: { id: context.newId(), type: 'account-opened' } })
  if (flags.suppressed)
    await appendBackendRecord(trx, { ...common, subject, record: marketingObjection(context.newId()) })
  await trx
    .updateTable('subject')
    .set({ suppressed: flags.suppressed, age_unknown: flags.ageUnknown })
    .where('tenant', '=', context.tenant)
    .where('app', '=', context.app)
    .where('kind', '=', 'account')
    .where('id', '=', account.id)
    .where('generation', '=', generation)
    .execute()
  return { generation, flags }
}

/** GDPR 21(3): who objected to marketing before is not asked to do so again; stands in the list, so that every reader obeys it. */
function marketingObjection(id: string) {
  return {
    id,
    type: 'objection' as const,
    scope: 'direct-marketing' as const,
    objection: 'objected' as const,
    replaces: [],
  }
}

async function isOpen(
  trx: Kysely<Tables>,
  { account, context, generation }: Opening & { generation: number },
): Promise<boolean> {
  const opened = await trx
    .selectFrom('record')
    .select('seq')
    .where('tenant', '=', context.tenant)
    .where('app', '=', context.app)
    .where('kind', '=', 'account')
    .where('subject_id', '=', account.id)
    .where('generation', '=', generation)
    .where('type', '=', 'account-opened')
    .executeTakeFirst()
  return opened !== undefined
}
