import type { Reason } from '@privacykit/contract'
import { describe, expect, it } from 'vitest'
import { decide } from './decide.ts'
import { fold } from './fold.ts'
import type { PolicyInput, PurposeInput } from './policy.ts'
import type { DecideInput } from './question.ts'
import { ask, choiceOf, daysFromNow, NOW, policyOf, recordOf, stamped } from './test-records.ts'

const recipients = { lab: { name: 'Lab', role: 'processor', country: 'ID', data: ['user.telemetry'] } } as const
const law = { name: 'Tax Act', regions: ['ID'] }

/** Reasons in the order of the precedence, each with what brings it about. All below one of them may hold at the same time. */
interface Obstacle {
  reason: Reason
  purpose?: Partial<PurposeInput>
  records?: (policy: PolicyInput) => ReturnType<typeof recordOf>[]
  input?: Partial<DecideInput>
}
const obstacles: Obstacle[] = [
  { reason: 'unreadable-record', records: () => [recordOf('from-the-future' as never)] },
  { reason: 'undeclared-category', input: { categories: ['user.location'] } },
  { reason: 'undeclared-recipient', input: { recipient: 'stranger' } },
  { reason: 'undeclared-storage', input: { storage: { cookie: 'unheard-of' } } },
  { reason: 'state-stale', input: { asOf: daysFromNow(-1) } },
  { reason: 'erased', records: () => [recordOf('erased', { requestId: 'q', proofId: 'x' })] },
  { reason: 'deregistering', records: () => [recordOf('deregistration-requested', { requestId: 'q' })] },
  { reason: 'restricted', records: () => [recordOf('restriction', { scope: 'all', ground: 'other' })] },
  { reason: 'jurisdiction-unknown', purpose: { law } },
  { reason: 'age-unknown', purpose: { age: undefined } },
  { reason: 'notice-missing', input: { operation: 'collect' } },
  { reason: 'not-asked' },
]

describe('the precedence', () => {
  it.each(obstacles.map(({ reason }, index) => [reason, index] as const))(
    '%s comes before all below it',
    (reason, index) => {
      const standing = obstacles.slice(index)
      const purpose = Object.assign({}, ...standing.map((each) => each.purpose ?? {}))
      const input = Object.assign({}, ...standing.map((each) => each.input ?? {}))
      const policy = policyOf({ p: purpose }, { recipients })
      const records = standing.flatMap((each) => each.records?.(policy) ?? [])

      expect(ask(policy, records, input)).toMatchObject({ allowed: false, reason })
    },
  )

  it('knows purposes and versions before anything else', () => {
    const policy = policyOf({ p: {} })
    const next = policyOf({ q: {} }, { version: '2', effective: '2026-12-01' })
    const policies = [{ policy }, { policy: next }]

    expect(ask(policy, [], { purpose: 'nothing' }).reason).toBe('unknown-purpose')
    expect(ask(policy, [], { purpose: 'constructor' }).reason).toBe('unknown-purpose')
    expect(ask(policy, [], { policies, purpose: 'q' }).reason).toBe('unknown-purpose')
    expect(ask(policy, [], { policies: [] }).reason).toBe('no-policy-in-force')
    expect(ask(policy, [], { policies: policies.slice(1), purpose: 'q' }).reason).toBe('no-policy-in-force')
  })

  it('judges no moment after what is known', () => {
    const policy = policyOf({ p: {} })

    expect(ask(policy, [], { knownAt: NOW, at: daysFromNow(1) }).reason).toBe('at-in-future')
    expect(ask(policy, [], { knownAt: NOW }).reason).toBe('not-asked')
  })
})

describe('what a question may be about', () => {
  const policy = policyOf(
    {
      p: {
        data: ['user.contact', 'user.telemetry'],
        recipients: ['lab'],
        optional: [{ category: 'user.location', without: { en: 'x' } }],
      },
    },
    { recipients },
  )
  const grant = choiceOf('granted', { policy })
  const reason = (input: Partial<DecideInput>) => ask(policy, [grant], input).reason

  it('takes categories at or below a declared one, optional ones too', () => {
    expect(reason({ categories: ['user.contact.email', 'user.location'] })).toBe('granted')
    expect(reason({ categories: ['user.contactless'] })).toBe('undeclared-category')
    expect(reason({ categories: ['user'] })).toBe('undeclared-category')
  })

  it('discloses only to a named, declared recipient, and only what that one gets', () => {
    expect(reason({ operation: 'disclose', recipient: 'lab' })).toBe('granted')
    expect(reason({ operation: 'disclose', recipient: 'lab', categories: ['user.contact'] })).toBe(
      'undeclared-category',
    )
    expect(reason({ operation: 'disclose' })).toBe('undeclared-recipient')
    expect(reason({ recipient: 'toString' })).toBe('undeclared-recipient')
  })
})

