/** For tests: databases of their own on the PostgreSQL of `PG_URL`, made and dropped. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A database, not made yet. */
export interface TemporaryDatabase {
  url: URL
  create(): Promise<void>
  /** Call it when whoever used it has disconnected, or is about to. `afterwards` runs on the server behind it. */
  drop(afterwards?: readonly string[]): Promise<void>
}

/** Names a database that nobody else uses. */
export function temporaryDatabase(prefix: string): TemporaryDatabase {
  const server = process.env.PG_URL
  if (server === undefined) throw new Error('PG_URL is not set: run these tests in the project `database`.')
  const name = `${prefix}_${randomBytes(8).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url,
    create: () => administer(server, async (client) => void (await client.query(`create database ${name}`))),
    drop: (afterwards = []) =>
      administer(server, async (client) => {
        // a pool says that it ended before its connections have: one that is cut off then has nobody to hear its error
        for (let tries = 0; tries < 100 && (await isUsed(client, name)); tries++)
          await new Promise((resolve) => setTimeout(resolve, 50))
        await client.query(`drop database if exists ${name} with (force)`)
        for (const statement of afterwards) await client.query(statement)
      }),
  }
}

/** Runs something with a connection to a server. */
export async function administer<T>(server: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  return run(client).finally(() => client.end())
}

async function isUsed(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_stat_activity where datname = $1', [name])
  return rowCount !== 0
}
