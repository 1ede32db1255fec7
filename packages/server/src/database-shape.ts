/** Tables, columns and foreign keys of the app's database, as the check of a data map needs them. */
import type { Sql } from './sql.ts'

/** What the database says about itself. */
export interface DatabaseShape {
  /** Columns by table; `nullable` by column. */
  tables: ReadonlyMap<string, ReadonlyMap<string, boolean>>
  references: readonly Reference[]
}
interface Reference {
  from: string
  to: string
  /** `confdeltype` of pg_constraint: a, r, c, n, d. */
  onDelete: string
}

/** Reads tables, columns and foreign keys of a schema, without PrivacyKit's own tables. */
export async function readShape(sql: Sql, schema: string): Promise<DatabaseShape> {
  const { rows: columns } = await sql.query(
    `select c.table_name, c.column_name, c.is_nullable from information_schema.columns c
     join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema = $1 and t.table_type = 'BASE TABLE' and c.table_name not like 'privacykit\\_%'`,
    [schema],
  )
  const { rows: keys } = await sql.query(
    `select source.relname as "from", target.relname as "to", con.confdeltype::text as "onDelete" from pg_constraint con
     join pg_class source on source.oid = con.conrelid join pg_class target on target.oid = con.confrelid
     join pg_namespace space on space.oid = source.relnamespace where con.contype = 'f' and space.nspname = $1`,
    [schema],
  )
  const tables = new Map<string, Map<string, boolean>>()
  for (const row of columns as { table_name: string; column_name: string; is_nullable: string }[]) {
    // as: the columns of information_schema
    const table = tables.get(row.table_name) ?? new Map<string, boolean>()
    tables.set(row.table_name, table.set(row.column_name, row.is_nullable === 'YES'))
  }
  return { tables, references: keys as Reference[] } // as: named in the statement above
}