describe('a state that was read a while ago', () => {
  const read = (seconds: number) => ({ asOf: new Date(Date.parse(NOW) - seconds * 1000).toISOString() })
  const open = { law: { name: 'Tax Act' } }

  it('counts for 60 seconds, or the purpose’s lease', () => {
    const policy = policyOf({ p: { leaseSeconds: 600 }, q: {} })
    const records = [choiceOf('granted', { policy }), choiceOf('granted', { policy, purpose: 'q' })]

    expect(ask(policy, records, { ...read(60), purpose: 'q' }).reason).toBe('granted')
    expect(ask(policy, records, { ...read(61), purpose: 'q' }).reason).toBe('state-stale')
    expect(ask(policy, records, read(600)).reason).toBe('granted')
    expect(ask(policy, records, { asOf: 'yesterday' }).reason).toBe('state-stale')
  })

  it.each([
    ['legal-obligation', 'last-known', 'obligation'],
    ['legal-obligation', undefined, 'state-stale'],
    ['legitimate-interests', 'last-known', 'state-stale'],
    ['consent', 'last-known', 'state-stale'],
  ] as const)('%s with whenUnknown %s answers %s', (basis, whenUnknown, expected) => {
    const policy = policyOf({ p: { basis, whenUnknown, ...open } })

    expect(ask(policy, [], read(3600)).reason).toBe(expected)
  })
})

describe('a past moment', () => {
  const policy = policyOf({ p: {} })
  const monday = daysFromNow(-6)
  const tuesday = daysFromNow(-5)
  const wednesday = daysFromNow(-4)
  const offline = stamped(choiceOf('granted', { policy }), {
    effectiveAt: monday,
    receivedAt: wednesday,
    clock: 'estimated',
  })

  it('is judged with what was known then, or with what is known now', () => {
    expect(ask(policy, [offline], { at: tuesday, knownAt: tuesday }).reason).toBe('not-asked')
    expect(ask(policy, [offline], { at: tuesday, knownAt: NOW })).toMatchObject({
      reason: 'granted',
      evidence: 'claimed',
    })
    expect(ask(policy, [offline], { at: NOW, knownAt: NOW })).toMatchObject({ reason: 'granted', evidence: 'recorded' })
  })

  it('does not see what took effect later', () => {
    const refused = stamped(choiceOf('refused', { policy, replaces: [offline.record.id] }), {
      receivedAt: daysFromNow(-1),
    })

    expect(ask(policy, [offline, refused], { at: tuesday, knownAt: NOW }).reason).toBe('granted')
    expect(ask(policy, [offline, refused], { at: NOW, knownAt: NOW }).reason).toBe('refused')
  })

  it('is never opened by a slow clock: without knownAt a refusal counts, whenever it was stored', () => {
    const refused = stamped(choiceOf('refused', { policy, replaces: [offline.record.id] }), {
      receivedAt: daysFromNow(1),
    })

    expect(ask(policy, [offline, refused]).reason).toBe('refused')
  })
})

describe('totality', () => {
  const junk = [
    undefined,
    null,
    0,
    '',
    'x',
    [],
    {},
    Number.NaN,
    () => 0,
    { policies: null },
    { policies: [{}], state: {} },
  ]

  it.each(junk.map((value) => [String(value), value]))('denies %s', (_, value) => {
    expect(decide(value as never)).toMatchObject({ allowed: false, recordIds: [], policyVersion: null })
  })

  it('denies records that are not what their type says', () => {
    const policy = policyOf({ p: {} })
    const records = [
      { type: 'choice' },
      { type: 'choice', purpose: 'p', choice: 'perhaps', replaces: [] },
      {},
      { type: 'constructor' },
    ]

    for (const record of records) {
      expect(ask(policy, [choiceOf('granted', { policy }), { id: 'junk', ...record } as never]).reason).toBe(
        'unreadable-record',
      )
    }
  })

  it('denies a moment that is none', () => {
    const policy = policyOf({ p: {} })
    const state = fold([stamped(choiceOf('granted', { policy }))])

    const decision = decide({ policies: [{ policy }], state, purpose: 'p', operation: 'use', at: 'now' })

    expect(decision.allowed).toBe(false)
  })
})
