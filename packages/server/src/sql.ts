/** The narrow slice of a PostgreSQL client that this package needs, so that pg, PGlite and others fit without an adapter. */
import { PrivacyError } from '@privacykit/contract'

/** Anything that runs one statement: a transaction of the app, a pool, a client. */
export interface Sql {
  query(text: string, params?: unknown[]): Promise<{ rows: unknown[] }>
}

/**
 * A client that can hold a transaction. Found out by its shape: `transaction(run)` (PGlite, or your own), a `pg.Pool`
 * (`connect()` and `totalCount`), or one single connection (`pg.Client`), on which transactions queue up.
 */
export interface SqlClient extends Sql {
  transaction?<T>(run: (tx: Sql) => Promise<T>): Promise<T>
  connect?(): Promise<unknown>
  readonly totalCount?: number
}

interface Lent extends Sql {
  release(broken?: boolean): void
  on?(event: 'error', listener: () => void): unknown
  off?(event: 'error', listener: () => void): unknown
}

/** Runs `run` in one transaction: committed when it returns, rolled back when it throws. */
export async function inTransaction<T>(client: SqlClient, run: (tx: Sql) => Promise<T>): Promise<T> {
  if (client.transaction !== undefined) return client.transaction(run)
  if (client.connect !== undefined && client.totalCount !== undefined) {
    const lent = (await client.connect()) as Lent // as: pg.Pool lends a PoolClient; the shape was checked above
    // A pool listens for errors only on connections it has not lent: one that breaks between two statements would end the process.
    lent.on?.('error', ignore)
    return bracket(lent, run).then(
      (value) => {
        lent.off?.('error', ignore)
        lent.release()
        return value
      },
      (error: unknown) => {
        lent.release(true) // a connection whose transaction failed to end is not lent again; it keeps the listener while it closes
        throw error
      },
    )
  }
  return queued(client, () => bracket(client, run))
}

const ignore = () => {} // the next statement on the connection fails by itself

async function bracket<T>(sql: Sql, run: (tx: Sql) => Promise<T>): Promise<T> {
  await sql.query('begin')
  try {
    const value = await run(sql)
    await sql.query('commit')
    return value
  } catch (error) {
    await sql.query('rollback').catch(() => undefined) // the first failure is the one to report; the connection is dropped
    throw error
  }
}

const queues = new WeakMap<object, Promise<unknown>>()

/** One connection holds one transaction at a time; a second `begin` on it would join the first. */
function queued<T>(client: object, run: () => Promise<T>): Promise<T> {
  const turn = (queues.get(client) ?? Promise.resolve()).then(run)
  queues.set(
    client,
    turn.catch(() => undefined), // the next in the queue runs whatever became of this one
  )
  return turn
}

/** Runs a statement on PrivacyKit's own tables. `invalid-option` when they were never made. */
export async function rowsOf<T>(sql: Sql, text: string, params: unknown[] = []): Promise<T[]> {
  try {
    const { rows } = await sql.query(text, params)
    return rows as T[] // as: the statement and its row type stand side by side at every call
  } catch (cause) {
    if (isMissingTable(cause)) {
      throw new PrivacyError(
        'invalid-option',
        'Run `await privacy.migrate()` once before this: its tables are missing.',
        {
          cause,
        },
      )
    }
    throw cause
  }
}

function isMissingTable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '42P01'
}

/** An identifier in double quotes, whatever it contains. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
