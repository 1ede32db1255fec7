/** Records to state: set union by id, then filing. No policy, no clock, no decision. */
import type { ListedRecord, PrivacyRecord, RecordType, UnreadableRecord } from '@privacykit/contract'
import { millisOf } from './instant.ts'
import { isReadable } from './readable.ts'
import { inBackendOrder, mergeRecords } from './record-set.ts'
import type { Entry, Register, State } from './state.ts'

/** How much of the list to fold, and what a browser has dropped of it. */
export interface FoldOptions {
  /**
   * Judge with what was known at this instant: records received later are left out, and `decide` then also leaves out what took effect
   * after its `at`. Default: everything known, judged as the present, so that a slow clock cannot hide a refusal.
   */
  readonly knownAt?: string | undefined
  /**
   * Ids of all that lies behind records which a browser dropped, each with everything that it replaced in turn. Such a record stays replaced
   * should it come back; where a present record names it, that counts instead.
   */
  readonly superseded?: readonly string[] | undefined
}

/** What counts of a device that is linked for denials only. The registers drop its grants, the age rule takes its claims as suspicion. */
const MAY_DENY: ReadonlySet<RecordType> = new Set<RecordType>([
  'choice',
  'objection',
  'guardian-approval',
  'signal',
  'restriction',
  'age-claim',
])

/**
 * Folds a subject's records. The result depends on the set alone: not on the order, not on copies, and on no author's clock.
 * Of an account's generations only the newest counts.
 */
export function fold(records: readonly ListedRecord[], options: FoldOptions = {}): State {
  const { knownAt = null, superseded = [] } = options
  const known = mergeRecords(records).filter((listed) => knownAt === null || isKnown(listed, millisOf(knownAt)))
  const counted = inBackendOrder(currentGeneration(known))
  const originOf = originsIn(counted)
  const entries = new Map<RecordType, Entry[]>()
  const registers = new Map<Register, Entry[]>()
  const unreadable: string[] = []
  for (const { record, stamp } of counted) {
    if (!isReadable(record)) {
      unreadable.push(record.id)
      continue
    }
    const entry: Entry = { record, stamp, origin: originOf(stamp) }
    if (entry.origin === 'foreign' && !MAY_DENY.has(record.type)) continue
    file(entries, record.type, entry)
    const register = registerOf(record)
    if (register !== null) file(registers, register, entry)
  }
  return { knownAt, unreadable, entries, registers, superseded: unnamed(superseded, counted), records: counted }
}

/** The state that had taken effect at a past moment; the state itself when it stands for the present. */
export function stateAt(state: State, at: number): State {
  if (state.knownAt === null) return state
  const past = state.records.filter((listed) => !(millisOf(listed.stamp?.effectiveAt ?? listed.record.claimedAt) > at))
  if (past.length === state.records.length) return state
  return { ...fold(past, { superseded: [...state.superseded] }), knownAt: state.knownAt }
}

function unnamed(ids: readonly string[], records: readonly ListedRecord[]): Set<string> {
  if (ids.length === 0) return new Set()
  const readable = records.map(({ record }) => record).filter(isReadable)
  const named = new Set(readable.flatMap((record) => ('replaces' in record ? record.replaces : [])))
  return new Set(ids.filter((id) => !named.has(id)))
}

function isKnown(listed: ListedRecord, knownAt: number): boolean {
  const since = millisOf(listed.stamp?.receivedAt ?? listed.record.claimedAt)
  // without any time it cannot be shown to be later
  return !(since > knownAt)
}

function currentGeneration(records: ListedRecord[]): ListedRecord[] {
  const own = records.filter(({ stamp }) => stamp?.subject.kind === 'account')
  const newest = own.reduce((highest, { stamp }) => Math.max(highest, stamp?.generation ?? 0), 0)
  return records.filter(({ stamp }) => stamp?.subject.kind !== 'account' || stamp.generation === newest)
}

/** In an account's list, a device's records count in full only while an `adopt` link to it stands. */
function originsIn(records: readonly ListedRecord[]): (stamp: ListedRecord['stamp']) => Entry['origin'] {
  if (!records.some(({ stamp }) => stamp?.subject.kind === 'account')) return () => 'own'
  const readable = records.map(({ record }) => record).filter(isReadable)
  const ended = new Set(readable.flatMap((record) => (record.type === 'unlink' ? [record.linkId] : [])))
  const adopted = new Set(
    readable.flatMap((record) =>
      record.type === 'link' && record.mode === 'adopt' && !ended.has(record.id) ? [record.device] : [],
    ),
  )
  return (stamp) => {
    if (stamp?.subject.kind !== 'device') return 'own'
    return adopted.has(stamp.subject.id) ? 'adopted' : 'foreign'
  }
}

function registerOf(record: PrivacyRecord | UnreadableRecord): Register | null {
  if (!isReadable(record)) return null
  if (record.type === 'choice') return `purpose:${record.purpose}`
  if (record.type === 'guardian-approval') return `approval:${record.purpose}`
  if (record.type !== 'objection') return null
  return record.scope === 'direct-marketing' ? 'direct-marketing' : `purpose:${record.scope.purpose}`
}

function file<K>(map: Map<K, Entry[]>, key: K, entry: Entry): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [entry])
  else list.push(entry)
}
