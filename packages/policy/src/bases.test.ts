import { describe, expect, it } from 'vitest'
import { ask, choiceOf, daysFromNow, NOW, policyOf, recordOf, stamped } from './test-records.ts'

const objected = (purpose = 'p') => recordOf('objection', { scope: { purpose }, objection: 'objected', replaces: [] })
const noMarketing = recordOf('objection', { scope: 'direct-marketing', objection: 'objected', replaces: [] })

describe('contract', () => {
  const policy = policyOf({ p: { basis: 'contract' } })
  const opened = stamped(recordOf('contract-opened', { purposes: ['p'] }), { seq: 1, receivedAt: daysFromNow(-9) })
  const ended = stamped(recordOf('contract-ended', { purposes: ['p'] }), { seq: 2, receivedAt: daysFromNow(-8) })
  const reopened = stamped(recordOf('contract-opened', { purposes: ['p'] }), { seq: 3, receivedAt: daysFromNow(-8) })

  it('runs while a contract is open, in the order of the backend', () => {
    expect(ask(policy, []).reason).toBe('no-contract')
    expect(ask(policy, [recordOf('contract-opened', { purposes: ['other'] })]).reason).toBe('no-contract')
    expect(ask(policy, [opened])).toMatchObject({ allowed: true, reason: 'contract', mayAsk: false })
    expect(ask(policy, [ended, opened]).reason).toBe('contract-ended')
    expect(ask(policy, [reopened, opened, ended]).reason).toBe('contract')
  })

  it('does not mind refusals', () => {
    expect(ask(policy, [opened, choiceOf('refused', { policy })]).reason).toBe('contract')
  })
})

describe('a wider scope without consent', () => {
  const first = { policy: policyOf({ p: { basis: 'contract' } }), publishedAt: daysFromNow(-100) }
  const wide = { basis: 'contract', data: ['user.telemetry', 'user.location'], noticeDays: 30 } as const
  const second = { policy: policyOf({ p: wide }, { version: '2' }), publishedAt: daysFromNow(-50) }
  const policies = [first, second]
  const opened = stamped(recordOf('contract-opened', { purposes: ['p'] }), { receivedAt: daysFromNow(-90) })
  const delivered = (days: number, policyVersion = '2') =>
    stamped(recordOf('notice-delivered', { policyVersion, channel: 'email' }), { receivedAt: daysFromNow(-days) })
  const reason = (...records: ReturnType<typeof stamped>[]) => ask(second.policy, records, { policies }).reason

  it('applies only after notice and the notice period', () => {
    expect(reason(opened)).toBe('change-not-notified')
    expect(reason(opened, delivered(29))).toBe('change-not-notified')
    expect(reason(opened, delivered(30))).toBe('contract')
    expect(reason(opened, delivered(30, '1'))).toBe('change-not-notified')
  })

  it('applies at once to a contract that was opened under it', () => {
    expect(reason(stamped(recordOf('contract-opened', { purposes: ['p'] }), { receivedAt: daysFromNow(-40) }))).toBe(
      'contract',
    )
  })

  it('leaves the old scope running in the meantime', () => {
    const old = ask(second.policy, [opened], { policies, categories: ['user.telemetry'] })
    const added = ask(second.policy, [opened], { policies, categories: ['user.location'] })

    expect([old.reason, added.reason]).toEqual(['contract', 'change-not-notified'])
  })

  it('holds for legitimate interests from the first version that the person met', () => {
    const asInterests = policies.map(({ policy, publishedAt }) => ({
      policy: policyOf({ p: { ...policy.purposes.p, basis: 'legitimate-interests' } }, { version: policy.version }),
      publishedAt,
    }))
    const shown = recordOf('notice-shown', {
      policyVersion: '1',
      purposes: ['p'],
      noticeId: 'n',
      language: 'en',
      channel: 'page',
    })
    const account = stamped(recordOf('account-opened'), { receivedAt: daysFromNow(-90) })
    const ofInterests = (...records: Parameters<typeof ask>[1]) =>
      ask(second.policy, records, { policies: asInterests }).reason

    expect(ofInterests()).toBe('interests')
    expect(ofInterests(shown)).toBe('change-not-notified')
    expect(ofInterests(account)).toBe('change-not-notified')
    expect(ofInterests(account, delivered(30))).toBe('interests')
  })
})

