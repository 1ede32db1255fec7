/** Puts the deregistration together: its endpoints, and the work that goes on without anybody calling. */
import { createChanges } from './changes.ts'
import type { Environment, Handlers, Service } from './context.ts'
import { deregistrationHandlers } from './deregistration.ts'
import { look, reconcile, sweepTombstones } from './deregistration-due.ts'
import type { Sagas } from './deregistration-run.ts'
import { hookHandlers } from './hooks.ts'
import type { Jobs } from './jobs.ts'
import { pgBossJobs } from './jobs-pg-boss.ts'
import { describeError } from './log.ts'
import { readProof } from './proof.ts'
import { stepHandlers } from './step.ts'
import type { Retry } from './step-state.ts'
import { withdrawalHandlers } from './withdrawal.ts'

/** How deregistrations run; the days of undoing and of the second check stand in the policy. */
export interface DeregistrationOptions {
  /** What wakes requests. Default: pg-boss in the same database. */
  jobs?: Jobs
  /** Days for which tombstones and the closed generation stay: as long as a backup, a queue or a token of the app may live. Default 90. */
  fenceDays?: number
  /** Seconds between two looks for what the jobs lost. Default 5. */
  reconcileSeconds?: number
  /** Waits between attempts of a step. Default: 2 s, doubling to 1 h; the request shows as blocked after 5 failures in a row. */
  retry?: Partial<Retry>
}

export type DeregistrationEndpoint =
  | 'declareHooks'
  | 'requestDeregistration'
  | 'readDeregistration'
  | 'cancelDeregistration'
  | 'leaseSteps'
  | 'reportStep'
  | 'readProof'
  | 'listWithdrawals'

const RETRY: Retry = { baseMs: 2000, maxMs: 3_600_000, blockedAfter: 5 }
const DAY_MS = 86_400_000
/** Requests in one look. */
const LIMIT = 100

/** Endpoints and background work over one environment. */
export function createDeregistrations(
  environment: Environment,
  options: DeregistrationOptions = {},
): { handlers: Handlers<DeregistrationEndpoint>; service: Service } {
  const onJobError = (error: unknown) => environment.log({ event: 'job', error: describeError(error) })
  const sagas: Sagas = {
    environment,
    jobs: options.jobs ?? pgBossJobs(environment.database.boss, onJobError),
    retry: { ...RETRY, ...options.retry },
    fenceMs: (options.fenceDays ?? 90) * DAY_MS,
    ready: createChanges(),
  }
  const handlers = {
    ...hookHandlers(sagas),
    ...deregistrationHandlers(sagas),
    ...stepHandlers(sagas),
    ...withdrawalHandlers(sagas),
    readProof,
  }
  return { handlers, service: createService(sagas, (options.reconcileSeconds ?? 5) * 1000) }
}

function createService(sagas: Sagas, everyMs: number): Service {
  let timer: NodeJS.Timeout | null = null
  let pass: Promise<void> | null = null
  const run = () => {
    pass ??= reconcile(sagas, { limit: LIMIT })
      .then(() => sweepTombstones(sagas))
      .catch((error: unknown) => sagas.environment.log({ event: 'failure', error: describeError(error) }))
      .finally(() => {
        pass = null
      })
  }
  return {
    async start() {
      if (timer !== null) return
      timer = setInterval(run, everyMs)
      timer.unref()
      await sagas.jobs.start(async (wake) => {
        try {
          await look(sagas, wake)
        } catch (error) {
          // the queue stores what it is told, and a database's message may quote a row
          throw new Error(describeError(error))
        }
      })
      run()
    },
    async stop() {
      if (timer === null) return
      clearInterval(timer)
      timer = null
      await sagas.jobs.stop()
      await pass
    },
  }
}
