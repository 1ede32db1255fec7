/** For tests: the same suite over PGlite and over a fresh database on the PostgreSQL of `PG_URL`, and a look at each through another role's eyes. */
import { randomBytes } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { temporaryDatabase } from '../../../../test/support/temporary-database.ts'
import type { Sql } from './sql.ts'
import { quoted } from './sql-name.ts'

export interface TestDatabase {
  name: 'pglite' | 'postgres'
  sql: Sql
  /** The name of a role that nobody else uses, though roles belong to the whole server; not made yet, dropped afterwards. */
  newRole(tail?: string): string
  /** Runs as a role: with its own login where there is a server, else by `set role`. */
  as<T>(role: string, run: (sql: Sql) => Promise<T>): Promise<T>
}

/** Runs `suite` once a database; `target.sql` is there from `beforeAll` on. Each suite starts with an empty database. */
export function describeDatabases(title: string, suite: (target: TestDatabase) => void): void {
  describe(`${title} (PGlite)`, () => {
    let database: PGlite
    const target: TestDatabase = {
      name: 'pglite',
      sql: { query: () => Promise.reject(new Error('not before beforeAll')) },
      newRole: randomRole,
      async as(role, run) {
        await database.query(`set role ${quoted(role)}`)
        return run(database).finally(() => database.query('reset role'))
      },
    }
    beforeAll(async () => {
      database = await PGlite.create()
      target.sql = database
    })
    afterAll(() => database.close())
    suite(target)
  })
  describe(`${title} (PostgreSQL)`, () => {
    const temporary = temporaryDatabase('pii')
    const roles: string[] = []
    let pool: pg.Pool
    const target: TestDatabase = {
      name: 'postgres',
      sql: { query: () => Promise.reject(new Error('not before beforeAll')) },
      newRole(tail) {
        const role = randomRole(tail)
        roles.push(role)
        return role
      },
      async as(role, run) {
        const login = target.newRole()
        await pool.query(`create role ${login} login password 'test' in role ${quoted(role)}`)
        const own = new URL(temporary.url)
        own.username = login
        own.password = 'test'
        const client = new pg.Client({ connectionString: own.href })
        await client.connect()
        return run(client).finally(() => client.end())
      },
    }
    beforeAll(async () => {
      await temporary.create()
      pool = new pg.Pool({ connectionString: temporary.url.href, max: 8 })
      target.sql = pool
    })
    afterAll(async () => {
      await pool.end()
      await temporary.drop(roles.map((role) => `drop role if exists ${quoted(role)}`).reverse())
    })
    suite(target)
  })
}

function randomRole(tail = ''): string {
  return `pii_${randomBytes(8).toString('hex')}${tail}`
}

/** The rows of a statement. */
export async function select(sql: Sql, text: string, params: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await sql.query(text, params)).rows as Record<string, unknown>[] // as: tests compare whole rows
}

/** The same client, and every statement that it was given. */
export function watched(sql: Sql): Sql & { statements: string[] } {
  const statements: string[] = []
  return {
    statements,
    query(text, params) {
      statements.push(text)
      return sql.query(text, params)
    },
  }
}
