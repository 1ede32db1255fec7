/** Withdrawal starts erasure (GDPR 7(3), 17(1)(b), 19): from a page's record to the app's tables, a partner, a recipient and a proof. */
import { randomBytes } from 'node:crypto'
import { createBackend } from '@privacykit/backend'
import type { Deregistration, PrivacyRecord, Proof } from '@privacykit/contract'
import { definePolicy } from '@privacykit/policy'
import {
  createPrivacy,
  erased,
  hook,
  type PrivacyOptions,
  postgres,
  told,
  type WithdrawalContext,
} from '@privacykit/server'
import { choiceRecord } from '@privacykit/testkit'
import { deviceIdOf, memoryKeys, newDeviceSecret, newId, verifyJws } from '@privacykit/vault'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DATABASES } from './support/duty-app.ts'

const SITE = 'https://shop.example'
const key = randomBytes(32).toString('base64url')
const open = { age: 'not-required', ageReason: 'Tests.', noticeRequired: false } as const
const lines = { title: { en: 'Title' }, summary: { en: 'Summary' } }

const policy = definePolicy({
  ...{ app: 'withdrawals', version: '1', locales: ['en'], children: {}, retention: {} },
  controller: { name: 'Tea Ltd', country: 'ID', contact: { email: 'privacy@tea.example' } },
  purposes: {
    analytics: {
      basis: 'consent',
      data: ['user.device.cookie_id', 'user.telemetry'],
      recipients: ['counter'],
      ...lines,
      ...open,
    },
    ads: { basis: 'consent', data: ['user.device.cookie_id'], ...lines, ...open },
    orders: { basis: 'contract', data: ['user.unique_id', 'user.behavior.purchase_history'], ...lines, ...open },
  },
  recipients: { counter: { name: 'Counter', role: 'processor', country: 'ID', data: ['user.telemetry'] } },
})

const TABLES = [
  'create table users (id text primary key)',
  'create table visits (id text primary key, user_id text, device text, page text not null, at timestamptz not null)',
  'create table orders (id text primary key, user_id text not null, items text not null)',
  // the vendor's own list, which only happens to lie in the same database
  'create table vendor_profiles (account text primary key)',
]

type App = Awaited<ReturnType<typeof openApp>>

async function openApp(openDatabases: (typeof DATABASES)[number][1]) {
  const databases = await openDatabases()
  let time = Date.parse('2026-11-22T10:00:00.000Z')
  const now = () => new Date(time)
  const backend = createBackend({
    apps: [{ id: policy.app, policy, keys: [{ secret: key }] }],
    database: databases.backend,
    keys: memoryKeys(),
    now,
  })
  await backend.start()
  for (const table of TABLES) await databases.app.query(table, [])
  const calls: { what: string; context: WithdrawalContext }[] = []
  const vendor = hook({
    after: ['main'],
    erase: async () => {
      throw new Error('nobody closed an account')
    },
    withdrawal: {
      purposes: ['analytics'],
      async erase(context) {
        calls.push({ what: 'vendor', context })
        const { rows } = await databases.app.query('delete from vendor_profiles where account = $1 returning account', [
          context.subject.id,
        ])
        return erased(rows.length)
      },
      verify: async ({ subject }) =>
        (await databases.app.query('select 1 from vendor_profiles where account = $1', [subject.id])).rows.length,
    },
  })
  const store = postgres(databases.app, {
    subject: { table: 'users', key: 'id' },
    tables: {
      users: { columns: { id: 'user.unique_id' }, erase: 'delete' },
      visits: {
        ...{ subject: 'user_id', device: 'device', collected: 'at', erase: 'delete' },
        columns: {
          ...{ id: 'non-personal', user_id: 'user.unique_id', at: 'non-personal' },
          ...{ device: 'user.device.cookie_id', page: 'user.telemetry' },
        },
        purposes: { analytics: 'delete' },
      },
      orders: {
        subject: 'user_id',
        columns: { id: 'non-personal', user_id: 'user.unique_id', items: 'user.behavior.purchase_history' },
        erase: 'delete',
      },
      vendor_profiles: 'no-personal-data',
    },
  })
  const startProcess = (options: Partial<PrivacyOptions<typeof policy>> = {}) =>
    createPrivacy({
      policy,
      backend: { fetch: backend.fetch, key },
      session: (request) => JSON.parse(request.headers.get('x-session') ?? 'null'),
      stores: { main: store },
      hooks: { vendor },
      recipients: {
        async counter(context) {
          calls.push({ what: 'counter', context })
          return told()
        },
      },
      now,
      ...options,
    })
  const privacy = startProcess()
  await privacy.migrate()
  await privacy.work() // says what is deployed
  return {
    ...{ privacy, startProcess, calls, now, backend, sql: databases.app },
    pass(seconds: number) {
      time += seconds * 1000
    },
    async stop() {
      await privacy.close()
      await backend.stop()
      await databases.close()
    },
  }
}