describe('legitimate interests', () => {
  const policy = policyOf({ p: { basis: 'legitimate-interests' } })
  const marketing = policyOf({ p: { basis: 'legitimate-interests', directMarketing: true } })

  it('runs until the person objects, and again when the objection is lifted', () => {
    const objection = objected()
    const lifted = recordOf('objection', { scope: { purpose: 'p' }, objection: 'lifted', replaces: [objection.id] })

    expect(ask(policy, [])).toMatchObject({ allowed: true, reason: 'interests' })
    expect(ask(policy, [objection])).toMatchObject({ allowed: false, reason: 'objected', mayAsk: false })
    expect(ask(policy, [objection, lifted]).reason).toBe('interests')
    expect(ask(policy, [objection, { ...lifted, replaces: [] }]).reason).toBe('objected')
  })

  it('takes a refusal from a time on consent as an objection', () => {
    expect(ask(policy, [choiceOf('refused', { policy })]).reason).toBe('objected')
  })

  it('lets compelling grounds outweigh an objection, never one to marketing', () => {
    const objection = objected()
    const grounds = recordOf('objection-overridden', { objectionId: objection.id })

    expect(ask(policy, [objection, grounds]).reason).toBe('interests')
    expect(ask(marketing, [objection, grounds]).reason).toBe('objected')
    expect(
      ask(policy, [choiceOf('refused', { policy, id: 'r' }), recordOf('objection-overridden', { objectionId: 'r' })])
        .reason,
    ).toBe('objected')
  })

  it('stops direct marketing for an objection to all of it, and for a suppressed address', () => {
    expect(ask(marketing, [noMarketing]).reason).toBe('objected-marketing')
    expect(ask(policy, [noMarketing]).reason).toBe('interests')
    expect(ask(marketing, [], { flags: { suppressed: true } }).reason).toBe('suppressed')
    expect(ask(policy, [], { flags: { suppressed: true } }).reason).toBe('interests')
  })

  it('stops consented marketing too, unless the grant names the objection', () => {
    const consented = policyOf({ p: { directMarketing: true } })
    const grant = choiceOf('granted', { policy: consented })

    expect(ask(consented, [grant, noMarketing]).reason).toBe('conflict')
    expect(ask(consented, [noMarketing]).reason).toBe('objected-marketing')
    expect(ask(consented, [{ ...grant, replaces: [noMarketing.id] }, noMarketing]).reason).toBe('granted')
  })

  it('yields to GPC where it sells', () => {
    const selling = policyOf({ p: { basis: 'legitimate-interests', sale: true } })

    expect(ask(selling, [], { signals: { gpc: true } }).reason).toBe('opted-out-by-signal')
  })
})

describe('legal obligation', () => {
  const policy = policyOf({ p: { basis: 'legal-obligation', law: { name: 'Tax Act', regions: ['ID', 'US-CA'] } } })

  it('runs where the law binds, whatever was chosen', () => {
    expect(ask(policy, [choiceOf('refused', { policy })], { region: 'ID' }).reason).toBe('obligation')
    expect(ask(policy, [], { region: 'ID-JK' }).reason).toBe('obligation')
    expect(ask(policy, [], { region: 'US' }).reason).toBe('law-not-applicable')
    expect(ask(policy, [], { region: null }).reason).toBe('jurisdiction-unknown')
  })

  it('takes the recorded place where none is given', () => {
    const record = recordOf('jurisdiction', { region: 'ID', source: 'account' })

    expect(ask(policy, [record]).reason).toBe('obligation')
    expect(ask(policy, [record], { region: 'DE' }).reason).toBe('law-not-applicable')
  })

  it('needs a law', () => {
    expect(ask(policyOf({ p: { basis: 'legal-obligation' } }), []).reason).toBe('law-not-applicable')
  })
})

describe('vital interests and child protection', () => {
  const until = (days: number) => ({
    purpose: 'p',
    reason: 'r',
    namedPerson: 'n',
    reviewDue: NOW,
    expiresAt: daysFromNow(days),
  })

  it('opens for 72 hours at most in an emergency', () => {
    const policy = policyOf({ p: { basis: 'vital-interests' } })
    const made = (days: number) => stamped(recordOf('emergency', until(30)), { receivedAt: daysFromNow(-days) })

    expect(ask(policy, []).reason).toBe('no-live-record')
    expect(ask(policy, [made(2.9)])).toMatchObject({ allowed: true, reason: 'emergency' })
    expect(ask(policy, [made(3)]).reason).toBe('no-live-record')
    expect(ask(policy, [recordOf('emergency', until(-1))]).reason).toBe('no-live-record')
  })

  it('opens on a live record of its own kind', () => {
    const policy = policyOf({ p: { basis: 'child-protection' } })

    expect(ask(policy, [recordOf('child-protection', until(30))]).reason).toBe('protection')
    expect(ask(policy, [recordOf('child-protection', { ...until(30), purpose: 'q' })]).reason).toBe('no-live-record')
    expect(ask(policy, [recordOf('emergency', until(1))]).reason).toBe('no-live-record')
  })
})
