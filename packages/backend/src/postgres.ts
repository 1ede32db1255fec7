/** PostgreSQL 15 or newer through node-postgres. */
import { PrivacyError } from '@privacykit/contract'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database, OpenDatabase } from './database.ts'
import { SCHEMA } from './database.ts'
import type { Tables } from './tables.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. All tables go into the schema `privacykit` there. */
  connectionString: string
  /** Connections of this process. Default 10. */
  maxConnections?: number
}

/**
 * A PostgreSQL that many processes may share. Receipts say `durability: 'power'` when the server syncs each commit.
 * `open()` throws `unavailable` when it does not answer.
 *
 * @example
 * const backend = createBackend({ apps, keys, database: postgres({ connectionString }) })
 */
export function postgres({ connectionString, maxConnections = 10 }: PostgresOptions): Database {
  return {
    async open() {
      const pool = new pg.Pool({ connectionString, max: maxConnections })
      // Whatever breaks a connection, the next query on it fails or opens another. Without a listener on each, one that breaks
      // between two statements of a transaction, or while it is being closed, would end the process.
      pool.on('error', () => {})
      pool.on('connect', (client) => client.on('error', () => {}))
      try {
        return toOpenDatabase(pool, { connectionString, durability: await readDurability(pool) })
      } catch (cause) {
        await pool.end()
        throw new PrivacyError('unavailable', 'PostgreSQL does not answer: check that it runs and takes this user.', {
          cause,
        })
      }
    },
  }
}

function toOpenDatabase(
  pool: pg.Pool,
  facts: { connectionString: string; durability: OpenDatabase['durability'] },
): OpenDatabase {
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    db: kysely.withSchema(SCHEMA),
    async append(groups, fixedNow) {
      const { rows } = await pool.query<{ answer: string }>({
        ...APPEND,
        values: [groups, fixedNow?.toISOString() ?? null],
      })
      return rows[0]?.answer ?? '[]'
    },
    parallel: 2,
    durability: facts.durability,
    boss: { connectionString: facts.connectionString, max: 2 },
    close: () => kysely.destroy(), // ends the pool too
  }
}

/** Named, so that a connection parses it once. */
const APPEND = {
  name: 'privacykit_append',
  text: 'select privacykit.append_records($1::jsonb, $2::timestamptz) as answer',
}

/** What the server promises for a commit, as this user gets it. */
async function readDurability(pool: pg.Pool): Promise<OpenDatabase['durability']> {
  const { rows } = await pool.query<{ synced: boolean }>(
    `select current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off' as synced`,
  )
  return rows[0]?.synced === true ? 'power' : 'process'
}
