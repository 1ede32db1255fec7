/** Endpoints without a credential: whether the backend can store, and the public keys. */
import { sql } from 'kysely'
import type { Handlers } from './context.ts'

export const healthHandlers: Handlers<'health' | 'readKeys'> = {
  async health(_input, { db, database }) {
    await sql`select 1`.execute(db)
    return { ok: true, durability: database.durability }
  },
  readKeys: (_input, { keys }) => keys.publicKeys(),
}
