import type { HookDeclaration, ListedRecord, PrivacyRecord } from '@privacykit/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from './decide.ts'
import { fold } from './fold.ts'
import type { PolicyInput } from './policy.ts'
import { categoriesWithin } from './scope.ts'
import { choiceOf, daysFromNow, NOW, policyOf, recordOf, stamped } from './test-records.ts'
import { planWithdrawal } from './withdrawal-plan.ts'

const hook = (name: string, fields: Partial<HookDeclaration> = {}): HookDeclaration => ({
  ...{ name, after: [], phase: 'data', identifies: true, verifies: true },
  ...fields,
})
const knowing = (name: string, purposes: string[], fields: Partial<HookDeclaration> = {}) =>
  hook(name, { withdrawals: { purposes, identifies: false, verifies: true }, ...fields })

const policy = policyOf(
  {
    p: { data: ['user.telemetry', 'user.contact'], recipients: ['counter', 'mailer'] },
    consent: { data: ['user.telemetry'] },
    orders: { basis: 'contract', data: ['user.contact.email'] },
    law: { basis: 'legal-obligation', data: ['user.name'], law: { name: 'A law', regions: ['DE'] } },
  },
  { retention: { years: { from: 'paid', years: 10, reason: { en: 'Tax.' }, law: 'A law' } } },
)
const plan = (
  records: readonly PrivacyRecord[] = [],
  hooks: readonly HookDeclaration[] = [],
  of: PolicyInput = policy,
) =>
  planWithdrawal({
    ...{ policies: [{ policy: of }], purpose: 'p', at: NOW, hooks },
    records: records.map((record) => stamped(record)),
  })

