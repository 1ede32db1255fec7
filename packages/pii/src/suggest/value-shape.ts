/** Reads the type of a column or schema for what it rules out: a boolean is no e-mail address. */

/** What values of a type can be; null when the type says nothing. */
export type ValueShape = 'text' | 'number' | 'boolean' | 'moment' | 'uuid' | 'json' | 'bytes' | 'list' | null

const SHAPES: readonly (readonly [RegExp, Exclude<ValueShape, null>])[] = [
  [/(?:\[\]$|^array)/, 'list'],
  [/^(?:bool|boolean|bit(?:\(1\))?|tinyint\(1\))$/, 'boolean'],
  [/^(?:timestamp|datetime|smalldatetime|date|time|timestamptz|timetz|interval)/, 'moment'],
  [/^(?:uuid|guid|uniqueidentifier)/, 'uuid'],
  [/^(?:json|jsonb|object|record|map|hstore|any|unknown)/, 'json'],
  [/^(?:bytea|blob|binary|varbinary|bytes|buffer)/, 'bytes'],
  [
    /^(?:int|integer|bigint|smallint|tinyint|mediumint|serial|bigserial|smallserial|number|numeric|decimal|float|double|real|money)/,
    'number',
  ],
  [/^(?:text|varchar|char|character|string|citext|nvarchar|nchar|longtext|mediumtext|email|enum|inet|cidr)/, 'text'],
]

/** Takes types as PostgreSQL, MySQL, SQLite, Prisma and zod write them. */
export function shapeOf(type: string | undefined): ValueShape {
  if (type === undefined) return null
  const plain = type.trim().toLowerCase().replace(/\?$/, '')
  return SHAPES.find(([pattern]) => pattern.test(plain))?.[1] ?? null
}
