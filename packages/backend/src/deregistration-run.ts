/**
 * Runs the saga on the database: one transaction an event, under the request's lock. Whatever the reducer says is the backend's own duty
 * (plan, delete, sign) happens in the same transaction, so that a killed process leaves either all of it or nothing.
 */
import type { PrivacyRecord } from '@privacykit/contract'
import { type PolicyInput, type PolicyVersionEntry, policyInForce } from '@privacykit/policy'
import type { Kysely } from 'kysely'
import { appendBackendRecord } from './backend-record.ts'
import type { Changes } from './changes.ts'
import type { Environment } from './context.ts'
import { eraseOwnRecords } from './deregistration-erase.ts'
import { openSubject, type SealedSubject, sealSubject } from './deregistration-seal.ts'
import { advance, dutyOf, type Facts, isOver, nextLook, type Refusal, type Saga } from './deregistration-state.ts'
import { type LoadedSaga, loadSaga, type RequestKey, type RequestPatch, saveSaga } from './deregistration-store.ts'
import type { Jobs } from './jobs.ts'
import { describeError } from './log.ts'
import { makePlan } from './plan.ts'
import { proofPayload, storeProof } from './proof.ts'
import type { Retry } from './step-state.ts'
import type { Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'
import { deployedFor, planPurpose, supersedeWithdrawals, withdrawalOf } from './withdrawal-run.ts'

/** Everything the endpoints and the background work of deregistrations share. */
export interface Sagas {
  environment: Environment
  jobs: Jobs
  retry: Retry
  /** How long tombstones and the erased generation's row stay after the interim proof. */
  fenceMs: number
  /** Wakes workers of this process that wait for a step. */
  ready: Changes
}

/** The request after a change; `refusal` says why nothing changed. */
export interface Run {
  loaded: LoadedSaga
  saga: Saga
  facts: Facts
  refusal: Refusal | null
}

export interface RunOptions {
  /** Do not wait for a request that somebody else is changing: answer null. */
  skipLocked?: boolean
}

/** Applies a change under the request's lock, and everything that follows from it. Null: no such request, or it was to be skipped. */
export async function runSaga(
  sagas: Sagas,
  key: RequestKey,
  change: (saga: Saga, facts: Facts) => Saga | Refusal,
  options: RunOptions = {},
): Promise<Run | null> {
  const { environment } = sagas
  const settings = await readSettings(environment, key)
  const run = await inTransaction(environment.db, async (trx) => {
    const fixedNow = environment.fixedNow()
    const loaded = await loadSaga(trx, key, { lock: options.skipLocked ? 'skip' : 'wait', fixedNow })
    if (loaded === null) return null
    const facts = factsOf(sagas, loaded)
    const changed = change(loaded.saga, facts)
    if (typeof changed === 'string') return { loaded, saga: loaded.saga, facts, refusal: changed, next: null }
    if (isOver(loaded.saga)) return { loaded, saga: changed, facts, refusal: null, next: null }
    const { saga, patch } = await fulfil({ sagas, trx, loaded, facts, settings }, changed)
    await saveSaga(trx, loaded, { saga, facts, patch })
    return { loaded, saga, facts, refusal: null, next: nextLook(saga, facts.now) }
  })
  if (run !== null && run.refusal === null) await afterCommit(sagas, run)
  return run
}

/** Time passed, or hooks were deployed. */
export function tick(sagas: Sagas, key: RequestKey, options: RunOptions = {}): Promise<Run | null> {
  return runSaga(sagas, key, (saga, facts) => advance(saga, { kind: 'tick' }, facts), options)
}

/** The facts for looking at a saga without changing it. */
export function factsOf(sagas: Sagas, loaded: LoadedSaga): Facts {
  const deployed = loaded.hooks === null ? null : new Set(deployedFor(loaded, loaded.hooks))
  return { now: loaded.now, deployed, retry: sagas.retry, newId: sagas.environment.newId }
}

interface Settings {
  policies: readonly PolicyVersionEntry[]
  policy: PolicyInput | null
  residualCheckMs: number
}

const DAY_MS = 86_400_000

/** Read before the transaction: on PGlite a second query beside an open transaction would wait for ever. */
async function readSettings({ policies, now }: Environment, key: RequestKey): Promise<Settings> {
  const published = await policies.list(key)
  const policy = policyInForce(published, now().toISOString())
  return { policies: published, policy, residualCheckMs: (policy?.deregistration?.residualCheckDays ?? 30) * DAY_MS }
}

interface Work {
  sagas: Sagas
  trx: Kysely<Tables>
  loaded: LoadedSaga
  facts: Facts
  settings: Settings
}

/** Does the backend's own duties until there is none. */
async function fulfil(work: Work, changed: Saga): Promise<{ saga: Saga; patch: RequestPatch }> {
  const patch: RequestPatch = {}
  let saga = changed
  if (saga.withdrawn && !work.loaded.saga.withdrawn) Object.assign(patch, await withdraw(work))
  for (let duty = dutyOf(saga, work.facts); duty !== null; duty = dutyOf(saga, work.facts)) {
    const done = await (saga.kind === 'account' ? DUTIES : WITHDRAWAL_DUTIES)[duty]({ ...work, patch }, saga)
    if (typeof done === 'string') throw new TypeError(`The saga refused its own duty: ${done}.`)
    saga = done
  }
  return { saga, patch }
}

const DUTIES = { plan, confirm, finish }
const WITHDRAWAL_DUTIES = { plan: planWithdrawn, confirm, finish }

async function plan(
  { trx, sagas, loaded, facts }: Work & { patch: RequestPatch },
  saga: Saga,
): Promise<Saga | Refusal> {
  const steps = makePlan(loaded.hooks ?? [], facts.newId)
  await writeRecord({ trx, sagas, loaded }, 'deregistration-irreversible')
  await supersedeWithdrawals(trx, loaded)
  return advance(saga, { kind: 'planned', steps }, facts)
}

async function planWithdrawn(work: Work & { patch: RequestPatch }, saga: Saga): Promise<Saga | Refusal> {
  const { trx, loaded, facts, settings, patch } = work
  const { account: id, kind = 'account' } = await readSubject(work)
  const subject = { kind, id }
  const { withdrawal, steps } = await planPurpose(trx, { ...facts, ...settings, loaded, subject })
  patch.withdrawal = JSON.stringify(withdrawal)
  return advance(saga, { kind: 'planned', steps }, facts)
}

async function confirm(work: Work & { patch: RequestPatch }, saga: Saga): Promise<Saga | Refusal> {
  const { trx, sagas, loaded, facts, settings, patch } = work
  const { environment, fenceMs } = sagas
  const { tenant, app, requestId } = loaded.key
  const subject = await readSubject(work)
  const fenceUntil = new Date(facts.now + fenceMs)
  const proofId = facts.newId()
  const erased = { id: facts.newId(), type: 'erased' as const, requestId, proofId }
  const recordsDeleted = await eraseOwnRecords(trx, {
    ...{ tenant, app, fenceUntil, erased, ...subject, policy: settings.policy },
    generation: loaded.row.generation,
    keys: environment.keys,
    fixedNow: environment.fixedNow(),
  })
  // the identifiers have done their part; the account is needed until the second residual check
  const sealed = await sealSubject(environment.keys, loaded.key, { ...subject, identifiers: [] })
  Object.assign(patch, {
    ...{ sealed, erased_record_id: erased.id, records_deleted: recordsDeleted },
    fence_until: fenceUntil.toISOString(),
  })
  await prove({ ...work, recordsDeleted, fenceUntil }, { saga, proofId, kind: 'interim' })
  return advance(saga, { kind: 'confirmed', proofId, checkAt: facts.now + settings.residualCheckMs }, facts)
}

async function finish(work: Work & { patch: RequestPatch }, saga: Saga): Promise<Saga | Refusal> {
  const { loaded, facts, patch } = work
  const proofId = facts.newId()
  const fenceUntil = new Date(patch.fence_until ?? loaded.row.fence_until ?? facts.now)
  const withdrawal = patch.withdrawal ?? loaded.row.withdrawal
  const recordsDeleted = patch.records_deleted ?? loaded.row.records_deleted
  const row = { ...loaded.row, withdrawal }
  await prove({ ...work, loaded: { ...loaded, row }, recordsDeleted, fenceUntil }, { saga, proofId, kind: 'final' })
  // due at once: the request's key is destroyed after the commit, or by the reconciler
  Object.assign(patch, { sealed: null, next_at: new Date(facts.now).toISOString() })
  const finished = advance(saga, { kind: 'finished', proofId }, facts)
  if (typeof finished === 'string') return finished
  return {
    ...finished,
    steps: finished.steps.map((step) => (step.sealedAliases === null ? step : { ...step, sealedAliases: null })),
  }
}

async function prove(
  { trx, sagas, loaded, facts, recordsDeleted, fenceUntil }: Work & { recordsDeleted: number; fenceUntil: Date },
  { saga, proofId, kind }: { saga: Saga; proofId: string; kind: 'interim' | 'final' },
): Promise<void> {
  const { app, requestId, tenant } = loaded.key
  const requestedAt = loaded.row.requested_at
  const completedAt = new Date(facts.now)
  const payload = proofPayload(saga, {
    proofId,
    requestId,
    app,
    kind,
    requestedAt,
    completedAt,
    recordsDeleted,
    fenceUntil,
    ...(loaded.row.withdrawal !== null && { withdrawal: withdrawalOf(loaded) }),
  })
  await storeProof(trx, { tenant, signer: await sagas.environment.keys.signer(), payload })
}

async function withdraw(work: Work): Promise<RequestPatch> {
  const { sagas, facts } = work
  await writeRecord(work, 'deregistration-cancelled')
  const fenceUntil = new Date(facts.now + sagas.fenceMs).toISOString()
  return { sealed: null, fence_until: fenceUntil, next_at: new Date(facts.now).toISOString() }
}

async function writeRecord(
  work: Pick<Work, 'trx' | 'sagas' | 'loaded'>,
  type: 'deregistration-irreversible' | 'deregistration-cancelled',
): Promise<void> {
  const { trx, sagas, loaded } = work
  const { tenant, app, requestId } = loaded.key
  const { account } = await readSubject(work)
  const record: PrivacyRecord = { id: sagas.environment.newId(), type, requestId }
  const subject = { kind: 'account' as const, id: account, generation: loaded.row.generation }
  await appendBackendRecord(trx, { tenant, app, subject, record, fixedNow: sagas.environment.fixedNow() })
}

function readSubject({ sagas, loaded }: Pick<Work, 'sagas' | 'loaded'>): Promise<SealedSubject> {
  return openSubject(sagas.environment.keys, loaded.key, loaded.row.sealed ?? '')
}

async function afterCommit(sagas: Sagas, run: Run & { next: number | null }): Promise<void> {
  const { environment, jobs, ready } = sagas
  const { loaded, saga } = run
  if (saga.irreversibleAt !== loaded.saga.irreversibleAt || saga.interimProofId !== loaded.saga.interimProofId) {
    environment.changes.notify()
  }
  if (saga.steps.some(({ status }) => status === 'ready')) ready.notify()
  // one that has just ended is looked at once more: its key is still to be destroyed
  const at = isOver(saga) && !isOver(loaded.saga) ? run.facts.now : run.next
  if (at === null) return
  try {
    await jobs.wake(loaded.key, new Date(at))
  } catch (error) {
    // only a hint was lost; the reconciler finds the request by its `next_at`
    environment.log({ event: 'job', tenant: loaded.key.tenant, app: loaded.key.app, error: describeError(error) })
  }
}
