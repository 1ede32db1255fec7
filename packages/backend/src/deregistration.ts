/** The endpoints of a request: make it, read it, undo it. */
import { type Deregistration, PrivacyError } from '@privacykit/contract'
import { policyInForce } from '@privacykit/policy'
import type { Kysely } from 'kysely'
import { appendBackendRecord } from './backend-record.ts'
import type { Context, Handlers, Input } from './context.ts'
import { factsOf, runSaga, type Sagas } from './deregistration-run.ts'
import { destroyRequestKey, sealSubject } from './deregistration-seal.ts'
import { advance } from './deregistration-state.ts'
import { loadSaga, type RequestKey, toDeregistration } from './deregistration-store.ts'
import { describeError } from './log.ts'
import { findSubject, type KnownSubject } from './subject.ts'
import type { Tables } from './tables.ts'
import { accountIndex, tombstoneKey } from './tombstone.ts'
import { inTransaction } from './transaction.ts'

const DAY_MS = 86_400_000

/** The three endpoints over one set of sagas. */
export function deregistrationHandlers(
  sagas: Sagas,
): Handlers<'requestDeregistration' | 'readDeregistration' | 'cancelDeregistration'> {
  return {
    requestDeregistration: (input, context) => request(sagas, input, context),
    async readDeregistration({ params }, context) {
      return read(sagas, { ...scopeOf(context), requestId: params.requestId ?? '' })
    },
    async cancelDeregistration({ params, subject }, context) {
      const key = { ...scopeOf(context), requestId: params.requestId ?? '' }
      const index = accountIndex(await tombstoneKey(context.keys, context), subject.id)
      await refuseForeign(context, key, index)
      const run = await runSaga(sagas, key, (saga, facts) => advance(saga, { kind: 'cancelled' }, facts))
      if (run === null) throw notFound()
      if (run.refusal !== null) {
        throw new PrivacyError('undo-period-over', 'The time for undoing is over; the deregistration goes on.')
      }
      return toDeregistration(run.loaded, run.saga, run.facts)
    },
  }
}

async function request(
  sagas: Sagas,
  { body, subject }: Input<'requestDeregistration'>,
  context: Context,
): Promise<Deregistration> {
  const key: RequestKey = { ...scopeOf(context), requestId: body.requestId }
  const index = accountIndex(await tombstoneKey(context.keys, context), subject.id)
  for (let attempt = 1; ; attempt += 1) {
    const known = await findRequest(context.db, key)
    if (known !== undefined && known.account_index !== index) {
      throw new PrivacyError('id-reused', 'This request id is taken: make a new one.', { pointers: ['/requestId'] })
    }
    if (known !== undefined) return read(sagas, key)
    try {
      await insertRequest({ sagas, context, key, index, subject, body })
    } catch (error) {
      // unique_violation: the same request, or another one for this account, came in at this moment; the next round finds it
      if (!(error instanceof Error && 'code' in error && error.code === '23505') || attempt === 5) throw error
    }
  }
}

interface NewRequest {
  sagas: Sagas
  context: Context
  key: RequestKey
  index: string
  subject: KnownSubject
  body: Input<'requestDeregistration'>['body']
}

async function insertRequest(made: NewRequest): Promise<void> {
  const { sagas, context, key, index, subject, body } = made
  const generation = await livingGeneration(context, subject)
  const policy = policyInForce(await context.policies.list(context), context.now().toISOString())
  const undoMs = (policy?.deregistration?.undoDays ?? 14) * DAY_MS
  const now = context.now().getTime()
  // an outbox may bring it late; the person was told a time that counts from the click. A clock ahead of ours gains nothing
  const requestedAt = Math.min(Date.parse(body.requestedAt), now)
  const undoUntil = new Date(requestedAt + undoMs)
  const sealed = await sealSubject(context.keys, key, { account: subject.id, identifiers: body.identifiers })
  const first = await inTransaction(context.db, async (trx) => {
    const same_as = (await findActive(trx, { key, index, generation }))?.request_id ?? null
    await trx
      .insertInto('deregistration')
      .values({
        ...{ tenant: key.tenant, app: key.app, request_id: key.requestId, same_as, account_index: index, generation },
        ...{ sealed: same_as === null ? sealed : null, status: 'scheduled', auth_time: body.authTime },
        ...{ requested_at: new Date(requestedAt).toISOString(), undo_until: undoUntil.toISOString() },
        next_at: same_as === null ? undoUntil.toISOString() : null,
      })
      .execute()
    if (same_as === null) await recordRequest(trx, { ...made, generation })
    return same_as === null
  })
  if (!first) return destroyRequestKey(context.keys, key)
  context.changes.notify()
  await sagas.jobs.wake(key, undoUntil).catch((error: unknown) => {
    context.log({ event: 'job', tenant: key.tenant, app: key.app, error: describeError(error) })
  })
}

async function recordRequest(trx: Kysely<Tables>, made: NewRequest & { generation: number }): Promise<void> {
  const { context, key, subject, generation } = made
  const record = { id: context.newId(), type: 'deregistration-requested' as const, requestId: key.requestId }
  const account = { ...subject, generation }
  await appendBackendRecord(trx, { ...scopeOf(context), subject: account, record, fixedNow: context.fixedNow() })
}

/** Throws `erased` when the caller's generation, or the newest one, is gone; `invalid-credential` when it was never there. */
async function livingGeneration(context: Context, subject: KnownSubject): Promise<number> {
  const row = await findSubject(context.db, { ...scopeOf(context), subject })
  const generation = subject.generation ?? row?.generation ?? 1
  if (row !== null && (row.erased || generation < row.generation)) {
    throw new PrivacyError('erased', 'This generation was erased: end the session.')
  }
  if (generation > (row?.generation ?? 1)) {
    throw new PrivacyError('invalid-credential', 'No such generation was opened: open the account first.')
  }
  return generation
}

/** The account's request that is under way, so that a second one joins it instead of making a second plan. */
function findActive(
  db: Kysely<Tables>,
  { key, index, generation }: { key: RequestKey; index: string; generation: number },
) {
  return db
    .selectFrom('deregistration')
    .select('request_id')
    .where('tenant', '=', key.tenant)
    .where('app', '=', key.app)
    .where('account_index', '=', index)
    .where('generation', '=', generation)
    .where('kind', '=', 'account')
    .where('same_as', 'is', null)
    .where('status', '<>', 'withdrawn')
    .executeTakeFirst()
}

function findRequest(db: Kysely<Tables>, key: RequestKey) {
  return db
    .selectFrom('deregistration')
    .select('account_index')
    .where('tenant', '=', key.tenant)
    .where('app', '=', key.app)
    .where('request_id', '=', key.requestId)
    .executeTakeFirst()
}

async function read(sagas: Sagas, key: RequestKey): Promise<Deregistration> {
  const loaded = await loadSaga(sagas.environment.db, key, { fixedNow: sagas.environment.fixedNow() })
  if (loaded === null) throw notFound()
  return toDeregistration(loaded, loaded.saga, factsOf(sagas, loaded))
}

async function refuseForeign(context: Context, key: RequestKey, index: string): Promise<void> {
  const known = await findRequest(context.db, key)
  if (known === undefined) throw notFound()
  if (known.account_index !== index) throw new PrivacyError('foreign-subject', 'Only the account itself can undo this.')
}

function scopeOf({ tenant, app }: Context) {
  return { tenant, app }
}

function notFound(): PrivacyError {
  return new PrivacyError('not-found', 'No deregistration has this id; one that was just made may still be on its way.')
}
