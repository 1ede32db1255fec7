/**
 * The change feed. Its order is the transaction's id, and it shows a transaction only once all older ones have ended: ordered by insert,
 * a late commit would slip behind a reader's cursor and be missed for ever.
 */
import type { FeedReply, Subject } from '@privacykit/contract'
import { sql } from 'kysely'
import type { Context, Handlers } from './context.ts'

/** Most changes in one answer; ask again at once for the rest. */
const PAGE = 500
const LONGEST_WAIT_SECONDS = 25
/** Other processes' commits are looked for this often while a reader waits. */
const LOOK_AGAIN_MS = 500

interface FeedRow {
  kind: Subject['kind']
  subject_id: string
  seq: number
  xid: string
  id: string
  account: string | null
}

interface Cursor {
  xid: string
  id: string
}

export const feedHandlers: Handlers<'readFeed'> = {
  async readFeed({ query, signal }, context) {
    const waitSeconds = Math.min(Math.max(Number(query.waitSeconds ?? 0) || 0, 0), LONGEST_WAIT_SECONDS)
    const until = performance.now() + waitSeconds * 1000
    if (query.after === 'latest') return { cursor: await newestCursor(context), changes: [] }
    const cursor = parseCursor(query.after)
    const stop = waitSeconds > 0 ? signal : null
    for (;;) {
      // registered before the look, so that a commit between look and wait is not slept through
      const woken = stop === null ? null : watch(context, stop)
      const rows = await selectChanges(cursor, context)
      const left = until - performance.now()
      if (rows.length > 0 || woken === null || left <= 0 || stop?.aborted) {
        woken?.cancel()
        return toReply(rows, cursor)
      }
      await woken.within(Math.min(left, LOOK_AGAIN_MS))
    }
  },
}

function watch(context: Context, signal: AbortSignal) {
  const ended = new AbortController()
  const either = AbortSignal.any([signal, ended.signal])
  const change = context.changes.wait(LONGEST_WAIT_SECONDS * 1000, either)
  return {
    cancel: () => ended.abort(),
    async within(timeoutMs: number) {
      const timer = setTimeout(() => ended.abort(), timeoutMs)
      await change
      clearTimeout(timer)
    },
  }
}

/**
 * A cursor that is ahead of the database was given before a restore, which starts the counter anew: it counts as the beginning, or all
 * changes up to it would be missed.
 */
async function selectChanges(after: Cursor, { db, tenant, app }: Context): Promise<FeedRow[]> {
  const { rows } = await sql<FeedRow>`
    select r.kind, r.subject_id, r.seq, r.xid::text as xid, r.id, l.account
    from privacykit.record r
    left join privacykit.link l on r.kind = 'device' and l.tenant = r.tenant and l.app = r.app and l.device = r.subject_id
    where r.tenant = ${tenant} and r.app = ${app}
      and (r.xid, r.id) > (case when ${after.xid}::xid8 < pg_snapshot_xmin(pg_current_snapshot()) then ${after.xid}::xid8 else '0' end, ${after.id})
      and r.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by r.xid, r.id limit ${PAGE}`.execute(db)
  return rows
}

/** Behind it lies every transaction that had ended by now, the newest perhaps not: that one may be told again. */
async function newestCursor({ db }: Context): Promise<string> {
  const { rows } = await sql<{ xid: string }>`
    select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text as xid`.execute(db)
  return `${rows[0]?.xid ?? '0'}:`
}

/** One entry a subject, with its highest position; 0 for an account whose linked device changed, for its own position says nothing of that. */
function toReply(rows: readonly FeedRow[], after: Cursor): FeedReply {
  const changes = new Map<string, FeedReply['changes'][number]>()
  const note = (kind: Subject['kind'], id: string, seq: number) => {
    const key = `${kind} ${id}`
    const known = changes.get(key)?.seq ?? seq
    changes.set(key, { kind, id, seq: known === 0 ? 0 : seq && Math.max(seq, known) })
  }
  for (const row of rows) {
    note(row.kind, row.subject_id, row.seq)
    if (row.account !== null) note('account', row.account, 0)
  }
  const last = rows.at(-1)
  return {
    cursor: last === undefined ? `${after.xid}:${after.id}` : `${last.xid}:${last.id}`,
    changes: [...changes.values()],
  }
}

/** Anything that no `cursor` of ours looks like starts from the beginning: showing too much is harmless, too little is not. */
function parseCursor(text: string | undefined): Cursor {
  const match = /^([0-9]{1,19}):([A-Za-z0-9_-]{0,22})$/.exec(text ?? '')
  return { xid: match?.[1] ?? '0', id: match?.[2] ?? '' }
}
