/** Deregistrations: requests, their saved steps, proofs, tombstones, suppressions, and the hooks that an app has deployed. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

// as in 0001: indexes of one table begin with different columns
const STATEMENTS = [
  // documents are text: they are only ever read and written whole, and text is the same on both databases
  `create table privacykit.hook_set (
    tenant text not null, app text not null, hooks text not null, declared_at timestamptz not null,
    primary key (tenant, app))`,
  `create table privacykit.deregistration (
    tenant text not null, app text not null, request_id text not null, same_as text,
    account_index text, generation int not null, sealed text, status text not null,
    requested_at timestamptz not null, auth_time timestamptz not null, undo_until timestamptz not null,
    irreversible_at timestamptz, completed_at timestamptz, interim_proof_id text, final_proof_id text,
    erased_record_id text, records_deleted int not null default 0, fence_until timestamptz, next_at timestamptz,
    primary key (request_id, tenant, app))`,
  // two requests for one account that come at once must not both make a plan
  `create unique index deregistration_account on privacykit.deregistration (account_index, tenant, app, generation)
    where same_as is null and status <> 'withdrawn'`,
  'create index deregistration_due on privacykit.deregistration (next_at) where next_at is not null',
  `create table privacykit.step (
    tenant text not null, app text not null, step_id text not null, request_id text not null, position int not null,
    hook text not null, kind text not null, after text not null, status text not null,
    attempts int not null, failures int not null, failure text, next_at timestamptz,
    lease_token text, lease_until timestamptz, reported_token text, reported_digest text,
    count int, retained text, residual int, sealed_aliases text,
    primary key (step_id, tenant, app))`,
  'create index step_request on privacykit.step (request_id, tenant, app, position)',
  "create index step_open on privacykit.step (hook, tenant, app) where status not in ('pending', 'done')",
  `create table privacykit.proof (
    tenant text not null, app text not null, proof_id text not null, request_id text not null, jws text not null,
    primary key (tenant, app, proof_id))`,
  `create table privacykit.tombstone (
    tenant text not null, app text not null, index text not null, generation int not null, minor boolean not null,
    expires_at timestamptz not null,
    primary key (tenant, app, index, generation))`,
  'create index tombstone_expiry on privacykit.tombstone (expires_at)',
  // which erasure closed the row, so that the end of its fence finds it
  'alter table privacykit.subject add column erased_by text',
  'create index subject_erased on privacykit.subject (tenant, app, erased_by) where erased_by is not null',
  `create table privacykit.suppression (
    tenant text not null, app text not null, index text not null,
    primary key (tenant, app, index))`,
]

export const deregistration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
