/** The row of a subject: its generation, its lock, its end. */
import type { Subject } from '@privacykit/contract'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** A subject whose credential was shown. `generation` null: the newest one counts. */
export interface KnownSubject extends Subject {
  generation: number | null
}

export interface SubjectKey {
  tenant: string
  app: string
  subject: Subject
}

/** What the row says; `lastAt` is the `receivedAt` of its last record. */
export interface SubjectRow {
  generation: number
  seq: number
  erased: boolean
  suppressed: boolean
  ageUnknown: boolean
}

/** The newest generation, or null when nothing was ever stored. `lock` holds the row until the transaction ends. */
export async function findSubject(
  db: Kysely<Tables>,
  key: SubjectKey,
  options: { lock?: boolean } = {},
): Promise<SubjectRow | null> {
  const query = db
    .selectFrom('subject')
    .select(['generation', 'seq', 'erased', 'suppressed', 'age_unknown as ageUnknown'])
    .where('tenant', '=', key.tenant)
    .where('app', '=', key.app)
    .where('kind', '=', key.subject.kind)
    .where('id', '=', key.subject.id)
    .orderBy('generation', 'desc')
    .limit(1)
  const row = await (options.lock === true ? query.forUpdate() : query).executeTakeFirst()
  return row ?? null
}

/** Inserts the row of a generation unless it is there. */
export async function insertSubject(trx: Kysely<Tables>, key: SubjectKey & { generation: number }): Promise<void> {
  const { tenant, app, subject, generation } = key
  await trx
    .insertInto('subject')
    .values({ tenant, app, kind: subject.kind, id: subject.id, generation, last_at: '-infinity' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The newest generation's row, locked until the transaction ends; the first generation's when there was none. */
export async function lockSubject(trx: Kysely<Tables>, key: SubjectKey): Promise<SubjectRow> {
  const found = await findSubject(trx, key, { lock: true })
  if (found !== null) return found
  await insertSubject(trx, { ...key, generation: 1 })
  const made = await findSubject(trx, key, { lock: true })
  if (made === null) throw new TypeError('The subject that was just inserted is not there.')
  return made
}

/** From now on every write and read of that generation answers `erased`. Append the record `erased` before, in the same transaction. */
export async function markErased(trx: Kysely<Tables>, key: SubjectKey & { generation: number }): Promise<void> {
  await trx
    .updateTable('subject')
    .set({ erased: true, suppressed: false, age_unknown: false })
    .where('tenant', '=', key.tenant)
    .where('app', '=', key.app)
    .where('kind', '=', key.subject.kind)
    .where('id', '=', key.subject.id)
    .where('generation', '=', key.generation)
    .execute()
}
