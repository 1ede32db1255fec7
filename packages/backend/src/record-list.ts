/** Reads a subject's list: its own records, and those of the devices linked to it. */
import type { ListedRecord, Role, Subject } from '@privacykit/contract'
import { type Kysely, sql } from 'kysely'
import type { Stored } from './append.ts'
import { recordOfCanonical } from './canonical.ts'
import type { Tables } from './tables.ts'

export interface ListKey {
  tenant: string
  app: string
  subject: Subject
  generation: number
}

/** A stored record with everything that a reader or a receipt needs. */
export interface ListRow extends Stored {
  kind: Subject['kind']
  subjectId: string
  generation: number
  role: Role
  principal: string | null
  canonical: string
}

/**
 * The subject's own records by position, then those of linked devices. A device sees its own only: no data of an account returns to
 * it. Which of a linked device's records count is the fold's business; the link records are in the list.
 */
export async function readList(db: Kysely<Tables>, key: ListKey): Promise<ListRow[]> {
  const { tenant, app, subject, generation } = key
  const { rows } = await sql<ListRow>`
    select r.kind, r.subject_id as "subjectId", r.generation, r.seq, r.id, r.role, r.principal, r.canonical, r.commitment,
      r.received_at as "receivedAt", r.effective_at as "effectiveAt", r.clock
    from privacykit.record r
    where r.tenant = ${tenant} and r.app = ${app} and (
      (r.kind = ${subject.kind} and r.subject_id = ${subject.id} and r.generation = ${generation})
      or (${subject.kind} = 'account' and r.kind = 'device' and r.subject_id in (select l.device from privacykit.link l
        where l.tenant = ${tenant} and l.app = ${app} and l.account = ${subject.id} and l.generation = ${generation})))
    order by r.kind, r.subject_id, r.seq`.execute(db)
  return rows
}

/** The wire form. */
export function toListedRecord(row: ListRow): ListedRecord {
  return {
    record: recordOfCanonical(row.canonical),
    stamp: {
      subject: { kind: row.kind, id: row.subjectId },
      generation: row.generation,
      actor: { role: row.role, ...(row.principal !== null && { principal: row.principal }) },
      seq: row.seq,
      receivedAt: row.receivedAt.toISOString(),
      effectiveAt: row.effectiveAt.toISOString(),
      clock: row.clock,
    },
  }
}
