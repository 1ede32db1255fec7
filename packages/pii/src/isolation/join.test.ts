import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { AuditEntry } from '../audit.ts'
import { nonPersonal, personal } from '../tag.ts'
import { createJoin } from './join.ts'
import { split } from './split.ts'

const parts = split(
  z.object({
    email: personal(z.string(), 'user.contact.email'),
    name: personal(z.string(), 'user.name'),
    plan: nonPersonal(z.string()),
  }),
)
const policy = {
  purposes: {
    orders: { data: ['user.contact'], optional: [{ category: 'user.name' }] },
    news: { data: ['user.contact.email'] },
  },
} as const
const stored = [
  { personal: { email: 'jane@example.test', name: 'Jane' }, nonPersonal: { plan: 'pro' } },
  { personal: { email: 'j@example.test', name: 'Jane' }, nonPersonal: { plan: 'free' } },
]
const untyped = (value: unknown) => value as never // as: what reaches a function through `any`

interface Fakes {
  verdict?: () => { allowed: boolean; reason: string }
  audit?: (entry: AuditEntry) => void
}

/** A join whose steps are written down in the order in which they happen. */
function traced({ verdict = () => ({ allowed: true, reason: 'contract' }), audit = () => {} }: Fakes = {}) {
  const steps: unknown[] = []
  const join = createJoin({
    split: parts,
    policy,
    decide(subject, purpose, question) {
      steps.push(['decide', subject, purpose, question])
      return verdict()
    },
    audit(entry) {
      steps.push(['audit', entry])
      audit(entry)
    },
    read(subject, fields) {
      steps.push(['read', subject, fields])
      return stored
    },
  })
  return { join, steps, names: () => steps.map((step) => (Array.isArray(step) ? step[0] : step)) }
}

const open = { purpose: 'orders', decision: { allowed: true, reason: 'contract' }, subjects: ['u_1'], audit: () => {} }

describe('join', () => {
  test('decides, writes down, reads, and answers a box', async () => {
    const { join, steps } = traced()

    const box = await join({ subject: 'u_1', purpose: 'orders' })

    const categories = ['user.contact.email', 'user.name']
    expect(steps).toEqual([
      ['decide', 'u_1', 'orders', { operation: 'use', categories }],
      ['audit', { action: 'join', done: true, categories, subjects: ['u_1'], purpose: 'orders', reason: 'contract' }],
      ['read', 'u_1', ['email', 'name', 'plan']],
    ])
    expect(box.label).toEqual({ categories, quasi: [], subjects: ['u_1'], purposes: ['orders'] })
    expect(box.reveal(open)).toEqual(stored.map((row) => ({ ...row.personal, ...row.nonPersonal })))
    expect(`${inspect(box)} ${JSON.stringify(box)}`).not.toContain('jane')
  })

  test('asks for, labels and answers only the fields that are needed', async () => {
    const { join, steps } = traced()

    const box = await join({ subject: 'u_1', purpose: 'news', fields: ['email'] })

    expect(box.label.categories).toEqual(['user.contact.email'])
    expect(box.reveal({ ...open, purpose: 'news' })).toEqual([
      { email: 'jane@example.test' },
      { email: 'j@example.test' },
    ])
    expect(steps[0]).toEqual(['decide', 'u_1', 'news', { operation: 'use', categories: ['user.contact.email'] }])
  })

  test('does not open for another purpose or person than the one that was asked for', async () => {
    const box = await traced().join({ subject: 'u_1', purpose: 'orders' })

    expect(() => box.reveal({ ...open, purpose: 'news' })).toThrow(/purpose-not-in-label/)
    expect(() => box.reveal({ ...open, subjects: ['u_2'] })).toThrow(/decided-for-another-person/)
  })

  test.each([
    ['the decision denies', { subject: 'u_1', purpose: 'orders' }, 'withdrawn', ['decide', 'audit']],
    ['the purpose declares less', { subject: 'u_1', purpose: 'news' }, 'undeclared-category', ['audit']],
    ['the policy has no such purpose', { subject: 'u_1', purpose: 'jane' }, 'unknown-purpose', ['audit']],
    ['a purpose is called like a method', { subject: 'u_1', purpose: 'toString' }, 'unknown-purpose', ['audit']],
  ])('reads nothing when %s, and writes that down', async (_title, request, reason, order) => {
    const { join, steps, names } = traced({ verdict: () => ({ allowed: false, reason: 'withdrawn' }) })

    const refused = join(untyped(request))

    await expect(refused).rejects.toMatchObject({ code: 'not-allowed', message: expect.stringContaining(reason) })
    expect(names()).toEqual(order)
    expect(steps.at(-1)).toMatchObject(['audit', { done: false, reason, subjects: ['u_1'] }])
    expect(JSON.stringify(steps)).not.toMatch(/"purpose":"(jane|toString)"/)
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('down')
      },
    ],
    ['answers nothing', () => untyped(undefined)],
  ])('reads nothing when the decision %s', async (_title, verdict) => {
    const { join, steps, names } = traced({ verdict })

    await expect(join({ subject: 'u_1', purpose: 'orders' })).rejects.toThrow()

    expect(names()).toEqual(['decide', 'audit'])
    expect(steps.at(-1)).toMatchObject(['audit', { done: false, reason: 'no-decision' }])
  })

  test('takes only true for a yes', async () => {
    const { join, names } = traced({ verdict: () => untyped({ allowed: 'yes', reason: 'contract' }) })

    await expect(join({ subject: 'u_1', purpose: 'orders' })).rejects.toMatchObject({ code: 'not-allowed' })

    expect(names()).toEqual(['decide', 'audit'])
  })

  test('reads nothing when the entry cannot be written', async () => {
    const { join, names } = traced({
      audit: () => {
        throw new Error('disk full')
      },
    })

    await expect(join({ subject: 'u_1', purpose: 'orders' })).rejects.toThrow('disk full')

    expect(names()).toEqual(['decide', 'audit'])
  })

  test.each([
    ['names no person', { subject: '', purpose: 'orders' }],
    ['asks for a field that is none', { subject: 'u_1', purpose: 'orders', fields: ['email', 'constructor'] }],
    ['needs nothing personal', { subject: 'u_1', purpose: 'orders', fields: ['plan'] }],
    ['asks for nothing', { subject: 'u_1', purpose: 'orders', fields: [] }],
  ])('refuses a request that %s', async (_title, request) => {
    const { join, names } = traced()

    await expect(join(untyped(request))).rejects.toMatchObject({ code: 'invalid-option' })

    expect(names()).toEqual([])
  })

  test('reads what was decided on, also when the list of fields is changed meanwhile', async () => {
    const fields: ('email' | 'name')[] = ['email']
    const { join } = traced({
      verdict: () => {
        fields.push('name')
        return { allowed: true, reason: 'contract' }
      },
    })

    const box = await join({ subject: 'u_1', purpose: 'news', fields })

    expect(box.reveal({ ...open, purpose: 'news' })[0]).toEqual({ email: 'jane@example.test' })
  })

  test('answers a box also for somebody without a record', async () => {
    const join = createJoin({
      split: parts,
      policy,
      decide: () => ({ allowed: true, reason: 'contract' }),
      audit: () => {},
      read: () => [],
    })

    const box = await join({ subject: 'u_2', purpose: 'orders' })

    expect(box.reveal({ ...open, subjects: ['u_2'] })).toEqual([])
  })
})
