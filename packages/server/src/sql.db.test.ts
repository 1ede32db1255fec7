import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction, quoted } from './sql.ts'
import { describeDatabases, select } from './test-databases.ts'

describeDatabases('a transaction', (target) => {
  beforeAll(async () => {
    await target.sql.query('create table entry (name text primary key)')
  })

  it('keeps all or nothing', async () => {
    await inTransaction(target.sql, (tx) => tx.query(`insert into entry values ('kept')`))
    const failing = inTransaction(target.sql, async (tx) => {
      await tx.query(`insert into entry values ('lost')`)
      await tx.query(`insert into entry values ('kept')`)
    })

    await expect(failing).rejects.toMatchObject({ code: '23505' })
    expect(await select(target.sql, 'select name from entry')).toEqual([{ name: 'kept' }])
  })

  it('gives its connection back, also after failures', async () => {
    for (let round = 0; round < 20; round += 1) {
      await inTransaction(target.sql, () => Promise.reject(new Error('no'))).catch(() => undefined)
    }

    expect(await inTransaction(target.sql, async () => 'still here')).toBe('still here')
  })

  it('quotes any identifier', async () => {
    const { rows } = await target.sql.query(`select 1 as ${quoted('a "quoted"; drop table entry; --')}`)

    expect(rows).toEqual([{ 'a "quoted"; drop table entry; --': 1 }])
  })
})

describe('a pool whose connection breaks inside a transaction', () => {
  const pool = new pg.Pool({ connectionString: process.env.PG_URL, max: 2 })
  afterAll(() => pool.end())

  it('fails the transaction, not the process, and goes on with another connection', async () => {
    const broken = inTransaction(pool, async (tx) => {
      const [own] = await select(tx, 'select pg_backend_pid() as pid')
      await pool.query('select pg_terminate_backend($1)', [own?.pid])
      await new Promise((resolve) => setTimeout(resolve, 100)) // the error arrives while no statement waits
      await tx.query('select 1')
    })

    await expect(broken).rejects.toThrow()
    expect(await inTransaction(pool, async () => 'still here')).toBe('still here')
  })
})

describe('a single connection', () => {
  let client: pg.Client
  beforeAll(async () => {
    client = new pg.Client({ connectionString: process.env.PG_URL })
    await client.connect()
  })
  afterAll(() => client.end())

  it('runs its transactions one after the other', async () => {
    await client.query('create temporary table entry (name text)')
    const write = (name: string, fails: boolean) =>
      inTransaction(client, async (tx) => {
        await tx.query('insert into entry values ($1)', [name])
        if (fails) throw new Error('no')
      }).catch(() => undefined)

    await Promise.all([write('a', false), write('b', true), write('c', false)])

    expect(await select(client, 'select name from entry order by name')).toEqual([{ name: 'a' }, { name: 'c' }])
  })
})
