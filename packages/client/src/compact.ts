/** Keeps what is stored on the device small. Loaded only by those who changed their mind very often. */
import { type Entries, type Entry, replacesOf } from './entries.ts'

/** Takes superseded, acknowledged records from the device and keeps their ids, so that none of them can become a head again. */
export function compact(entries: Entries): void {
  const all = entries.all()
  const byId = new Map(all.map((entry) => [entry.record.id, entry]))
  for (const entry of all) {
    const older = idsBehind(entry, byId)
    if (older.length === 0 || isSuperseded(entry, all)) continue
    // first the ids, then the records: a tab that dies in between leaves too much, never too little
    entries.put({ ...entry, also: [...new Set([...(entry.also ?? []), ...older])] })
    for (const id of older) if (byId.get(id)?.state === 'stored') entries.remove(id)
  }
}

function idsBehind(entry: Entry, byId: ReadonlyMap<string, Entry>): string[] {
  const found = new Set<string>()
  const visit = (from: Entry | undefined) => {
    for (const id of [...replacesOf(from?.record), ...(from?.also ?? [])]) {
      if (found.has(id) || id === entry.record.id) continue
      found.add(id)
      visit(byId.get(id))
    }
  }
  visit(entry)
  return [...found]
}

const isSuperseded = (entry: Entry, all: readonly Entry[]) =>
  all.some((other) => other.tag === entry.tag && replacesOf(other.record).includes(entry.record.id))
