import { describe, expect, it } from 'vitest'
import { ask, choiceOf, daysFromNow, policyOf, recordOf } from './test-records.ts'

describe('storing under a duty', () => {
  const retention = {
    books: { years: 10, from: 'invoice-date', reason: { en: 'Tax' }, law: 'Tax Act' },
    short: { days: 30, from: 'collected', reason: { en: 'Use' } },
  }
  const policy = policyOf({ p: { retention: 'books' }, q: { retention: 'short' } }, { retention })
  const hold = recordOf('hold', { rows: 'q', ground: 'litigation' })
  const erased = recordOf('erased', { requestId: 'q', proofId: 'x' })
  const store = { operation: 'store' } as const

  it('goes on under a retention rule of a law, even after erasure', () => {
    expect(ask(policy, [erased], store)).toMatchObject({ allowed: true, reason: 'retained' })
    expect(ask(policy, [erased]).reason).toBe('erased')
    expect(ask(policy, [erased], { ...store, purpose: 'q' }).reason).toBe('erased')
  })

  it('goes on under a live hold, which permits nothing else', () => {
    expect(ask(policy, [hold], { ...store, purpose: 'q' }).reason).toBe('held')
    expect(ask(policy, [hold], { purpose: 'q' }).reason).toBe('not-asked')
    expect(ask(policy, [hold, recordOf('hold-released', { holdId: hold.id })], { ...store, purpose: 'q' }).reason).toBe(
      'not-asked',
    )
    expect(ask(policy, [{ ...hold, until: daysFromNow(-1) }], { ...store, purpose: 'q' }).reason).toBe('not-asked')
  })

  it('permits use to a purpose that serves legal claims', () => {
    const claims = policyOf({ p: { restrictionException: 'legal-claims' } })

    expect(ask(claims, [{ ...hold, rows: 'all' }]).reason).toBe('held')
  })
})

describe('a closing account', () => {
  const policy = policyOf({ p: {}, saga: { duringClosure: true } })
  const grants = ['p', 'saga'].map((purpose) => choiceOf('granted', { policy, purpose }))
  const requested = recordOf('deregistration-requested', { requestId: 'q' })
  const cancelled = recordOf('deregistration-cancelled', { requestId: 'q' })
  const final = recordOf('deregistration-irreversible', { requestId: 'q' })

  it('stops from the request until it is cancelled', () => {
    expect(ask(policy, [...grants, requested]).reason).toBe('deregistering')
    expect(ask(policy, [...grants, requested], { purpose: 'saga' }).reason).toBe('granted')
    expect(ask(policy, [...grants, requested, cancelled]).reason).toBe('granted')
    expect(ask(policy, [...grants, requested, { ...cancelled, requestId: 'other' }]).reason).toBe('deregistering')
  })

  it('cannot be cancelled after the point of no return', () => {
    expect(ask(policy, [...grants, requested, final, cancelled]).reason).toBe('deregistering')
  })

  it('ends everything once erased', () => {
    expect(
      ask(policy, [...grants, recordOf('erased', { requestId: 'q', proofId: 'x' })], { purpose: 'saga' }).reason,
    ).toBe('erased')
  })
})

describe('restriction', () => {
  const policy = policyOf({ p: {}, claims: { restrictionException: 'legal-claims' } })
  const grant = choiceOf('granted', { policy })
  const restriction = recordOf('restriction', { scope: ['p'], ground: 'accuracy-contested' })

  it('permits storing only, until it is lifted', () => {
    expect(ask(policy, [grant, restriction]).reason).toBe('restricted')
    expect(ask(policy, [grant, restriction], { operation: 'store' }).reason).toBe('granted')
    expect(ask(policy, [grant, { ...restriction, scope: ['q'] }]).reason).toBe('granted')
    expect(
      ask(policy, [grant, restriction, recordOf('restriction-lifted', { restrictionId: restriction.id })]).reason,
    ).toBe('granted')
  })

  it('gives way to a later consent that names it', () => {
    expect(ask(policy, [{ ...grant, replaces: [restriction.id] }, restriction]).reason).toBe('granted')
  })

  it('spares the purposes of GDPR 18(2), of which legal obligation is none', () => {
    const claims = choiceOf('granted', { policy, purpose: 'claims' })
    const obligation = policyOf({ p: { basis: 'legal-obligation', law: { name: 'Tax Act' } } })
    const all = recordOf('restriction', { scope: 'all', ground: 'other' })

    expect(ask(policy, [claims, all], { purpose: 'claims' }).reason).toBe('granted')
    expect(ask(obligation, [all]).reason).toBe('restricted')
  })
})

