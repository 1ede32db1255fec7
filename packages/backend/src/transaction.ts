/** A transaction that is begun again when the database asks for it. */
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

const ATTEMPTS = 5
const BEGIN_AGAIN = new Set(['40001', '40P01'])

/** True when the transaction wrote nothing and may succeed if it is run again (serialization failure, deadlock). */
export function mayRunAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && BEGIN_AGAIN.has(error.code)
}

/** Runs `work` in a transaction, up to five times; so it must have no effect outside of it. */
export async function inTransaction<T>(db: Kysely<Tables>, work: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === ATTEMPTS || !mayRunAgain(error)) throw error
    }
  }
}
