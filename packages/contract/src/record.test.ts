import { describe, expect, it } from 'vitest'
import {
  accountIdSchema,
  appendBodySchema,
  listedRecordSchema,
  RECORD_ROLES,
  recordSchema,
  roleSchema,
} from './index.ts'

const id = 'AAAAAAAAAAAAAAAAAAAAAA'
const other = 'BBBBBBBBBBBBBBBBBBBBBB'
const at = '2026-11-22T10:00:00.000Z'
const notice = { policyVersion: '2026-11-01', noticeId: 'n1', language: 'en' }
const protection = { purpose: 'safety', reason: 'r', namedPerson: 'p', expiresAt: at, reviewDue: at }

/** One canonical example of every type. */
const EXAMPLES = {
  choice: {
    purpose: 'analytics',
    choice: 'granted',
    replaces: [other],
    scopeDigest: '0123456789abcdef',
    surface: 'banner',
    ...notice,
  },
  objection: { scope: 'direct-marketing', objection: 'objected', replaces: [] },
  'objection-overridden': { objectionId: other, document: 'd', namedPerson: 'p' },
  signal: { signal: 'gpc', value: 1 },
  restriction: { scope: 'all', ground: 'unlawful' },
  'restriction-lifted': { restrictionId: other, subjectInformedAt: at },
  'age-claim': { band: { min: 18 }, source: 'self-declared', assurance: 'asserted', gateId: other },
  'age-corrected': { band: {}, source: 'support', assurance: 'standard', supersedes: [other], reviewer: 'r' },
  'guardian-linked': { guardian: other, method: 'payment', assurance: 'enhanced' },
  'guardian-ended': { guardian: other },
  'guardian-approval': {
    guardian: other,
    purpose: 'chat',
    approval: 'vetoed',
    replaces: [],
    policyVersion: '1',
    scopeDigest: '0123456789abcdef',
    noticeId: 'n1',
    thirdParties: false,
  },
  'child-protection': protection,
  emergency: protection,
  'account-opened': {},
  'contract-opened': { purposes: ['orders'] },
  'contract-ended': { purposes: ['orders'] },
  'deregistration-requested': { requestId: other },
  'deregistration-cancelled': { requestId: other },
  'deregistration-irreversible': { requestId: other },
  erased: { requestId: other, proofId: other },
  link: { device: id, account: 'u_1', mode: 'adopt' },
  unlink: { linkId: other },
  'notice-shown': { ...notice, purposes: ['orders'], channel: 'page' },
  'policy-acknowledged': notice,
  'notice-delivered': { policyVersion: '1', channel: 'email' },
  disclosure: { recipient: 'mailer', categories: ['user.contact.email'], purpose: 'orders', ground: 'contract' },
  hold: { rows: 'orders', ground: 'claim' },
  'hold-released': { holdId: other },
  request: { kind: 'access', identity: 'session', status: 'open' },
  jurisdiction: { region: 'US-CA', source: 'edge-header' },
} as const

const types = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[] // as: Object.keys forgets the literal keys

describe('recordSchema', () => {
  it.each(types)('takes a %s record and gives back the same bytes', (type) => {
    const record = { id, claimedAt: at, type, ...EXAMPLES[type] }

    expect(recordSchema.parse(record)).toEqual(record)
  })

  it.each(types)('refuses a %s record with a field that it does not know', (type) => {
    const record = { id, type, ...EXAMPLES[type], extra: 1 }

    expect(recordSchema.safeParse(record).success).toBe(false)
  })

  it.each(types)('refuses a %s record with a __proto__ key', (type) => {
    const record: unknown = JSON.parse(JSON.stringify({ id, type, ...EXAMPLES[type] }).replace('{', '{"__proto__":{},'))

    expect(recordSchema.safeParse(record).success).toBe(false)
  })

  it('refuses a subject, a role and a stamp in the body', () => {
    for (const field of ['subject', 'role', 'actor', 'receivedAt', 'seq', 'generation', 'tenant', 'app']) {
      const record = { id, type: 'signal', ...EXAMPLES.signal, [field]: 'x' }
      expect(recordSchema.safeParse(record).success).toBe(false)
    }
  })

  it.each([
    ['a clock without a zone', { claimedAt: '2026-11-22T10:00:00.000' }],
    ['a clock with an offset', { claimedAt: '2026-11-22T10:00:00.000+07:00' }],
    ['a clock in microseconds', { claimedAt: '2026-11-22T10:00:00.000000Z' }],
    ['a 29 February of a common year', { claimedAt: '2026-02-29T10:00:00.000Z' }],
    ['a short id', { id: 'A'.repeat(21) }],
    ['an id with padding', { id: `${'A'.repeat(21)}=` }],
    ['a vanished signal', { value: 0 }],
  ])('refuses %s', (_, change) => {
    expect(recordSchema.safeParse({ id, type: 'signal', ...EXAMPLES.signal, ...change }).success).toBe(false)
  })
})

describe('RECORD_ROLES', () => {
  it('says for every type who may write it', () => {
    expect(Object.keys(RECORD_ROLES).sort()).toEqual([...types].sort())
    for (const roles of Object.values(RECORD_ROLES)) {
      expect(roles.length).toBeGreaterThan(0)
      for (const role of roles) expect(roleSchema.safeParse(role).success).toBe(true)
    }
  })

  it('keeps the types of the schema and the table the same', () => {
    const inSchema = recordSchema.def.options.map((option) => option.def.shape.type.def.values[0])

    expect([...inSchema].sort()).toEqual(Object.keys(RECORD_ROLES).sort())
  })

  it('lets no app write what the person says', () => {
    for (const type of ['choice', 'objection', 'notice-shown', 'policy-acknowledged'] as const) {
      expect(RECORD_ROLES[type]).not.toContain('app')
    }
  })

  it('lets no guardian link itself, and nobody else approve', () => {
    expect([RECORD_ROLES['guardian-linked'], RECORD_ROLES['guardian-ended']]).toEqual([['admin'], ['admin']])
    expect(RECORD_ROLES['guardian-approval']).toEqual(['guardian'])
  })
})

describe('listedRecordSchema', () => {
  it('keeps a record of a newer type, so that it is read as a possible denial', () => {
    const listed = { record: { id, type: 'from-the-future', field: 1 } }

    expect(listedRecordSchema.parse(listed)).toEqual(listed)
  })
})

describe('appendBodySchema', () => {
  it('takes one to fifty records', () => {
    const record = { id, type: 'signal', ...EXAMPLES.signal }
    const body = (count: number) => ({ sentAt: at, records: Array.from({ length: count }, () => record) })

    expect([0, 1, 50, 51].map((count) => appendBodySchema.safeParse(body(count)).success)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('accountIdSchema', () => {
  it.each(['someone@example.org', '', 'two words', 'ä', 'x'.repeat(129), 'a\nb'])('refuses %j', (value) => {
    expect(accountIdSchema.safeParse(value).success).toBe(false)
  })

  it('takes an opaque id', () => {
    expect(accountIdSchema.safeParse('u_81').success).toBe(true)
  })
})
