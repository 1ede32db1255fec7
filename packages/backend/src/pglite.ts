/** The embedded database: a whole PostgreSQL inside this process, in memory or in a folder. */
import { PGlite, type PGliteInterface } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { fromPglite } from 'pg-boss'
import type { Database, OpenDatabase } from './database.ts'
import { SCHEMA } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import type { Tables } from './tables.ts'

/** int8 as text, as node-postgres gives it, so that one code path reads both. */
const INT8_AS_TEXT = { 20: String }

/**
 * PGlite in `folder`, or in memory when it is left out. Survives a killed process, not a power cut: PGlite never syncs to disk, and
 * receipts say `durability: 'process'`. One process at a time may open a folder: `open()` throws `storage-locked` for the second.
 *
 * @example
 * const backend = createBackend({ apps, keys, database: pglite('./data') })
 */
export function pglite(folder?: string): Database {
  return {
    async open() {
      const release = folder === undefined ? () => {} : await lockFolder(folder)
      try {
        return toOpenDatabase(
          await PGlite.create({ ...(folder && { dataDir: folder }), parsers: INT8_AS_TEXT }),
          release,
        )
      } catch (error) {
        release()
        throw error
      }
    },
  }
}

function toOpenDatabase(instance: PGliteInterface, release: () => void): OpenDatabase {
  const kysely = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: instance as PGlite }) }) // as: the dialect names the class
  return {
    db: kysely.withSchema(SCHEMA),
    append: (groups, fixedNow) => append(instance, groups, fixedNow),
    parallel: 1,
    durability: 'process',
    boss: { db: fromPglite(instance), backend: 'pglite' },
    async close() {
      await kysely.destroy() // closes PGlite too
      release()
    },
  }
}

/**
 * As one simple message with the values inside, which takes PGlite half the time of a statement with parameters. The JSON is written
 * without a quote in it, so nothing can end the literal.
 */
async function append(instance: PGliteInterface, groups: string, fixedNow: Date | null): Promise<string> {
  const json = groups.replaceAll("'", '\\u0027')
  const now = fixedNow === null ? 'null' : `'${fixedNow.toISOString()}'`
  const [result] = await instance.exec(`select privacykit.append_records('${json}', ${now}) as answer`)
  const [row] = (result?.rows ?? []) as { answer: string }[] // as: the one column that the statement names
  return row?.answer ?? '[]'
}
