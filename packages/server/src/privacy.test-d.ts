/** Types of the public surface, checked by `tsc`. */
import type { PGlite } from '@electric-sql/pglite'
import { nonPersonal, personal } from '@privacykit/pii'
import type pg from 'pg'
import * as z from 'zod/mini'
import { createPrivacy, erased, hook, keep, type Privacy, postgres } from './index.ts'
import { shopMap, shopPolicy } from './test-shop.ts'

declare const pool: pg.Pool
declare const client: pg.Client
declare const database: PGlite

// pg and PGlite fit without an adapter
const stores = { one: postgres(pool, shopMap), two: postgres(client, shopMap), three: postgres(database, shopMap) }
const privacy = createPrivacy({
  policy: shopPolicy,
  backend: { url: 'http://127.0.0.1:4400', key: 'k' },
  session: () => null,
  stores,
  hooks: { mail: hook({ erase: async () => erased(0) }) },
})

// a privacy of a certain policy is a privacy
export const general: Privacy = privacy

export async function examples(): Promise<void> {
  await privacy.allows('ada', 'analytics')
  // @ts-expect-error a misspelled purpose does not compile
  await privacy.allows('ada', 'analitics')
  // @ts-expect-error nor in a guard
  await privacy.guard({ account: 'ada' }, 'order')
  const parcel = z.object({ name: personal(z.string(), 'user.name'), floor: nonPersonal(z.int()) })
  const handedOver = { recipient: 'courier', ground: 'contract', schema: parcel, data: { name: 'Ada', floor: 2 } }
  // @ts-expect-error nor in a disclosure
  await privacy.disclose('ada', { ...handedOver, purpose: 'order' })
  const { data } = await privacy.disclose('ada', { ...handedOver, purpose: 'orders' })
  data.name satisfies string | undefined
  // @ts-expect-error any field may have been withheld
  data.floor satisfies number
  // @ts-expect-error data must be what the schema describes
  await privacy.disclose('ada', { ...handedOver, purpose: 'orders', data: { name: 3 } })
  await privacy.openAccount('ada', { identifiers: [], contracts: ['orders'] })
  // @ts-expect-error nor as a contract
  await privacy.openAccount('ada', { identifiers: [], contracts: ['order'] })
  await database.transaction((tx) => privacy.deregister('ada', { tx }))
  await privacy.deregister('ada', { tx: await pool.connect() })
  // @ts-expect-error an outcome is one of the four
  hook({ erase: async () => ({ outcome: 'skipped' }) })
}

postgres(pool, {
  subject: { table: 'users', key: 'id' },
  tables: {
    // @ts-expect-error a tag is a category or 'non-personal'
    users: { columns: { id: 'person' }, erase: 'delete' },
    orders: { subject: 'user_id', columns: {}, erase: keep({ rule: 'invoices', from: 'paid_at', mask: ['ship_to'] }) },
    // @ts-expect-error there is no fate by default
    notes: { subject: 'user_id', columns: {} },
  },
})
