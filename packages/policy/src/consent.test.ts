import { describe, expect, it } from 'vitest'
import { gpcRegions } from './gpc.ts'
import { ask, choiceOf, daysFromNow, NOW, policyOf, recordOf, stamped } from './test-records.ts'

const policy = policyOf({ p: {} })
const granted = choiceOf('granted', { policy })

describe('consent', () => {
  it('is not asked before anything was said, and may be asked', () => {
    expect(ask(policy, [])).toEqual({
      allowed: false,
      reason: 'not-asked',
      basis: 'consent',
      evidence: 'recorded',
      policyVersion: '1',
      recordIds: [],
      mayAsk: true,
    })
  })

  it('opens on a grant and names it', () => {
    expect(ask(policy, [granted])).toMatchObject({
      allowed: true,
      reason: 'granted',
      recordIds: [granted.id],
      mayAsk: false,
    })
  })

  it('rests on the author’s word until the backend has stored it', () => {
    expect(ask(policy, [{ record: granted }]).evidence).toBe('claimed')
    expect(ask(policy, [stamped(granted)]).evidence).toBe('recorded')
  })

  it.each(['refused', 'withdrawn'] as const)('closes when the grant was %s later', (choice) => {
    const denial = choiceOf(choice, { policy, replaces: [granted.id] })

    expect(ask(policy, [granted, denial])).toMatchObject({ allowed: false, reason: choice, recordIds: [denial.id] })
  })

  it('stays closed when a grant does not name the refusal it should replace, whatever the clocks say', () => {
    const refused = choiceOf('refused', { policy, claimedAt: daysFromNow(-20) })
    const later = choiceOf('granted', { policy, claimedAt: daysFromNow(-1) })

    expect(ask(policy, [refused, later])).toMatchObject({ allowed: false, reason: 'conflict', mayAsk: true })
  })

  it('opens again when a grant names every refusal', () => {
    const [one, other] = [choiceOf('refused', { policy }), choiceOf('withdrawn', { policy })]
    const both = choiceOf('granted', { policy, replaces: [one.id, other.id] })

    expect(ask(policy, [one, other, both]).reason).toBe('granted')
    expect(ask(policy, [one, other, choiceOf('granted', { policy, replaces: [one.id] })]).reason).toBe('conflict')
  })

  it('denies records that replace each other in a circle, until an answer names them', () => {
    const one = choiceOf('granted', { policy, id: 'one', replaces: ['other'] })
    const other = choiceOf('granted', { policy, id: 'other', replaces: ['one'] })
    const self = choiceOf('granted', { policy, id: 'self', replaces: ['self'] })

    expect(ask(policy, [one, other]).reason).toBe('conflict')
    expect(ask(policy, [self]).reason).toBe('conflict')
    expect(ask(policy, [one, other, granted]).reason).toBe('conflict')
    expect(ask(policy, [one, other, choiceOf('granted', { policy, replaces: ['one', 'other'] })]).reason).toBe(
      'granted',
    )
  })

  it('keeps a denial under an earlier name, and does not take a grant from it', () => {
    const renamed = policyOf({ p: { formerly: ['old'] } }, { version: '2' })
    const policies = [{ policy: policyOf({ old: {} }) }, { policy: renamed }]
    const old = { policy: policyOf({ old: {} }), purpose: 'old' }

    expect(ask(renamed, [choiceOf('refused', old)], { policies }).reason).toBe('refused')
    expect(ask(renamed, [choiceOf('granted', old)], { policies }).reason).toBe('not-asked')
  })

  it('is not lifted by an answer to another purpose, even one under an earlier name', () => {
    const split = policyOf({ p: { formerly: ['old'] }, old: {} })
    const no = choiceOf('refused', { policy: split })
    const elsewhere = choiceOf('granted', { policy: split, purpose: 'old', replaces: [no.id] })

    expect(ask(split, [no, elsewhere, choiceOf('granted', { policy: split })]).reason).toBe('conflict')
  })

  it('lets any denial deny when two purposes merge', () => {
    const merged = policyOf({ p: { formerly: ['a', 'b'] } })
    const yes = choiceOf('granted', { policy: merged })
    const no = choiceOf('refused', { policy: merged, purpose: 'b' })

    expect(ask(merged, [yes, no]).reason).toBe('conflict')
    expect(ask(merged, [{ ...yes, replaces: [no.id] }, no]).reason).toBe('granted')
  })

  it('keeps an objection from a time on legitimate interests', () => {
    const objection = recordOf('objection', { scope: { purpose: 'p' }, objection: 'objected', replaces: [] })

    expect(ask(policy, [objection])).toMatchObject({ allowed: false, reason: 'objected' })
  })
})

describe('expiry of a grant', () => {
  const dated = policyOf({ p: { expiresDays: 10 } })
  const given = (days: number) => stamped(choiceOf('granted', { policy: dated }), { receivedAt: daysFromNow(-days) })

  it('lapses on the day, and may be asked again', () => {
    expect(ask(dated, [given(9.9)]).reason).toBe('granted')
    expect(ask(dated, [given(10)])).toMatchObject({ allowed: false, reason: 'expired', mayAsk: true })
  })

  it('takes the shorter of the rule then and the rule now', () => {
    const shorter = policyOf({ p: { expiresDays: 5 } }, { version: '2' })
    const longer = policyOf({ p: { expiresDays: 50 } }, { version: '2' })
    const silent = policyOf({ p: {} }, { version: '2' })
    const under = (next: typeof dated) =>
      ask(dated, [given(7)], { policies: [{ policy: dated }, { policy: next }] }).reason

    expect(under(shorter)).toBe('expired')
    expect(under(longer)).toBe('granted')
    expect(ask(dated, [given(20)], { policies: [{ policy: dated }, { policy: silent }] }).reason).toBe('expired')
  })

  it('counts a grant without any time as lapsed', () => {
    expect(ask(dated, [{ record: choiceOf('granted', { policy: dated }) }]).reason).toBe('expired')
  })
})

