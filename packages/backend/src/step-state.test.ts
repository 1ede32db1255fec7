import type { Outcome } from '@privacykit/contract'
import { describe, expect, it } from 'vitest'
import { isLeasable, lease, newStep, report, retryDelay } from './step-state.ts'

const retry = { baseMs: 1000, maxMs: 60_000, blockedAfter: 3 }
const fresh = { ...newStep({ id: 's', hook: 'main', kind: 'erase', after: [] }), status: 'ready' as const }
const held = lease(fresh, { token: 'A', until: 100 })
const say = (token: string, outcome: Outcome, digest = JSON.stringify(outcome)) => ({
  token,
  digest,
  outcome,
  sealedAliases: null,
})

describe('lease', () => {
  it('counts the attempt and keeps the step for its holder until the lease runs out', () => {
    expect(held).toMatchObject({ status: 'leased', attempts: 1, failures: 0, leaseToken: 'A' })
    expect(isLeasable(held, 99)).toBe(false)
    expect(isLeasable(held, 100)).toBe(true)
  })

  it('counts a lease that ran out as a failure', () => {
    expect(lease(held, { token: 'B', until: 300 })).toMatchObject({
      attempts: 2,
      failures: 1,
      failure: 'lease-expired',
    })
  })
})

describe('report', () => {
  const world = { now: 50, retry }

  it('ends a step with what the hook said', () => {
    const rule = [{ rule: 'invoices', count: 2, until: null }]

    expect(report(held, say('A', { outcome: 'erased', count: 3 }), world)).toMatchObject({ status: 'done', count: 3 })
    expect(report(held, say('A', { outcome: 'retained', retained: rule }), world)).toMatchObject({
      count: 0,
      retained: rule,
    })
  })

  it('takes the word of a worker whose lease ran out while nobody else took the step', () => {
    const expired = { ...held, status: 'ready' as const, leaseUntil: null }

    expect(report(expired, say('A', { outcome: 'erased', count: 3 }), world)?.status).toBe('done')
  })

  it('refuses a worker whose step another one took', () => {
    const taken = lease(held, { token: 'B', until: 300 })

    expect(report(taken, say('A', { outcome: 'erased', count: 3 }), world)).toBeNull()
  })

  it('gives the same answer to the same report, and refuses another one under the same lease', () => {
    const done = report(held, say('A', { outcome: 'erased', count: 3 }), world)
    if (done === null) throw new Error('refused')

    expect(report(done, say('A', { outcome: 'erased', count: 3 }), world)).toBe(done)
    expect(report(done, say('A', { outcome: 'erased', count: 4 }), world)).toBeNull()
    expect(report(done, say('B', { outcome: 'erased', count: 3 }), world)).toBeNull()
  })

  it('runs a failed step again after its wait, and a waiting one when the hook asked for it', () => {
    const failed = report(held, say('A', { outcome: 'failed', code: 'down' }), world)
    const waiting = report(held, say('A', { outcome: 'waiting', checkAfter: new Date(5000).toISOString() }), world)

    expect(failed).toMatchObject({ status: 'failed', failures: 1, failure: 'down' })
    expect(failed?.nextAt).toBeGreaterThan(50)
    expect(waiting).toMatchObject({ status: 'waiting', failures: 0, nextAt: 5000 })
    expect(waiting !== null && isLeasable(waiting, 4999)).toBe(false)
    expect(waiting !== null && isLeasable(waiting, 5000)).toBe(true)
  })
})

describe('retryDelay', () => {
  it('doubles, spreads over the upper half, and stays below the longest wait', () => {
    for (let failures = 1; failures < 80; failures += 1) {
      const full = Math.min(retry.maxMs, retry.baseMs * 2 ** (failures - 1))
      const delay = retryDelay({ key: `s:${failures}`, failures, retry })

      expect(delay).toBeGreaterThanOrEqual(full / 2)
      expect(delay).toBeLessThanOrEqual(full)
    }
  })

  it('differs between steps that failed together', () => {
    const delays = Array.from({ length: 20 }, (_, index) => retryDelay({ key: `s${index}`, failures: 5, retry }))

    expect(new Set(delays).size).toBeGreaterThan(15)
  })
})
