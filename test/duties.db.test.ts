/** What `docs/duties.md` says is kept, and what it says is kept in part: shown through the public packages, on both databases. */
import { nonPersonal, personal } from '@privacykit/pii'
import { newId, verifyJws } from '@privacykit/vault'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { DATABASES, type DutyApp, dutyPolicy, openDutyApp } from './support/duty-app.ts'

const parcelSchema = z.object({
  name: personal(z.string(), 'user.name').optional(),
  street: personal(z.string(), 'user.contact.address.street').optional(),
  phone: personal(z.string(), 'user.contact.phone_number').optional(),
  // no business of the courier's, and a field that nobody classified
  bought: personal(z.string(), 'user.behavior.purchase_history').optional(),
  note: z.string().optional(),
  pieces: nonPersonal(z.int()).optional(),
})

describe.each(DATABASES)('a duty on %s', (_, open) => {
  let app: DutyApp
  let account: string
  let page: ReturnType<DutyApp['openPage']>
  const rows = async (sql: string) => (await app.sql.query(sql, [account])).rows

  const workUntil = async (requestId: string, status: string) => {
    const work = async () => {
      await app.privacy.work()
      return (await app.privacy.deregistration(requestId)).status
    }
    await expect.poll(work, { timeout: 15_000 }).toBe(status)
  }

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

  it('D01: nothing is collected before a notice about it was in sight', async () => {
    const collect = () => app.privacy.guard(account, 'survey', { operation: 'collect' })
    await expect(collect()).rejects.toMatchObject({ code: 'not-allowed' })
    const before = await app.privacy.decide(account, 'survey', { operation: 'collect' })

    await page.noticed(['survey'], { noticeId: 'survey-form' })
    await expect.poll(() => page.status().pending).toBe(0)

    expect(before.reason).toBe('notice-missing')
    await expect(collect()).resolves.toBeUndefined()
    const shown = (await page.history()).map(({ record }) => record).filter(({ type }) => type === 'notice-shown')
    expect(shown).toMatchObject([{ purposes: ['survey'], policyVersion: dutyPolicy.version, noticeId: 'survey-form' }])
  })

  it('D04: a person may leave out what is optional; what is lost can be said, and nothing else breaks', async () => {
    const [phone] = dutyPolicy.purposes.orders.optional
    await page.choose({ analytics: 'refused' }, { surface: 'banner' }).saved

    const withoutPhone = await app.privacy.decide(account, 'orders', {
      operation: 'collect',
      categories: ['user.name', 'user.contact.address'],
    })
    const handedOver = app.privacy.disclose(account, {
      ...{ recipient: 'courier', purpose: 'orders', ground: 'contract', schema: parcelSchema },
      data: { name: 'Ada', street: 'Road 1' },
    })

    expect(withoutPhone).toMatchObject({ allowed: true, reason: 'contract' })
    await expect(handedOver).resolves.toMatchObject({ data: { name: 'Ada', street: 'Road 1' }, withheld: [] })
    expect(phone.without).toMatchObject({ en: 'The driver cannot call you.', id: expect.any(String) })
    const withPhone = await app.privacy.decide(account, 'orders', { categories: [phone.category] })
    expect(withPhone.allowed).toBe(true)
    const undeclared = await app.privacy.decide(account, 'orders', { categories: ['user.contact.email'] })
    expect(undeclared.reason).toBe('undeclared-category')
  })

  it('D05 (checks): a purpose that the policy does not have neither compiles nor is allowed', async () => {
    // @ts-expect-error a misspelled purpose does not compile
    const decision = await app.privacy.decide(account, 'analitycs')
    // @ts-expect-error nor in a guard
    const guarded = app.privacy.guard(account, 'analitycs', { operation: 'collect' })
    // @ts-expect-error nor in a page
    const onPage = page.allows('analitycs')

    expect(decision).toMatchObject({ allowed: false, reason: 'unknown-purpose' })
    await expect(guarded).rejects.toMatchObject({ code: 'not-allowed' })
    expect(onPage).toBe(false)
  })

  it('D08: each purpose stands on its one basis, and the decision names it', async () => {
    const decide = async (purpose: keyof typeof dutyPolicy.purposes) => {
      const { allowed, reason, basis } = await app.privacy.decide(account, purpose)
      return { allowed, reason, basis }
    }

    expect(await decide('analytics')).toEqual({ allowed: false, reason: 'not-asked', basis: 'consent' })
    await page.choose({ analytics: 'granted' }, { surface: 'panel' }).saved
    expect(await decide('analytics')).toEqual({ allowed: true, reason: 'granted', basis: 'consent' })

    const onInterests = { basis: 'legitimate-interests' }
    expect(await decide('security')).toEqual({ allowed: true, reason: 'interests', ...onInterests })
    await page.object({ purpose: 'security' }, 'objected').saved
    expect(await decide('security')).toEqual({ allowed: false, reason: 'objected', ...onInterests })
    await page.object({ purpose: 'security' }, 'lifted').saved
    expect(await decide('security')).toEqual({ allowed: true, reason: 'interests', ...onInterests })

    expect(await decide('orders')).toEqual({ allowed: true, reason: 'contract', basis: 'contract' })
    await app.privacy.append(account, [{ id: newId(), type: 'contract-ended', purposes: ['orders'] }])
    expect(await decide('orders')).toEqual({ allowed: false, reason: 'contract-ended', basis: 'contract' })

    expect(await decide('invoices')).toEqual({ allowed: true, reason: 'obligation', basis: 'legal-obligation' })
  })

  it('D10: a recipient gets the declared fields and no others, and the person sees who got what, when and why', async () => {
    const toCourier = { recipient: 'courier', purpose: 'orders', ground: 'contract' } as const
    const data = { name: 'Ada', street: 'Road 1', bought: 'tea', note: 'second floor', pieces: 2 }
    const courier: unknown[] = []

    const elsewhere = app.privacy.disclose(account, { ...toCourier, recipient: 'mailer', schema: parcelSchema, data })
    await expect(elsewhere).rejects.toMatchObject({ code: 'not-allowed' })
    const onlyMore = { ...toCourier, schema: parcelSchema.pick({ bought: true }), data: { bought: 'tea' } }
    await expect(app.privacy.disclose(account, onlyMore)).rejects.toMatchObject({ code: 'not-allowed' })
    const disclosed = await app.privacy.disclose(account, { ...toCourier, schema: parcelSchema, data })
    courier.push(disclosed.data)
    const withPhone = { ...toCourier, schema: parcelSchema, data: { ...data, phone: '123' } }
    courier.push((await app.privacy.disclose(account, withPhone)).data)

    const declared = { name: 'Ada', street: 'Road 1', pieces: 2 }
    expect(courier).toEqual([declared, { ...declared, phone: '123' }])
    expect(disclosed.withheld.map(({ path, category }) => [path, category])).toEqual([
      ['bought', 'user.behavior.purchase_history'],
      ['note', null],
    ])
    await page.signedIn()
    const records = (await page.history()).filter(({ record }) => record.type === 'disclosure')
    const sent = ['user.contact.address.street', 'user.name']
    expect(records.map(({ stamp }) => stamp?.receivedAt)).toEqual([app.now().toISOString(), app.now().toISOString()])
    expect(records.map(({ record }) => record)).toMatchObject([
      { id: disclosed.recordId, ...toCourier, categories: sent },
      { ...toCourier, categories: ['user.contact.address.street', 'user.contact.phone_number', 'user.name'] },
    ])
  })

  it('D16 (servers): a restriction stops every use at once, in other processes through the feed, until it is lifted', async () => {
    const other = app.startProcess()
    const stop = new AbortController()
    const working = other.work({ signal: stop.signal })
    expect(await other.allows(account, 'orders')).toBe(true)
    const restriction = { id: newId(), type: 'restriction', scope: 'all', ground: 'accuracy-contested' } as const

    await page.send('/api/privacy/records', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ records: [restriction], sentAt: app.now().toISOString() }),
    })

    for (const purpose of ['orders', 'security', 'club'] as const) {
      expect(await app.privacy.decide(account, purpose)).toMatchObject({ allowed: false, reason: 'restricted' })
    }
    expect(await app.privacy.allows(account, 'orders', { operation: 'store' })).toBe(true)
    const asked = { account, role: 'subject', body: { purpose: 'orders', operation: 'use' } } as const
    expect(await app.service('/v1/decisions', asked)).toMatchObject({ allowed: false, reason: 'restricted' })
    await expect.poll(() => other.allows(account, 'orders'), { timeout: 5000, interval: 50 }).toBe(false)

    const subjectInformedAt = app.now().toISOString()
    const lifted = {
      id: newId(),
      type: 'restriction-lifted',
      restrictionId: restriction.id,
      subjectInformedAt,
    } as const
    const asAdmin = { role: 'admin', principal: 'staff-7' } as const
    await expect(app.privacy.append(account, [lifted])).rejects.toMatchObject({ code: 'role-not-allowed' })
    await expect(app.privacy.append(account, [lifted], asAdmin)).rejects.toMatchObject({ code: 'insufficient-scope' })
    expect(await app.privacy.allows(account, 'orders')).toBe(false)
    await app.startAdminTool().append(account, [lifted], asAdmin)
    await expect.poll(() => other.allows(account, 'orders'), { timeout: 5000, interval: 50 }).toBe(true)
    stop.abort()
    await working
  })

  it('D18 (decisions): a withdrawal holds at once; for a past moment the conditions of then are answered', async () => {
    await page.choose({ analytics: 'granted' }, { surface: 'panel' }).saved
    app.pass(1)
    const at = app.now().toISOString()
    app.pass(1)

    await page.choose({ analytics: 'withdrawn' }, { surface: 'panel' }).saved

    expect(await app.privacy.decide(account, 'analytics')).toMatchObject({ allowed: false, reason: 'withdrawn' })
    const body = { purpose: 'analytics', operation: 'use', at, knownAt: app.now().toISOString() }
    const then = await app.service('/v1/decisions', { account, role: 'subject', body })
    expect(then).toMatchObject({ allowed: true, reason: 'granted', evidence: 'recorded' })
  })

  it('D26: an account closes in order, can be undone in time, keeps what the law keeps, and ends in a proof', async () => {
    const paid = app.now()
    await app.sql.query('insert into users values ($1, $2)', [account, 'Ada'])
    await app.sql.query('insert into orders values ($1, $2, $3, $4, $5)', [newId(), account, 'Road 1', 'tea', paid])
    await app.sql.query('insert into orders values ($1, $2, $3, $4, null)', [newId(), account, 'Road 1', 'a cup'])
    await app.sql.query('insert into parcels values ($1)', [account])
    const until = `${paid.getUTCFullYear() + 10}${paid.toISOString().slice(4)}`

    expect((await app.privacy.preview(account)).items).toEqual(
      expect.arrayContaining([
        { hook: 'main', what: 'orders', count: 1, fate: 'erased' },
        { hook: 'main', what: 'orders', count: 1, fate: 'retained', rule: 'invoices', until },
        { hook: 'main:identity', what: 'users', count: 1, fate: 'erased' },
        { hook: 'courier', what: 'parcels', count: 1, fate: 'external' },
      ]),
    )

    const undone = await app.privacy.deregister(account)
    expect(await app.privacy.decide(account, 'orders')).toMatchObject({ allowed: false, reason: 'deregistering' })
    await app.privacy.cancel(account, undone.requestId)
    expect(await app.privacy.allows(account, 'orders')).toBe(true)

    // the process that took the request ends before it could send it; another one carries on
    const dying = app.startProcess({
      backend: { fetch: () => Promise.reject(new TypeError('cut off')), key: 'of no use' },
    })
    const { requestId } = await dying.deregister(account)
    await dying.close()
    app.pass(15)
    await workUntil(requestId, 'confirming')
    app.pass(31)
    await workUntil(requestId, 'completed')

    const { finalProofId, steps } = await app.privacy.deregistration(requestId)
    const read = async (path: string) => (await page.send(`/api/privacy${path}`)).json()
    const proof = await read(`/proofs/${finalProofId}`)
    expect(verifyJws(proof.jws, await read('/keys'), 'privacy-proof+jws')).toMatchObject({
      ...{ requestId, kind: 'final', residual: 0, notVerified: [] },
      steps: expect.arrayContaining([
        expect.objectContaining({ hook: 'main', kind: 'erase', retained: [{ rule: 'invoices', count: 1, until }] }),
      ]),
    })
    expect(JSON.stringify(proof)).not.toContain(account)
    expect(steps.filter(({ kind }) => kind === 'erase').map(({ hook }) => hook)).toEqual([
      'main',
      'courier',
      'main:identity',
    ])
    expect(await rows('select id from users where id = $1')).toEqual([])
    expect(await rows('select account from parcels where account = $1')).toEqual([])
    expect(await rows('select street, items from orders where user_id = $1')).toEqual([{ street: null, items: 'tea' }])
    await expect(app.privacy.fence.assertAlive({ id: account, generation: 1 })).rejects.toMatchObject({
      code: 'erased',
    })
  })
})
