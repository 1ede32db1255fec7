/** Looks into the catalogue for ways in which the reader's role could come at the personal part, or match the two up. */
import type { FieldColumn } from './column.ts'
import type { Sql } from './sql.ts'
import type { TableNames } from './table-names.ts'

/** A way in. */
export interface Exposure {
  /**
   * `right`: a right to the personal table, the trail or their schema, by grant, ownership or membership, or one over the whole server. `view`: a view over the
   * personal table that the role may read. `function`: a `security definer` function that the role may call and whose owner may read the personal
   * table; what it does is not looked at. `column`: a right to the key or a system column, which say which row is whose. `left-behind`: a column in
   * the non-personal table that is no field of that part (any more). `foreign-key`: one between the two tables.
   */
  kind: 'right' | 'view' | 'function' | 'column' | 'left-behind' | 'foreign-key'
  /** The object of the database that it comes from. */
  name: string
}

/** Every way in that the catalogue shows, for the role and for all roles that it is a member of. */
export async function exposuresOf(
  client: Sql,
  { names, reader, others }: { names: TableNames; reader: string; others: readonly FieldColumn[] },
): Promise<readonly Exposure[]> {
  const fields = JSON.stringify(others.map(({ field }) => field))
  const { rows } = await client.query(EXPOSURES, [reader, names.personal, names.access, names.other, fields])
  return (rows as Exposure[]).map(({ kind, name }) => ({ kind, name })) // as: the two columns of the statement
}

const ANY_RIGHT = `has_table_privilege(m.oid, c.oid, 'select, insert, update, delete, truncate, references, trigger')
      or has_any_column_privilege(m.oid, c.oid, 'select, insert, update, references')`

const EXPOSURES = `
with recursive reader as (select * from pg_roles where rolname = $1::text),
  -- every role whose rights it has, or can take on
  mine as (select r.oid, r.rolname from pg_roles r, reader where pg_has_role(reader.oid, r.oid, 'member')),
  closed as (
    select c.* from pg_class c where c.oid in (to_regclass($2::text), to_regclass($3::text))),
  other as (select c.* from pg_class c where c.oid = to_regclass($4::text)),
  field as (select jsonb_array_elements_text($5::text::jsonb) as name),
  above (oid) as (
    select oid from closed
    union
    select w.ev_class from above a
      join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = a.oid and d.classid = 'pg_rewrite'::regclass
      join pg_rewrite w on w.oid = d.objid)
select 'right' as kind, format('role %I', reader.rolname) as name from reader
  where rolsuper or rolcreaterole or rolreplication
union select 'right', format('role %I', m.rolname) from mine m
  where m.rolname in ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')
union select 'right', format('%s as %I', c.oid::regclass, m.rolname) from mine m, closed c
  where not exists (select from reader where rolsuper) and (m.oid = c.relowner or ${ANY_RIGHT})
union select 'right', format('schema %I as %I', n.nspname, m.rolname) from mine m, pg_namespace n
  where n.oid in (select relnamespace from closed) and not exists (select from reader where rolsuper)
    and (m.oid = n.nspowner or has_schema_privilege(m.oid, n.oid, 'usage, create'))
union select 'view', c.oid::regclass::text from mine m, above a join pg_class c on c.oid = a.oid
  where c.oid not in (select oid from closed)
    and not (c.relkind = 'v' and coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false))
    and (${ANY_RIGHT})
union select 'function', p.oid::regprocedure::text from mine m, closed c, pg_proc p
  where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    and has_function_privilege(m.oid, p.oid, 'execute') and has_schema_privilege(m.oid, p.pronamespace, 'usage')
    and has_any_column_privilege(p.proowner, c.oid, 'select')
union select 'column', format('%s.%I', c.oid::regclass, a.attname) from mine m, other c join pg_attribute a on a.attrelid = c.oid
  where not a.attisdropped and a.attname not in (select name from field) and a.attname <> 'tableoid'
    and has_column_privilege(m.oid, c.oid, a.attnum, 'select')
union select 'left-behind', format('%s.%I', c.oid::regclass, a.attname) from other c join pg_attribute a on a.attrelid = c.oid
  where not a.attisdropped and a.attnum > 0 and a.attname <> 'privacykit_key' and a.attname not in (select name from field)
union select 'foreign-key', format('%s: %I', k.conrelid::regclass, k.conname) from pg_constraint k, other, closed
  where k.contype = 'f' and ((k.conrelid = other.oid and k.confrelid = closed.oid) or (k.conrelid = closed.oid and k.confrelid = other.oid))
order by 1, 2`
