/** How a field's values are kept in a column. Everything travels as text, so that it comes back the same from every driver and session. */
import { PrivacyError } from '@privacykit/contract'
import { defOf, layersOf } from '../schema-node.ts'
import type { AnySchema } from '../tag.ts'
import { leavesOf } from './leaf.ts'
import { quoted } from './sql-name.ts'
import { KEY, SUBJECT } from './table-names.ts'

/** A column of your own: its SQL type, and its values as that type's text form. */
export interface Column {
  /** `citext`, `bytea`, `numeric(10, 2)`, `text[]`. It is written into the statement as it stands. */
  type: string
  /** Default `String`. Never called for null and undefined, which are stored as null. */
  encode?: (value: never) => string
  /** Default: the text as it comes. */
  decode?: (text: string) => unknown
}

/** A field with its column. */
export interface FieldColumn {
  field: string
  /** The field's name, quoted. */
  name: string
  type: string
  encode(value: unknown): string | null
  /** What a null stands for: null in a field that takes null, and else a field that is not there (undefined). */
  decode(text: string | null): unknown
  /** SQL that makes text of the column. */
  textOf(column: string): string
}

/**
 * The columns of one part. Strings become `text`, numbers `double precision`, bigints `numeric`, booleans `boolean`, dates `timestamptz`, and what
 * JSON can carry `jsonb`.
 *
 * @throws PrivacyError `invalid-option` for a field that is none of these and has no column given, and for names and types that are not usable
 */
export function columnsOf(
  shape: Readonly<Record<string, AnySchema>>,
  given: Readonly<Record<string, Column>>,
): readonly FieldColumn[] {
  return Object.entries(shape).map(([field, schema]) => {
    if (field === KEY || field === SUBJECT)
      throw new PrivacyError('invalid-option', `Call the field ${field} otherwise: the tables have such a column.`)
    const own = Object.hasOwn(given, field) ? given[field] : undefined
    const kind = own === undefined ? kindOf(field, schema) : kindGiven(field, own)
    const absent = takesNull(schema) ? null : undefined
    return {
      field,
      name: quoted(field),
      type: kind.type,
      encode: (value) => (value === undefined || value === null ? null : kind.encode(value)),
      decode: (text) => (text === null ? absent : kind.decode(text)),
      textOf: kind.textOf ?? ((column) => `${column}::text`),
    }
  })
}

interface Kind {
  type: string
  encode(value: unknown): string
  decode(text: string): unknown
  textOf?: (column: string) => string
}

const TEXT: Kind = { type: 'text', encode: String, decode: (text) => text }
const KINDS: Readonly<Record<'text' | 'number' | 'bigint' | 'boolean' | 'date' | 'json', Kind>> = {
  text: TEXT,
  number: { type: 'double precision', encode: String, decode: Number },
  bigint: { type: 'numeric', encode: String, decode: BigInt },
  boolean: { type: 'boolean', encode: String, decode: (text) => text === 'true' },
  date: {
    type: 'timestamptz',
    encode: (value) => (value as Date).toISOString(), // as: the schema says so
    decode: (text) => new Date(Number(text)),
    // the text of a moment depends on the session; its number does not
    textOf: (column) => `round(extract(epoch from ${column}) * 1000)::text`,
  },
  json: { type: 'jsonb', encode: (value) => JSON.stringify(value), decode: (text) => JSON.parse(text) },
}

function kindOf(field: string, schema: AnySchema): Kind {
  const kinds = new Set(leavesOf(schema).flatMap((leaf) => kindOfLeaf(leaf, new Set()) ?? []))
  const [only, other] = kinds
  if (only !== undefined && only !== 'unknown' && other === undefined) return KINDS[only]
  if (kinds.size > 0 && [...kinds].every((kind) => IN_JSON.has(kind))) return KINDS.json
  throw new PrivacyError('invalid-option', `Give the field ${field} a column: its values are more than JSON can carry.`)
}

const IN_JSON: ReadonlySet<string> = new Set(['text', 'number', 'boolean', 'json'])

/** The kind of a schema without wrappers; null when its only value is null or undefined. */
function kindOfLeaf(leaf: AnySchema, above: ReadonlySet<AnySchema>): keyof typeof KINDS | 'unknown' | null {
  const def = defOf(leaf)
  switch (def.type) {
    case 'string':
    case 'template_literal':
      return 'text'
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'date':
      return def.type
    case 'enum':
      return kindOfValues(Object.values(def.entries))
    case 'literal':
      return kindOfValues(def.values)
    case 'null':
    case 'undefined':
    case 'void':
    case 'never':
      return null
    case 'object':
      return isJson(Object.values(def.shape), leaf, above) ? 'json' : 'unknown'
    case 'array':
      return isJson([def.element], leaf, above) ? 'json' : 'unknown'
    case 'tuple':
      return isJson([...def.items, ...(def.rest === null ? [] : [def.rest])], leaf, above) ? 'json' : 'unknown'
    case 'record':
      return isJson([def.valueType], leaf, above) ? 'json' : 'unknown'
    default:
      return 'unknown'
  }
}

/** True when JSON gives every value of these schemas back. One that is met again inside itself adds nothing. */
function isJson(inner: readonly AnySchema[], owner: AnySchema, above: ReadonlySet<AnySchema>): boolean {
  if (above.has(owner)) return true
  const below = new Set(above).add(owner)
  const kinds = inner.flatMap((schema) => leavesOf(schema).map((leaf) => kindOfLeaf(leaf, below)))
  return kinds.every((kind) => kind === null || IN_JSON.has(kind))
}

function kindOfValues(values: readonly unknown[]): keyof typeof KINDS | 'unknown' | null {
  const kinds = new Set(values.map((value) => (value === null || value === undefined ? null : typeof value)))
  kinds.delete(null)
  const [only, other] = kinds
  if (only === undefined) return null
  if (other !== undefined) return kinds.has('bigint') ? 'unknown' : 'json'
  if (only === 'string') return 'text'
  return only === 'number' || only === 'bigint' || only === 'boolean' ? only : 'unknown'
}

function takesNull(schema: AnySchema): boolean {
  return isNullable(schema, new Set())
}

function isNullable(schema: AnySchema, above: ReadonlySet<AnySchema>): boolean {
  const { type } = defOf(schema)
  if (type === 'nullable' || type === 'null') return true
  if (above.has(schema)) return false
  const below = new Set(above).add(schema)
  return (layersOf(schema) ?? []).some((layer) => layer.input !== true && isNullable(layer.schema, below))
}

/** Also a list of types in brackets; no quote, no semicolon: the words of a type need neither. */
const TYPE = /^[a-z_][\w .]*(?:\(\d+(?:, ?\d+)?\))?[\w ]*(?:\[\])*$/i

function kindGiven(field: string, { type, encode = String, decode = (text) => text }: Column): Kind {
  if (!TYPE.test(type))
    throw new PrivacyError('invalid-option', `Write the type of ${field} as SQL has it: numeric(10, 2), text[].`)
  return { type, encode: encode as (value: unknown) => string, decode } // as: its values are those of the field
}
