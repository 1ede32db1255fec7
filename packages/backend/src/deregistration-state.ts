/** The saga as a pure reducer: a request, its steps, and what may happen to them. No clock, database, or chance in here. */
import type { DeregistrationStatus } from '@privacykit/contract'
import { isLeasable, lease, newStep, type Report, type Retry, report, type SagaStep } from './step-state.ts'

/** `withdrawal`: one purpose's data goes, and the account stays. */
export type SagaKind = 'account' | 'withdrawal'

/** A request and its steps. Times are milliseconds of Unix time. */
export interface Saga {
  kind: SagaKind
  undoUntil: number
  /** Cancelled in time. */
  withdrawn: boolean
  /** When the plan was saved; from then on nothing is undone. */
  irreversibleAt: number | null
  completedAt: number | null
  interimProofId: string | null
  finalProofId: string | null
  steps: readonly SagaStep[]
}

/** What the reducer must be told about the world. */
export interface Facts {
  now: number
  /** What the app has deployed now, as `deployedAs` names it; null when it never said. */
  deployed: ReadonlySet<string> | null
  retry: Retry
  newId(): string
}

export type SagaEvent =
  /** Time passed, or hooks were deployed. */
  | { kind: 'tick' }
  | { kind: 'cancelled' }
  | { kind: 'planned'; steps: readonly SagaStep[] }
  | { kind: 'leased'; stepId: string; token: string; until: number }
  | { kind: 'reported'; stepId: string; report: Report }
  /** Everything is erased and verified; `checkAt`: when the second residual check is due. */
  | { kind: 'confirmed'; proofId: string; checkAt: number }
  | { kind: 'finished'; proofId: string }

/** Why an event changed nothing. */
export type Refusal = 'undo-period-over' | 'lease-lost' | 'not-leasable'

/** The saga after the event, or why it does not apply. The saga given stays as it is. */
export function advance(saga: Saga, event: SagaEvent, facts: Facts): Saga | Refusal {
  switch (event.kind) {
    case 'tick':
      return settle(saga, facts)
    case 'cancelled':
      return cancel(saga, facts)
    case 'planned':
      return settle({ ...saga, irreversibleAt: facts.now, steps: event.steps }, facts)
    case 'leased': {
      const settled = settle(saga, facts)
      const step = settled.steps.find(({ id }) => id === event.stepId)
      return step?.status === 'ready' ? replaceStep(settled, lease(step, event)) : 'not-leasable'
    }
    case 'reported':
      return hear(saga, event, facts)
    case 'confirmed': {
      const checks = verifyingHooks(saga).map((hook) =>
        newStep({ id: facts.newId(), hook, kind: 'residual-check', after: [] }, event.checkAt),
      )
      return settle({ ...saga, interimProofId: event.proofId, steps: [...saga.steps, ...checks] }, facts)
    }
    case 'finished':
      return { ...saga, finalProofId: event.proofId, completedAt: facts.now }
  }
}

/** Withdrawn or completed: nothing happens to it any more. */
export function isOver(saga: Saga): boolean {
  return saga.withdrawn || saga.finalProofId !== null
}

/** What the backend itself has to do next: make the plan, delete its own part and sign the interim proof, or sign the final one. */
export function dutyOf(saga: Saga, facts: Facts): 'plan' | 'confirm' | 'finish' | null {
  if (isOver(saga)) return null
  // an app that never declared a hook gets no plan: an empty one would prove nothing
  if (saga.irreversibleAt === null) return saga.undoUntil <= facts.now && facts.deployed !== null ? 'plan' : null
  if (saga.steps.some(({ status }) => status !== 'done')) return null
  // a withdrawal deletes no records, so there is nothing to look at a second time: the one proof is the final one
  return saga.kind === 'account' && saga.interimProofId === null ? 'confirm' : 'finish'
}

