/** Lays a schema's wrappers flat: every body that may describe a value at its place, with the tags on the way there. */
import { DEPTH_LIMIT, type Def, defOf, layersOf, opacityOf } from './schema-node.ts'
import { type AnySchema, classificationOf, type Tag } from './tag.ts'
import { walkTags } from './walk.ts'

/** A schema without wrappers that may describe the value. */
export interface Alternative {
  schema: AnySchema
  def: Def
  /** Tags of the wrappers around it and its own. */
  tags: readonly Tag[]
  /** Tagged or marked non-personal, by itself or a wrapper. */
  covered: boolean
  /** Why it says nothing about its values, or null. */
  opacity: string | null
  /** Literal fields of an object; they tell the arms of a union apart. */
  literals: readonly (readonly [string, readonly unknown[]])[]
}

/** The alternatives at the place of a schema; the same array each time. */
export function alternativesOf(schema: AnySchema): readonly Alternative[] {
  const known = flattened.get(schema)
  if (known !== undefined) return known
  const alternatives = flatten(schema, { tags: [], covered: false, input: false, above: new Set() })
  flattened.set(schema, alternatives)
  return alternatives
}

// a schema and its tags never change once it is made
const flattened = new WeakMap<AnySchema, readonly Alternative[]>()

interface Around {
  tags: readonly Tag[]
  covered: boolean
  /** On the input side of a pipe, where a transform is only a step. */
  input: boolean
  above: ReadonlySet<AnySchema>
}

function flatten(schema: AnySchema, around: Around): Alternative[] {
  if (around.above.has(schema) || around.above.size >= DEPTH_LIMIT) return []
  const said = classificationOf(schema)
  const own = said === null || said === 'non-personal' ? [] : [said]
  const derived = around.input ? [] : tagsBehindTransform(schema)
  const tags = [...around.tags, ...own, ...derived]
  const covered = around.covered || said !== null
  const layers = layersOf(schema)
  if (layers === null)
    return around.input && defOf(schema).type === 'transform' ? [] : [bodyOf(schema, { tags, covered })]
  const above = new Set(around.above).add(schema)
  return layers.flatMap((layer) =>
    flatten(layer.schema, { tags, covered, input: around.input || layer.input === true, above }),
  )
}

function bodyOf(schema: AnySchema, { tags, covered }: Pick<Around, 'tags' | 'covered'>): Alternative {
  const def = defOf(schema)
  const fields = def.type === 'object' ? Object.entries(def.shape) : []
  const literals = fields.flatMap(([key, field]) => {
    const inner = defOf(field)
    return inner.type === 'literal' ? [[key, inner.values] satisfies [string, readonly unknown[]]] : []
  })
  return { schema, def, tags, covered, opacity: opacityOf(schema), literals }
}

/** What a transform makes of personal data is personal too, whatever its shape. */
function tagsBehindTransform(schema: AnySchema): readonly Tag[] {
  const def = defOf(schema)
  return def.type === 'pipe' && defOf(def.out).type === 'transform' ? walkTags(def.in).tags : []
}
