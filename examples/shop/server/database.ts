/** The shop's own database, and the tables of the partners that it stands in for. */
import type { PGlite } from '@electric-sql/pglite'

const SCHEMA = `
create table if not exists users (
  id text primary key, name text not null, email text not null unique, password_hash text not null,
  generation int not null, created_at timestamptz not null default now()
);
create table if not exists sessions (
  token_hash text primary key, user_id text not null, generation int not null, auth_time timestamptz not null default now()
);
create table if not exists orders (
  id text primary key, user_id text not null, generation int not null, name text, street text, city text, postal_code text, country text not null,
  phone text, items jsonb not null, total int not null, invoice_date timestamptz not null default now()
);
create table if not exists messages (
  id text primary key, user_id text not null, generation int not null, body text not null, sent_at timestamptz not null default now()
);
create schema if not exists partners;
create table if not exists partners.parcels (order_id text primary key, account text not null, name text, street text, city text, postal_code text, phone text);
create table if not exists partners.subscribers (account text primary key, email text not null, name text not null);
create table if not exists partners.notices (key text primary key, recipient text not null, purpose text not null);
create table if not exists partners.reports (id bigint generated always as identity primary key, report jsonb not null, at timestamptz not null default now());
create table if not exists partners.visits (id bigint generated always as identity primary key, visitor text not null, page text not null, at timestamptz not null default now());
`

/** Creates what is missing; safe to repeat. */
export async function migrateShop(database: PGlite): Promise<void> {
  await database.exec(SCHEMA)
}
