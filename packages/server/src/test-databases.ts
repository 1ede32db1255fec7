/** For tests: the same suite over PGlite and over a fresh database on the PostgreSQL of `PG_URL`. */
import { randomBytes } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
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
    const server = process.env.PG_URL ?? ''
    const name = `server_${randomBytes(8).toString('hex')}`
    let pool: pg.Pool
    beforeAll(async () => {
      await administer(server, `create database ${name}`)
      const url = new URL(server)
      url.pathname = `/${name}`
      pool = new pg.Pool({ connectionString: url.href, max: 8 })
      target.sql = pool
    })
    afterAll(async () => {
      await pool.end()
      await dropDatabase(server, name)
    })
    suite(target)
  })
}

/** A pool says that it ended before its connections have: one that is cut off then has nobody to hear its error. */
async function dropDatabase(server: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    for (let tries = 0; tries < 100; tries++) {
      const { rowCount } = await client.query('select 1 from pg_stat_activity where datname = $1', [name])
      if (rowCount === 0) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await client.query(`drop database if exists ${name} with (force)`)
  } finally {
    await client.end()
  }
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The rows of a statement. */
export async function select(sql: Sql, text: string, params: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await sql.query(text, params)).rows as Record<string, unknown>[] // as: tests compare whole rows
}
