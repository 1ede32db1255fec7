/** Reads a saga out of its tables under a row lock, writes back what changed, and says it in the wire's words. */
import type { Deregistration, HookDeclaration, Retained, Step, Withdrawal } from '@privacykit/contract'
import { type Kysely, type Selectable, sql, type Updateable } from 'kysely'
import { type Facts, nextLook, type Saga, statusOf } from './deregistration-state.ts'
import type { DeregistrationTables } from './deregistration-tables.ts'
import { declaredHooks } from './hook-set.ts'
import type { SagaStep } from './step-state.ts'
import type { Tables } from './tables.ts'

export interface RequestKey {
  tenant: string
  app: string
  requestId: string
}

type RequestRow = Selectable<DeregistrationTables['deregistration']>
export type RequestPatch = Updateable<DeregistrationTables['deregistration']>
type StepRow = Selectable<DeregistrationTables['step']>

export interface LoadedSaga {
  key: RequestKey
  row: RequestRow
  saga: Saga
  hooks: readonly HookDeclaration[] | null
  /** Recipients that the app can tell. */
  recipients: readonly string[]
  /** The injected clock, else the database's. */
  now: number
}

export interface LoadOptions {
  /** `wait`: lock the request, after whoever holds it. `skip`: null when somebody holds it. */
  lock?: 'wait' | 'skip'
  fixedNow: Date | null
}

/** Null when there is no such request (or it is locked and was to be skipped). Follows a repeated request to its first. */
export async function loadSaga(db: Kysely<Tables>, key: RequestKey, options: LoadOptions): Promise<LoadedSaga | null> {
  const fixed = options.fixedNow?.toISOString() ?? null
  const query = db
    .selectFrom('deregistration')
    .selectAll()
    .select(sql<Date>`coalesce(${fixed}::timestamptz, clock_timestamp())`.as('db_now'))
    .where('tenant', '=', key.tenant)
    .where('app', '=', key.app)
    .where('request_id', '=', key.requestId)
  const locked = options.lock === undefined ? query : query.forUpdate()
  const row = await (options.lock === 'skip' ? locked.skipLocked() : locked).executeTakeFirst()
  if (row === undefined) return null
  if (row.same_as !== null) return loadSaga(db, { ...key, requestId: row.same_as }, options)
  const steps = await db
    .selectFrom('step')
    .selectAll()
    .where('tenant', '=', key.tenant)
    .where('app', '=', key.app)
    .where('request_id', '=', key.requestId)
    .orderBy('position')
    .execute()
  const saga = toSaga(row, steps.map(toStep))
  return { key, row, saga, ...(await declaredHooks(db, key)), now: row.db_now.getTime() }
}

/** Writes the request and the steps that are other objects than before. */
export async function saveSaga(
  trx: Kysely<Tables>,
  loaded: LoadedSaga,
  change: { saga: Saga; facts: Facts; patch: RequestPatch },
): Promise<void> {
  const { saga, facts, patch } = change
  const { tenant, app, requestId } = loaded.key
  for (const [position, step] of saga.steps.entries()) {
    if (step === loaded.saga.steps[position]) continue
    const values = { tenant, app, request_id: requestId, position, ...fromStep(step) }
    await trx
      .insertInto('step')
      .values(values)
      .onConflict((conflict) => conflict.columns(['tenant', 'app', 'step_id']).doUpdateSet(values))
      .execute()
  }
  await trx
    .updateTable('deregistration')
    .set({
      status: statusOf(saga, facts),
      irreversible_at: textOf(saga.irreversibleAt),
      completed_at: textOf(saga.completedAt),
      interim_proof_id: saga.interimProofId,
      final_proof_id: saga.finalProofId,
      next_at: textOf(nextLook(saga, facts.now)),
      ...patch,
    })
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('request_id', '=', requestId)
    .execute()
}

/** The request as the wire shows it; it names no subject. */
export function toDeregistration(loaded: LoadedSaga, saga: Saga, facts: Facts): Deregistration {
  return {
    requestId: loaded.key.requestId,
    status: statusOf(saga, facts),
    requestedAt: loaded.row.requested_at.toISOString(),
    undoUntil: loaded.row.undo_until.toISOString(),
    irreversibleAt: textOf(saga.irreversibleAt),
    completedAt: textOf(saga.completedAt),
    steps: saga.steps.map((step) => toWireStep(step, loaded.key.requestId)),
    interimProofId: saga.interimProofId,
    finalProofId: saga.finalProofId,
    ...(loaded.row.withdrawal !== null && { withdrawal: JSON.parse(loaded.row.withdrawal) as Withdrawal }), // as: written as one
  }
}

/** One step as the wire shows it. */
export function toWireStep(step: SagaStep, requestId: string): Step {
  const { id, hook, kind, status, attempts, count, retained, residual, failure, nextAt } = step
  return {
    id,
    requestId,
    hook,
    kind,
    status,
    attempts,
    ...(count !== null && { count }),
    ...(retained !== null && { retained: [...retained] }),
    ...(residual !== null && { residual }),
    ...(failure !== null && { failure }),
    ...(nextAt !== null && { nextAt: new Date(nextAt).toISOString() }),
  }
}

function toSaga(row: RequestRow, steps: readonly SagaStep[]): Saga {
  return {
    kind: row.kind,
    undoUntil: row.undo_until.getTime(),
    withdrawn: row.status === 'withdrawn',
    irreversibleAt: timeOf(row.irreversible_at),
    completedAt: timeOf(row.completed_at),
    interimProofId: row.interim_proof_id,
    finalProofId: row.final_proof_id,
    steps,
  }
}

function toStep(row: StepRow): SagaStep {
  return {
    id: row.step_id,
    hook: row.hook,
    kind: row.kind,
    after: JSON.parse(row.after) as string[], // as: written by fromStep
    status: row.status,
    attempts: row.attempts,
    failures: row.failures,
    failure: row.failure,
    nextAt: timeOf(row.next_at),
    leaseToken: row.lease_token,
    leaseUntil: timeOf(row.lease_until),
    reportedToken: row.reported_token,
    reportedDigest: row.reported_digest,
    count: row.count,
    retained: row.retained === null ? null : (JSON.parse(row.retained) as Retained[]), // as: written by fromStep
    residual: row.residual,
    sealedAliases: row.sealed_aliases,
  }
}

function fromStep(step: SagaStep) {
  return {
    step_id: step.id,
    hook: step.hook,
    kind: step.kind,
    after: JSON.stringify(step.after),
    status: step.status,
    attempts: step.attempts,
    failures: step.failures,
    failure: step.failure,
    next_at: textOf(step.nextAt),
    lease_token: step.leaseToken,
    lease_until: textOf(step.leaseUntil),
    reported_token: step.reportedToken,
    reported_digest: step.reportedDigest,
    count: step.count,
    retained: step.retained === null ? null : JSON.stringify(step.retained),
    residual: step.residual,
    sealed_aliases: step.sealedAliases,
  }
}

function timeOf(date: Date | null): number | null {
  return date === null ? null : date.getTime()
}

function textOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
