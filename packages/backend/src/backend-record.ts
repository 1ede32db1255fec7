/** Records that the backend itself writes: links, openings, the stations of a deregistration. */
import type { PrivacyRecord } from '@privacykit/contract'
import { type Kysely, sql } from 'kysely'
import { appendDirectly, type Stored } from './append.ts'
import type { KnownSubject } from './subject.ts'
import type { Tables } from './tables.ts'

export interface BackendRecord {
  tenant: string
  app: string
  subject: KnownSubject
  record: PrivacyRecord
  /** Injected time; null: the database's clock. */
  fixedNow: Date | null
}

/**
 * Appends in the caller's transaction, role `backend`; idempotent by the record's id. Locks the subject's row until that transaction
 * ends. Throws `erased`, `id-reused`, `foreign-subject`, and 40001 of the database when the call must be repeated in a new transaction.
 */
export async function appendBackendRecord(
  trx: Kysely<Tables>,
  options: BackendRecord,
): Promise<Stored & { generation: number }> {
  const { tenant, app, subject, record, fixedNow } = options
  const run = async (groups: string, now: Date | null) => {
    const { rows } = await sql<{ answer: string }>`
      select privacykit.append_records(${groups}::jsonb, ${now?.toISOString() ?? null}::timestamptz) as answer`.execute(
      trx,
    )
    return rows[0]?.answer ?? '[]'
  }
  const group = { tenant, app, subject, role: 'backend' as const, principal: null, sentAt: null, records: [record] }
  const { generation, records } = await appendDirectly(run, group, fixedNow)
  const [stored] = records
  if (stored === undefined) throw new TypeError('The append function answered without the record.')
  return { ...stored, generation }
}
