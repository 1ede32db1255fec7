import { describe, expect, it } from 'vitest'
import { policyInForce, projectHistory } from './history.ts'
import { scopeCovers, scopeDigest, scopeOf } from './scope.ts'
import { ask, choiceOf, daysFromNow, NOW, policyOf } from './test-records.ts'

const version = (name: string, data: string[]) => policyOf({ p: { data } }, { version: name })
const one = version('1', ['user.contact', 'user.telemetry'])
const narrow = version('2', ['user.contact.email'])
const again = version('3', ['user.contact', 'user.telemetry'])
const grant = choiceOf('granted', { policy: one })
const under = (...policies: (typeof one)[]) => ask(one, [grant], { policies: policies.map((policy) => ({ policy })) })

describe('a grant under a changed policy', () => {
  it('covers the same scope under a new version', () => {
    expect(under(one, again).reason).toBe('granted')
  })

  it('covers a narrower scope', () => {
    expect(under(one, narrow).reason).toBe('granted')
  })

  it('is outdated by a wider scope, and may be asked again', () => {
    const wide = version('2', ['user.contact', 'user.telemetry', 'user.location'])

    expect(under(one, wide)).toMatchObject({ allowed: false, reason: 'outdated', mayAsk: true })
  })

  it('covers no more after the scope was narrowed and widened again', () => {
    expect(under(one, narrow, again).reason).toBe('outdated')
  })

  it('ends with a version that drops the purpose', () => {
    expect(under(one, policyOf({ other: {} }, { version: '2' }), again).reason).toBe('outdated')
  })

  it('is worth nothing when its version is missing', () => {
    expect(under(again)).toMatchObject({ allowed: false, reason: 'history-unavailable', mayAsk: true })
  })

  it('does not count with a digest that its version does not have', () => {
    const forged = { ...grant, scopeDigest: '0'.repeat(16) }

    expect(ask(one, [forged]).reason).toBe('outdated')
  })

  it('survives everything as a refusal', () => {
    const refusal = choiceOf('refused', { policy: one })

    expect(ask(one, [refusal], { policies: [{ policy: again }] }).reason).toBe('refused')
  })
})

describe('projectHistory', () => {
  const histories = { same: [one, again], narrowed: [one, narrow], widened: [one, narrow, again] }

  it.each(Object.entries(histories))('lets a browser answer like the full history: %s', (_, versions) => {
    const full = versions.map((policy) => ({ policy }))
    const history = projectHistory(full) ?? undefined

    const small = ask(one, [grant], { policies: full.slice(-1), history })

    expect(small).toEqual(ask(one, [grant], { policies: full }))
  })

  it('is ignored for another version than the one in force', () => {
    const history = projectHistory([{ policy: one }, { policy: narrow }]) ?? undefined

    expect(ask(one, [grant], { policies: [{ policy: again }], history }).reason).toBe('history-unavailable')
  })

  it('is null without a policy', () => {
    expect(projectHistory([])).toBeNull()
  })
})

describe('policyInForce', () => {
  const future = { ...narrow, effective: '2026-12-01' }

  it('takes the last version that has begun', () => {
    expect(policyInForce([{ policy: one }, { policy: future }], NOW)).toBe(one)
    expect(policyInForce([{ policy: one }, { policy: future }], '2026-12-01T00:00:00.000Z')).toBe(future)
  })

  it('puts nothing in force before it was published', () => {
    expect(policyInForce([{ policy: one, publishedAt: daysFromNow(1) }], NOW)).toBeNull()
    expect(
      policyInForce([{ policy: { ...one, effective: '2020-01-01' }, publishedAt: daysFromNow(1) }], NOW),
    ).toBeNull()
  })
})

describe('scope', () => {
  const recipients = {
    lab: { name: 'Lab', role: 'processor', country: 'SG', data: ['user.telemetry'] },
    far: { name: 'Lab', role: 'processor', country: 'US', data: ['user.telemetry'] },
  } as const
  const retention = {
    short: { days: 30, from: 'collected', reason: { en: 'r' } },
    long: { years: 2, from: 'collected', reason: { en: 'r' } },
    open: { from: 'account-end', reason: { en: 'r' } },
  }
  const scope = (fields: Parameters<typeof policyOf>[0][string]) => {
    const found = scopeOf(policyOf({ p: fields }, { recipients, retention }), 'p')
    if (found === null) throw new Error('no purpose')
    return found
  }

  it.each([
    ['another recipient', { recipients: ['lab'] }, { recipients: ['lab', 'far'] }],
    ['another category', { data: ['user.name'] }, { data: ['user.name', 'user.contact'] }],
    ['a wider category', { data: ['user.contact.email'] }, { data: ['user.contact'] }],
    ['an optional category', {}, { optional: [{ category: 'user.location', without: { en: 'x' } }] }],
    ['longer retention', { retention: 'short' }, { retention: 'long' }],
    ['another start of the period', { retention: 'long' }, { retention: 'open' }],
    ['no word on retention', { retention: 'short' }, {}],
    ['profiling', {}, { profiling: true }],
    ['sale', {}, { sale: true }],
    ['a wider cookie', { stores: [{ cookie: '_ga' }] }, { stores: [{ cookie: '_ga*' }] }],
    ['a longer cookie', { stores: [{ cookie: '_ga', days: 1 }] }, { stores: [{ cookie: '_ga', days: 2 }] }],
  ])('is exceeded by %s, and covers the way back', (_, less, more) => {
    expect(scopeCovers(scope(less), scope(more))).toBe(false)
    expect(scopeCovers(scope(more), scope(less))).toBe(_ !== 'another start of the period')
  })

  it.each([
    ['basis', { basis: 'contract' }],
    ['texts', { title: { en: 'Other' } }],
  ] as const)('differs by %s only where that is part of what was agreed', (field, fields) => {
    expect(scopeCovers(scope({}), scope(fields))).toBe(field === 'texts')
  })

  it('leaves strictly necessary storage out', () => {
    expect(scope({ stores: [{ cookie: 'sid', necessary: true }] })).toEqual(scope({}))
  })

  it('has a digest of 16 hex digits that no order of writing changes', () => {
    const one = policyOf({ p: { data: ['user.name', 'user.contact'] } })
    const other = policyOf({ p: { data: ['user.contact', 'user.name'] } })

    expect(scopeDigest(one, 'p')).toMatch(/^[0-9a-f]{16}$/)
    expect(scopeDigest(one, 'p')).toBe(scopeDigest(other, 'p'))
    expect(scopeDigest(one, 'p')).not.toBe(scopeDigest(policyOf({ p: {} }), 'p'))
    expect(scopeDigest(one, 'toString')).toBeNull()
  })
})
