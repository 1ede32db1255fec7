/** The fence against late writes: once an erasure has begun, nothing of that generation is written again. */
import { createHash } from 'node:crypto'
import { PrivacyError } from '@privacykit/contract'
import { inTransaction, rowsOf, type Sql, type SqlClient } from './sql.ts'

/** An account as the app's session knows it. Without `generation` any fence on the account counts. */
export interface FencedAccount {
  id: string
  generation?: number
}

/** What an app's own code may ask: consumers of queues, webhooks, restores, registration. */
export interface Fence {
  /**
   * Throws `erased` when the erasure of that generation has begun. With `tx` the answer holds until that transaction ends: an erasure waits
   * for it, and then takes what it wrote as well. Without `tx` it is only a quick look.
   *
   * @example
   * ```ts
   * await database.transaction(async (tx) => {
   *   await privacy.fence.assertAlive({ id: event.account, generation: event.generation }, { tx })
   *   await tx.query('insert into orders …')
   * })
   * ```
   */
  assertAlive(account: FencedAccount, options?: { tx?: Sql }): Promise<void>
}

/** @internal */
interface RaisedFence {
  account: string
  generation: number
  requestId: string
}

/** @internal The fence, with what only the worker may do to it. */
export interface FenceKeeper extends Fence {
  isErased(account: FencedAccount): Promise<boolean>
  /** Raises it inside `tx`; waits for writers that were let through. */
  raise(tx: Sql, options: RaisedFence): Promise<void>
  /** Waits, inside `tx`, for writers that were let through before; later ones wait for `tx`. No fence goes up. */
  awaitWriters(tx: Sql, account: string): Promise<void>
  /** In a transaction of its own. */
  raiseNow(options: RaisedFence): Promise<void>
  /** Requests whose fence has no final end yet. */
  unsettled(): Promise<{ requestId: string }[]>
  settle(options: { requestId: string; expiresAt: string; final: boolean }): Promise<void>
  /** Takes down what has ended. Returns the request ids. */
  lower(): Promise<string[]>
}

/** The fence over PrivacyKit's table in the app's database; `null` when the app gave no database: then nobody can be fenced here. */
export function createFence(client: SqlClient | null, now: () => Date): FenceKeeper {
  if (client === null) return withoutDatabase
  const isErased = (sql: Sql, account: FencedAccount) => findFence(sql, account, now())
  return {
    async assertAlive(account, options = {}) {
      if (options.tx !== undefined) await lock(options.tx, 'shared', account.id)
      if (await isErased(options.tx ?? client, account)) {
        throw new PrivacyError(
          'erased',
          'This generation of the account has been erased: drop the write, and sign the session out.',
        )
      }
    },
    isErased: (account) => isErased(client, account),
    raise: (tx, raised) => raise(tx, raised, now()),
    awaitWriters: (tx, account) => lock(tx, 'exclusive', account),
    raiseNow: (raised) => inTransaction(client, (tx) => raise(tx, raised, now())),
    unsettled: () =>
      rowsOf(client, 'select request_id as "requestId" from privacykit_fence where not settled limit 100'),
    async settle({ requestId, expiresAt, final }) {
      const text = 'update privacykit_fence set expires_at = $2, settled = $3 where request_id = $1'
      await rowsOf(client, text, [requestId, expiresAt, final])
    },
    async lower() {
      const text = 'delete from privacykit_fence where settled and expires_at <= $1 returning request_id'
      return (await rowsOf<{ request_id: string }>(client, text, [now().toISOString()])).map((row) => row.request_id)
    },
  }
}

async function findFence(sql: Sql, account: FencedAccount, at: Date): Promise<boolean> {
  const rows = await rowsOf<{ generation: number }>(
    sql,
    'select generation from privacykit_fence where account_hash = $1 and (expires_at is null or expires_at > $2)',
    [hashOf(account.id), at.toISOString()],
  )
  return rows.some((row) => account.generation === undefined || account.generation <= row.generation)
}

async function raise(
  tx: Sql,
  raised: { account: string; generation: number; requestId: string },
  at: Date,
): Promise<void> {
  await lock(tx, 'exclusive', raised.account)
  await rowsOf(
    tx,
    `insert into privacykit_fence (account_hash, generation, request_id, raised_at) values ($1, $2, $3, $4)
     on conflict (account_hash) do update set generation = excluded.generation, request_id = excluded.request_id,
       raised_at = excluded.raised_at, expires_at = null, settled = false
     where privacykit_fence.generation < excluded.generation`,
    [hashOf(raised.account), raised.generation, raised.requestId, at.toISOString()],
  )
}

/** Writers share the lock until they commit; the eraser takes it alone, so it sees all that was let through. */
async function lock(tx: Sql, mode: 'shared' | 'exclusive', account: string): Promise<void> {
  const key = createHash('sha256').update(`privacykit:fence:${account}`).digest().readBigInt64BE().toString()
  await tx.query(`select pg_advisory_xact_lock${mode === 'shared' ? '_shared' : ''}($1::bigint)`, [key])
}

/** Account ids are opaque, so a plain hash is enough to keep them out of the table. */
function hashOf(account: string): string {
  return createHash('sha256').update(account).digest('base64url')
}

const withoutDatabase: FenceKeeper = {
  async assertAlive() {
    throw new PrivacyError(
      'invalid-option',
      'The fence lives in the app’s database: give `createPrivacy` a store or `database`.',
    )
  },
  isErased: async () => false,
  raise: async () => undefined,
  awaitWriters: async () => undefined,
  raiseNow: async () => undefined,
  unsettled: async () => [],
  settle: async () => undefined,
  lower: async () => [],
}
