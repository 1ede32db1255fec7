/** Picks what goes into one request: causes before effects, within the limits of the wire. */
import type { BATCH_LIMIT, RecordType } from '@privacykit/contract'
import { type Entry, replacesOf } from './entries.ts'

const MOST_RECORDS: typeof BATCH_LIMIT = 50
/** Below `BODY_LIMIT_BYTES`, which is also what Fetch lets `keepalive` requests carry. */
const MOST_BYTES = 60_000
/** What a person's browser may write; anything else in storage was not made here and is never sent. */
const SENDABLE: ReadonlySet<string> = new Set<RecordType>([
  'choice',
  'objection',
  'restriction',
  'notice-shown',
  'policy-acknowledged',
])

/** The next records of a subject to send, at most `limit`. A record comes after those it replaces, or the backend refuses it. */
export function nextBatch(all: readonly Entry[], tag: string, limit = Number.POSITIVE_INFINITY): Entry[] {
  const waiting = all.filter(
    (entry) => entry.tag === tag && entry.state === 'pending' && SENDABLE.has(entry.record.type),
  )
  const batch: Entry[] = []
  let bytes = 0
  for (const entry of inOrder(waiting)) {
    bytes += JSON.stringify(entry.record).length * 2 // two bytes a character is enough for any text of a record
    const full = batch.length >= Math.min(limit, MOST_RECORDS) || bytes > MOST_BYTES
    if (full && batch.length > 0) break
    batch.push(entry)
  }
  return batch
}

/** By time of the click, causes before effects whatever the clock did. */
function inOrder(waiting: readonly Entry[]): Iterable<Entry> {
  const byTime = [...waiting].sort((a, b) => (claimOf(a) < claimOf(b) ? -1 : claimOf(a) > claimOf(b) ? 1 : 0))
  const byId = new Map(byTime.map((entry) => [entry.record.id, entry]))
  const ordered = new Set<Entry>()
  const visited = new Set<Entry>()
  const visit = (entry: Entry) => {
    if (visited.has(entry)) return
    visited.add(entry)
    for (const id of replacesOf(entry.record)) {
      const cause = byId.get(id)
      if (cause !== undefined) visit(cause)
    }
    ordered.add(entry)
  }
  for (const entry of byTime) visit(entry)
  return ordered
}

const claimOf = ({ record }: Entry): string => ('claimedAt' in record ? String(record.claimedAt) : '')
