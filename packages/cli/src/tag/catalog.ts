/** Reads tables and columns out of a PostgreSQL catalogue: names, types and foreign keys, never a row. */
import { columnField, type FieldSource, type Mapped } from './field-source.ts'

/** The narrowest slice of PGlite, a pool or a client. */
export interface CatalogReader {
  query(sql: string): Promise<{ rows: unknown[] }>
}

interface ColumnRow {
  schema: string
  table: string
  column: string
  type: string
  target: string | null
}

// PrivacyKit's own tables are no part of a data map
const COLUMNS = `
  select n.nspname as schema, r.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
    (select f.relname from pg_constraint c join pg_class f on f.oid = c.confrelid
      where c.contype = 'f' and c.conrelid = r.oid and a.attnum = any(c.conkey) limit 1) as target
  from pg_class r
  join pg_namespace n on n.oid = r.relnamespace
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  where r.relkind in ('r', 'p') and not r.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'privacykit') and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
    and r.relname not like 'privacykit\\_%'
  order by n.nspname, r.oid, a.attnum`

export interface CatalogOptions {
  file: string
  kind: 'sql' | 'database'
  mapped: Mapped
}

/** One source a table, in the order in which they were made. */
export async function catalogSources(
  database: CatalogReader,
  { file, kind, mapped }: CatalogOptions,
): Promise<FieldSource[]> {
  const { rows } = await database.query(COLUMNS)
  const sources = new Map<string, FieldSource>()
  for (const row of rows as ColumnRow[]) {
    // as: the query above names these columns
    const { schema, table, column, type, target } = row
    const name = schema === 'public' ? table : `${schema}.${table}`
    const source = sources.get(name) ?? { name: `${file} table ${name}`, kind, table, fields: [] }
    source.fields.push(columnField({ table, name: column, type, references: target ?? undefined }, mapped))
    sources.set(name, source)
  }
  return [...sources.values()]
}
