import type { RecordOf } from '@privacykit/contract'
import { describe, expect, it } from 'vitest'
import { AGE_LAW } from './age.ts'
import { lawOfGate } from './age-law.ts'
import { scopeDigest } from './scope.ts'
import { ask, choiceOf, DEVICE, daysFromNow, policyOf, recordOf, stamped } from './test-records.ts'

const recipients = {
  lab: { name: 'Lab', role: 'processor', country: 'ID', data: ['user.telemetry'] },
  shop: { name: 'Shop', role: 'controller', country: 'ID', data: ['user.telemetry'] },
} as const
const guarded = { age: undefined, recipients: ['lab', 'shop'] }
const policy = policyOf({ p: guarded }, { recipients })
const grant = choiceOf('granted', { policy })
const claim = (band: RecordOf<'age-claim'>['band'], fields: Partial<RecordOf<'age-claim'>> = {}) =>
  recordOf('age-claim', { band, source: 'self-declared', assurance: 'asserted', gateId: 'g', ...fields })
const [child, teen, adult] = [claim({ max: 12 }), claim({ min: 13, max: 17 }), claim({ min: 18 })]
const linked = recordOf('guardian-linked', { guardian: 'g1', method: 'mailbox-confirmed', assurance: 'asserted' })
const approval = (fields: Partial<RecordOf<'guardian-approval'>> = {}) =>
  recordOf('guardian-approval', {
    guardian: 'g1',
    purpose: 'p',
    approval: 'approved',
    replaces: [],
    policyVersion: '1',
    scopeDigest: scopeDigest(policy, 'p') ?? '',
    noticeId: 'n',
    thirdParties: false,
    ...fields,
  })
const reason = (records: Parameters<typeof ask>[1], input: Parameters<typeof ask>[2] = {}, under = policy) =>
  ask(under, records, { region: 'US', ageLaw: AGE_LAW, ...input }).reason

describe('age', () => {
  it('holds while it is not known', () => {
    expect(reason([grant])).toBe('age-unknown')
    expect(reason([grant, claim({ min: 10, max: 20 })])).toBe('age-unknown')
    expect(reason([grant, claim({})])).toBe('age-unknown')
    expect(reason([grant, claim({ min: 30, max: 20 })])).toBe('age-unknown')
    expect(reason([grant, claim({ min: 18.5 })])).toBe('age-unknown')
  })

  it('lets adults, and teens of consenting age, decide themselves', () => {
    expect(reason([grant, adult])).toBe('granted')
    expect(reason([grant, teen])).toBe('granted')
    expect(reason([grant, teen], { region: 'ID' })).toBe('guardian-required')
  })

  it('takes the strictest age where place or law is not known', () => {
    expect(reason([grant, teen], { region: null })).toBe('guardian-required')
    expect(reason([grant, teen], { ageLaw: undefined })).toBe('guardian-required')
    expect(reason([grant, adult], { region: null, ageLaw: undefined })).toBe('granted')
  })

  it('follows the policy’s own number', () => {
    const strict = policyOf({ p: guarded }, { recipients, children: { consentAge: 16 } })

    expect(reason([grant, claim({ min: 16, max: 17 })], { region: null }, strict)).toBe('granted')
    expect(reason([grant, claim({ max: 15 })], {}, strict)).toBe('guardian-required')
  })

  it('goes by the lowest claim, which only a correction lifts', () => {
    const corrected = recordOf('age-corrected', {
      band: { min: 18 },
      source: 'document',
      assurance: 'enhanced',
      supersedes: [child.id],
    })

    expect(reason([grant, child, adult])).toBe('guardian-required')
    expect(reason([grant, adult, child])).toBe('guardian-required')
    expect(reason([grant, child, adult, corrected])).toBe('granted')
    expect(reason([grant, child, { ...corrected, supersedes: ['other'] }])).toBe('guardian-required')
  })

  it('holds on a suspicion, which relabels nobody', () => {
    const suspicion = claim({ max: 12 }, { source: 'suspicion' })
    const fromDevice = stamped(claim({ max: 12 }), DEVICE)
    const older = claim({ min: 18 }, { source: 'suspicion' })

    expect(reason([grant, adult, suspicion])).toBe('age-unknown')
    expect(reason([grant, adult, fromDevice])).toBe('age-unknown')
    expect(reason([grant, child, suspicion])).toBe('guardian-required')
    expect(reason([grant, older])).toBe('age-unknown')
  })

  it('wants proof after an erased minor signed up again', () => {
    const flags = { ageUnknown: true }
    const proven = claim({ min: 18 }, { source: 'document', assurance: 'enhanced' })

    expect(reason([grant, adult], { flags })).toBe('age-unknown')
    expect(reason([grant, proven], { flags })).toBe('granted')
    expect(reason([grant, child], { flags })).toBe('guardian-required')
  })

  it('does not matter where the policy says so, except for known children', () => {
    const open = policyOf({ p: { ...guarded, age: 'not-required' } }, { recipients })

    expect(reason([grant], {}, open)).toBe('granted')
    expect(reason([grant, child], {}, open)).toBe('guardian-required')
  })

  it('closes what is for adults to everybody who is not known to be one', () => {
    const adults = policyOf({ p: { ...guarded, age: 'adults-only' } }, { recipients })

    expect(reason([grant, teen], {}, adults)).toBe('prohibited-for-age')
    expect(reason([grant, child, linked, approval()], {}, adults)).toBe('prohibited-for-age')
    expect(reason([grant], {}, adults)).toBe('age-unknown')
    expect(reason([grant, adult], {}, adults)).toBe('granted')
  })

  it('refuses children where the app takes none', () => {
    const refusing = policyOf({ p: guarded }, { recipients, children: { account: 'refuse' } })

    expect(reason([grant, child, linked, approval()], {}, refusing)).toBe('prohibited-for-age')
    expect(reason([grant, teen], {}, refusing)).toBe('granted')
  })

  it.each(['contract', 'legitimate-interests'] as const)('guards %s as well', (basis) => {
    expect(reason([child], {}, policyOf({ p: { basis, age: undefined } }))).toBe('guardian-required')
  })

  it('leaves legal obligation, guardian contact and a live protection record alone', () => {
    const obligation = policyOf({ p: { basis: 'legal-obligation', law: { name: 'Act' }, age: undefined } })
    const contact = policyOf({ p: { basis: 'legitimate-interests', guardianContact: true, age: undefined } })
    const protection = recordOf('child-protection', { purpose: 'p', expiresAt: daysFromNow(1) })

    expect(reason([child], {}, obligation)).toBe('obligation')
    expect(reason([child], {}, contact)).toBe('interests')
    expect(reason([child, grant, protection])).toBe('granted')
  })
})

