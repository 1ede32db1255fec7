/** Lists the fields of a zod schema with their types, so that a tag can be proposed for each that has none. */
import type * as z from 'zod/mini'
import { DEPTH_LIMIT, defOf, isInformative, layersOf, opacityOf } from '../schema-node.ts'
import { type AnySchema, classificationOf, type Tag } from '../tag.ts'

/** A place in a schema where a value stands. */
export interface SchemaField {
  /** As `walkTags` writes it. */
  path: string
  /** The last name in the path; null where it has none (`[]`, `<key>`). */
  name: string | null
  /** The kind of value: `string`, `boolean`, `date`, an `enum`. */
  type: string
  /** What was said about it, by itself or by a container above; null when nobody has looked. */
  said: Tag | 'non-personal' | null
  /** The schema as code, as far as it can be read back: `z.email()`, `z.string()…` where there is more to it. */
  code: string
  /** How it is wrapped: `optional`, `nullable`. */
  wrapped: readonly string[]
  /** Why its values cannot be known, or null. */
  opaque: string | null
}

/** Every place with a value, once, in the order of the schema. Those with `said: null` and no `opaque` are the unclassified ones of `walkTags`. */
export function schemaFields(schema: AnySchema): SchemaField[] {
  const fields = new Map<string, SchemaField>()
  visit(schema, { path: '', name: null, said: null, wrapped: [], input: false, above: new Set(), fields })
  return [...fields.values()]
}

interface Visit {
  path: string
  name: string | null
  said: SchemaField['said']
  wrapped: readonly string[]
  /** On the input side of a pipe, where a transform is only a step. */
  input: boolean
  above: ReadonlySet<AnySchema>
  fields: Map<string, SchemaField>
}

const WRAPPERS: ReadonlySet<string> = new Set(['optional', 'nullable'])

function visit(schema: AnySchema, at: Visit): void {
  if (at.above.has(schema) || at.above.size >= DEPTH_LIMIT) return
  const def = defOf(schema)
  const own = classificationOf(schema)
  const here: Visit = {
    ...at,
    said: own !== null && (own !== 'non-personal' || at.said === null) ? own : at.said,
    above: new Set(at.above).add(schema),
  }
  const layers = layersOf(schema)
  if (layers !== null) {
    const wrapped = WRAPPERS.has(def.type) ? [...here.wrapped, def.type] : here.wrapped
    for (const layer of layers) visit(layer.schema, { ...here, wrapped, input: here.input || layer.input === true })
    return
  }
  if (here.input && def.type === 'transform') return
  const opaque = opacityOf(schema)
  const isTagged = own !== null && own !== 'non-personal'
  if (opaque !== null || isInformative(schema) || isTagged) add(schema, here, opaque)
  if (opaque === null && !isTagged) below(schema, { ...here, wrapped: [], input: false })
}

function add(schema: AnySchema, { path, name, said, wrapped, fields }: Visit, opaque: string | null): void {
  const key = path || '$'
  const before = fields.get(key)
  const field = { path: key, name, type: defOf(schema).type, said, code: codeOf(schema), wrapped, opaque }
  // one arm of a union that nobody has looked at leaves the place open
  if (before === undefined || openness(field) > openness(before)) fields.set(key, field)
}

function openness({ said, opaque }: SchemaField): number {
  if (said !== null) return 0
  return opaque === null ? 2 : 1
}

function below(schema: AnySchema, at: Visit): void {
  const def = defOf(schema)
  const go = (inner: AnySchema, path: string, name: string | null = null) => visit(inner, { ...at, path, name })
  const { path, name } = at
  switch (def.type) {
    case 'object':
      for (const [key, field] of Object.entries(def.shape)) go(field, path === '' ? key : `${path}.${key}`, key)
      if (def.catchall !== undefined) go(def.catchall, path === '' ? '*' : `${path}.*`)
      return
    case 'array':
      go(def.element, `${path}[]`, name)
      return
    case 'tuple':
      for (const [index, item] of def.items.entries()) go(item, `${path}[${index}]`)
      if (def.rest !== null) go(def.rest, `${path}[]`)
      return
    case 'set':
      go(def.valueType, `${path}{}`, name)
      return
    case 'map':
      go(def.keyType, `${path}<key>`)
      go(def.valueType, `${path}<value>`)
      return
    case 'record':
      go(def.keyType, `${path}<key>`)
      go(def.valueType, `${path}[*]`)
  }
}

/** zod's names of string formats that are functions of their own. */
const FORMATS: ReadonlySet<string> = new Set([
  'email',
  'url',
  'uuid',
  'ipv4',
  'ipv6',
  'e164',
  'guid',
  'ulid',
  'nanoid',
  'cuid',
  'cuid2',
  'jwt',
  'base64',
])

function codeOf(schema: AnySchema): string {
  const def: z.core.$ZodTypeDef & { format?: unknown } = defOf(schema)
  const base = typeof def.format === 'string' && FORMATS.has(def.format) ? def.format : def.type
  const isMore = (def.checks?.length ?? 0) > 0 || !PLAIN_CALLS.has(def.type)
  return isMore ? `z.${base}(…)` : `z.${base}()`
}

const PLAIN_CALLS: ReadonlySet<string> = new Set([
  'string',
  'number',
  'boolean',
  'bigint',
  'date',
  'symbol',
  'any',
  'unknown',
])
