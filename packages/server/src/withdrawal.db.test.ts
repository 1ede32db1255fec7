import type { Kept } from '@privacykit/contract'
import { definePolicy } from '@privacykit/policy'
import { newId } from '@privacykit/vault'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrateAppTables } from './app-tables.ts'
import { type DataMap, keep, type TableMap } from './data-map.ts'
import { createFence } from './fence.ts'
import type { StoreHook, WithdrawalContext } from './hook.ts'
import { postgres } from './postgres.ts'
import { inTransaction } from './sql.ts'
import { describeDatabases, select } from './test-databases.ts'

const lines = { title: { en: 'Title' }, summary: { en: 'Summary' } }
const policy = definePolicy({
  ...{ app: 'shop', version: '1', locales: ['en'], children: {}, recipients: {} },
  controller: { name: 'Shop', country: 'DE', contact: { email: 'privacy@shop.example' } },
  purposes: {
    analytics: { basis: 'consent', data: ['user.device.cookie_id', 'user.telemetry'], ...lines },
    ads: { basis: 'consent', data: ['user.device.cookie_id'], ...lines },
    safety: { basis: 'legitimate-interests', data: ['user.telemetry'], ...lines },
    gifts: { basis: 'consent', data: ['user.behavior.purchase_history'], ...lines },
    orders: { basis: 'contract', data: ['user.unique_id', 'user.contact.email', 'user.name'], ...lines },
  },
  retention: { invoices: { from: 'paid', years: 10, reason: { en: 'Tax law.' }, law: 'AO 147' } },
})

const users: TableMap = {
  columns: { id: 'user.unique_id', email: 'user.contact.email', taste: 'user.behavior.purchase_history' },
  erase: 'delete',
  purposes: { gifts: ['taste'] },
}
const visits: TableMap = {
  subject: 'user_id',
  device: 'device',
  collected: 'at',
  columns: {
    ...{ id: 'non-personal', user_id: 'user.unique_id', at: 'non-personal' },
    ...{ device: 'user.device.cookie_id', page: 'user.telemetry' },
  },
  erase: 'delete',
  purposes: { analytics: 'delete', safety: 'not-used' },
}
const clicks: TableMap = {
  subject: { column: 'visit_id', in: 'visits' },
  columns: { id: 'non-personal', visit_id: 'non-personal', target: 'user.telemetry' },
  erase: 'delete',
  purposes: { analytics: 'delete', safety: 'not-used' },
}
const profiles: TableMap = {
  subject: 'user_id',
  columns: { user_id: 'user.unique_id', cookie: 'user.device.cookie_id', pace: 'user.telemetry' },
  erase: 'delete',
  purposes: { analytics: { cookie: 'removed', pace: null }, ads: { cookie: 'removed' }, safety: ['pace'] },
}
const presents: TableMap = {
  subject: 'user_id',
  columns: {
    id: 'non-personal',
    user_id: 'user.unique_id',
    what: 'user.behavior.purchase_history',
    paid: 'non-personal',
  },
  erase: keep({ rule: 'invoices', from: 'paid' }),
  purposes: { gifts: 'delete' },
}
const map: DataMap = { subject: { table: 'users', key: 'id' }, tables: { users, visits, clicks, profiles, presents } }

const STATEMENTS = [
  'drop table if exists users, visits, clicks, profiles, presents cascade',
  'create table users (id text primary key, email text not null, taste text)',
  'create table visits (id text primary key, user_id text, device text, page text not null, at timestamptz)',
  'create table clicks (id text primary key, visit_id text not null references visits (id), target text)',
  'create table profiles (user_id text primary key, cookie text not null, pace text)',
  'create table presents (id text primary key, user_id text, what text, paid timestamptz)',
]

const before = new Date('2026-11-22T10:00:00.000Z')
const now = () => new Date('2026-11-22T11:00:00.000Z')
const withoutWriters = async () => undefined

const contextFor = (fields: Partial<WithdrawalContext> = {}): WithdrawalContext => ({
  ...{ kind: 'withdrawal', purpose: 'analytics', subject: { kind: 'account', id: 'ada' }, devices: [], before },
  ...{ categories: [], kept: [], aliases: {}, idempotencyKey: newId(), attempt: 1 },
  signal: new AbortController().signal,
  ...fields,
})
const needs = (category: string, purpose: string): Kept => ({ category, purpose, reason: 'granted' })

