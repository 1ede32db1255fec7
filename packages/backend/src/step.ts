/** The endpoints of workers: take steps, say how they ended. */
import {
  type LeasedStep,
  type Outcome,
  PrivacyError,
  type Step,
  type Subject,
  type WithdrawalTask,
} from '@privacykit/contract'
import { blindIndex } from '@privacykit/vault'
import { type Kysely, sql } from 'kysely'
import { canonicalJson } from './canonical.ts'
import type { Context, Handlers, Input } from './context.ts'
import { reconcile } from './deregistration-due.ts'
import { runSaga, type Sagas } from './deregistration-run.ts'
import { openAliases, openSubject, sealAliases } from './deregistration-seal.ts'
import { advance, type Facts, type Saga, type SagaKind } from './deregistration-state.ts'
import { type LoadedSaga, type RequestKey, toWireStep } from './deregistration-store.ts'
import { OUTCOMES, type Report, type SagaStep } from './step-state.ts'
import type { Tables } from './tables.ts'
import { tombstoneKey } from './tombstone.ts'
import { withdrawalOf } from './withdrawal-run.ts'

/** How often a waiting worker looks again: another process may have made a step ready. */
const LOOK_AGAIN_MS = 500
/** Candidates for each step asked for: other workers look at the same ones, and may be faster. */
const SPARE = 4

/** Both endpoints over one set of sagas. */
export function stepHandlers(sagas: Sagas): Handlers<'leaseSteps' | 'reportStep'> {
  return {
    async leaseSteps({ body, signal }, context) {
      const until = performance.now() + body.waitSeconds * 1000
      for (;;) {
        const { steps, isBusy } = await takeSteps(sagas, { body, waits: false }, context)
        const leftMs = until - performance.now()
        // "no work" ends a worker's run, so it is not said of what somebody else only has in hand for a moment
        if (steps.length === 0 && leftMs <= 0 && isBusy)
          return { steps: (await takeSteps(sagas, { body, waits: true }, context)).steps }
        if (steps.length > 0 || leftMs <= 0 || signal.aborted) return { steps }
        await sagas.ready.wait(Math.min(LOOK_AGAIN_MS, leftMs), signal)
      }
    },
    reportStep: (input, context) => hear(sagas, input, context),
  }
}

type LeaseBody = Input<'leaseSteps'>['body']

interface Asked {
  body: LeaseBody
  /** Waits for requests that somebody else is changing; else they are passed over, and `isBusy` tells. */
  waits: boolean
}

interface Taken {
  steps: LeasedStep[]
  isBusy: boolean
}

async function takeSteps(sagas: Sagas, { body, waits }: Asked, context: Context): Promise<Taken> {
  const { tenant, app } = context
  // whoever asks for work also moves what is due, so that a backend without background work gets on too
  let isBusy = await reconcile(sagas, { tenant, app, limit: 8, waits })
  const candidates = await findLeasable(context, body)
  const steps: LeasedStep[] = []
  for (const requestId of new Set(candidates.map(({ request_id }) => request_id))) {
    const open = candidates.filter(({ request_id }) => request_id === requestId).map(({ step_id }) => step_id)
    const wanted = open.slice(0, body.max - steps.length)
    if (wanted.length === 0) break
    const leased = await leaseOf(sagas, { tenant, app, requestId }, { wanted, body, waits })
    if (leased === null) isBusy = true
    else steps.push(...leased)
  }
  return { steps, isBusy }
}

/** Candidates only: the lease itself is decided under the request's lock. The oldest request comes first, so that none starves. */
function findLeasable({ db, tenant, app, fixedNow }: Context, body: LeaseBody) {
  const now = sql<Date>`coalesce(${fixedNow()?.toISOString() ?? null}::timestamptz, clock_timestamp())`
  return db
    .selectFrom('step')
    .innerJoin('deregistration', (join) =>
      join
        .onRef('deregistration.tenant', '=', 'step.tenant')
        .onRef('deregistration.app', '=', 'step.app')
        .onRef('deregistration.request_id', '=', 'step.request_id'),
    )
    .select(['step.request_id', 'step.step_id'])
    .where('step.tenant', '=', tenant)
    .where('step.app', '=', app)
    .where('deregistration.same_as', 'is', null)
    .where((eb) => {
      // a worker that does not know withdrawals would take such a step for the erasure of the whole account
      const of = (kind: SagaKind, hooks: readonly string[] = []) =>
        eb.and([eb('deregistration.kind', '=', kind), eb('step.hook', 'in', hooks.length > 0 ? hooks : [''])])
      return eb.or([
        of('account', body.hooks),
        eb.and([eb('step.kind', '<>', 'notify'), of('withdrawal', body.withdrawals)]),
        eb.and([eb('step.kind', '=', 'notify'), of('withdrawal', body.recipients)]),
      ])
    })
    .where((eb) =>
      eb.or([
        eb('step.status', '=', 'ready'),
        eb.and([eb('step.status', 'in', ['waiting', 'failed']), eb('step.next_at', '<=', now)]),
        eb.and([eb('step.status', '=', 'leased'), eb('step.lease_until', '<=', now)]),
      ]),
    )
    .orderBy('deregistration.undo_until')
    .orderBy('step.position')
    .limit(body.max * SPARE)
    .execute()
}

