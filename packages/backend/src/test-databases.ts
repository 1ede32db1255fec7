/** For tests: the same suite over PGlite and over a fresh database on the PostgreSQL of `PG_URL`. */
import { beforeAll, describe } from 'vitest'
import { administer, temporaryDatabase } from '../../../test/support/temporary-database.ts'
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
    const temporary = temporaryDatabase('backend')
    let made: Promise<void> | null = null
    const make = () => {
      made ??= temporary.create()
      return made
    }
    // registered before those of the suite, it runs after them, when nobody is connected any more
    beforeAll(() => () => temporary.drop())
    suite({
      name: 'postgres',
      async syncs() {
        await make()
        const { rows } = await administer(temporary.url.href, (client) => client.query('show fsync'))
        return rows[0]?.fsync === 'on'
      },
      database: () => ({
        async open() {
          await make()
          return postgres({ connectionString: temporary.url.href }).open()
        },
      }),
    })
  })
}
