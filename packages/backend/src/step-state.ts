/** One step's life, without clock, database or chance: what a lease and a report make of it. */
import { hash } from 'node:crypto'
import type { Outcome, Retained, StepKind } from '@privacykit/contract'

export interface SagaStep {
  /** The idempotency key of every attempt. */
  id: string
  hook: string
  kind: StepKind
  /** Steps that must be done first. */
  after: readonly string[]
  status: 'pending' | 'ready' | 'leased' | 'waiting' | 'failed' | 'done'
  /** Attempts started so far. */
  attempts: number
  /** Attempts in a row that failed or never came back. */
  failures: number
  failure: string | null
  /** Milliseconds of Unix time; when it runs again by itself. */
  nextAt: number | null
  /** The token of the newest lease; it stays after the lease ran out, until another worker takes the step. */
  leaseToken: string | null
  leaseUntil: number | null
  /** Token and digest of the last report, so that its repetition gets the same answer. */
  reportedToken: string | null
  reportedDigest: string | null
  count: number | null
  retained: readonly Retained[] | null
  residual: number | null
  /** What `identify` found, sealed. */
  sealedAliases: string | null
}

export interface Retry {
  /** Wait after the first failure; doubles with each further one. */
  baseMs: number
  /** Longest wait. */
  maxMs: number
  /** Failures in a row after which the request shows as blocked. It goes on trying. */
  blockedAfter: number
}

/** What a worker says, as the saga keeps it. */
export interface Report {
  token: string
  digest: string
  outcome: Outcome
  sealedAliases: string | null
}

/** Answers of each kind of step; another one is a bug of the hook. */
export const OUTCOMES: Record<StepKind, readonly Outcome['outcome'][]> = {
  identify: ['identified', 'waiting', 'failed'],
  erase: ['erased', 'retained', 'waiting', 'failed'],
  verify: ['verified', 'waiting', 'failed'],
  'residual-check': ['verified', 'waiting', 'failed'],
  notify: ['told', 'waiting', 'failed'],
}

/** A step that nobody started. */
export function newStep(
  step: Pick<SagaStep, 'id' | 'hook' | 'kind' | 'after'>,
  notBefore: number | null = null,
): SagaStep {
  return {
    ...step,
    status: notBefore === null ? 'pending' : 'waiting',
    attempts: 0,
    failures: 0,
    failure: null,
    nextAt: notBefore,
    leaseToken: null,
    leaseUntil: null,
    reportedToken: null,
    reportedDigest: null,
    count: null,
    retained: null,
    residual: null,
    sealedAliases: null,
  }
}

/** Whether a worker may take it now, as far as the step itself goes; its `after` is the saga's matter. */
export function isLeasable(step: SagaStep, now: number): boolean {
  if (step.status === 'ready') return true
  if (step.status === 'waiting' || step.status === 'failed') return step.nextAt !== null && step.nextAt <= now
  return step.status === 'leased' && step.leaseUntil !== null && step.leaseUntil <= now
}

/** Handed to a worker. A lease that ran out without a word counts as a failure of the attempt before. */
export function lease(step: SagaStep, { token, until }: { token: string; until: number }): SagaStep {
  const lost = step.status === 'leased' || (step.status === 'ready' && step.leaseToken !== null)
  return {
    ...step,
    status: 'leased',
    attempts: step.attempts + 1,
    failures: step.failures + (lost ? 1 : 0),
    failure: lost ? 'lease-expired' : step.failure,
    nextAt: null,
    leaseToken: token,
    leaseUntil: until,
  }
}

/** Null when the worker no longer holds the step; the step unchanged when it says again what it said before. */
export function report(step: SagaStep, said: Report, { now, retry }: { now: number; retry: Retry }): SagaStep | null {
  if (step.reportedToken === said.token) return step.reportedDigest === said.digest ? step : null
  if (step.leaseToken !== said.token || step.status === 'done') return null
  const heard = {
    ...step,
    leaseToken: null,
    leaseUntil: null,
    reportedToken: said.token,
    reportedDigest: said.digest,
    nextAt: null,
  }
  const { outcome } = said
  switch (outcome.outcome) {
    case 'waiting':
      return {
        ...heard,
        status: 'waiting',
        failures: 0,
        failure: null,
        nextAt: Math.max(now, Date.parse(outcome.checkAfter)),
      }
    case 'failed': {
      const failures = step.failures + 1
      const nextAt = now + retryDelay({ key: `${step.id}:${step.attempts}`, failures, retry })
      return { ...heard, status: 'failed', failures, failure: outcome.code, nextAt }
    }
    case 'identified':
      return { ...done(heard), sealedAliases: said.sealedAliases }
    case 'erased':
      return { ...done(heard), count: outcome.count, retained: outcome.retained ?? null }
    case 'retained':
      return { ...done(heard), count: 0, retained: outcome.retained }
    case 'verified':
      return { ...done(heard), residual: outcome.residual }
    case 'told':
      return done(heard)
  }
}

/** Doubling waits, spread over half to the whole of each, so that steps that failed together do not return together. */
export function retryDelay({ key, failures, retry }: { key: string; failures: number; retry: Retry }): number {
  const full = Math.min(retry.maxMs, retry.baseMs * 2 ** Math.min(failures - 1, 40))
  // the spread comes from the key, not from chance, so that a replay of the saga gives the same times
  const spread = Number.parseInt(hash('sha256', key, 'hex').slice(0, 8), 16) / 0xffffffff
  return Math.round(full * (0.5 + spread / 2))
}

function done(step: SagaStep): SagaStep {
  return { ...step, status: 'done', failures: 0, failure: null }
}
