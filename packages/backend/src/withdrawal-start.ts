/** Starts the erasures that stored records call for. The note of such a record and the record itself are one transaction, so none is lost. */
import type { Subject, Withdrawal } from '@privacykit/contract'
import { purposesClosedBy } from '@privacykit/policy'
import { type Kysely, sql } from 'kysely'
import type { Sagas } from './deregistration-run.ts'
import { tick } from './deregistration-run.ts'
import { sealSubject } from './deregistration-seal.ts'
import type { RequestKey } from './deregistration-store.ts'
import { describeError } from './log.ts'
import { readList, toListedRecord } from './record-list.ts'
import { findSubject } from './subject.ts'
import type { Tables } from './tables.ts'
import { subjectIndex, tombstoneKey } from './tombstone.ts'
import { inTransaction } from './transaction.ts'

export interface StartOptions {
  /** Only this app's; default: all. */
  tenant?: string
  app?: string
  /** Most records in one pass. */
  limit: number
}

interface Note {
  tenant: string
  app: string
  record_id: string
}

const POSTPONE_MS = 30_000

/** One pass over the noted records; returns how many there were. One in trouble is logged and waits; the others go on. */
export async function startWithdrawals(sagas: Sagas, options: StartOptions): Promise<number> {
  const { environment } = sagas
  const notes = await findNotes(sagas, options)
  for (const note of notes) {
    try {
      // planned at once; a request that is not is due, and found by the reconciler
      for (const key of await startFor(sagas, note)) await tick(sagas, key, { skipLocked: true })
    } catch (error) {
      environment.log({ event: 'failure', tenant: note.tenant, app: note.app, error: describeError(error) })
      await postpone(sagas, note)
    }
  }
  return notes.length
}

/** Takes the note and makes its requests in one transaction; another process finds no note any more. */
async function startFor(sagas: Sagas, note: Note): Promise<RequestKey[]> {
  const { environment } = sagas
  const policies = await environment.policies.list(note)
  return inTransaction(environment.db, async (trx) => {
    const taken = await trx
      .deleteFrom('withdrawal_due')
      .where('record_id', '=', note.record_id)
      .where('tenant', '=', note.tenant)
      .where('app', '=', note.app)
      .returning('record_id')
      .executeTakeFirst()
    const owner = taken === undefined ? null : await ownerOf(trx, note)
    if (owner === null) return []
    const { tenant, app } = note
    const { subject, generation } = owner
    const row = await findSubject(trx, { tenant, app, subject })
    if (row === null || row.erased || row.generation !== generation) return []
    const records = (await readList(trx, { tenant, app, subject, generation })).map(toListedRecord)
    const at = environment.now().toISOString()
    const closed = purposesClosedBy({ policies, records, recordId: note.record_id, at })
    const index = subjectIndex(await tombstoneKey(environment.keys, note), subject)
    const made = { sagas, tenant, app, owner, index }
    // the erasure of the whole account takes every purpose along
    if (closed.length === 0 || (await isClosing(trx, made))) return []
    const before = records.find(({ record }) => record.id === note.record_id)?.stamp?.receivedAt
    if (before === undefined) throw new TypeError('The list lacks the record that was noted.')
    const parts = [...closed.map((purpose) => ({ purpose, before })), ...(await keptUntilNow(trx, made, closed))]
    const started: RequestKey[] = []
    for (const part of parts) started.push(await insertWithdrawal(trx, { ...made, ...part }))
    return started
  })
}

interface Owner {
  subject: Subject
  generation: number
}

/** Whose the record is: a linked device's withdrawal is its account's. */
async function ownerOf(trx: Kysely<Tables>, { tenant, app, record_id }: Note): Promise<Owner | null> {
  const record = await trx
    .selectFrom('record')
    .select(['kind', 'subject_id', 'generation'])
    .where('id', '=', record_id)
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .executeTakeFirst()
  if (record === undefined) return null
  const own = { subject: { kind: record.kind, id: record.subject_id }, generation: record.generation }
  if (record.kind === 'account') return own
  const link = await trx
    .selectFrom('link')
    .select(['account', 'generation'])
    .where('device', '=', record.subject_id)
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .executeTakeFirst()
  return link === undefined ? own : { subject: { kind: 'account', id: link.account }, generation: link.generation }
}

interface Made {
  sagas: Sagas
  tenant: string
  app: string
  owner: Owner
  /** Blind index of the owner. */
  index: string
}

async function insertWithdrawal(
  trx: Kysely<Tables>,
  made: Made & { purpose: string; before: string },
): Promise<RequestKey> {
  const { sagas, tenant, app, owner, index, purpose, before } = made
  const { environment } = sagas
  const key = { tenant, app, requestId: environment.newId() }
  const { kind, id } = owner.subject
  const now = environment.now().toISOString()
  await trx
    .insertInto('deregistration')
    .values({
      ...{ tenant, app, request_id: key.requestId, kind: 'withdrawal', status: 'scheduled' },
      ...{ account_index: index, generation: owner.generation },
      sealed: await sealSubject(environment.keys, key, { account: id, kind, identifiers: [] }),
      withdrawal: JSON.stringify({ purpose, before, categories: [], kept: [] }),
      // nothing to undo: a new grant counts for what is collected from then on
      ...{ requested_at: now, auth_time: before, undo_until: before, next_at: before },
    })
    .execute()
  return key
}

/** Purposes closed earlier of which something stayed because a purpose that closes now needed it: they are looked at again. */
async function keptUntilNow(
  trx: Kysely<Tables>,
  made: Made,
  closed: readonly string[],
): Promise<{ purpose: string; before: string }[]> {
  const rows = await ofOwner(trx, made)
    .where('kind', '=', 'withdrawal')
    .select('withdrawal')
    .orderBy('requested_at')
    .execute()
  // the newest request of each purpose says what stays today
  const newest = new Map(
    rows.map(({ withdrawal }) => {
      const each = JSON.parse(withdrawal ?? '') as Withdrawal // as: written by insertWithdrawal and by the plan
      return [each.purpose, each]
    }),
  )
  return [...newest.values()].filter(
    ({ purpose, kept }) => !closed.includes(purpose) && kept.some((each) => closed.includes(each.purpose)),
  )
}

async function isClosing(trx: Kysely<Tables>, made: Made): Promise<boolean> {
  const closing = await ofOwner(trx, made)
    .where('kind', '=', 'account')
    .where('irreversible_at', 'is not', null)
    .select('request_id')
    .executeTakeFirst()
  return closing !== undefined
}

function ofOwner(trx: Kysely<Tables>, { tenant, app, index, owner }: Made) {
  return trx
    .selectFrom('deregistration')
    .where('account_index', '=', index)
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('generation', '=', owner.generation)
}

function findNotes({ environment }: Sagas, { tenant, app, limit }: StartOptions): Promise<Note[]> {
  const now = sql<Date>`coalesce(${environment.fixedNow()?.toISOString() ?? null}::timestamptz, clock_timestamp())`
  let query = environment.db
    .selectFrom('withdrawal_due')
    .select(['tenant', 'app', 'record_id'])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
  if (tenant !== undefined) query = query.where('tenant', '=', tenant)
  if (app !== undefined) query = query.where('app', '=', app)
  return query.execute()
}

async function postpone({ environment }: Sagas, { tenant, app, record_id }: Note): Promise<void> {
  await environment.db
    .updateTable('withdrawal_due')
    .set({ next_at: new Date(environment.now().getTime() + POSTPONE_MS).toISOString() })
    .where('record_id', '=', record_id)
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .execute()
}
