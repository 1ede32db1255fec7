import { PrivacyError } from '@privacykit/contract'
import { describe, expect, it } from 'vitest'
import { deployHooks } from './deployed-hooks.ts'
import { erased, failed, failureOf, hook, retained, waiting } from './hook.ts'
import { fakeBackend } from './test-backend.ts'
import { KEY, testPrivacy } from './test-privacy.ts'
import { shopPolicy } from './test-shop.ts'

describe('an outcome', () => {
  it('says what went, and what stayed by which rule', () => {
    const kept = retained('invoices', { count: 3, until: new Date('2034-02-28T12:00:00.000Z') })

    expect(erased(2)).toEqual({ outcome: 'erased', count: 2 })
    expect(erased(2, kept)).toEqual({
      outcome: 'erased',
      count: 2,
      retained: [{ rule: 'invoices', count: 3, until: '2034-02-28T12:00:00.000Z' }],
    })
    expect(retained('claims', { count: 1, until: null })).toEqual({
      outcome: 'retained',
      retained: [{ rule: 'claims', count: 1, until: null }],
    })
    expect(waiting({ checkAfter: '2026-11-23' })).toEqual({
      outcome: 'waiting',
      checkAfter: '2026-11-23T00:00:00.000Z',
    })
  })

  it('carries a code and never a sentence', () => {
    expect(failed('billing-down')).toEqual({ outcome: 'failed', code: 'billing-down' })
    expect(failed('Ada Lovelace has open invoices')).toEqual({ outcome: 'failed', code: 'hook-failed' })
    expect(failureOf(new Error('Ada'))).toEqual({ outcome: 'failed', code: 'hook-threw' })
    expect(failureOf(new PrivacyError('unavailable', 'later'))).toEqual({ outcome: 'failed', code: 'unavailable' })
  })
})

describe('the hooks of a deployment', () => {
  const erase = async () => erased(0)
  const deploy = (hooks: Record<string, ReturnType<typeof hook>>) =>
    deployHooks({ stores: {}, hooks, policy: shopPolicy, now: () => new Date(), fencedBy: null })

  it('declare what they can', () => {
    const deployed = deploy({
      mail: hook({ erase }),
      billing: hook({ after: ['mail'], erase, identify: async () => ({}), verify: async () => 0 }),
    })

    expect(deployed.map(({ declaration }) => declaration)).toEqual([
      { name: 'mail', after: [], phase: 'data', identifies: false, verifies: false },
      { name: 'billing', after: ['mail'], phase: 'data', identifies: true, verifies: true },
    ])
  })

  it.each([
    ['wait for each other', { a: hook({ after: ['b'], erase }), b: hook({ after: ['a'], erase }) }],
    ['wait for one that is not there', { a: hook({ after: ['ghost'], erase }) }],
    ['have a name that no plan can carry', { 'the mailer': hook({ erase }) }],
  ])('are refused at start when they %s', (_, hooks) => {
    expect(() => deploy(hooks)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  it('say in a preview when they are not counted', async () => {
    const [mail] = deploy({ mail: hook({ erase }) })

    expect(await mail?.preview({ account: 'ada', generation: 1, signal: new AbortController().signal })).toEqual([
      { what: 'mail', count: 0, fate: 'external' },
    ])
  })
})

describe('createPrivacy', () => {
  const backend = { fetch: fakeBackend().fetch, key: KEY }

  it.each([
    ['prefix', { prefix: 'api/privacy' }],
    ['prefix', { prefix: '/api/privacy/' }],
    ['session', { session: null }],
    ['jurisdiction', { jurisdiction: 'DE' }],
    ['jurisdiction', { jurisdiction: { header: 'cf-ipcountry' } }],
    ['jurisdiction', { jurisdiction: { header: 'not a header', trust: 'always' } }],
    ['lastUpdate', { gpc: { lastUpdate: 'yesterday' } }],
    ['origins', { origins: ['https://shop.example/path'] }],
    ['deregistration.maxAuthAgeSeconds', { deregistration: { maxAuthAgeSeconds: 0 } }],
  ])('names the wrong option %s', (name, options) => {
    expect(() => testPrivacy({ backend, ...(options as object) })).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(name) }),
    ) // as: wrong on purpose
  })

  it('needs a database for a deregistration, and says so', async () => {
    const privacy = testPrivacy({ backend })

    await expect(privacy.deregister('ada')).rejects.toMatchObject({
      code: 'invalid-option',
      message: expect.stringContaining('database'),
    })
  })

  it('asks nothing of the backend before it is used', () => {
    const quiet = fakeBackend()
    testPrivacy({ backend: { fetch: quiet.fetch, key: KEY } })

    expect(quiet.calls).toEqual([])
  })
})
