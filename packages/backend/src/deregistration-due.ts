/** Finds what is due, whatever the job queue says or forgets: withdrawals, ends of undo times, waits, lost leases, checks, keys, fences. */
import { type Kysely, sql } from 'kysely'
import { forgetErased } from './deregistration-erase.ts'
import { type Run, type RunOptions, type Sagas, tick } from './deregistration-run.ts'
import { destroyRequestKey } from './deregistration-seal.ts'
import { isOver } from './deregistration-state.ts'
import type { RequestKey } from './deregistration-store.ts'
import { describeError } from './log.ts'
import type { Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'
import { supersededBy } from './withdrawal-run.ts'
import { startWithdrawals } from './withdrawal-start.ts'

const POSTPONE_MS = 30_000
const ROUNDS = 10

export interface DueOptions {
  /** Only this app's; default: all. */
  tenant?: string
  app?: string
  /** Most requests in one pass. */
  limit: number
  /** Waits for requests that somebody else is changing. Default false: they are passed over. */
  waits?: boolean
}

/**
 * One pass over what is due; answers whether some of it was passed over, because somebody else is changing it. One request in trouble
 * does not hold up the others: it is logged and looked at again.
 */
export async function reconcile(sagas: Sagas, options: DueOptions): Promise<boolean> {
  // after a quiet time with no worker there may be many
  for (let round = 0; round < ROUNDS; round += 1) {
    if ((await startWithdrawals(sagas, options)) < options.limit) break
  }
  const { environment } = sagas
  let isBusy = false
  for (const key of await findDue(environment.db, { ...options, fixedNow: environment.fixedNow() })) {
    try {
      if (!(await look(sagas, key, { skipLocked: options.waits !== true }))) isBusy = true
    } catch (error) {
      environment.log({ event: 'failure', ...key, error: describeError(error) })
      await postpone(sagas, key)
    }
  }
  return isBusy
}

/** Looks at one request: what a job does when it wakes. Answers false for one that is unknown, or busy and to be passed over. */
export async function look(
  sagas: Sagas,
  key: RequestKey,
  options: RunOptions = { skipLocked: true },
): Promise<boolean> {
  const run = await tick(sagas, key, options)
  if (run !== null && isOver(run.saga)) await retire(sagas, run)
  return run !== null
}

/** Hooks were deployed: requests without a plan, or that show as blocked, are looked at again. */
export async function wakeOpen(sagas: Sagas, { tenant, app }: { tenant: string; app: string }): Promise<void> {
  const rows = await sagas.environment.db
    .selectFrom('deregistration')
    .select('request_id as requestId')
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('status', '=', 'blocked')
    // a withdrawal with a plan has its steps open: workers find them by themselves, and there may be very many
    .where((eb) => eb.or([eb('kind', '=', 'account'), eb('irreversible_at', 'is', null)]))
    .where('same_as', 'is', null)
    .execute()
  for (const { requestId } of rows) await look(sagas, { tenant, app, requestId })
}

/** Tombstones that are over. */
export async function sweepTombstones({ environment }: Sagas): Promise<void> {
  await environment.db.deleteFrom('tombstone').where('expires_at', '<=', environment.now()).execute()
}

/** The request has ended: its key is destroyed now, and what recognises the account when the fence is over. */
async function retire({ environment }: Sagas, { loaded, facts }: Run): Promise<void> {
  const { key, row } = loaded
  if (row.next_at === null) return
  for (const each of [key, ...(await supersededBy(environment.db, key))])
    await destroyRequestKey(environment.keys, each)
  if (row.kind === 'withdrawal') return rest(environment.db, key)
  const fenceUntil = row.fence_until
  const isOver = fenceUntil === null || fenceUntil.getTime() <= facts.now
  await inTransaction(environment.db, async (trx) => {
    if (isOver) await forgetErased(trx, { ...key, erasedRecordId: row.erased_record_id })
    await trx
      .updateTable('deregistration')
      .set(isOver ? { account_index: null, next_at: null } : { next_at: fenceUntil.toISOString() })
      .where('tenant', '=', key.tenant)
      .where('app', '=', key.app)
      .where((eb) =>
        eb.or([eb('request_id', '=', key.requestId), ...(isOver ? [eb('same_as', '=', key.requestId)] : [])]),
      )
      .execute()
  })
}

/** A withdrawal has no fence, and stays readable for whoever made it. */
async function rest(db: Kysely<Tables>, { tenant, app, requestId }: RequestKey): Promise<void> {
  await db
    .updateTable('deregistration')
    .set({ next_at: null })
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('request_id', '=', requestId)
    .execute()
}

/** Whatever fails for one request (a key holder that is away, say) must not crowd out the others. */
async function postpone({ environment }: Sagas, key: RequestKey): Promise<void> {
  await environment.db
    .updateTable('deregistration')
    .set({ next_at: new Date(environment.now().getTime() + POSTPONE_MS).toISOString() })
    .where('tenant', '=', key.tenant)
    .where('app', '=', key.app)
    .where('request_id', '=', key.requestId)
    .execute()
}

async function findDue(
  db: Kysely<Tables>,
  { tenant, app, limit, fixedNow }: DueOptions & { fixedNow: Date | null },
): Promise<RequestKey[]> {
  const now = sql<Date>`coalesce(${fixedNow?.toISOString() ?? null}::timestamptz, clock_timestamp())`
  let query = db
    .selectFrom('deregistration')
    .select(['tenant', 'app', 'request_id as requestId'])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
  if (tenant !== undefined) query = query.where('tenant', '=', tenant)
  if (app !== undefined) query = query.where('app', '=', app)
  return query.execute()
}
