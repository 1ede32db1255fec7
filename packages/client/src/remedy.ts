/** What can still be done for a record that the backend refused for good. The choice itself is never touched. */
import type { PrivacyRecord } from '@privacykit/contract'
import type { PrivacyError } from '@privacykit/contract/error'
import { type Entries, type Entry, replacesOf } from './entries.ts'

/** A refused record and what a remedy may use. */
export interface RemedyOptions {
  entry: Entry
  error: PrivacyError
  entries: Entries
  newId(): string
}

/** Rewritings after which a record counts as refused; they cannot help more than once or twice. */
const MOST_REWRITES = 2

/**
 * Returns the id under which the record waits again, or null when nothing helps: then it is marked `failed` and stays in force here.
 * `unknown-replaces`: the backend lost records (a restored backup), so those it should know are offered again; failing that, the record
 * is written anew without them. `id-reused`: it lies with another subject of this person (a session that ended unnoticed), so it is
 * written anew under a new id. A record that replaces fewer others can open less, never more.
 */
export function remedy(options: RemedyOptions): string | null {
  const { entry, error, entries } = options
  const { id } = entry.record
  const rewrites = entry.rewrites ?? 0
  if (error.code === 'unknown-replaces') {
    const offered = replacesOf(entry.record)
      .map((cause) => entries.get(cause))
      .filter((cause) => cause?.state === 'stored' && cause.tag === entry.tag)
    if (offered.length > 0 && rewrites === 0) {
      for (const cause of offered) if (cause) entries.put({ ...cause, state: 'pending' })
      entries.put({ ...entry, rewrites: rewrites + 1 })
      return id
    }
    if (replacesOf(entry.record).length > 0 && rewrites < MOST_REWRITES) return rewrite(options, [])
  }
  if (error.code === 'id-reused' && rewrites < MOST_REWRITES) return rewrite(options, replacesOf(entry.record))
  entries.put({ ...entry, state: 'failed', code: error.code })
  return null
}

function rewrite({ entry, entries, newId }: RemedyOptions, replaces: readonly string[]): string {
  const id = newId()
  const dropped = replacesOf(entry.record).filter((cause) => !replaces.includes(cause))
  const record = { ...entry.record, id, replaces: [...replaces] } as PrivacyRecord // as: same type of record, other id
  entries.put({
    ...entry,
    record,
    state: 'pending',
    also: [...(entry.also ?? []), ...dropped, entry.record.id],
    rewrites: (entry.rewrites ?? 0) + 1,
  })
  entries.remove(entry.record.id)
  return id
}
