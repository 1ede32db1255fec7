/** The first tables: policies, subjects, their list, links; and the function that appends. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { APPEND_FUNCTION, LOCK_FUNCTION } from './append-function.ts'

/**
 * Every key holds (tenant, app). Where a table has several indexes each begins with another column: a database without statistics, which
 * PGlite always is, finds two indexes that both begin with (tenant, app) equally good, and then reads the whole app for one record.
 */
const STATEMENTS = [
  'create schema if not exists privacykit',
  `create table privacykit.policy (
    tenant text not null, app text not null, version text not null, hash text not null,
    document jsonb not null, published_at timestamptz not null,
    primary key (tenant, app, version))`,
  `create table privacykit.subject (
    tenant text not null, app text not null, kind text not null check (kind in ('account', 'device')), id text not null,
    generation int not null check (generation > 0), seq int not null default 0, last_at timestamptz not null,
    erased boolean not null default false, suppressed boolean not null default false, age_unknown boolean not null default false,
    primary key (tenant, app, kind, id, generation)) with (fillfactor = 50)`,
  // xid8 with the snapshot's xmin gives a cursor that no late commit can slip behind; ids alone would lose rows
  `create table privacykit.record (
    tenant text not null, app text not null, kind text not null, subject_id text not null, generation int not null, seq int not null,
    id text not null, type text not null, role text not null, principal text, canonical text not null,
    salt text not null, commitment text not null, received_at timestamptz not null, effective_at timestamptz not null,
    clock text not null, xid xid8 not null default pg_current_xact_id(),
    primary key (id, tenant, app))`,
  'create unique index record_position on privacykit.record (subject_id, kind, tenant, app, generation, seq)',
  'create index record_feed on privacykit.record (xid, id, tenant, app)',
  `create table privacykit.link (
    tenant text not null, app text not null, device text not null, account text not null, generation int not null,
    mode text not null check (mode in ('adopt', 'deny-only')), record_id text not null,
    primary key (device, tenant, app))`,
  'create index link_account on privacykit.link (account, tenant, app, generation)',
  LOCK_FUNCTION,
  APPEND_FUNCTION,
]

export const records: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
