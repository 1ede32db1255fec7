import { describe, expect, it } from 'vitest'
import { GPC_TABLE_DATE, gpcRegions } from './gpc.ts'
import type { PolicyInput, PurposeInput } from './policy.ts'
import { policyOf } from './test-records.ts'
import { checkPolicy, validatePolicy } from './validate.ts'

const text = { en: 'Text' }
const retention = { rule: { days: 30, from: 'collected', reason: text } }
const sound = (fields: Partial<PurposeInput> = {}, more: Partial<PolicyInput> = {}) =>
  policyOf({ p: { age: undefined, ageReason: undefined, retention: 'rule', ...fields } }, { retention, ...more })
const found = (policy: PolicyInput) => checkPolicy(policy).map(({ level, at }) => `${level} ${at}`)
const recipient = { name: 'Lab', role: 'processor', country: 'ID', data: ['user.telemetry'] } as const

describe('checkPolicy', () => {
  it('finds nothing in a sound policy', () => {
    expect(checkPolicy(sound())).toEqual([])
  })

  it.each([
    ['expiry without consent', sound({ basis: 'contract', expiresDays: 3 }), 'error /purposes/p/expiresDays'],
    ['last-known on consent', sound({ whenUnknown: 'last-known' }), 'error /purposes/p/whenUnknown'],
    ['an obligation without a law', sound({ basis: 'legal-obligation' }), 'error /purposes/p/law'],
    [
      'marketing on interests without soft opt-in',
      sound({ basis: 'legitimate-interests', directMarketing: true }),
      'error /purposes/p/softOptIn',
    ],
    ['no reason why age does not matter', sound({ age: 'not-required' }), 'error /purposes/p/ageReason'],
    ['age that does not matter', sound({ age: 'not-required', ageReason: 'r' }), 'note /purposes/p/age'],
    ['targeted advertising to minors', sound({ targetedAdvertising: true }), 'warning /purposes/p/age'],
    ['consent for the necessary', sound({ stores: [{ cookie: 'a', necessary: true }] }), 'warning /purposes/p/stores'],
    ['storage without consent', sound({ basis: 'contract', stores: [{ cookie: 'a' }] }), 'note /purposes/p/stores'],
    [
      'a use under restriction',
      sound({ restrictionException: 'legal-claims' }),
      'note /purposes/p/restrictionException',
    ],
    ['contact before approval', sound({ guardianContact: true }), 'note /purposes/p/guardianContact'],
    ['a missing recipient', sound({ recipients: ['lab'] }), 'error /purposes/p/recipients/0'],
    ['a missing rule', sound({ retention: 'other' }), 'error /purposes/p/retention'],
    ['a purpose formerly itself', sound({ formerly: ['p'] }), 'error /purposes/p/formerly'],
    ['data that is kept nobody knows how long', sound({ retention: undefined }), 'warning /purposes/p/retention'],
    [
      'a sale where a law makes the signal bind, and the policy does not',
      sound({ sale: true }, { gpc: ['US-CA'] }),
      'warning /gpc',
    ],
    ['an unused recipient', sound({}, { recipients: { lab: recipient } }), 'warning /recipients/lab'],
    [
      'a recipient with more than it is given',
      sound({ recipients: ['lab'] }, { recipients: { lab: { ...recipient, data: ['user.location'] } } }),
      'warning /recipients/lab/data',
    ],
    [
      'a transfer without safeguard',
      sound({ recipients: ['lab'] }, { recipients: { lab: { ...recipient, country: 'US' } } }),
      'warning /recipients/lab/safeguard',
    ],
    [
      'two periods in one rule',
      sound({}, { retention: { rule: { ...retention.rule, years: 1 } } }),
      'error /retention/rule',
    ],
    ['an untranslated question', sound({}, { locales: ['en', 'id'] }), 'error /purposes/p/title/id'],
    ['an untranslated rule', sound({}, { locales: ['en', 'id'] }), 'warning /retention/rule/reason/id'],
    ['a language twice', sound({}, { locales: ['en', 'en'] }), 'error /locales'],
    ['a store of no kind', sound({ stores: [{}] }), 'error /purposes/p/stores/0'],
    ['a store that is everything', sound({ stores: [{ cookie: '*' }] }), 'error /purposes/p/stores/0'],
    ['a store twice', sound({ stores: [{ cookie: 'a*' }, { cookie: 'ab' }] }), 'warning /purposes/p/stores/1'],
  ])('finds %s', (_, policy, finding) => {
    expect(found(policy)).toContain(finding)
  })

  it('finds a store that two purposes do not agree about', () => {
    const stores = (necessary: boolean) => [{ cookie: 'sid', necessary }]

    expect(found(policyOf({ a: { stores: stores(true) }, b: { stores: stores(false) } }))).toContain(
      'error /purposes/b/stores/0',
    )
    expect(found(policyOf({ a: { stores: stores(false) }, b: { stores: stores(false) } }))).toContain(
      'warning /purposes/b/stores/0',
    )
  })

  it('puts errors first', () => {
    const levels = checkPolicy(sound({ age: 'not-required', targetedAdvertising: true })).map(({ level }) => level)

    expect(levels).toEqual(['error', 'warning'])
  })
})

describe('places where GPC binds', () => {
  it('are those whose law was in force on the day', () => {
    expect(gpcRegions('2020-08-13')).toEqual([])
    expect(gpcRegions('2024-12-31')).toEqual(['US-CA', 'US-CO'])
    expect(gpcRegions('2025-01-01')).toEqual(['US-CA', 'US-CO', 'US-CT', 'US-MT', 'US-NE', 'US-NH', 'US-TX'])
  })

  it.each([
    ['nothing is flagged', {}, { gpc: [] }],
    ['the policy honours it everywhere', { sale: true }, {}],
    ['the policy lists them all', { sale: true }, { gpc: gpcRegions(GPC_TABLE_DATE) }],
    ['the policy lists the whole country', { sale: true }, { gpc: ['US'] }],
  ])('are no finding when %s', (_, purpose, fields) => {
    expect(checkPolicy(sound(purpose, fields)).filter(({ at }) => at === '/gpc')).toEqual([])
  })
})

describe('validatePolicy', () => {
  const pointers = (value: unknown) => {
    try {
      validatePolicy(value)
      return null
    } catch (error) {
      return error
    }
  }
  const plain = (policy: PolicyInput): unknown => JSON.parse(JSON.stringify(policy))

  it('returns a well-formed policy as it is', () => {
    const policy = plain(sound())

    expect(validatePolicy(policy)).toEqual(policy)
  })

  it.each([
    ['nothing', null, ['']],
    ['a wrong basis', plain(sound({ basis: 'whim' as never })), ['/purposes/p/basis']],
    ['an unknown key', plain(sound({ 'a/b~c': 1 } as never)), ['/purposes/p/a~1b~0c']],
    ['a missing recipient', plain(sound({ recipients: ['lab'] })), ['/purposes/p/recipients/0']],
    [
      'an address in place of a host',
      plain(sound({ recipients: ['lab'] }, { recipients: { lab: { ...recipient, hosts: ['https://lab.example/'] } } })),
      ['/recipients/lab/hosts/0'],
    ],
  ])('refuses %s and points at it', (_, value, expected) => {
    expect(pointers(value)).toMatchObject({ code: 'invalid-policy', pointers: expected })
  })
})
