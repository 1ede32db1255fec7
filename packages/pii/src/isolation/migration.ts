/** The statement that makes the two tables, the trail of joins and the role that reads only one of them. */
import type { FieldColumn } from './column.ts'
import { literal } from './sql-name.ts'
import { KEY, SUBJECT, type TableNames } from './table-names.ts'

/**
 * One statement, so one transaction with any client: nothing is ever open to the reader before it is closed again. It may run again, also from two
 * processes at once, and then adds the columns of new fields.
 *
 * The reader gets no right to the key, nor to system columns: with `ctid` and `xmin` it would see the order in which rows came.
 */
export function migration(
  names: TableNames,
  columns: { personal: readonly FieldColumn[]; other: readonly FieldColumn[] },
): string {
  const { personalSchema, otherSchema, personal, other, access, reader } = names
  const all = [personal, access, other].join(', ')
  const statements = [
    // roles belong to the whole server: another database may be making the same one
    `if not exists (select from pg_catalog.pg_roles where rolname = ${names.readerText}) then
      begin create role ${reader} nologin; exception when duplicate_object or unique_violation then null; end;
    end if`,
    createSchema(personalSchema),
    createSchema(otherSchema),
    `revoke all on schema ${personalSchema} from public, ${reader}`,
    `alter default privileges in schema ${personalSchema} revoke all on tables from public, ${reader}`,
    `create table if not exists ${personal} (
      ${KEY} text not null constraint ${names.keyIndex} primary key, ${SUBJECT} text not null)`,
    `create table if not exists ${other} (${KEY} text not null constraint ${names.keyIndex} primary key)`,
    ...columns.personal.map(({ name, type }) => `alter table ${personal} add column if not exists ${name} ${type}`),
    ...columns.other.map(({ name, type }) => `alter table ${other} add column if not exists ${name} ${type}`),
    `create index if not exists ${names.subjectIndex} on ${personal} (${SUBJECT})`,
    `create table if not exists ${access} (
      at timestamptz not null default clock_timestamp(), subject text not null, purpose text, categories text[] not null,
      asked_by text not null, allowed boolean not null, reason text not null)`,
    `create index if not exists ${names.accessIndex} on ${access} (subject)`,
    // takes rights to single columns along, so a field that became personal is closed here
    `revoke all on table ${all} from public, ${reader}`,
    `grant usage on schema ${otherSchema} to ${reader}`,
    ...(columns.other.length === 0
      ? []
      : [`grant select (${columns.other.map(({ name }) => name).join(', ')}) on table ${other} to ${reader}`]),
  ]
  const body = `begin
    set local client_min_messages = warning;
    perform pg_catalog.pg_advisory_xact_lock(7038122402);
    ${statements.join(';\n    ')};
  end`
  return `do ${literal(body)}`
}

function createSchema(schema: string): string {
  // asked first: even `if not exists` wants the right to create one
  return `if pg_catalog.to_regnamespace(${literal(schema)}) is null then create schema ${schema}; end if`
}
