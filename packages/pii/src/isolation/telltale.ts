/** Finds fields that give a row away: an id that is known elsewhere, or the moment of an event, leads back to a person whatever else the row holds. */
import { defOf, layersOf } from '../schema-node.ts'
import type { AnySchema } from '../tag.ts'

/**
 * Paths inside a field whose values look like ids or addresses of somebody: by the format of a string (`z.uuid()`, `z.email()`), or by a name
 * that ends in `id`. A guess from names and formats: what it does not find may be an id all the same.
 */
export function identifiersIn(name: string, field: AnySchema): readonly string[] {
  return pathsIn({ schema: field, path: name, name }, isIdentifier)
}

/** Paths inside a field whose values look like moments: dates with a time, and texts or numbers whose names end in `At` or `timestamp`. */
export function momentsIn(name: string, field: AnySchema): readonly string[] {
  return pathsIn({ schema: field, path: name, name }, isMoment)
}

function pathsIn(spot: Spot, isMeant: (spot: Spot) => boolean): readonly string[] {
  const found = new Set<string>()
  look(spot, { found, isMeant, above: new Set() })
  return [...found]
}

interface Spot {
  schema: AnySchema
  path: string
  /** The key nearest to it. */
  name: string
}

interface Run {
  found: Set<string>
  isMeant: (spot: Spot) => boolean
  above: ReadonlySet<AnySchema>
}

function look(spot: Spot, run: Run): void {
  const { schema, path } = spot
  if (run.above.has(schema)) return
  if (run.isMeant(spot)) run.found.add(path)
  const below = { ...run, above: new Set(run.above).add(schema) }
  for (const inner of innerOf(spot)) look(inner, below)
}

function innerOf({ schema, path, name }: Spot): readonly Spot[] {
  const layers = layersOf(schema)
  if (layers !== null) return layers.map((layer) => ({ schema: layer.schema, path, name }))
  const def = defOf(schema)
  const at = (inner: AnySchema, mark: string) => ({ schema: inner, path: `${path}${mark}`, name })
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).map(([key, inner]) => ({ schema: inner, path: `${path}.${key}`, name: key }))
    case 'array':
      return [at(def.element, '[]')]
    case 'tuple':
      return [...def.items, ...(def.rest === null ? [] : [def.rest])].map((item) => at(item, '[]'))
    case 'set':
      return [at(def.valueType, '{}')]
    case 'map':
    case 'record':
      return [at(def.keyType, '<key>'), at(def.valueType, '[*]')]
    default:
      return []
  }
}

function isIdentifier({ schema, name }: Spot): boolean {
  const { type } = defOf(schema)
  if (formatsOf(schema).some((format) => ID_FORMATS.has(format))) return true
  return (type === 'string' || type === 'number' || type === 'bigint') && NAMED_ID.some((pattern) => pattern.test(name))
}

function isMoment({ schema, name }: Spot): boolean {
  const { type } = defOf(schema)
  if (type === 'date' || formatsOf(schema).includes('datetime')) return true
  return (type === 'string' || type === 'number' || type === 'bigint') && NAMED_MOMENT.test(name)
}

/** The format that the schema was made with, and those of checks that were put on it. */
function formatsOf(schema: AnySchema): readonly string[] {
  const def = defOf(schema)
  if (def.type !== 'string') return []
  const made = 'format' in def && typeof def.format === 'string' ? [def.format] : []
  return [
    ...made,
    ...(def.checks ?? []).flatMap(({ _zod: { def: check } }) => ('format' in check ? String(check.format) : [])),
  ]
}

const ID_FORMATS: ReadonlySet<string> = new Set([
  ...['uuid', 'guid', 'nanoid', 'cuid', 'cuid2', 'ulid', 'xid', 'ksuid', 'jwt'],
  ...['email', 'e164', 'ipv4', 'ipv6', 'mac'],
])

// `id`, `user_id`, `UUID`; then `userId`, `userID`, `orderUuid`; not `paid`, `valid`, `grid`
const NAMED_ID = [/(?:^|_)(?:u|uu|gu)?ids?$/i, /[a-z\d](?:I[dD]s?|Uid|UID|Uuid|UUID|Guid|GUID)$/]

// `createdAt`, `created_at`, `timestamp`, `eventTimestamp`; not `format`
const NAMED_MOMENT = /[a-z\d]At$|_at$|^(?:.+_)?timestamp$|[a-z\d]Timestamp$/