describe('collecting', () => {
  const policy = policyOf({
    p: { basis: 'legitimate-interests' },
    quiet: { basis: 'legitimate-interests', noticeRequired: false },
  })
  const shown = recordOf('notice-shown', { policyVersion: '1', purposes: ['p'] })
  const collect = { operation: 'collect' } as const

  it('waits for a notice of the purpose', () => {
    expect(ask(policy, [], collect).reason).toBe('notice-missing')
    expect(ask(policy, [{ ...shown, purposes: ['quiet'] }], collect).reason).toBe('notice-missing')
    expect(ask(policy, [{ ...shown, policyVersion: '0' }], collect).reason).toBe('notice-missing')
    expect(ask(policy, [shown], collect).reason).toBe('interests')
    expect(ask(policy, [recordOf('notice-delivered', { policyVersion: '1', channel: 'email' })], collect).reason).toBe(
      'interests',
    )
  })

  it('counts a choice as notice, and heeds a purpose that needs none', () => {
    const consent = policyOf({ p: {} })

    expect(ask(consent, [choiceOf('granted', { policy: consent })], collect).reason).toBe('granted')
    expect(ask(policy, [], { ...collect, purpose: 'quiet' }).reason).toBe('interests')
  })

  it('needs a new notice when the scope has grown', () => {
    const wider = policyOf({ p: { basis: 'legitimate-interests', data: ['user.location'] } }, { version: '2' })

    expect(ask(wider, [shown], { ...collect, policies: [{ policy }, { policy: wider }] }).reason).toBe('notice-missing')
  })
})

describe('storage on the device', () => {
  const stores = [{ cookie: 'sid', necessary: true }, { cookie: '_ga*' }, { localStorage: 'ab' }]
  const policy = policyOf({ p: { stores }, shop: { basis: 'contract', stores } })
  const grant = choiceOf('granted', { policy })
  const refused = choiceOf('refused', { policy })
  const storage = (records: Parameters<typeof ask>[1], input: Parameters<typeof ask>[2]) =>
    ask(policy, records, input).storage

  it('is necessary by declaration, and survives refusal, restriction and unknown age', () => {
    const old = policyOf({ p: { stores, age: undefined } })
    const restriction = recordOf('restriction', { scope: 'all', ground: 'other' })

    expect(storage([refused, restriction], { storage: { cookie: 'sid' } })).toBe('necessary')
    expect(ask(old, [], { storage: { cookie: 'sid' } })).toMatchObject({ allowed: false, storage: 'necessary' })
  })

  it('needs consent for everything else', () => {
    expect(storage([grant], { storage: { cookie: '_ga_X' } })).toBe('consented')
    expect(storage([refused], { storage: { cookie: '_ga_X' } })).toBe('denied')
    expect(storage([grant], { storage: { cookie: 'sid', localStorage: 'ab' } })).toBe('consented')
    expect(
      storage([grant, recordOf('restriction', { scope: 'all', ground: 'other' })], { storage: { localStorage: 'ab' } }),
    ).toBe('denied')
  })

  it('needs consent even where the purpose runs on a contract', () => {
    const opened = recordOf('contract-opened', { purposes: ['shop'] })
    const asked = { purpose: 'shop', storage: { cookie: '_ga' } }
    const consented = choiceOf('granted', { policy, purpose: 'shop' })

    expect(ask(policy, [opened], asked)).toMatchObject({ allowed: true, storage: 'denied' })
    expect(ask(policy, [opened, consented], asked)).toMatchObject({ allowed: true, storage: 'consented' })
  })

  it('is denied where it was not declared, and not answered where it was not asked', () => {
    expect(ask(policy, [grant], { storage: { cookie: 'other' } })).toMatchObject({
      reason: 'undeclared-storage',
      storage: 'denied',
    })
    expect(ask(policy, [grant], { storage: { indexedDB: 'ab' } }).storage).toBe('denied')
    expect(ask(policy, [grant])).not.toHaveProperty('storage')
  })
})
