/** PrivacyKit's own tables in the app's database: outbox, fence, finished steps. Forward-only. */
import { PrivacyError } from '@privacykit/contract'
import { inTransaction, type Sql, type SqlClient } from './sql.ts'

/** Each entry is one version, for ever: append, never edit. */
const VERSIONS: readonly (readonly string[])[] = [
  [
    // account and request ids only; a row goes as soon as the backend has the request
    `create table privacykit_outbox (
      request_id text primary key,
      account text not null,
      generation integer,
      auth_time timestamptz not null,
      requested_at timestamptz not null,
      attempts integer not null default 0,
      next_at timestamptz not null
    )`,
    'create index privacykit_outbox_next on privacykit_outbox (next_at)',
    // a hash of the opaque account id: enough to recognise a late write, nothing to read
    `create table privacykit_fence (
      account_hash text primary key,
      generation integer not null,
      request_id text not null,
      raised_at timestamptz not null,
      expires_at timestamptz,
      settled boolean not null default false
    )`,
    // written in the transaction of an erase step, so that a step that runs twice reports what it did the first time
    `create table privacykit_step (
      step_id text primary key,
      outcome text not null,
      done_at timestamptz not null
    )`,
  ],
]

/** Brings the tables to this version; safe to repeat and to run from two processes at once. `storage-newer` when a newer version was here. */
export async function migrateAppTables(client: SqlClient): Promise<void> {
  await inTransaction(client, async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7038122401)')
    await tx.query('create table if not exists privacykit_version (version integer not null)')
    const current = await currentVersion(tx)
    if (current > VERSIONS.length) {
      throw new PrivacyError(
        'storage-newer',
        'Deploy the newer @privacykit/server: its tables are already in this database.',
      )
    }
    for (const statements of VERSIONS.slice(current)) {
      for (const statement of statements) await tx.query(statement)
    }
    if (current === VERSIONS.length) return
    await tx.query('delete from privacykit_version')
    await tx.query('insert into privacykit_version (version) values ($1)', [VERSIONS.length])
  })
}

async function currentVersion(tx: Sql): Promise<number> {
  const { rows } = await tx.query('select version from privacykit_version')
  const [first] = rows as { version: number }[] // as: the column is an integer in every version
  return first?.version ?? 0
}