describe('asking again', () => {
  it.each([
    [179, false],
    [180, true],
  ])('%i days after a refusal: %s', (days, mayAsk) => {
    const refused = stamped(choiceOf('refused', { policy }), { receivedAt: daysFromNow(-days) })

    expect(ask(policy, [refused])).toMatchObject({ allowed: false, reason: 'refused', mayAsk })
  })

  it('follows the policy’s own pause', () => {
    const patient = policyOf({ p: { askAgainDays: 365 } })
    const refused = stamped(choiceOf('refused', { policy: patient }), { receivedAt: daysFromNow(-200) })

    expect(ask(patient, [refused]).mayAsk).toBe(false)
  })

  it('does not ask when the time of the refusal is not known', () => {
    expect(ask(policy, [{ record: choiceOf('refused', { policy }) }]).mayAsk).toBe(false)
  })
})

describe('Global Privacy Control', () => {
  const ads = policyOf({ p: { targetedAdvertising: true }, other: {} })
  const signal = recordOf('signal', { signal: 'gpc', value: 1 })
  const yes = choiceOf('granted', { policy: ads })
  const anyway = choiceOf('granted', { policy: ads, overrides: 'gpc' })

  it('opts out, live or recorded, and is not asked against', () => {
    const answer = { allowed: false, reason: 'opted-out-by-signal', mayAsk: false }
    expect(ask(ads, [yes], { signals: { gpc: true } })).toMatchObject(answer)
    expect(ask(ads, [yes, signal])).toMatchObject(answer)
  })

  it('binds only what it is about', () => {
    const other = choiceOf('granted', { policy: ads, purpose: 'other' })

    expect(ask(ads, [other, signal], { purpose: 'other' }).reason).toBe('granted')
  })

  it('yields to a grant made against it, not to an accept-all', () => {
    expect(ask(ads, [anyway], { signals: { gpc: true } }).reason).toBe('granted')
    expect(ask(ads, [signal, anyway]).reason).toBe('granted')
  })

  it('binds where the policy says, and where the place is not known', () => {
    const local = { ...ads, gpc: ['US-CA'] }
    const reasonIn = (region: string | null) => ask(local, [yes, signal], { region }).reason

    expect(reasonIn('US-CA')).toBe('opted-out-by-signal')
    expect(reasonIn('ID')).toBe('granted')
    expect(reasonIn(null)).toBe('opted-out-by-signal')
  })

  it('binds in a country of which a part is listed, when the part is not known', () => {
    const states = { ...ads, gpc: gpcRegions('2026-11-22') }
    const reasonIn = (region: string) => ask(states, [yes, signal], { region }).reason

    expect(['US-CA', 'US-CO', 'US-CT', 'US-TX', 'US'].map(reasonIn)).toEqual(Array(5).fill('opted-out-by-signal'))
    expect(reasonIn('US-VA')).toBe('granted')
    expect(ask({ ...ads, gpc: ['US'] }, [yes, signal], { region: 'US-VA' }).reason).toBe('opted-out-by-signal')
  })

  it('takes no place that the person only says to be in', () => {
    const local = { ...ads, gpc: ['US-CA'] }
    const at = (region: string, source: 'edge-header' | 'declared') => recordOf('jurisdiction', { region, source })

    expect(ask(local, [yes, signal, at('ID', 'declared')]).reason).toBe('opted-out-by-signal')
    expect(ask(local, [yes, signal, at('US-CA', 'edge-header'), at('ID', 'declared')]).reason).toBe(
      'opted-out-by-signal',
    )
    expect(ask(local, [yes, signal, at('ID', 'edge-header')]).reason).toBe('granted')
    expect(ask(local, [yes, signal, at('ID', 'edge-header'), at('US-CA', 'edge-header')]).reason).toBe(
      'opted-out-by-signal',
    )
  })

  it('is not lifted by an accept-all beside an override that has lapsed', () => {
    const lapsing = policyOf({ p: { targetedAdvertising: true, expiresDays: 30 } })
    const old = stamped(choiceOf('granted', { policy: lapsing, overrides: 'gpc' }), { receivedAt: daysFromNow(-40) })
    const acceptAll = stamped(choiceOf('granted', { policy: lapsing }))

    expect(ask(lapsing, [acceptAll]).reason).toBe('granted')
    expect(ask(lapsing, [old, acceptAll], { signals: { gpc: true } }).allowed).toBe(false)
  })

  it('comes back when a later accept-all replaces the override', () => {
    const acceptAll = choiceOf('granted', { policy: ads, replaces: [anyway.id] })

    expect(ask(ads, [signal, anyway, acceptAll]).reason).toBe('opted-out-by-signal')
  })

  it('stays after the signal has vanished from the browser', () => {
    expect(ask(ads, [yes, signal], { signals: { gpc: false }, at: NOW }).reason).toBe('opted-out-by-signal')
  })
})
