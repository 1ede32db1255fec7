import { expect, test } from 'vitest'
import * as z from 'zod'
import { nonPersonal, personal } from '../tag.ts'
import { createIsolatedTables } from './postgres.ts'
import { split } from './split.ts'
import { denied, describeCustomers, jane, open, policy, schema } from './test-customers.ts'
import { select } from './test-databases.ts'

describeCustomers('migrations', (customers) => {
  const { target, owner } = customers

  test('a migration closes a field that was tagged later, and says that it lies behind', async () => {
    const before = z.object({ email: schema.shape.email, city: nonPersonal(z.string()) })
    const after = z.object({ email: schema.shape.email, city: personal(z.string(), 'user.contact.address.city') })
    const role = target.newRole()
    const tablesOf = (shape: typeof before | typeof after) =>
      createIsolatedTables({
        ...{
          name: 'visitor',
          split: split(shape),
          client: target.sql,
          reader: role,
          policy,
          decide: () => customers.verdict,
        },
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
      const owned = createIsolatedTables({
        ...{ name: 'owned', split: split(schema), client: sql, reader: role, policy, decide: () => customers.verdict },
        schemas: { personal: 'owned_personal', nonPersonal: 'owned_app' },
      })
      await owned.migrate()
      await owned.migrate()
      await owned.insert(jane, { subject: 'u_jane' })
      const box = await owned.join({ subject: 'u_jane', purpose: 'orders', by: 'checkout' })
      return { rows: box.reveal({ ...open, subjects: ['u_jane'] }), erased: await owned.erase('u_jane') }
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
        ...{
          name: 'race',
          split: split(schema),
          client: target.sql,
          reader: role,
          policy,
          decide: () => customers.verdict,
        },
        schemas: { personal: 'race_personal', nonPersonal: 'race_app' },
      })

    await Promise.all(Array.from({ length: 6 }, () => tables().migrate()))

    expect(await tables().exposures()).toEqual([])
    await owner(`drop owned by ${role}`)
  })
})
