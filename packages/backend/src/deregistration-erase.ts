/** The backend's own part of an erasure: the records of the generation and of its linked devices go, tombstones come. */
import type { Identifier, ListedRecord, PrivacyRecord } from '@privacykit/contract'
import { fold, headsOf, type PolicyInput, type State } from '@privacykit/policy'
import type { Keys } from '@privacykit/vault'
import { type Kysely, sql } from 'kysely'
import { appendBackendRecord } from './backend-record.ts'
import { readList, toListedRecord } from './record-list.ts'
import { findSubject } from './subject.ts'
import type { Tables } from './tables.ts'
import { tombstoneKey, writeTombstones } from './tombstone.ts'

export interface Erasure {
  tenant: string
  app: string
  account: string
  generation: number
  identifiers: readonly Identifier[]
  keys: Keys
  /** The app's policy in force; null when there is none. */
  policy: PolicyInput | null
  /** When the tombstones end. */
  fenceUntil: Date
  /** The last record of the generation. */
  erased: PrivacyRecord & { type: 'erased' }
  fixedNow: Date | null
}

/**
 * Deletes in the caller's transaction; returns how many records went. What stays until the fence ends: one `erased` record, and the rows
 * that make every write of the generation and its devices answer `erased`.
 */
export async function eraseOwnRecords(trx: Kysely<Tables>, erasure: Erasure): Promise<number> {
  const { tenant, app, account, generation, fixedNow } = erasure
  const subject = { kind: 'account' as const, id: account }
  await findSubject(trx, { tenant, app, subject }, { lock: true })
  const devices = await linkedDevices(trx, erasure)
  const listed = (await readList(trx, { tenant, app, subject, generation })).map(toListedRecord)
  await writeTombstones(trx, {
    ...erasure,
    key: await tombstoneKey(erasure.keys, erasure),
    minor: isMinor(listed, erasure.policy),
    objectedMarketing: hasObjectedMarketing(fold(listed), erasure.policy),
    expiresAt: erasure.fenceUntil,
  })
  await appendBackendRecord(trx, { tenant, app, subject: { ...subject, generation }, record: erasure.erased, fixedNow })
  const deleted = await deleteRecords(trx, erasure, devices)
  await eraseSubjects(trx, erasure, devices)
  return deleted
}

/** Whether a standing claim says that the person is below the policy's child age; the lowest claim counts, a suspicion too. */
export function isMinor(listed: readonly ListedRecord[], policy: PolicyInput | null): boolean {
  const childAge = policy?.children.childAge ?? 18
  const superseded = new Set(
    listed.flatMap(({ record }) => (record.type === 'age-corrected' ? (record as Superseding).supersedes : [])),
  )
  return listed.some(({ record }) => {
    if (record.type !== 'age-claim' && record.type !== 'age-corrected') return false
    const { max } = (record as Banded).band
    return !superseded.has(record.id) && max !== undefined && max < childAge
  })
}
// as (above): ListedRecord also carries unreadable records, so the type alone does not narrow
type Superseding = PrivacyRecord & { type: 'age-corrected' }
type Banded = PrivacyRecord & { type: 'age-claim' | 'age-corrected' }

/** Whether an objection to direct marketing stands: to all of it, or to a purpose that the policy marks as such (GDPR 21(2)). */
export function hasObjectedMarketing(state: State, policy: PolicyInput | null): boolean {
  const purposes = Object.entries(policy?.purposes ?? {}).filter(([, purpose]) => purpose.directMarketing === true)
  const registers = ['direct-marketing' as const, ...purposes.map(([name]) => `purpose:${name}` as const)]
  const heads = new Set(registers.flatMap((register) => headsOf(state, register)))
  return state.records.some(
    ({ record }) =>
      heads.has(record.id) && record.type === 'objection' && 'objection' in record && record.objection === 'objected',
  )
}

async function linkedDevices(trx: Kysely<Tables>, { tenant, app, account, generation }: Erasure): Promise<string[]> {
  const rows = await trx
    .selectFrom('link')
    .select('device')
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('account', '=', account)
    .where('generation', '=', generation)
    .execute()
  return rows.map(({ device }) => device)
}

/** Devices answer `erased` from now on too: their outboxes may still hold records of the time before. */
async function eraseSubjects(trx: Kysely<Tables>, erasure: Erasure, devices: readonly string[]): Promise<void> {
  const { tenant, app, account, generation, erased } = erasure
  await sql`update privacykit.subject set erased = true, erased_by = ${erased.requestId}, suppressed = false, age_unknown = false
    where tenant = ${tenant} and app = ${app} and ((kind = 'account' and id = ${account} and generation = ${generation})
      or (kind = 'device' and id = any(${devices})))`.execute(trx)
  await sql`delete from privacykit.link where tenant = ${tenant} and app = ${app} and account = ${account}
    and generation = ${generation}`.execute(trx)
}

async function deleteRecords(trx: Kysely<Tables>, erasure: Erasure, devices: readonly string[]): Promise<number> {
  const { tenant, app, account, generation, erased } = erasure
  const { numAffectedRows } = await sql`delete from privacykit.record
    where tenant = ${tenant} and app = ${app} and id <> ${erased.id}
      and ((kind = 'account' and subject_id = ${account} and generation = ${generation})
        or (kind = 'device' and subject_id = any(${devices})))`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

/** Once the fence is over, what kept the generation shut goes too. */
export async function forgetErased(
  trx: Kysely<Tables>,
  {
    tenant,
    app,
    requestId,
    erasedRecordId,
  }: { tenant: string; app: string; requestId: string; erasedRecordId: string | null },
): Promise<void> {
  await trx
    .deleteFrom('record')
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('id', '=', erasedRecordId ?? '')
    .execute()
  await sql`delete from privacykit.subject where tenant = ${tenant} and app = ${app} and erased_by = ${requestId}`.execute(
    trx,
  )
}
