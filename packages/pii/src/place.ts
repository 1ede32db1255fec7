/** Which schemas may describe one value, and which tags follow from them: a tag in any of them counts. */
import { type Alternative, alternativesOf } from './alternative.ts'
import type { AnySchema, Tag } from './tag.ts'

/** A schema that may describe the value. */
export interface Candidate {
  schema: AnySchema
  /** Tagged or marked non-personal by a container above. */
  covered: boolean
}

/** A schema without wrappers whose shape fits the value. */
export type Body = Pick<Alternative, 'def' | 'schema' | 'opacity' | 'covered'>

/** Everything the schemas say about one value. */
export interface Reading {
  tags: readonly Tag[]
  /** None: the value is not what the schema promised. */
  bodies: readonly Body[]
  /** Of a value that nothing fits: the category of a schema that it should have fitted. */
  missed: string | null
}

/** Looks through wrappers, unions, intersections and pipes for what fits a value that is neither null nor undefined. */
export function readPlace(candidates: readonly Candidate[], value: unknown): Reading {
  const tags: Tag[] = []
  const bodies: Body[] = []
  let missed: string | null = null
  for (const { schema, covered } of candidates)
    for (const alternative of alternativesOf(schema)) {
      if (!fits(alternative, value)) {
        missed ??= alternative.tags[0]?.category ?? null
        continue
      }
      tags.push(...alternative.tags)
      bodies.push(covered && !alternative.covered ? { ...alternative, covered } : alternative)
    }
  return { tags, bodies, missed }
}

function fits({ def, opacity, literals }: Alternative, value: unknown): boolean {
  switch (def.type) {
    case 'string':
    case 'template_literal':
      return typeof value === 'string'
    case 'number':
    case 'nan':
      return typeof value === 'number'
    case 'boolean':
    case 'success':
      return typeof value === 'boolean'
    case 'bigint':
    case 'symbol':
      return typeof value === def.type
    case 'date':
      return value instanceof Date
    case 'enum':
      return Object.values(def.entries).some((entry) => entry === value)
    case 'literal':
      return def.values.some((entry) => entry === value)
    case 'array':
    case 'tuple':
      return Array.isArray(value)
    case 'map':
      return value instanceof Map
    case 'set':
      return value instanceof Set
    case 'record':
      return isRecordLike(value)
    case 'object':
      return isRecordLike(value) && literals.every(([key, allowed]) => agrees(value, key, allowed))
    default:
      return opacity !== null
  }
}

/** A literal field that holds another value rules an arm of a union out; a missing one does not. */
function agrees(value: Record<string, unknown>, key: string, allowed: readonly unknown[]): boolean {
  return !Object.hasOwn(value, key) || allowed.includes(value[key])
}

/** An object that is read by its keys. */
export function isRecordLike(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return !(value instanceof Map || value instanceof Set || value instanceof Date)
}
