/** Records as they are kept on the device: one key each, so that two tabs never overwrite one another's choice. */
import type { ListedRecord, PrivacyRecord, Stamp, SubjectState, UnreadableRecord } from '@privacykit/contract'
import type { ErrorCode } from '@privacykit/contract/error'
import type { Persistence } from './persistence.ts'

/** A record written here, and how far it got. Writing it is both the decision and its place in the outbox. */
export interface Entry {
  record: PrivacyRecord | UnreadableRecord
  /** Subject at the click. */
  tag: string
  /** `pending`: to be sent. `stored`: acknowledged. `failed`: refused for good; still in force here. */
  state: 'pending' | 'stored' | 'failed'
  stamp?: Stamp
  /** Ids that this record supersedes although it does not name them: compacted ones, or ones the backend does not have. */
  also?: string[]
  /** Why it failed. */
  code?: ErrorCode
  /** How often a remedy was tried on it. */
  rewrites?: number
}

/** The backend's list of a subject, as last read. */
export interface ServerList {
  generation: number
  /** Database clock at the read. */
  asOf: string
  records: ListedRecord[]
  flags: SubjectState['flags']
  /** Where the server found the person to be; null: unknown. Missing: the app does not look. */
  region?: string | null
}

/** The entries of one app on this device. */
export interface Entries {
  /** Everything stored, of every subject. */
  all(): Entry[]
  get(id: string): Entry | null
  put(entry: Entry): void
  /** Holds an entry that another tab announced and that storage does not show yet. */
  absorb(entry: Entry): void
  remove(id: string): void
  server(tag: string): ServerList | null
  putServer(tag: string, list: ServerList): void
  /** Takes a subject's records and its server list from the device; what still waits to be sent stays. */
  forget(tag: string): void
  /** Takes away what can never be sent: records of an ended session whose account the app did not name. Returns their ids. */
  dropStranded(currentTag: string): string[]
}

/** Entries kept under `prefix`. */
export function createEntries(persistence: Persistence, prefix: string): Entries {
  const recordKey = (id: string) => `${prefix}record:${id}`
  const serverKey = (tag: string) => `${prefix}server:${tag}`
  const announced = new Map<string, Entry>()
  const entries: Entries = {
    all() {
      const found = persistence.keys(recordKey('')).map((key) => parseEntry(persistence.read(key), key))
      const stored = found.filter((entry) => entry !== null)
      const ids = new Set(stored.map((entry) => entry.record.id))
      return [...stored, ...[...announced.values()].filter((entry) => !ids.has(entry.record.id))]
    },
    get: (id) => parseEntry(persistence.read(recordKey(id)), recordKey(id)) ?? announced.get(id) ?? null,
    put: (entry) => persistence.write(recordKey(entry.record.id), JSON.stringify(entry)),
    absorb: (entry) => void announced.set(entry.record.id, entry),
    remove(id) {
      announced.delete(id)
      persistence.remove(recordKey(id))
    },
    server: (tag) => parseServer(persistence.read(serverKey(tag))),
    putServer: (tag, list) => persistence.write(serverKey(tag), JSON.stringify(list)),
    forget(tag) {
      for (const entry of entries.all()) {
        if (entry.tag === tag && entry.state !== 'pending') entries.remove(entry.record.id)
      }
      persistence.remove(serverKey(tag))
    },
    dropStranded(currentTag) {
      const stranded = entries.all().filter(({ tag }) => /^a\d+$/.test(tag) && tag !== currentTag)
      const ids = stranded.map(({ record }) => record.id)
      for (const id of ids) entries.remove(id)
      return ids
    },
  }
  return entries
}

/** An account's own id as it stands in the stamps of its list; undefined while no list was read. */
export function accountIdOf(list: ServerList | null): string | undefined {
  return list?.records.find(({ stamp }) => stamp?.subject.kind === 'account')?.stamp?.subject.id
}

/** Ids that a record replaces; empty for types that replace nothing. */
export function replacesOf(record: PrivacyRecord | UnreadableRecord | undefined): readonly string[] {
  return record !== undefined && 'replaces' in record && Array.isArray(record.replaces) ? record.replaces : []
}

/** A key that holds no readable record may have held a refusal, so it is listed as a record nobody can read. */
function parseEntry(text: string | null, key: string): Entry | null {
  if (text === null) return null
  const id = key.slice(key.lastIndexOf(':') + 1)
  try {
    const entry = JSON.parse(text) as Entry // as: what the fold relies on is checked in the next line
    if (entry.record.id === id && typeof entry.record.type === 'string' && typeof entry.tag === 'string') return entry
  } catch {
    // falls through to the unreadable entry
  }
  return { record: { id, type: 'unreadable' }, tag: '*', state: 'failed' }
}

function parseServer(text: string | null): ServerList | null {
  try {
    const list = JSON.parse(text ?? 'null') as ServerList | null // as: the one member the fold needs is checked in the next line
    return list !== null && Array.isArray(list.records) ? list : null
  } catch {
    return null // the list is a cache: it is read again
  }
}
