/** The set of records: union by id, the order of the backend, and what a browser may drop. */
import type { ListedRecord, Stamp } from '@privacykit/contract'
import { millisOf } from './instant.ts'

/**
 * Union of lists by record id: commutative, associative, idempotent. The stamped copy beats the unstamped one. Should two copies differ
 * in anything else (a backend refuses that as `id-reused`), the same one wins everywhere, whatever the order.
 */
export function mergeRecords(...lists: readonly (readonly ListedRecord[])[]): ListedRecord[] {
  const byId = new Map<string, ListedRecord>()
  for (const listed of lists.flat()) {
    const known = byId.get(listed.record.id)
    if (known === undefined || beats(listed, known)) byId.set(listed.record.id, listed)
  }
  return [...byId.values()]
}

function beats(a: ListedRecord, b: ListedRecord): boolean {
  if (a === b) return false
  if ((a.stamp === undefined) !== (b.stamp === undefined)) return a.stamp !== undefined
  return JSON.stringify(a) < JSON.stringify(b)
}

/** As much of a record as ordering needs. */
interface Timed {
  readonly record: { readonly id: string; readonly claimedAt?: unknown }
  readonly stamp?: Stamp | undefined
}

/** The backend's order: database clock, then position in the list. Records without a stamp come last; ties by id. */
export function inBackendOrder<T extends Timed>(records: readonly T[]): T[] {
  return records
    .map((each) => ({
      each,
      received: millisOf(each.stamp?.receivedAt),
      seq: each.stamp?.seq ?? 0,
      id: each.record.id,
    }))
    .map((key) => (Number.isNaN(key.received) ? { ...key, received: Number.MAX_VALUE } : key))
    .sort((a, b) => a.received - b.received || a.seq - b.seq || (a.id < b.id ? -1 : 1))
    .map(({ each }) => each)
}

/** When the record took effect, in milliseconds: the stamp's word, else the author's; NaN when nobody said. */
export function effectiveMillis(listed: Timed): number {
  return millisOf(listed.stamp?.effectiveAt ?? listed.record.claimedAt)
}