describe.each(DATABASES)('a withdrawal on %s', (_, openDatabases) => {
  let app: App
  let account: string

  beforeAll(async () => {
    app = await openApp(openDatabases)
  })
  afterAll(() => app?.stop())
  beforeEach(async () => {
    account = `u_${newId()}`
    app.calls.length = 0
    await app.privacy.work() // the usual hooks are declared again
    await app.privacy.openAccount(account, { identifiers: [], contracts: ['orders'] })
    await app.sql.query('insert into users values ($1)', [account])
    await app.sql.query('insert into vendor_profiles values ($1)', [account])
    await app.sql.query(`insert into orders values ($1, $2, 'tea')`, [newId(), account])
  })

  /** A request of the person's page, or of a visitor's with its device. */
  const browse = async (path: string, { records, device }: { records?: PrivacyRecord[]; device?: string } = {}) => {
    const headers = new Headers({ origin: SITE, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' })
    if (device === undefined) headers.set('x-session', JSON.stringify({ id: account, generation: 1 }))
    else headers.set('privacy-device', device)
    const body =
      records === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify({ records, sentAt: app.now().toISOString() }) }
    const response = await app.privacy.fetch(new Request(`${SITE}/api/privacy${path}`, { headers, ...body }))
    expect(response.status).toBe(200)
    return response.json()
  }
  const say = async (choice: 'granted' | 'withdrawn', replaces: string[] = [], device?: string) => {
    const record = choiceRecord({ policy, choice, replaces })
    await browse('/records', { records: [record], ...(device === undefined ? {} : { device }) })
    return record.id
  }
  const visit = (fields: { user?: string; device?: string } = { user: account }) =>
    app.sql.query('insert into visits values ($1, $2, $3, $4, $5)', [
      newId(),
      fields.user ?? null,
      fields.device ?? null,
      '/tea',
      app.now().toISOString(),
    ])
  const count = async (table: 'visits' | 'orders' | 'users', column: string, id: string) =>
    (await app.sql.query(`select 1 from ${table} where ${column} = $1`, [id])).rows.length
  const statuses = async (device?: string): Promise<Deregistration[]> =>
    (await browse('/withdrawals', device === undefined ? {} : { device })).withdrawals
  const proofOf = async (done: Deregistration | undefined): Promise<Proof> => {
    const proof = await browse(`/proofs/${done?.finalProofId}`)
    expect(verifyJws(proof.jws, await browse('/keys'), 'privacy-proof+jws')).toMatchObject({
      proofId: done?.finalProofId,
    })
    return proof
  }

  it('D18: erases what was collected for the purpose, leaves the rest, tells the recipient, and ends in a proof', async () => {
    const neighbour = `u_${newId()}`
    await visit({ user: neighbour })
    const granted = await say('granted')
    await visit()
    await visit()
    app.pass(60)
    const before = app.now()
    const withdrawn = await say('withdrawn', [granted])
    app.pass(60)
    await say('granted', [withdrawn])
    await visit()

    await app.privacy.work()

    expect(await count('visits', 'user_id', account)).toBe(1) // the one that the new grant covers
    expect(await count('visits', 'user_id', neighbour)).toBe(1)
    expect([await count('orders', 'user_id', account), await count('users', 'id', account)]).toEqual([1, 1])
    expect(app.calls.map(({ what }) => what).sort()).toEqual(['counter', 'vendor'])
    for (const { context } of app.calls) {
      expect(context).toMatchObject({
        ...{ kind: 'withdrawal', purpose: 'analytics', subject: { kind: 'account', id: account }, before, kept: [] },
        categories: ['user.device.cookie_id', 'user.telemetry'],
      })
    }
    const [done, ...others] = await statuses()
    expect([done?.status, others]).toEqual(['completed', []])
    expect(await app.privacy.withdrawals(account)).toEqual([done])
    const proof = await proofOf(done)
    expect(proof).toMatchObject({ residual: 0, notVerified: [], withdrawal: { purpose: 'analytics', kept: [] } })
    expect(proof.steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ hook: 'main', kind: 'erase', count: 2 }),
        expect.objectContaining({ hook: 'vendor', kind: 'erase', count: 1 }),
        expect.objectContaining({ hook: 'counter', kind: 'notify', attempts: 1 }),
      ]),
    )
    expect(JSON.stringify([done, proof])).not.toContain(account)

    await app.privacy.work()
    expect(app.calls).toHaveLength(2)
    expect(await app.privacy.allows(account, 'analytics')).toBe(true)
    await expect(app.privacy.fence.assertAlive({ id: account, generation: 1 })).resolves.toBeUndefined()
  })

  it('goes on in another process when one dies after the deed and before its word, under the same keys', async () => {
    const granted = await say('granted')
    await visit()
    await say('withdrawn', [granted])
    const dying = app.startProcess({
      backend: {
        key,
        fetch: (request: Request) =>
          request.url.endsWith('/report') ? Promise.reject(new TypeError('cut off')) : app.backend.fetch(request),
      },
    })
    await dying.work({ leaseSeconds: 30 })
    await dying.close()
    expect(await count('visits', 'user_id', account)).toBe(0)
    expect((await statuses())[0]?.status).toBe('running')
    await app.privacy.work()
    expect(app.calls.map(({ what }) => what)).toEqual(['counter']) // its lease still runs

    app.pass(31)
    await app.privacy.work()

    const [done] = await statuses()
    expect(done?.status).toBe('completed')
    const told = app.calls.filter(({ what }) => what === 'counter').map(({ context }) => context)
    expect(told.map(({ attempt }) => attempt)).toEqual([1, 2])
    expect(new Set(told.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    // the store says again what it did then, not what is left to do now
    expect((await proofOf(done)).steps).toContainEqual(
      expect.objectContaining({ hook: 'main', kind: 'erase', attempts: 2, count: 1 }),
    )
  })

  it('waits, and says so, for a hook that never said what a withdrawal takes; it is not asked to erase the account', async () => {
    let erasures = 0
    const silent = hook({
      async erase() {
        erasures += 1
        return erased(1)
      },
    })
    const other = app.startProcess({ hooks: { vendor: silent } })
    const granted = await say('granted')
    await visit()
    await say('withdrawn', [granted])

    await other.work()

    expect(erasures).toBe(0)
    expect(await count('visits', 'user_id', account)).toBe(0)
    const [blocked] = await statuses()
    expect(blocked?.status).toBe('blocked')
    expect(blocked?.steps).toContainEqual(
      expect.objectContaining({ hook: 'vendor', kind: 'erase', failure: 'withdrawals-not-declared' }),
    )
    await other.close()
    await app.privacy.work()
    expect((await statuses())[0]?.status).toBe('completed')
  })

  it('reaches what was kept under the device of a visitor who is not signed in', async () => {
    const secret = newDeviceSecret()
    const granted = await say('granted', [], secret)
    const device = deviceIdOf(secret)
    await visit({ device })
    await say('withdrawn', [granted], secret)

    await app.privacy.work()

    expect(await count('visits', 'device', device)).toBe(0)
    const contexts = app.calls.map(({ context }) => context.subject)
    expect(contexts).toEqual([
      { kind: 'device', id: device },
      { kind: 'device', id: device },
    ])
    expect((await statuses(secret))[0]?.status).toBe('completed')
  })
})
