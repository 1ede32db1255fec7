/** Requests that the app's own transaction has committed and the backend may not have yet. */
import { PrivacyError } from '@privacykit/contract'
import { rowsOf, type Sql, type SqlClient } from './sql.ts'

/** A request on its way. Account and request id only: what else the backend needs is read when it is sent. */
export interface OutboxRow {
  requestId: string
  account: string
  generation: number | null
  authTime: string
  requestedAt: string
  attempts: number
}

/** How long a sender has a row to itself, and the longest pause between attempts. */
const SENDING_SECONDS = 30
const LONGEST_PAUSE_SECONDS = 3600

/** The outbox in the app's database. */
export interface Outbox {
  /** Adds a row; the same id and account again changes nothing. `id-reused` when the id belongs to another account. */
  add(sql: Sql, row: Omit<OutboxRow, 'attempts'>): Promise<void>
  find(requestId: string): Promise<OutboxRow | null>
  /** Takes rows that are due, for one sender at a time. */
  take(limit: number): Promise<OutboxRow[]>
  /** Takes one row now, due or not; null when it is not there (any more). */
  takeOne(requestId: string): Promise<OutboxRow | null>
  /** Gives a row back after a failure, to be sent again after a pause that grows with its attempts. */
  putBack(row: OutboxRow): Promise<void>
  remove(requestId: string): Promise<void>
}

const COLUMNS = `request_id as "requestId", account, generation, auth_time as "authTime", requested_at as "requestedAt", attempts`

/** The outbox over PrivacyKit's table in the app's database; without a database every call throws `invalid-option`. */
export function createOutbox(client: SqlClient | null, now: () => Date): Outbox {
  const sql = () => {
    if (client !== null) return client
    throw new PrivacyError(
      'invalid-option',
      'A deregistration needs the app’s database: give `createPrivacy` a store or `database`.',
    )
  }
  const take = async (condition: string, value: unknown): Promise<OutboxRow[]> => {
    const until = new Date(now().getTime() + SENDING_SECONDS * 1000)
    const rows = await rowsOf<OutboxRow>(
      sql(),
      `update privacykit_outbox set attempts = attempts + 1, next_at = $1 where request_id in
         (select request_id from privacykit_outbox where ${condition} for update skip locked) returning ${COLUMNS}`,
      [until.toISOString(), value],
    )
    return rows.map(normalized)
  }
  return {
    add,
    async find(requestId) {
      const [row] = await rowsOf<OutboxRow>(sql(), `select ${COLUMNS} from privacykit_outbox where request_id = $1`, [
        requestId,
      ])
      return row === undefined ? null : normalized(row)
    },
    take: (limit) => take(`next_at <= $2 order by next_at limit ${Math.trunc(limit)}`, now().toISOString()),
    takeOne: async (requestId) => (await take('request_id = $2', requestId))[0] ?? null,
    async putBack({ requestId, attempts }) {
      const pauseSeconds = Math.min(2 ** Math.min(attempts, 20), LONGEST_PAUSE_SECONDS)
      const nextAt = new Date(now().getTime() + pauseSeconds * 1000).toISOString()
      await rowsOf(sql(), 'update privacykit_outbox set next_at = $2 where request_id = $1', [requestId, nextAt])
    },
    async remove(requestId) {
      await rowsOf(sql(), 'delete from privacykit_outbox where request_id = $1', [requestId])
    },
  }
}

async function add(sql: Sql, row: Omit<OutboxRow, 'attempts'>): Promise<void> {
  await rowsOf(
    sql,
    `insert into privacykit_outbox (request_id, account, generation, auth_time, requested_at, next_at)
     values ($1, $2, $3, $4, $5, $5) on conflict (request_id) do nothing`,
    [row.requestId, row.account, row.generation, row.authTime, row.requestedAt],
  )
  const [stored] = await rowsOf<{ account: string }>(
    sql,
    'select account from privacykit_outbox where request_id = $1',
    [row.requestId],
  )
  if (stored?.account !== row.account) {
    throw new PrivacyError('id-reused', 'Make a new request id: this one belongs to another request.')
  }
}

/** Clients give timestamps as Date; the wire takes text. */
function normalized(row: OutboxRow): OutboxRow {
  return {
    ...row,
    authTime: new Date(row.authTime).toISOString(),
    requestedAt: new Date(row.requestedAt).toISOString(),
  }
}
