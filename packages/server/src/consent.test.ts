import { type ErrorCode, PrivacyError } from '@privacykit/contract'
import { newDeviceSecret, newId } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PrivacyEvent } from './event.ts'
import type { Privacy } from './privacy.ts'
import { AT, type FakeBackend, fakeBackend, stateReply } from './test-backend.ts'
import { choice, KEY, testPrivacy } from './test-privacy.ts'
import { shopPolicy } from './test-shop.ts'

const contract = { id: newId(), type: 'contract-opened' as const, purposes: ['orders'] }
const failing = (code: ErrorCode) => () => {
  throw new PrivacyError(code, 'told to')
}

describe('a check on the server', () => {
  let backend: FakeBackend
  let clock: Date
  let events: PrivacyEvent[]
  let privacy: Privacy
  const later = (seconds: number) => {
    clock = new Date(clock.getTime() + seconds * 1000)
  }
  const reads = () => backend.calls.filter(({ endpoint }) => endpoint === 'readState').length

  beforeEach(() => {
    clock = new Date(AT)
    events = []
    backend = fakeBackend({ readState: () => stateReply([choice(), contract]) })
    privacy = testPrivacy({
      backend: { fetch: backend.fetch, key: KEY },
      now: () => clock,
      onEvent: (event) => events.push(event),
    })
  })

  it('reads a subject once, and answers from memory within the lease', async () => {
    expect(await privacy.allows('ada', 'analytics')).toBe(true)
    later(59)
    expect(await privacy.allows('ada', 'analytics')).toBe(true)
    expect(reads()).toBe(1)

    later(2)
    expect(await privacy.allows('ada', 'analytics')).toBe(true)
    expect(reads()).toBe(2)
  })

  it('shares one read among all who ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => privacy.allows('ada', 'analytics')))

    expect(answers.every(Boolean)).toBe(true)
    expect(reads()).toBe(1)
  })

  it('denies consent after the lease when the backend is down, and keeps a contract on the last known', async () => {
    await privacy.allows('ada', 'analytics')
    backend.replies = {}
    later(61)

    expect(await privacy.decide('ada', 'analytics')).toMatchObject({ allowed: false, reason: 'state-stale' })
    expect(await privacy.decide('ada', 'orders')).toMatchObject({ allowed: true, reason: 'contract' })
  })

  it('denies everything of a subject that was never known while the backend is down', async () => {
    backend.replies = {}

    expect(await privacy.decide('ada', 'analytics')).toMatchObject({ allowed: false, reason: 'state-stale' })
    expect(await privacy.decide('ada', 'orders')).toMatchObject({ allowed: false, reason: 'state-stale' })
  })

  it('does not mistake an answer of another kind for a state', async () => {
    backend.replies.readState = () => ({ records: 'all of them' })

    expect(await privacy.decide('ada', 'analytics')).toMatchObject({ allowed: false, reason: 'state-stale' })
  })

  it('answers erased when the backend says so', async () => {
    backend.replies.readState = failing('erased')

    expect(await privacy.decide('ada', 'orders')).toMatchObject({ allowed: false, reason: 'erased' })
    await expect(privacy.guard('ada', 'orders')).rejects.toMatchObject({ code: 'erased' })
  })

  it('does not answer one generation with what is known of another', async () => {
    backend.replies.readState = ({ headers }) => {
      if (headers.get('privacy-generation') === '1') throw new PrivacyError('erased', 'told to')
      return stateReply([contract], { generation: 2, records: [] })
    }

    const [old, fresh] = await Promise.all([
      privacy.decide({ account: 'ada', generation: 1 }, 'orders'),
      privacy.decide({ account: 'ada', generation: 2 }, 'orders'),
    ])

    expect(old.reason).toBe('erased')
    expect(fresh.reason).toBe('no-contract')
  })

  it('denies a purpose that the policy does not have', async () => {
    expect(await privacy.decide('ada', 'analitics')).toMatchObject({ allowed: false, reason: 'unknown-purpose' })
    expect(await privacy.allows('ada', 'constructor')).toBe(false)
  })

  it('reads again at once what the feed names', async () => {
    await privacy.allows('ada', 'analytics')
    backend.replies.readState = () => stateReply([choice(), choice({ choice: 'refused' })])
    let cursor = 0
    backend.replies.readFeed = () => ({
      cursor: String(++cursor),
      changes: cursor === 1 ? [{ kind: 'account', id: 'ada', seq: 3 }] : [],
    })
    backend.replies.declareHooks = () => ({ hooks: [] })
    backend.replies.leaseSteps = () => ({ steps: [] })
    const stop = new AbortController()
    const working = privacy.work({ signal: stop.signal })
    await expect.poll(() => events.some((event) => event.kind === 'state' && event.change === 'changed')).toBe(true)

    expect(await privacy.allows('ada', 'analytics')).toBe(false)
    stop.abort()
    await working
  })

  it('does not read again for a change that it has already seen', async () => {
    let looks = 0
    let isRead = false
    backend.replies.readFeed = () => ({
      cursor: String(++looks),
      changes: isRead ? [{ kind: 'account', id: 'ada', seq: 2 }] : [],
    })
    const stop = new AbortController()
    const working = privacy.work({ signal: stop.signal })
    await expect.poll(() => looks).toBeGreaterThan(0)
    await privacy.allows('ada', 'analytics')
    isRead = true
    const before = looks
    await expect.poll(() => looks, { timeout: 10_000 }).toBeGreaterThan(before + 1)
    stop.abort()
    await working

    await privacy.allows('ada', 'analytics')
    expect(reads()).toBe(1)
  })

  it('begins behind the newest change, and takes nothing for current that it read before', async () => {
    await privacy.allows('ada', 'analytics')
    backend.replies.readState = () => stateReply([choice(), choice({ choice: 'refused' })])
    backend.replies.readFeed = () => ({ cursor: '7:', changes: [] })
    const stop = new AbortController()
    const working = privacy.work({ signal: stop.signal })
    const asked = () =>
      backend.calls.filter(({ endpoint }) => endpoint === 'readFeed').map(({ query }) => query.get('after'))
    await expect.poll(asked).toEqual(expect.arrayContaining(['latest', '7:']))
    stop.abort()
    await working

    expect(asked()[0]).toBe('latest')
    expect(await privacy.allows('ada', 'analytics')).toBe(false)
  })

  it('sees its own write at once', async () => {
    await privacy.allows('ada', 'analytics')
    backend.replies.appendRecords = () => ({ receipts: [], seq: 3, generation: 1 })

    await privacy.append('ada', [{ id: newId(), type: 'contract-ended', purposes: ['orders'] }])
    await privacy.allows('ada', 'analytics')

    expect(reads()).toBe(2)
  })

  it('asks the backend for versions that records name and this process does not have', async () => {
    const old = { ...shopPolicy, version: '2026-01-01' }
    backend.replies.readState = () => stateReply([choice({ policyVersion: '2026-01-01' })])
    backend.replies.listPolicies = () => ({
      policies: [old, shopPolicy].map((policy, index) => ({
        policy,
        hash: 'x',
        publishedAt: `2026-0${index + 1}-01T00:00:00.000Z`,
      })),
    })

    expect(await privacy.decide('ada', 'analytics')).toMatchObject({ allowed: true, policyVersion: '2026-11-01' })
  })

  it('counts a live signal', async () => {
    expect(await privacy.decide({ account: 'ada', gpc: true }, 'analytics')).toMatchObject({
      reason: 'opted-out-by-signal',
    })
  })

  it('guards with the reason in the message and no name', async () => {
    const guarded = privacy.guard('ada', 'club', { operation: 'collect' })

    await expect(guarded).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining('club: age-unknown'),
    })
    await expect(guarded).rejects.not.toMatchObject({ message: expect.stringContaining('ada') })
  })

  it('refuses to take an e-mail address for an account', async () => {
    await expect(privacy.allows('ada@people.example', 'orders')).rejects.toMatchObject({ code: 'invalid-option' })
    await expect(privacy.allows({ device: 'guess' }, 'orders')).rejects.toMatchObject({ code: 'invalid-option' })
  })

  it('names the device by its secret', async () => {
    const device = newDeviceSecret()
    await privacy.allows({ device }, 'analytics')

    expect(backend.calls[0]?.headers.get('privacy-device')).toBe(device)
    expect(backend.calls[0]?.headers.get('privacy-account')).toBeNull()
  })

  it('tells events without naming anybody', async () => {
    await privacy.allows('ada', 'analytics')

    expect(events).toContainEqual({
      kind: 'decision',
      purpose: 'analytics',
      operation: 'use',
      allowed: true,
      reason: 'granted',
    })
    expect(JSON.stringify(events)).not.toContain('ada')
  })

  it('survives a listener that throws', async () => {
    const loud = testPrivacy({
      backend: { fetch: backend.fetch, key: KEY },
      now: () => clock,
      onEvent: () => {
        throw new Error('the log is full')
      },
    })

    expect(await loud.allows('ada', 'analytics')).toBe(true)
  })
})