describe('a stale law table', () => {
  const old = lawOfGate({ consentAge: 13, tableDate: '2025-01-01' })

  it('lets nobody consent alone who is under 18', () => {
    expect(reason([grant, teen], { ageLaw: old })).toBe('law-table-stale')
    expect(reason([grant, adult], { ageLaw: old })).toBe('granted')
    expect(reason([grant, child], { ageLaw: old })).toBe('guardian-required')
    expect(reason([grant, teen, linked, approval()], { ageLaw: old })).toBe('guardian-approved')
  })

  it('is stale at once when its date cannot be read', () => {
    expect(reason([grant, teen], { ageLaw: lawOfGate({ consentAge: 13, tableDate: 'soon' }) })).toBe('law-table-stale')
  })
})

describe('a guardian', () => {
  it('stands in for the child’s grant, not for its refusal', () => {
    expect(reason([child, linked, approval()])).toBe('guardian-approved')
    expect(reason([child, linked, approval(), choiceOf('refused', { policy })])).toBe('refused')
    expect(reason([child, grant])).toBe('guardian-required')
  })

  it('must be linked, and stays so until that ends', () => {
    const ended = recordOf('guardian-ended', { guardian: 'g1' })

    expect(reason([child, approval()])).toBe('guardian-required')
    expect(reason([child, linked, approval({ guardian: 'g2' })])).toBe('guardian-required')
    expect(reason([child, linked, approval(), ended])).toBe('guardian-required')
  })

  it('revokes and vetoes; an approval that does not name that changes nothing', () => {
    const revoked = approval({ approval: 'revoked' })
    const vetoed = approval({ approval: 'vetoed' })

    expect(reason([child, linked, revoked, approval()])).toBe('guardian-revoked')
    expect(reason([child, linked, revoked, vetoed])).toBe('guardian-vetoed')
    expect(reason([child, linked, revoked, approval({ replaces: [revoked.id] })])).toBe('guardian-approved')
  })

  it('has approved one scope only', () => {
    const wider = policyOf(
      { p: { ...guarded, data: ['user.telemetry', 'user.location'] } },
      { recipients, version: '2' },
    )
    const policies = [{ policy }, { policy: wider }]

    expect(reason([child, linked, approval()], { policies })).toBe('guardian-outdated')
  })

  it('is asked again when the band is due for review', () => {
    const due = claim({ max: 12 }, { reviewAt: daysFromNow(-1) })

    expect(reason([due, linked, approval()])).toBe('guardian-outdated')
    expect(reason([claim({ max: 12 }, { reviewAt: daysFromNow(1) }), linked, approval()])).toBe('guardian-approved')
  })

  it('approves third parties apart; a processor is none', () => {
    const disclose = (recipient: string) => ({ operation: 'disclose', recipient }) as const

    expect(reason([child, linked, approval()], disclose('lab'))).toBe('guardian-approved')
    expect(reason([child, linked, approval()], disclose('shop'))).toBe('guardian-required')
    expect(reason([child, linked, approval({ thirdParties: true })], disclose('shop'))).toBe('guardian-approved')
  })
})
