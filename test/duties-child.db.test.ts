/** The duties about children, as far as they are kept, on both databases. */
import type { RecordOf } from '@privacykit/contract'
import { scopeDigest } from '@privacykit/policy'
import { newId } from '@privacykit/vault'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DATABASES, type DutyApp, dutyPolicy, openDutyApp } from './support/duty-app.ts'

describe.each(DATABASES)('a duty to children on %s', (_, open) => {
  let app: DutyApp
  let account: string
  let page: ReturnType<DutyApp['openPage']>

  beforeAll(async () => {
    app = await openDutyApp(open)
  })
  afterAll(() => app?.stop())
  beforeEach(async () => {
    account = `u_${newId()}`
    await app.privacy.openAccount(account, { identifiers: [], contracts: ['orders', 'club'] })
    page = app.openPage(account)
    await page.signedIn()
  })

  it('D27 (gate and guard): the write path refuses while the age is unknown, and a child without a guardian', async () => {
    const collect = () => app.privacy.guard(account, 'club', { operation: 'collect' })
    await expect(collect()).rejects.toThrow('age-unknown')
    const gate = await page.age.gate()
    expect(gate).toMatchObject({ region: 'ID', consentAge: 18, tableDate: expect.any(String) })
    const born = `${Number(gate.onDate.slice(0, 4)) - 12}-06-05` as const

    await page.age.answer(born, gate)

    await expect(collect()).rejects.toThrow('guardian-required')
    expect(await (await page.send('/api/privacy/state')).text()).not.toContain(born)
  })

  it('D27 (approval): a child’s account waits until a guardian, linked by an admin, approves; a revocation holds it again', async () => {
    const gate = await page.age.gate()
    await page.age.answer(`${Number(gate.onDate.slice(0, 4)) - 12}-06-05`, gate)
    const guardian = newId()
    const stranger = newId()
    const asGuardian = { role: 'guardian', principal: guardian } as const
    const asAdmin = { role: 'admin', principal: 'staff-7' } as const
    const admin = app.startAdminTool()
    const approve = (
      purpose: 'club' | 'orders',
      fields: Partial<RecordOf<'guardian-approval'>> = {},
    ): RecordOf<'guardian-approval'> => ({
      id: newId(),
      type: 'guardian-approval',
      guardian,
      purpose,
      approval: 'approved',
      replaces: [],
      policyVersion: dutyPolicy.version,
      scopeDigest: scopeDigest(dutyPolicy, purpose) ?? '',
      noticeId: 'letter-1',
      thirdParties: false,
      ...fields,
    })
    const reasons = async () => {
      const ask = async (purpose: 'club' | 'orders') =>
        (await app.privacy.decide(account, purpose, { operation: 'collect' })).reason
      return [await ask('club'), await ask('orders')]
    }
    const approvals = [approve('club'), approve('orders')] as const

    expect(await reasons()).toEqual(['guardian-required', 'guardian-required'])
    const early = app.privacy.append(account, approvals, asGuardian)
    await expect(early).rejects.toMatchObject({ code: 'foreign-subject' })
    const link = {
      id: newId(),
      type: 'guardian-linked',
      guardian,
      method: 'signed-form',
      assurance: 'standard',
    } as const
    await expect(app.privacy.append(account, [link], asAdmin)).rejects.toMatchObject({ code: 'insufficient-scope' })
    await admin.append(account, [link], asAdmin)
    const byStranger = { role: 'guardian', principal: stranger } as const
    const inOwnName = app.privacy.append(account, [approve('club', { guardian: stranger })], byStranger)
    await expect(inOwnName).rejects.toMatchObject({ code: 'foreign-subject' })
    const inAnothers = app.privacy.append(account, [approve('club')], byStranger)
    await expect(inAnothers).rejects.toMatchObject({ code: 'role-not-allowed' })
    expect(await reasons()).toEqual(['guardian-required', 'guardian-required'])

    await app.privacy.append(account, approvals, asGuardian)
    expect(await reasons()).toEqual(['contract', 'contract'])
    await app.privacy.guard(account, 'club', { operation: 'collect' })

    const revoked = approve('club', { approval: 'revoked', replaces: [approvals[0].id] })
    await app.privacy.append(account, [revoked], asGuardian)
    expect(await reasons()).toEqual(['guardian-revoked', 'contract'])

    await admin.append(account, [{ id: newId(), type: 'guardian-ended', guardian }], asAdmin)
    expect(await admin.decide(account, 'orders')).toMatchObject({ allowed: false, reason: 'guardian-required' })
    const late = app.privacy.append(account, [approve('orders')], asGuardian)
    await expect(late).rejects.toMatchObject({ code: 'foreign-subject' })
  })
})
