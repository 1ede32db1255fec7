/** The database port: what an embedded PGlite and a PostgreSQL have in common, and the migrations that both take. */
import { PrivacyError } from '@privacykit/contract'
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { ConstructorOptions } from 'pg-boss'
import { migrations } from './migrations/index.ts'
import type { Tables } from './tables.ts'

/** Where the backend keeps everything. Made by `pglite()` or `postgres()`; nothing is opened before `open()`. */
export interface Database {
  /** Opens it. Throws `storage-locked` when another process, or this one, has the PGlite folder open; `unavailable` when no server answers. */
  open(): Promise<OpenDatabase>
}

/** An open database. */
export interface OpenDatabase {
  /** Typed queries in the schema `privacykit`. */
  db: Kysely<Tables>
  /** Calls `privacykit.append_records` by itself, outside any transaction: the path that must be fast. Takes and gives JSON. */
  append(groups: string, fixedNow: Date | null): Promise<string>
  /** Appends that may be under way at once: 1 on PGlite. */
  parallel: number
  /** `process`: commits survive a killed process. `power`: they are on disk before the answer. */
  durability: 'process' | 'power'
  /** What pg-boss needs to work on the same database. */
  boss: ConstructorOptions
  /** Closes it; further use throws. */
  close(): Promise<void>
}

/** Schema of all tables; raw SQL names it, queries of the builder get it by themselves. */
export const SCHEMA = 'privacykit'

/**
 * Brings the tables up to this version; forward only. Two processes may call it at once.
 * Throws `storage-newer` when the database was migrated by a newer version, `storage-locked` and `unavailable` as `open()` does.
 */
export async function migrate(database: Database): Promise<{ applied: string[] }> {
  const opened = await database.open()
  try {
    return await migrateOpen(opened.db)
  } finally {
    await opened.close()
  }
}

/** As `migrate`, on a database that is open already. */
export async function migrateOpen(db: Kysely<Tables>): Promise<{ applied: string[] }> {
  await refuseNewer(db)
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: SCHEMA,
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
  return { applied: (results ?? []).filter((each) => each.status === 'Success').map((each) => each.migrationName) }
}

async function refuseNewer(db: Kysely<Tables>): Promise<void> {
  const known = await sql<{
    found: boolean
  }>`select to_regclass('privacykit.kysely_migration') is not null as found`.execute(db)
  if (known.rows[0]?.found !== true) return
  const { rows } = await sql<{ name: string }>`select name from privacykit.kysely_migration`.execute(db)
  const newer = rows.find((row) => !(row.name in migrations))
  if (newer === undefined) return
  throw new PrivacyError(
    'storage-newer',
    `The database has the migration ${newer.name}, which this version does not know: run the newer @privacykit/backend.`,
  )
}
