import { describe, expect, test } from 'vitest'
import { bob, denied, describeCustomers } from './test-customers.ts'

describeCustomers('the isolation', (customers) => {
  const { target, reader, tables, owner, asReader } = customers

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

    test('finds no personal value anywhere, not even in what the server says of refused statements', async () => {
      const readable =
        await asReader(`select format('%I.%I', table_schema, table_name) as name, string_agg(quote_ident(column_name), ', ') as columns
        from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema') group by 1`)
      const seen = await target.as(reader(), async (sql) => {
        const rows = []
        for (const { name, columns } of readable) rows.push((await sql.query(`select ${columns} from ${name}`)).rows)
        const refused = await sql.query('select email from personal.customer').catch((error: unknown) => error)
        return JSON.stringify([rows, refused, String(refused)])
      })

      expect(readable.map(({ name }) => name)).toEqual(['app.customer'])
      expect(seen).toContain('12.5')
      expect(seen).not.toMatch(/jane|bob/i)
    })

    test('learns no order of arrival from the table once it is shuffled', async () => {
      await target.sql.query('truncate app.customer')
      const keys: string[] = []
      for (let i = 0; i < 40; i++) keys.push(await tables().insert({ ...bob, spent: i }, { subject: `u_${i}` }))

      await tables().shuffle()

      const seen = (await asReader('select spent from app.customer')).map(({ spent }) => spent)
      const byKey = keys.map((key, i) => [key, i] as const).sort(([a], [b]) => (a < b ? -1 : 1))
      expect(seen).toEqual(byKey.map(([, i]) => i))
    })
  })
})