describe('planWithdrawal', () => {
  it('takes everything when nothing else is open', () => {
    expect(plan()).toMatchObject({ categories: ['user.contact', 'user.telemetry'], kept: [] })
  })

  it('keeps what another purpose may store on a ground of its own, named with its reason', () => {
    const granted = choiceOf('granted', { policy, purpose: 'consent' })
    const opened = recordOf('contract-opened', { purposes: ['orders'] })

    expect(plan([granted])).toMatchObject({
      categories: ['user.contact'],
      kept: [{ category: 'user.telemetry', purpose: 'consent', reason: 'granted' }],
    })
    expect(plan([opened])).toMatchObject({
      // a part of it is needed, so the whole may not go without a look
      categories: ['user.telemetry'],
      kept: [{ category: 'user.contact.email', purpose: 'orders', reason: 'contract' }],
    })
  })

  it('keeps all of it under a hold, and runs no erasure', () => {
    const held = plan([recordOf('hold', { rows: 'p', ground: 'claim' })], [knowing('main', ['p'])])

    expect(held.categories).toEqual([])
    expect(new Set(held.kept.map(({ reason }) => reason))).toEqual(new Set(['held']))
    expect(held.steps.map(({ kind }) => kind)).toEqual(['notify', 'notify'])
  })

  it('keeps all of it under a retention rule that a law demands', () => {
    const of = {
      ...policy,
      purposes: { ...policy.purposes, p: { ...policy.purposes.p, retention: 'years' } },
    } as PolicyInput // as: the spread loses the index signature

    expect(plan([], [], of).kept.map(({ purpose, reason }) => [purpose, reason])).toEqual([
      ['p', 'retained'],
      ['p', 'retained'],
    ])
  })

  it('keeps what a purpose may need again that nobody has closed: its place or its notice is not known', () => {
    const of = policyOf({ p: { data: ['user.name'] }, law: { ...policy.purposes.law } })

    expect(plan([], [], of).kept).toEqual([{ category: 'user.name', purpose: 'law', reason: 'jurisdiction-unknown' }])
  })

  it('is planned the same while an account can still be saved from closing', () => {
    const opened = recordOf('contract-opened', { purposes: ['orders'] })
    const requested = recordOf('deregistration-requested', { requestId: 'r' })

    expect(plan([opened, requested])).toEqual(plan([opened]))
  })

  it('collects categories and recipients of every version, and of earlier names', () => {
    const old = policyOf({ former: { data: ['user.location'], recipients: ['elder'] } }, { version: '0' })
    const now = policyOf({ p: { data: ['user.telemetry'], formerly: ['former'] } })
    const policies = [
      { policy: old, publishedAt: daysFromNow(-9) },
      { policy: now, publishedAt: daysFromNow(-5) },
    ]

    const made = planWithdrawal({ policies, records: [], purpose: 'p', at: NOW, hooks: [] })

    expect(made.categories).toEqual(['user.location', 'user.telemetry'])
    expect(made.steps).toEqual([{ hook: 'elder', kind: 'notify', after: [] }])
  })

  it('runs the hooks that serve the purpose, in their order, and tells each recipient without waiting for them', () => {
    const hooks = [
      knowing('account', ['p'], { phase: 'identity' }),
      knowing('vendor', ['p'], {
        after: ['rows'],
        withdrawals: { purposes: ['p'], identifies: true, verifies: false },
      }),
      knowing('rows', ['p', 'consent'], { after: ['other'] }),
      knowing('other', ['consent']),
      knowing('none', []),
    ]

    expect(plan([], hooks).steps).toEqual([
      { hook: 'vendor', kind: 'identify', after: [] },
      { hook: 'rows', kind: 'erase', after: [0] },
      { hook: 'vendor', kind: 'erase', after: [0, 1] },
      { hook: 'account', kind: 'erase', after: [0, 1, 2] },
      { hook: 'account', kind: 'verify', after: [1, 2, 3] },
      { hook: 'rows', kind: 'verify', after: [1, 2, 3] },
      { hook: 'counter', kind: 'notify', after: [] },
      { hook: 'mailer', kind: 'notify', after: [] },
    ])
  })

  it('gives a hook that has said nothing a step, for it may hold a copy for this purpose alone; not where a hold keeps all', () => {
    const granted = choiceOf('granted', { policy, purpose: 'consent' })
    const opened = recordOf('contract-opened', { purposes: ['orders'] })
    const { categories, steps } = plan([granted, opened], [hook('silent')])
    const held = plan([recordOf('hold', { rows: 'all', ground: 'claim' })], [hook('silent')])

    expect(categories).toEqual([])
    expect(steps).toContainEqual({ hook: 'silent', kind: 'erase', after: [] })
    expect(held.steps.every(({ kind }) => kind === 'notify')).toBe(true)
  })

  it('never lets a category go that another allowed purpose, a hold or a law needs', () => {
    const keys = ['user', 'user.contact', 'user.contact.email', 'user.telemetry', 'user.name']
    const data = fc.subarray(keys, { minLength: 1 })
    const basis = fc.constantFrom('consent', 'contract', 'legitimate-interests', 'legal-obligation' as const)
    const other = fc.record({ data, basis, isLawful: fc.boolean() })
    const words = fc.constantFrom('granted', 'refused', 'opened', 'ended', 'objected', 'held' as const)
    const happening = fc.record({ word: words, purpose: fc.constantFrom('p', 'a', 'b', 'c') })
    fc.assert(
      fc.property(
        data,
        fc.array(other, { minLength: 3, maxLength: 3 }),
        fc.array(happening, { maxLength: 8 }),
        (own, others, past) => {
          const purposes = Object.fromEntries(
            others.map(({ isLawful, ...fields }, index) => [
              'abc'.charAt(index),
              {
                ...fields,
                ...(isLawful ? { retention: 'years' } : {}),
                ...(fields.basis === 'legal-obligation' ? { law: { name: 'A law' } } : {}),
              },
            ]),
          )
          const of = policyOf({ p: { data: own }, ...purposes }, { retention: policy.retention })
          const records = past.map(({ word, purpose }) => stamped(happened(word, { purpose, policy: of })))
          const state = fold(records)

          const { categories, kept } = planWithdrawal({
            policies: [{ policy: of }],
            records,
            purpose: 'p',
            at: NOW,
            hooks: [],
          })

          for (const [name, { data: theirs }] of Object.entries(of.purposes)) {
            const may = (operation: 'use' | 'store') =>
              decide({ policies: [{ policy: of }], state, purpose: name, operation, at: NOW })
            const isHeld = ['held', 'retained'].includes(may('store').reason)
            if (name === 'p' ? isHeld : may('use').allowed || may('store').allowed)
              expect(categories.some((category) => theirs.some((each) => touches(category, each)))).toBe(false)
          }
          // and nothing is kept without somebody who needs it
          for (const category of own.filter((each) => !categories.includes(each)))
            expect(kept.some((each) => touches(each.category, category))).toBe(true)
        },
      ),
      { numRuns: 400 },
    )
  })
})

const touches = (one: string, another: string) =>
  categoriesWithin([one], [another]) || categoriesWithin([another], [one])

function happened(
  word: 'granted' | 'refused' | 'opened' | 'ended' | 'objected' | 'held',
  { purpose, policy: of }: { purpose: string; policy: PolicyInput },
): ListedRecord['record'] & PrivacyRecord {
  if (word === 'granted' || word === 'refused') return choiceOf(word, { policy: of, purpose })
  if (word === 'opened') return recordOf('contract-opened', { purposes: [purpose] })
  if (word === 'ended') return recordOf('contract-ended', { purposes: [purpose] })
  if (word === 'held') return recordOf('hold', { rows: purpose, ground: 'claim' })
  return recordOf('objection', { scope: { purpose }, objection: 'objected', replaces: [] })
}
