import { describe, expect, test } from 'vitest'
import { createIsolatedTables } from './postgres.ts'
import { split } from './split.ts'
import { denied, describeCustomers, policy, schema } from './test-customers.ts'

describeCustomers('the catalogue', (customers) => {
  const { target, reader, tables, owner, asReader } = customers

  describe('exposures', () => {
    test('are none after a migration, and none after a second one', async () => {
      await tables().migrate()

      expect(await tables().exposures()).toEqual([])
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
      const all = (statements: string) => statements.replaceAll('ROLE', reader()).split('; ')
      for (const statement of all(hole)) await target.sql.query(statement)

      const found = await tables().exposures()

      for (const statement of all(repair)) await target.sql.query(statement)
      await tables().migrate()
      expect(found.map((exposure) => exposure.kind)).toContain(kind)
      expect(await tables().exposures()).toEqual([])
    })

    test('leave out a view that runs with the rights of whoever reads it', async () => {
      await owner('create view app.v with (security_invoker = true) as select * from personal.customer')
      await owner(`grant select on app.v to "${reader()}"`)

      expect(await tables().exposures()).toEqual([])
      await expect(asReader('select * from app.v')).rejects.toMatchObject(denied)

      await owner('drop view app.v')
    })

    test('stop a migration for a role that may read everything', async () => {
      const [{ current_user: superuser } = {}] = await owner('select current_user')
      const tables = createIsolatedTables({
        ...{ name: 'other', split: split(schema), client: target.sql, policy, decide: () => customers.verdict },
        reader: String(superuser),
      })

      await expect(tables.migrate()).rejects.toMatchObject({ code: 'invalid-option', message: /another role/ })
    })
  })
})
