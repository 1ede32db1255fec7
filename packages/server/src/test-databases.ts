/** For tests: the same suite over PGlite and over a fresh database on the PostgreSQL of `PG_URL`. */
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { temporaryDatabase } from '../../../test/support/temporary-database.ts'
import type { Sql, SqlClient } from './sql.ts'

export interface TestDatabase {
  name: 'pglite' | 'postgres'
  sql: SqlClient
}

/** Runs `suite` once a database; `target.sql` is there from `beforeAll` on. Each suite starts with an empty database. */
export function describeDatabases(title: string, suite: (target: TestDatabase) => void): void {
  describe(`${title} (PGlite)`, () => {
    const target = { name: 'pglite' } as TestDatabase // as: `sql` is set before the first test
    let database: PGlite
    beforeAll(async () => {
      database = await PGlite.create()
      target.sql = database
    })
    afterAll(() => database.close())
    suite(target)
  })
  describe(`${title} (PostgreSQL)`, () => {
    const target = { name: 'postgres' } as TestDatabase // as: `sql` is set before the first test
    const temporary = temporaryDatabase('server')
    let pool: pg.Pool
    beforeAll(async () => {
      await temporary.create()
      pool = new pg.Pool({ connectionString: temporary.url.href, max: 8 })
      target.sql = pool
    })
    afterAll(async () => {
      await pool.end()
      await temporary.drop()
    })
    suite(target)
  })
}

/** The rows of a statement. */
export async function select(sql: Sql, text: string, params: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await sql.query(text, params)).rows as Record<string, unknown>[] // as: tests compare whole rows
}
