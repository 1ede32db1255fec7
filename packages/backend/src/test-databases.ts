/** For tests: the same suite over PGlite and over a fresh database on the PostgreSQL of `PG_URL`. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { beforeAll, describe } from 'vitest'
import type { Database } from './database.ts'
import { pglite } from './pglite.ts'
import { postgres } from './postgres.ts'

export interface TestDatabase {
  name: 'pglite' | 'postgres'
  /** PGlite: each call is an empty database. PostgreSQL: each call is the same database, made for this suite. */
  database(): Database
  /** Whether the server syncs to disk before it answers: PGlite never does, and a test's PostgreSQL may be set not to. */
  syncs(): Promise<boolean>
}

/** Runs `suite` once a database. */
export function describeDatabases(title: string, suite: (target: TestDatabase) => void): void {
  describe(`${title} (PGlite)`, () => suite({ name: 'pglite', database: () => pglite(), syncs: async () => false }))
  describe(`${title} (PostgreSQL)`, () => {
    const server = process.env.PG_URL
    if (server === undefined) throw new Error('PG_URL is not set: run these tests in the project `database`.')
    const name = `backend_${randomBytes(8).toString('hex')}`
    const url = new URL(server)
    url.pathname = `/${name}`
    let made: Promise<unknown> | null = null
    const make = () => {
      made ??= administer(server, `create database ${name}`)
      return made
    }
    // registered before those of the suite, it runs after them, when nobody is connected any more
    beforeAll(() => () => dropDatabase(server, name))
    suite({
      name: 'postgres',
      async syncs() {
        const { rows } = await administer(server, 'show fsync')
        return rows[0]?.fsync === 'on'
      },
      database: () => ({
        async open() {
          await make()
          return postgres({ connectionString: url.href }).open()
        },
      }),
    })
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

async function administer(server: string, statement: string): Promise<pg.QueryResult<Record<string, string>>> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return await client.query<Record<string, string>>(statement)
  } finally {
    await client.end()
  }
}
