/** Looks through wrappers for the schemas that describe what a record holds once it is parsed. */
import { defOf, layersOf } from '../schema-node.ts'
import type { AnySchema } from '../tag.ts'

/** The schemas without wrappers that may describe the parsed value: of a pipe only its output counts. */
export function leavesOf(schema: AnySchema, above: ReadonlySet<AnySchema> = new Set()): readonly AnySchema[] {
  const layers = defOf(schema).type === 'promise' ? null : layersOf(schema)
  if (layers === null) return [schema]
  if (above.has(schema)) return []
  const below = new Set(above).add(schema)
  return layers.filter(({ input }) => input !== true).flatMap((layer) => leavesOf(layer.schema, below))
}