describeDatabases('the data map when one purpose closes', (target) => {
  const hooksOf = (of: DataMap = map) => {
    const hooks = postgres(target.sql, of).hooks({ name: 'main', policy, now })
    return { rows: hooks.main as StoreHook, identity: hooks['main:identity'] as StoreHook } // as: every store has these two
  }
  const take = async (fields: Partial<WithdrawalContext> = {}, of = map) => {
    const { withdrawal } = hooksOf(of).rows
    if (withdrawal === undefined) throw new Error('the map says nothing')
    const context = contextFor(fields)
    const outcome = await withdrawal.erase(context, withoutWriters)
    return { outcome, residual: await withdrawal.verify(context) }
  }
  const ids = async (table: string) =>
    (await select(target.sql, `select id from ${table} order by id`)).map(({ id }) => id)

  beforeAll(() => migrateAppTables(target.sql))
  beforeEach(async () => {
    for (const statement of STATEMENTS) await target.sql.query(statement)
    for (const [name, device] of [
      ['ada', 'phone'],
      ['bob', 'tablet'],
    ]) {
      await target.sql.query(`insert into users values ($1, 'mail', 'sweet')`, [name])
      await target.sql.query(`insert into profiles values ($1, 'c1', 'fast')`, [name])
      await target.sql.query(
        `insert into visits values ($1 || '-old', $1, null, '/a', '2026-11-22T09:00:00Z'),
          ($1 || '-undated', $1, null, '/a', null), ($1 || '-later', $1, null, '/a', '2026-11-22T10:00:01Z')`,
        [name],
      )
      await target.sql.query(`insert into visits values ($1 || '-old', null, $1, '/a', '2026-11-22T09:00:00Z')`, [
        device,
      ])
      await target.sql.query(
        `insert into clicks select id || '-click', id, 'buy' from visits where user_id = $1 or device = $2`,
        [name, device],
      )
      await target.sql.query(
        `insert into presents values ($1 || '-paid', $1, 'tea', '2026-01-01T00:00:00Z'), ($1 || '-free', $1, 'cup', null)`,
        [name],
      )
    }
  })

  it('takes the rows of that purpose and person that were collected until then, and what hangs on them', async () => {
    const taken = await take({ devices: ['phone'] })

    // three visits with a click each, and one profile blanked
    expect(taken).toEqual({ outcome: { outcome: 'erased', count: 7 }, residual: 0 })
    expect(await ids('visits')).toEqual(['ada-later', 'bob-later', 'bob-old', 'bob-undated', 'tablet-old'])
    expect(await ids('clicks')).toHaveLength(5)
    expect(await select(target.sql, `select * from profiles order by user_id`)).toEqual([
      { user_id: 'ada', cookie: 'removed', pace: null },
      { user_id: 'bob', cookie: 'c1', pace: 'fast' },
    ])
    expect(await ids('users')).toEqual(['ada', 'bob'])
    expect(await ids('presents')).toHaveLength(4)
  })

  it('takes a visitor’s rows by the device alone', async () => {
    await target.sql.query(`insert into visits values ('shared', 'bob', 'phone', '/a', '2026-11-22T09:00:00Z')`)

    const taken = await take({ subject: { kind: 'device', id: 'phone' }, devices: ['phone'] })

    expect(taken).toEqual({ outcome: { outcome: 'erased', count: 2 }, residual: 0 })
    expect(await ids('visits')).not.toContain('phone-old')
    // bob was signed in on that browser, and has said nothing
    expect(await ids('visits')).toContain('shared')
    expect(await ids('visits')).toHaveLength(8)
  })

  it('leaves what another purpose of the table needs, and says by which', async () => {
    const kept = [needs('user.device.cookie_id', 'ads'), needs('user.telemetry', 'safety')]

    const { outcome, residual } = await take({ kept })

    // visits do not serve safety, and ads not at all: the map need not say so for a column that only finds the row
    expect(outcome).toEqual({
      outcome: 'erased',
      count: 4,
      retained: [
        { rule: 'ads', count: 1, until: null },
        { rule: 'safety', count: 1, until: null },
      ],
    })
    expect(residual).toBe(0)
    expect(await select(target.sql, `select cookie, pace from profiles where user_id = 'ada'`)).toEqual([
      { cookie: 'c1', pace: 'fast' },
    ])
    const half = await take({ kept: kept.slice(0, 1) })
    expect(half.outcome).toMatchObject({ count: 1, retained: [{ rule: 'ads', count: 1 }] })
  })

  it('keeps whole rows when a column of them is needed', async () => {
    const purposes = { analytics: 'delete', safety: 'delete' } as const
    const of = { ...map, tables: { ...map.tables, visits: { ...visits, purposes }, clicks: { ...clicks, purposes } } }

    const { outcome } = await take({ kept: [needs('user', 'safety')] }, of)

    expect(outcome).toMatchObject({ count: 0, retained: [{ rule: 'safety', count: 5 }] })
    expect(await ids('visits')).toHaveLength(8)
  })

  it('leaves rows that a law keeps, as the erasure of the account does', async () => {
    const { outcome, residual } = await take({ purpose: 'gifts' })

    const retained = [{ rule: 'invoices', count: 1, until: '2036-01-01T00:00:00.000Z' }]
    expect({ outcome, residual }).toEqual({ outcome: { outcome: 'erased', count: 1, retained }, residual: 0 })
    expect(await ids('presents')).toEqual(['ada-paid', 'bob-free', 'bob-paid'])
  })

  it('blanks columns of the account’s own row, which stays', async () => {
    const { identity } = hooksOf()

    const outcome = await identity.withdrawal?.erase(contextFor({ purpose: 'gifts' }), withoutWriters)

    expect(outcome).toEqual({ outcome: 'erased', count: 1 })
    expect(await select(target.sql, `select id, taste from users order by id`)).toEqual([
      { id: 'ada', taste: null },
      { id: 'bob', taste: 'sweet' },
    ])
  })

  it('reports a step that ran before as it ended then', async () => {
    const { withdrawal } = hooksOf().rows
    const context = contextFor()
    const first = await withdrawal?.erase(context, withoutWriters)

    expect(await withdrawal?.erase(context, withoutWriters)).toEqual(first)
    expect(await withdrawal?.erase(contextFor(), withoutWriters)).toEqual({ outcome: 'erased', count: 0 })
  })

  it('counts what came back', async () => {
    await take()
    await target.sql.query(`insert into visits values ('late', 'ada', null, '/a', '2026-11-22T08:00:00Z')`)

    expect(await hooksOf().rows.withdrawal?.verify(contextFor())).toBe(1)
  })

  it('waits for a write that was allowed before', async () => {
    const fence = createFence(target.sql, now)
    const { withdrawal } = hooksOf().rows
    let erasing: Promise<unknown> = Promise.resolve()

    await inTransaction(target.sql, async (tx) => {
      await fence.assertAlive({ id: 'ada' }, { tx })
      await tx.query(`insert into visits values ('slow', 'ada', null, '/a', '2026-11-22T09:59:00Z')`)
      erasing = withdrawal?.erase(contextFor(), (other) => fence.awaitWriters(other, 'ada')) ?? erasing
      erasing.catch(() => undefined) // seen below
      const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`
      // one connection queues by itself
      if (target.name === 'postgres')
        await expect.poll(async () => (await target.sql.query(waiting)).rows.length, { timeout: 15_000 }).toBe(1)
    })

    expect(await erasing).toEqual({ outcome: 'erased', count: 6 })
    expect(await ids('visits')).not.toContain('slow')
  })

  it('says for which purposes it can answer; a map that leaves that open answers for none', () => {
    const silent = (table: TableMap): TableMap => {
      const { purposes, ...rest } = table
      return purposes === undefined ? table : rest
    }
    const quiet = { ...map, tables: { users: silent(users), visits: silent(visits) } }
    const alien = {
      ...map,
      tables: { users: { ...silent(users), columns: { id: 'user.unique_id', email: 'user.contact.email' } } },
    } as DataMap // as: literals widen in the spread

    expect(hooksOf().rows.withdrawal?.purposes).toEqual(['analytics', 'ads', 'safety', 'gifts'])
    expect(hooksOf().identity.withdrawal?.purposes).toEqual(['gifts'])
    expect([hooksOf(quiet).rows.withdrawal, hooksOf(quiet).identity.withdrawal]).toEqual([undefined, undefined])
    expect(hooksOf(alien).rows.withdrawal?.purposes).toEqual([])
  })

  const wrong: [string, string, Partial<TableMap>, RegExp][] = [
    [
      'leaves a purpose open',
      'visits',
      { purposes: { analytics: 'delete' } },
      /table visits holds data that safety uses/,
    ],
    [
      'names a purpose that nobody can close',
      'visits',
      { purposes: { orders: 'delete' } },
      /orders, which is none that/,
    ],
    ['would delete the account', 'users', { purposes: { gifts: 'delete' } }, /rows of users are the account/],
    [
      'takes a column of something else',
      'users',
      { purposes: { gifts: ['email'] } },
      /users.email holds user.contact.email, which gifts/,
    ],
    [
      'takes a column that finds the row',
      'profiles',
      { purposes: { analytics: ['user_id'] } },
      /profiles.user_id holds no data/,
    ],
    [
      'sets null where none is taken',
      'profiles',
      { purposes: { analytics: ['cookie'] } },
      /profiles.cookie takes no null/,
    ],
    [
      'deletes rows with other data',
      'profiles',
      { purposes: { ads: 'delete' } },
      /profiles.pace holds user.telemetry, which ads/,
    ],
    [
      'leaves what points to a deleted row',
      'clicks',
      { purposes: { analytics: ['target'], safety: 'not-used' } },
      /rows of clicks would block/,
    ],
    ['names a column that is not there', 'visits', { collected: 'when' }, /visits.when does not exist/],
  ]
  describe('refuses a map that', () => {
    it.each(wrong)('%s', async (_, name, fields, problem) => {
      const of = { ...map, tables: { ...map.tables, [name]: { ...(map.tables[name] as TableMap), ...fields } } } // as: every table of this map is mapped

      await expect(postgres(target.sql, of).check(policy)).rejects.toThrow(problem)
    })

    it('and takes the one of these tests', async () => {
      await expect(postgres(target.sql, map).check(policy)).resolves.toBeUndefined()
    })
  })
})
