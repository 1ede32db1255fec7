import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { nonPersonal, personal } from '../tag.ts'
import { createIsolatedTables } from './postgres.ts'
import { split } from './split.ts'
import type { Sql } from './sql.ts'
import { describeDatabases, select, watched } from './test-databases.ts'

const JANE = 'jane@example.test'
const schema = z.object({
  email: personal(z.string(), 'user.contact.email'),
  name: personal(z.string(), 'user.name').nullable(),
  plan: nonPersonal(z.enum(['free', 'pro'])),
  spent: nonPersonal(z.number()),
})
const policy = {
  purposes: { orders: { data: ['user.contact.email', 'user.name'] }, news: { data: ['user.contact.email'] } },
} as const
const jane = schema.parse({ email: JANE, name: 'Jane', plan: 'pro', spent: 12.5 })
const bob = schema.parse({ email: 'bob@example.test', name: null, plan: 'free', spent: 0 })
const open = { purpose: 'orders', decision: { allowed: true, reason: 'contract' }, audit: () => {} }

describeDatabases('isolated tables', (target) => {
  let reader: string
  let verdict: { allowed: boolean; reason: string }
  const make = (sql: Sql = target.sql) =>
    createIsolatedTables({
      name: 'customer',
      split: split(schema),
      client: sql,
      reader,
      policy,
      decide: () => verdict,
    })
  const owner = (text: string, params: unknown[] = []) => select(target.sql, text, params)
  const asReader = (text: string) => target.as(reader, (sql) => select(sql, text))
  const denied = { code: '42501' }

  beforeAll(async () => {
    reader = target.newRole()
    await make().migrate()
  })
  beforeEach(async () => {
    verdict = { allowed: true, reason: 'contract' }
    await target.sql.query('truncate personal.customer')
    await target.sql.query('truncate personal.customer_access')
    await target.sql.query('truncate app.customer')
    await make().insert(jane, { subject: 'u_jane' })
    await make().insert(bob, { subject: 'u_bob' })
  })

  describe('the reader', () => {
    test('reads the non-personal part', async () => {
      expect(await asReader('select plan, spent from app.customer order by spent')).toEqual([
        { plan: 'free', spent: 0 },
        { plan: 'pro', spent: 12.5 },
      ])
      expect(await asReader('select count(*)::int from app.customer')).toEqual([{ count: 2 }])
    })

    test.each([
      ['select', 'select email from personal.customer'],
      ['select of everything', 'select * from personal.customer'],
      ['count', 'select count(*) from personal.customer'],
      ['the trail', 'select * from personal.customer_access'],
      ['copy', 'copy personal.customer to stdout'],
      ['explain', 'explain select * from personal.customer'],
      ['a join', 'select 1 from app.customer natural join personal.customer'],
      ['a copy of the table', 'create temporary table mine (like personal.customer)'],
      ['a view of its own', 'create temporary view mine as select * from personal.customer'],
      ['a foreign key', 'create temporary table mine (k text references personal.customer)'],
      ['an insert that probes', `insert into personal.customer values ('k', 'u_jane')`],
      ['a delete', 'delete from personal.customer'],
      ['the key', 'select privacykit_key from app.customer'],
      ['the place of a row', 'select ctid from app.customer'],
      ['the transaction of a row', 'select xmin from app.customer'],
      ['the whole row', 'select o from app.customer o'],
      ['a change of the rows it reads', 'update app.customer set spent = 1'],
      ['a trigger on the rows it reads', 'create trigger t after insert on app.customer execute function now()'],
      ['the stored statistics', 'select * from pg_statistic'],
    ])('is refused: %s', async (_title, statement) => {
      await expect(asReader(statement)).rejects.toMatchObject(denied)
    })

    test('is refused by a function that runs with its rights', async () => {
      await owner(`create or replace function public.peek() returns text language sql begin atomic
        select email from personal.customer; end`)

      await expect(asReader('select public.peek()')).rejects.toMatchObject(denied)

      await owner('drop function public.peek')
    })

    test('finds nothing about the personal values in the catalogue', async () => {
      await owner('analyze personal.customer')
      await owner('analyze app.customer')

      const seen = await asReader(`select
        (select count(*)::int from pg_stats where schemaname = 'personal') as stats,
        (select count(*)::int from pg_stats where schemaname = 'app' and attname not in ('plan', 'spent')) as key_stats,
        (select count(*)::int from information_schema.columns where table_schema = 'personal') as columns,
        (select count(*)::int from information_schema.tables where table_schema = 'personal') as tables,
        (select count(*)::int from pg_depend d where d.refobjid in (select oid from pg_class where relkind = 'S')) as sequences`)

      expect(seen).toEqual([{ stats: 0, key_stats: 0, columns: 0, tables: 0, sequences: 0 }])
    })

    test('learns no order of arrival from the table once it is shuffled', async () => {
      await target.sql.query('truncate app.customer')
      const keys: string[] = []
      for (let i = 0; i < 40; i++) keys.push(await make().insert({ ...bob, spent: i }, { subject: `u_${i}` }))

      await make().shuffle()

      const seen = (await asReader('select spent from app.customer')).map(({ spent }) => spent)
      const byKey = keys.map((key, i) => [key, i] as const).sort(([a], [b]) => (a < b ? -1 : 1))
      expect(seen).toEqual(byKey.map(([, i]) => i))
    })
  })

  describe('exposures', () => {
    test('are none after a migration, and none after a second one', async () => {
      await make().migrate()

      expect(await make().exposures()).toEqual([])
    })

    test.each([
      ['right', 'grant select on personal.customer to ROLE', 'revoke all on personal.customer from ROLE'],
      ['right', 'grant select (email) on personal.customer to public', 'revoke all on personal.customer from public'],
      ['right', 'grant insert on personal.customer_access to ROLE', 'revoke all on personal.customer_access from ROLE'],
      ['right', 'grant pg_read_all_data to ROLE', 'revoke pg_read_all_data from ROLE'],
      ['right', 'alter role ROLE createrole', 'alter role ROLE nocreaterole'],
      [
        'view',
        'create view app.v as select * from personal.customer; grant select on app.v to ROLE',
        'drop view app.v',
      ],
      [
        'view',
        'create view personal.v as select * from personal.customer; create view app.w as select name from personal.v; grant select on app.w to public',
        'drop view personal.v cascade',
      ],
      [
        'function',
        `create function app.f() returns text language sql security definer as 'select email from personal.customer'`,
        'drop function app.f',
      ],
      ['column', 'grant select on app.customer to ROLE', 'revoke all on app.customer from ROLE'],
      ['column', 'grant select (ctid) on app.customer to ROLE', 'revoke select (ctid) on app.customer from ROLE'],
      ['left-behind', 'alter table app.customer add email text', 'alter table app.customer drop email'],
      [
        'foreign-key',
        'alter table app.customer add constraint k foreign key (privacykit_key) references personal.customer on delete cascade not valid',
        'alter table app.customer drop constraint k',
      ],
    ])('name a %s: %s', async (kind, hole, repair) => {
      const all = (statements: string) => statements.replaceAll('ROLE', `"${reader}"`).split('; ')
      for (const statement of all(hole)) await target.sql.query(statement)

      const found = await make().exposures()

      for (const statement of all(repair)) await target.sql.query(statement)
      await make().migrate()
      expect(found.map((exposure) => exposure.kind)).toContain(kind)
      expect(await make().exposures()).toEqual([])
    })

    test('leave out a view that runs with the rights of whoever reads it', async () => {
      await owner('create view app.v with (security_invoker = true) as select * from personal.customer')
      await owner(`grant select on app.v to "${reader}"`)

      expect(await make().exposures()).toEqual([])
      await expect(asReader('select * from app.v')).rejects.toMatchObject(denied)

      await owner('drop view app.v')
    })

    test('stop a migration for a role that may read everything', async () => {
      const [{ current_user: superuser } = {}] = await owner('select current_user')
      const tables = createIsolatedTables({
        ...{ name: 'other', split: split(schema), client: target.sql, policy, decide: () => verdict },
        reader: String(superuser),
      })

      await expect(tables.migrate()).rejects.toMatchObject({ code: 'invalid-option', message: /another role/ })
    })
  })

  test('a migration closes a field that was tagged later, and says that it lies behind', async () => {
    const before = z.object({ email: schema.shape.email, city: nonPersonal(z.string()) })
    const after = z.object({ email: schema.shape.email, city: personal(z.string(), 'user.contact.address.city') })
    const role = target.newRole()
    const tablesOf = (shape: typeof before | typeof after) =>
      createIsolatedTables({
        ...{ name: 'visitor', split: split(shape), client: target.sql, reader: role, policy, decide: () => verdict },
      })
    await tablesOf(before).migrate()
    expect(await target.as(role, (sql) => select(sql, 'select city from app.visitor'))).toEqual([])

    await tablesOf(after).migrate()

    await expect(target.as(role, (sql) => select(sql, 'select city from app.visitor'))).rejects.toMatchObject(denied)
    expect(await tablesOf(after).exposures()).toEqual([{ kind: 'left-behind', name: 'app.visitor.city' }])
    await owner(`drop owned by ${role}`)
  })

  test('an owner that is no superuser and may make no roles can migrate, insert, join and erase', async () => {
    const [role, plain] = [target.newRole(), target.newRole()]
    await owner(`create role ${role} nologin`)
    await owner(`create role ${plain} nologin`)
    const [{ name } = {}] = await owner('select current_database() as name')
    await owner(`grant create on database "${name}" to ${plain}`)

    const found = await target.as(plain, async (sql) => {
      await sql.query(`set role ${plain}`) // so that all logins of the role own what it makes
      const tables = createIsolatedTables({
        ...{ name: 'owned', split: split(schema), client: sql, reader: role, policy, decide: () => verdict },
        schemas: { personal: 'owned_personal', nonPersonal: 'owned_app' },
      })
      await tables.migrate()
      await tables.migrate()
      await tables.insert(jane, { subject: 'u_jane' })
      const box = await tables.join({ subject: 'u_jane', purpose: 'orders', by: 'checkout' })
      return { rows: box.reveal({ ...open, subjects: ['u_jane'] }), erased: await tables.erase('u_jane') }
    })

    expect(found).toEqual({ rows: [jane], erased: 1 })
    const seen = await target.as(role, (sql) => select(sql, 'select plan, spent from owned_app.owned'))
    expect(seen).toEqual([{ plan: 'pro', spent: 12.5 }])
    await owner(`drop owned by ${role}, ${plain} cascade`)
  })

  test('migrations at once do not disturb each other', async () => {
    const role = target.newRole()
    const tables = () =>
      createIsolatedTables({
        ...{ name: 'race', split: split(schema), client: target.sql, reader: role, policy, decide: () => verdict },
        schemas: { personal: 'race_personal', nonPersonal: 'race_app' },
      })

    await Promise.all(Array.from({ length: 6 }, () => tables().migrate()))

    expect(await tables().exposures()).toEqual([])
    await owner(`drop owned by ${role}`)
  })

  describe('insert', () => {
    test('stores both parts under one key that says nothing, and nothing personal beside the other', async () => {
      const [row] = await owner(`select * from app.customer where plan = 'pro'`)
      const [other] = await owner(`select * from personal.customer where email = '${JANE}'`)

      expect(Object.keys(row ?? {}).sort()).toEqual(['plan', 'privacykit_key', 'spent'])
      expect(other).toMatchObject({ privacykit_subject: 'u_jane', privacykit_key: row?.privacykit_key, name: 'Jane' })
      expect(row?.privacykit_key).toMatch(/^[0-9a-f]{32}$/)
    })

    test('stores neither part when one cannot be stored', async () => {
      await owner('alter table app.customer add constraint cheap check (spent < 100)')

      await expect(make().insert({ ...jane, spent: 101 }, { subject: 'u_x' })).rejects.toMatchObject({ code: '23514' })

      expect(await owner(`select 1 from personal.customer where privacykit_subject = 'u_x'`)).toEqual([])
      await owner('alter table app.customer drop constraint cheap')
    })

    test('belongs to the transaction of the app', async () => {
      const tx = watched(target.sql)

      await make({ query: () => Promise.reject(new Error('not this one')) }).insert(jane, { subject: 'u_tx', tx })

      expect(tx.statements).toHaveLength(1)
    })

    test('refuses a record without a person', async () => {
      await expect(make().insert(jane, { subject: '' })).rejects.toMatchObject({ code: 'invalid-option' })
    })
  })

  describe('readNonPersonal', () => {
    test('answers rows by their values, without the key', async () => {
      expect(await make().readNonPersonal({ plan: 'pro' })).toEqual([{ plan: 'pro', spent: 12.5 }])
      expect(await make().readNonPersonal({ plan: 'pro', spent: 0 })).toEqual([])
      expect(await make().readNonPersonal()).toHaveLength(2)
    })

    test('asks for no field of the personal part', async () => {
      const where = { email: JANE } as never // as: the compiler refuses it too

      await expect(make().readNonPersonal(where)).rejects.toMatchObject({ code: 'invalid-option' })
    })

    test('takes a value for a value, whatever it contains', async () => {
      const where = { plan: `pro' or true --` } as never // as: the compiler refuses it too

      expect(await make().readNonPersonal(where)).toEqual([])
    })
  })

  describe('join', () => {
    const request = { subject: 'u_jane', purpose: 'orders', by: 'checkout' } as const

    test('answers the records of a person in a box', async () => {
      const box = await make().join(request)

      expect(box.label).toMatchObject({
        categories: ['user.contact.email', 'user.name'],
        subjects: ['u_jane'],
        purposes: ['orders'],
      })
      expect(box.reveal({ ...open, subjects: ['u_jane'] })).toEqual([jane])
    })

    test('reads the columns of the fields asked for, and no others', async () => {
      const spy = watched(target.sql)

      const box = await make(spy).join({ ...request, purpose: 'news', fields: ['email', 'plan'] })

      expect(box.reveal({ ...open, purpose: 'news', subjects: ['u_jane'] })).toEqual([{ email: JANE, plan: 'pro' }])
      expect(box.label.categories).toEqual(['user.contact.email'])
      expect(spy.statements).toHaveLength(1)
      expect(spy.statements[0]).not.toMatch(/"name"|"spent"/)
    })

    test('keeps to one record when its key is given, and to the person all the same', async () => {
      const joinKey = await make().insert({ ...jane, spent: 99 }, { subject: 'u_jane' })

      const own = await make().join({ ...request, fields: ['email', 'spent'], joinKey })
      const foreign = await make().join({ ...request, subject: 'u_bob', fields: ['email', 'spent'], joinKey })

      expect(own.reveal({ ...open, subjects: ['u_jane'] })).toEqual([{ email: JANE, spent: 99 }])
      expect(foreign.reveal({ ...open, subjects: ['u_bob'] })).toEqual([])
    })

    test('leaves a row that says who, for what, which categories, and when by the database', async () => {
      await make().join({ ...request, fields: ['email'] })

      const [access, more] = await make().accesses('u_jane')
      expect(more).toBeUndefined()
      expect(access).toEqual({
        at: expect.any(Date),
        purpose: 'orders',
        categories: ['user.contact.email'],
        by: 'checkout',
        allowed: true,
        reason: 'contract',
      })
      const [{ now } = {}] = await owner('select now()')
      expect(Math.abs((access?.at.getTime() ?? 0) - (now as Date).getTime())).toBeLessThan(60_000)
      expect(await make().accesses('u_bob')).toEqual([])
    })

    test('reads nothing when refused, and leaves a row', async () => {
      verdict = { allowed: false, reason: 'withdrawn' }
      const spy = watched(target.sql)

      await expect(make(spy).join(request)).rejects.toMatchObject({ code: 'not-allowed', message: /withdrawn/ })
      await expect(make(spy).join({ ...request, purpose: 'news' })).rejects.toMatchObject({ code: 'not-allowed' })

      expect(spy.statements.join(' ')).not.toMatch(/personal"."customer"\s/)
      expect((await make().accesses('u_jane')).map(({ allowed, reason }) => [allowed, reason])).toEqual([
        [false, 'withdrawn'],
        [false, 'undeclared-category'],
      ])
    })

    test('hands nothing out when the row cannot be written', async () => {
      await owner('alter table personal.customer_access add constraint never check (asked_by <> $$checkout$$)')

      await expect(make().join(request)).rejects.toMatchObject({ code: '23514' })

      expect(await make().accesses('u_jane')).toEqual([])
      await owner('alter table personal.customer_access drop constraint never')
    })

    test('hands nothing out when the connection dies after the read, before the row is safe', async () => {
      const die = target.name === 'postgres' ? 'perform pg_terminate_backend(pg_backend_pid(), 5000)' : 'null'
      await owner(`create function personal.die() returns trigger language plpgsql as $$ begin ${die};
        raise exception 'gone' using errcode = '57P01'; end $$`)
      await owner(`create constraint trigger die after insert on personal.customer_access
        deferrable initially deferred for each row execute function personal.die()`)

      await expect(make().join(request)).rejects.toMatchObject({ code: '57P01' })

      expect(await make().accesses('u_jane')).toEqual([])
      await owner('drop function personal.die cascade')
    })

    test('needs a name of who asks, and a purpose of the policy', async () => {
      await expect(make().join({ ...request, by: '' })).rejects.toMatchObject({ code: 'invalid-option' })
      const unknown = { ...request, purpose: 'jane' } as never // as: the compiler refuses it too
      await expect(make().join(unknown)).rejects.toMatchObject({ code: 'not-allowed' })

      expect(await make().accesses('u_jane')).toMatchObject([{ purpose: null, reason: 'unknown-purpose' }])
    })

    test('still finds a person whose other half is gone', async () => {
      await owner(`delete from app.customer where plan = 'pro'`)

      const box = await make().join(request)

      expect(box.reveal({ ...open, subjects: ['u_jane'] })).toEqual([{ email: JANE, name: 'Jane' }])
    })
  })

  describe('erase', () => {
    test('deletes the personal part, keeps the other, and leaves nothing that links them', async () => {
      const joinKey = await make().insert({ ...jane, spent: 7 }, { subject: 'u_jane' })
      const before = await owner('select privacykit_key from app.customer')
      await make().join({ subject: 'u_jane', purpose: 'orders', by: 'checkout' })

      expect(await make().erase('u_jane')).toBe(2)

      const after = await owner('select privacykit_key, spent from app.customer order by spent')
      const old = new Set(before.map((row) => row.privacykit_key))
      expect(after.map(({ spent }) => spent)).toEqual([0, 7, 12.5])
      expect(after.map((row) => old.has(row.privacykit_key))).toEqual([true, false, false])
      expect(after.every(({ privacykit_key: key }) => /^[0-9a-f]{32}$/.test(String(key)))).toBe(true)
      expect(await owner('select privacykit_subject from personal.customer')).toEqual([{ privacykit_subject: 'u_bob' }])
      const everything = JSON.stringify([after, await owner('select * from personal.customer_access')])
      expect(everything).not.toContain(joinKey)
      expect(await owner('select 1 from app.customer natural join personal.customer')).toHaveLength(1)
    })

    test('answers 0 the second time, and for somebody without a record', async () => {
      await make().erase('u_jane')

      expect(await make().erase('u_jane')).toBe(0)
      expect(await make().erase('u_nobody')).toBe(0)
    })

    test('belongs to the transaction of the app', async () => {
      const tx = watched(target.sql)

      const count = await make({ query: () => Promise.reject(new Error('not this one')) }).erase('u_jane', { tx })

      expect(count).toBe(1)
      expect(tx.statements).toHaveLength(1)
    })
  })
})
