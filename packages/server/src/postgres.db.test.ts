import { newId } from '@privacykit/vault'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrateAppTables } from './app-tables.ts'
import { type DataMap, keep, type TableMap } from './data-map.ts'
import type { HookContext, StoreHook } from './hook.ts'
import { postgres } from './postgres.ts'
import { describeDatabases, select } from './test-databases.ts'
import { addShopUser, resetShop, shopMap, shopPolicy } from './test-shop.ts'

const now = () => new Date('2026-11-22T10:00:00.000Z')
const ordersMap = shopMap.tables.orders as TableMap // as: mapped with its columns
const itemsMap = shopMap.tables.order_items as TableMap // as: mapped with its columns
const noFence = async () => undefined

function contextFor(account: string, step = newId()): HookContext {
  return { account, generation: 1, aliases: {}, idempotencyKey: step, attempt: 1, signal: new AbortController().signal }
}

describeDatabases('a store over the app’s tables', (target) => {
  const storeOf = (map: DataMap = shopMap) => postgres(target.sql, map)
  const hooksOf = (map: DataMap = shopMap) => {
    const hooks = storeOf(map).hooks({ name: 'main', policy: shopPolicy, now })
    return { rows: hooks.main as StoreHook, identity: hooks['main:identity'] as StoreHook } // as: every store has these two
  }
  const erase = async (hook: StoreHook, account: string, step?: string) =>
    hook.erase(contextFor(account, step), noFence)

  beforeAll(() => migrateAppTables(target.sql))
  beforeEach(async () => {
    await resetShop(target.sql)
    await addShopUser(target.sql, 'ada')
    await addShopUser(target.sql, 'bob')
  })

  it('erases a person’s rows, keeps and masks what the law keeps, and leaves others alone', async () => {
    const { rows, identity } = hooksOf()

    const outcome = await erase(rows, 'ada')
    const last = await erase(identity, 'ada')

    // 1 message, 2 orders and their 4 items go; 1 order of 2024 and its 2 items stay
    expect(outcome).toEqual({
      outcome: 'erased',
      count: 7,
      retained: [{ rule: 'invoices', count: 3, until: '2034-02-28T12:00:00.000Z' }],
    })
    expect(last).toEqual({ outcome: 'erased', count: 1 })
    expect(await select(target.sql, `select id, name, ship_to, note from orders where user_id = 'ada'`)).toEqual([
      { id: 'ada-new', name: 'Ada', ship_to: null, note: 'removed' },
    ])
    expect(await select(target.sql, `select id from users`)).toEqual([{ id: 'bob' }])
    expect(await select(target.sql, `select count(*)::int as count from order_items`)).toEqual([{ count: 8 }])
    expect(await select(target.sql, `select count(*)::int as count from messages`)).toEqual([{ count: 1 }])
    expect(await select(target.sql, `select ship_to, note from orders where id = 'bob-new'`)).toEqual([
      { ship_to: 'Garden Street 1', note: 'ring twice' },
    ])
  })

  it('previews what erasure then does', async () => {
    const { rows, identity } = hooksOf()
    const context = contextFor('ada')

    const items = [...((await rows.preview?.(context)) ?? []), ...((await identity.preview?.(context)) ?? [])]
    const outcome = await erase(rows, 'ada')

    const sum = (fate: string) =>
      items.filter((item) => item.fate === fate && item.what !== 'users').reduce((total, { count }) => total + count, 0)
    expect(outcome).toMatchObject({ count: sum('erased'), retained: [{ count: sum('retained') }] })
    expect(items).toContainEqual({
      what: 'orders',
      count: 1,
      fate: 'retained',
      rule: 'invoices',
      until: '2034-02-28T12:00:00.000Z',
    })
    expect(items).toContainEqual({ what: 'users', count: 1, fate: 'erased' })
  })

  it('counts as residual what came back, and kept rows that are not masked', async () => {
    const { rows, identity } = hooksOf()
    expect(await rows.verify?.(contextFor('ada'))).toBe(8)
    expect(await identity.verify?.(contextFor('ada'))).toBe(1)

    await erase(rows, 'ada')
    expect(await rows.verify?.(contextFor('ada'))).toBe(0)
    await target.sql.query(`insert into messages (user_id, body) values ('ada', 'late')`)
    await target.sql.query(`update orders set ship_to = 'Garden Street 1' where id = 'ada-new'`)

    expect(await rows.verify?.(contextFor('ada'))).toBe(2)
  })

  it('erases what was written after the plan was made', async () => {
    const { rows } = hooksOf()
    await rows.preview?.(contextFor('ada'))
    await target.sql.query(`insert into messages (user_id, body) values ('ada', 'later')`)

    expect(await erase(rows, 'ada')).toMatchObject({ count: 8 })
  })

  it('reports again what a finished step did, and touches nothing', async () => {
    const { rows } = hooksOf()
    const step = newId()
    const first = await erase(rows, 'ada', step)
    await target.sql.query(`insert into messages (user_id, body) values ('ada', 'late')`)

    const second = await erase(rows, 'ada', step)

    expect(second).toEqual(first)
    expect(await rows.verify?.(contextFor('ada'))).toBe(1)
  })

  it('erases nothing at all when any part of the transaction fails', async () => {
    const { rows } = hooksOf()

    await expect(rows.erase(contextFor('ada'), () => Promise.reject(new Error('no fence')))).rejects.toThrow('no fence')

    expect(await rows.verify?.(contextFor('ada'))).toBe(8)
  })

  it('reads identifiers when they are needed', async () => {
    const store = storeOf()

    expect(await store.identifiers('ada')).toEqual([{ kind: 'email', value: 'ada@people.example' }])
    expect(await store.identifiers('nobody')).toEqual([])
  })

  it('deletes kept rows when their period has ended and their account is gone', async () => {
    const store = storeOf()
    const { rows, identity } = hooksOf()
    await erase(rows, 'ada')
    await erase(identity, 'ada')

    const early = await store.purge(shopPolicy, new Date('2034-02-28T11:59:59.000Z'))
    const due = await store.purge(shopPolicy, new Date('2034-02-28T12:00:01.000Z'))

    expect(early).toEqual({})
    expect(due).toEqual({ invoices: 3 })
    // bob's account lives, so his rows are his
    expect(await select(target.sql, `select count(*)::int as count from orders where user_id = 'bob'`)).toEqual([
      { count: 3 },
    ])
  })

  it('detaches kept rows when the key itself is masked, and still erases their unkept children', async () => {
    await target.sql.query('alter table orders alter column user_id drop not null')
    const orders = {
      ...ordersMap,
      erase: keep({ rule: 'invoices', from: 'paid_at', mask: { ship_to: null, note: '', user_id: null } }),
    }
    const items: TableMap = { ...itemsMap, erase: 'delete' }
    const map: DataMap = { ...shopMap, tables: { ...shopMap.tables, orders, order_items: items } }

    const outcome = await erase(hooksOf(map).rows, 'ada')

    expect(outcome).toMatchObject({ count: 9, retained: [{ rule: 'invoices', count: 1 }] })
    expect(await select(target.sql, `select user_id, ship_to from orders where id = 'ada-new'`)).toEqual([
      { user_id: null, ship_to: null },
    ])
    expect(
      await select(target.sql, `select count(*)::int as count from order_items where order_id like 'ada%'`),
    ).toEqual([{ count: 0 }])
  })

  it('keeps account ids out of statements', async () => {
    const injection = `ada' or '1'='1`

    expect(await erase(hooksOf().rows, injection)).toEqual({ outcome: 'erased', count: 0 })
    expect(await select(target.sql, 'select count(*)::int as count from users')).toEqual([{ count: 2 }])
  })

  describe('refuses a map that does not fit', () => {
    const problemOf = async (map: DataMap) =>
      storeOf(map)
        .check(shopPolicy)
        .then(
          () => 'none',
          (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
        )
    const withTable = (name: string, table: unknown) =>
      ({ ...shopMap, tables: { ...shopMap.tables, [name]: table } }) as DataMap // as: some are wrong on purpose

    it('accepts the map that fits', async () => {
      expect(await problemOf(shopMap)).toBe('none')
    })

    it('names a table that nobody classified', async () => {
      await target.sql.query('create table "Secret ""notes""" (id int)')
      const problem = await problemOf(shopMap)
      await target.sql.query('drop table "Secret ""notes"""')

      expect(problem).toContain('invalid-option')
      expect(problem).toContain('Secret "notes" is not classified')
    })

    it('names a column that nobody classified', async () => {
      await target.sql.query('alter table users add column phone text')

      expect(await problemOf(shopMap)).toContain('column users.phone is not classified')
    })

    it.each([
      ['a table that does not exist', 'ghosts', 'no-personal-data', 'table ghosts does not exist'],
      [
        'an unknown rule',
        'orders',
        { ...ordersMap, erase: keep({ rule: 'forever', from: 'paid_at' }) },
        'by the rule forever',
      ],
      [
        'a rule without a law',
        'orders',
        { ...ordersMap, erase: keep({ rule: 'lawless', from: 'paid_at' }) },
        'names no law',
      ],
      [
        'a missing date column',
        'orders',
        { ...ordersMap, erase: keep({ rule: 'invoices', from: 'paid_on' }) },
        'orders.paid_on does not exist',
      ],
      [
        'a rule without its date',
        'orders',
        { ...ordersMap, erase: keep({ rule: 'invoices' }) },
        `table orders needs 'from'`,
      ],
      [
        'a mask on a column without null',
        'orders',
        { ...ordersMap, erase: keep({ rule: 'invoices', from: 'paid_at', mask: ['name'] }) },
        'orders.name takes no null',
      ],
      [
        'a path that leads nowhere',
        'order_items',
        { subject: { column: 'order_id', in: 'baskets' }, columns: {}, erase: 'delete' },
        'points to baskets',
      ],
      [
        'a path in a circle',
        'orders',
        { ...ordersMap, subject: { column: 'id', in: 'order_items' } },
        'points to itself',
      ],
      ['a missing path', 'messages', { columns: {}, erase: 'delete' }, `table messages needs 'subject'`],
      [
        'a subject that stays',
        'users',
        { columns: {}, erase: keep({ rule: 'invoices', from: 'created_at' }) },
        `must be erased by 'delete'`,
      ],
    ])('names %s', async (_, name, table, problem) => {
      expect(await problemOf(withTable(name, table))).toContain(problem)
    })

    it('names a category that no purpose needs, and one that does not exist', async () => {
      const columns = { id: 'user.unique_id', email: 'user.health_and_medical', created_at: 'user' }

      const problem = await problemOf(withTable('users', { columns, erase: 'delete' }))

      expect(problem).toContain('users.email holds user.health_and_medical, which no purpose')
      expect(problem).toContain('users.created_at has the unknown category user')
    })

    it.each(['cascade', 'restrict'])('names kept rows whose key would %s with the account', async (action) => {
      await target.sql.query(
        `alter table orders add constraint owner foreign key (user_id) references users (id) on delete ${action}`,
      )

      expect(await problemOf(shopMap)).toContain('rows of orders are kept, but their foreign key to users')
    })
  })
})