/** Null when somebody else is changing this request, and it was to be passed over. */
async function leaseOf(
  sagas: Sagas,
  key: RequestKey,
  { wanted, body, waits }: Asked & { wanted: readonly string[] },
): Promise<LeasedStep[] | null> {
  const taken: { stepId: string; token: string; until: number }[] = []
  const change = (before: Saga, facts: Facts) => {
    taken.length = 0 // a transaction may be repeated
    return wanted.reduce((saga, stepId) => {
      const grant = { stepId, token: facts.newId(), until: facts.now + body.leaseSeconds * 1000 }
      const next = advance(saga, { kind: 'leased', ...grant }, facts)
      if (typeof next === 'string') return saga // another worker was faster
      taken.push(grant)
      return next
    }, before)
  }
  const run = await runSaga(sagas, key, change, { skipLocked: !waits })
  if (run === null) return null
  if (taken.length === 0) return []
  const { keys } = sagas.environment
  const { row } = run.loaded
  const { account, kind = 'account' } = await openSubject(keys, run.loaded.key, row.sealed ?? '')
  const subject = { account: kind === 'account' ? account : null, generation: row.generation }
  const withdrawal = row.kind === 'account' ? null : await taskOf(sagas, run.loaded, { kind, id: account })
  return Promise.all(
    taken.map(async ({ stepId, token, until }) => {
      const step = findStep(run.saga, stepId)
      const aliases = await openAliases(keys, { ...run.loaded.key, hook: step.hook }, foundAliases(run.saga, step.hook))
      const leaseUntil = new Date(until).toISOString()
      const common = { step: toWireStep(step, key.requestId), subject, leaseToken: token, leaseUntil, aliases }
      return withdrawal === null ? common : { ...common, withdrawal }
    }),
  )
}

/** What a worker may erase: the purpose's data of this person, also what was collected under a linked device. */
async function taskOf({ environment }: Sagas, loaded: LoadedSaga, subject: Subject): Promise<WithdrawalTask> {
  const { tenant, app } = loaded.key
  if (subject.kind === 'device') return { ...withdrawalOf(loaded), subject, devices: [subject.id] }
  const links = await environment.db
    .selectFrom('link')
    .select('device')
    .where('account', '=', subject.id)
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('generation', '=', loaded.row.generation)
    .execute()
  return { ...withdrawalOf(loaded), subject, devices: links.map(({ device }) => device) }
}

function foundAliases(saga: Saga, hook: string): string | null {
  return saga.steps.find((step) => step.hook === hook && step.kind === 'identify')?.sealedAliases ?? null
}

async function hear(sagas: Sagas, { params, body }: Input<'reportStep'>, context: Context): Promise<Step> {
  const stepId = params.stepId ?? ''
  const known = await findStepRow(context.db, context, stepId)
  if (known === undefined) throw new PrivacyError('not-found', 'No step has this id: lease steps from this backend.')
  if (!OUTCOMES[known.kind].includes(body.outcome.outcome)) {
    const allowed = OUTCOMES[known.kind].join(', ')
    throw new PrivacyError('invalid-body', `A step of this kind ends with one of: ${allowed}.`, {
      pointers: ['/outcome/outcome'],
    })
  }
  const key = { tenant: context.tenant, app: context.app, requestId: known.request_id, hook: known.hook }
  const report = await toReport(context, key, { stepId, token: body.leaseToken, outcome: body.outcome })
  const run = await runSaga(sagas, key, (saga, facts) => advance(saga, { kind: 'reported', stepId, report }, facts))
  if (run === null || run.refusal !== null) {
    throw new PrivacyError(
      'lease-lost',
      'Another worker holds this step, or it has ended otherwise: drop it and lease again.',
    )
  }
  const step = findStep(run.saga, stepId)
  context.log({ event: 'step', tenant: key.tenant, app: key.app, requestId: key.requestId, stepId, hook: step.hook })
  return toWireStep(step, key.requestId)
}

async function toReport(
  context: Context,
  key: RequestKey & { hook: string },
  { stepId, token, outcome }: { stepId: string; token: string; outcome: Outcome },
): Promise<Report> {
  // keyed, because what identify found is personal data and a bare hash of it could be guessed
  const digest = blindIndex(await tombstoneKey(context.keys, context), ['report', stepId, canonicalJson(outcome)])
  if (outcome.outcome !== 'identified') return { token, digest, outcome, sealedAliases: null }
  const sealedAliases = await sealAliases(context.keys, key, outcome.aliases)
  return { token, digest, outcome: { outcome: 'identified', aliases: {} }, sealedAliases }
}

function findStepRow(db: Kysely<Tables>, { tenant, app }: Context, stepId: string) {
  return db
    .selectFrom('step')
    .select(['request_id', 'hook', 'kind'])
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('step_id', '=', stepId)
    .executeTakeFirst()
}

function findStep(saga: Saga, stepId: string): SagaStep {
  const step = saga.steps.find(({ id }) => id === stepId)
  if (step === undefined) throw new TypeError('A step of the saga is not in it.')
  return step
}