/** The status that people see. */
export function statusOf(saga: Saga, facts: Pick<Facts, 'now' | 'deployed' | 'retry'>): DeregistrationStatus {
  if (saga.withdrawn) return 'withdrawn'
  if (saga.finalProofId !== null) return 'completed'
  if (saga.irreversibleAt === null)
    return saga.undoUntil <= facts.now && facts.deployed === null ? 'blocked' : 'scheduled'
  const open = saga.steps.filter(({ status }) => status !== 'done' && status !== 'pending')
  const stuck = (step: SagaStep) =>
    step.failures >= facts.retry.blockedAfter ||
    (step.status !== 'leased' && facts.deployed?.has(deployedAs(step)) !== true)
  if (open.some(stuck)) return 'blocked'
  if (saga.interimProofId !== null) return 'confirming'
  return open.length > 0 && open.every(({ status }) => status === 'waiting') ? 'waiting' : 'running'
}

/** A step's name in `Facts.deployed`: a hook and a recipient may share theirs. */
export function deployedAs({ kind, hook }: Pick<SagaStep, 'kind' | 'hook'>): string {
  return kind === 'notify' ? `notify ${hook}` : hook
}

/** When the saga must be looked at again even if nobody says anything; null when only a worker or a deployment can move it. */
export function nextLook(saga: Saga, now: number): number | null {
  if (isOver(saga)) return null
  if (saga.irreversibleAt === null) return saga.undoUntil > now ? saga.undoUntil : null
  const times = saga.steps.flatMap((step) => {
    if (step.status === 'leased') return step.leaseUntil ?? []
    return step.status === 'waiting' || step.status === 'failed' ? (step.nextAt ?? []) : []
  })
  return times.length === 0 ? null : Math.min(...times)
}

/** Leftovers that the last check of each verifying hook found, summed. */
export function residualOf(saga: Saga): number {
  return verifyingHooks(saga).reduce((sum, hook) => {
    const last = saga.steps.findLast((step) => step.hook === hook && isCheck(step))
    return sum + (last?.residual ?? 0)
  }, 0)
}

function cancel(saga: Saga, { now }: Facts): Saga | Refusal {
  if (saga.withdrawn) return saga
  return saga.irreversibleAt === null && now < saga.undoUntil ? { ...saga, withdrawn: true } : 'undo-period-over'
}

function hear(saga: Saga, event: Extract<SagaEvent, { kind: 'reported' }>, facts: Facts): Saga | Refusal {
  const before = saga.steps.find(({ id }) => id === event.stepId)
  const step = before === undefined ? null : report(before, event.report, facts)
  if (step === null) return 'lease-lost'
  if (step === before) return saga
  const next = replaceStep(saga, step)
  return settle(isCheck(step) && (step.residual ?? 0) > 0 ? eraseAgain(next, step, facts) : next, facts)
}

/** Leftovers: the hook's erase runs again as a new step, with a new key, and then the same check. */
function eraseAgain(saga: Saga, check: SagaStep, { newId }: Facts): Saga {
  const erase = newStep({ id: newId(), hook: check.hook, kind: 'erase', after: [] })
  const again = newStep({ id: newId(), hook: check.hook, kind: check.kind, after: [erase.id] })
  return { ...saga, steps: [...saga.steps, erase, again] }
}

/** Opens what may run: pending steps whose predecessors are done, waits that are over, leases that ran out. */
function settle(saga: Saga, { now }: Pick<Facts, 'now'>): Saga {
  const done = new Set(saga.steps.filter(({ status }) => status === 'done').map(({ id }) => id))
  const steps = saga.steps.map((step): SagaStep => {
    if (step.status === 'pending') return step.after.every((id) => done.has(id)) ? { ...step, status: 'ready' } : step
    if (step.status === 'ready' || step.status === 'done' || !isLeasable(step, now)) return step
    // the token stays: until somebody else takes the step, a late report still counts
    return { ...step, status: 'ready', nextAt: null, leaseUntil: null }
  })
  return { ...saga, steps }
}

function replaceStep(saga: Saga, step: SagaStep): Saga {
  return { ...saga, steps: saga.steps.map((other) => (other.id === step.id ? step : other)) }
}

function isCheck({ kind }: SagaStep): boolean {
  return kind === 'verify' || kind === 'residual-check'
}

function verifyingHooks(saga: Saga): string[] {
  return [...new Set(saga.steps.filter(isCheck).map(({ hook }) => hook))]
}
