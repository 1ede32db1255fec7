/** The one place that knows how zod nests schemas, so that walker and redactor agree on it. */
import type * as z from 'zod/mini'
import type { AnySchema } from './tag.ts'

/** Deepest nesting that is followed; below it everything counts as opaque. */
export const DEPTH_LIMIT = 48

/** zod's own description of a schema, told apart by `type`. */
export type Def = z.core.$ZodTypes['_zod']['def']

export function defOf(schema: AnySchema): Def {
  return (schema as z.core.$ZodTypes)._zod.def // as: $ZodTypes is zod's union of every schema that it makes
}

/** One schema that describes the same value as its wrapper. */
export interface Layer {
  schema: AnySchema
  /** How it was reached, for a reader; empty for plain wrappers. */
  via?: string
  /** The input side of a pipe: a transform there is an intermediate step, never the value itself. */
  input?: true
}

/** The schemas that lie at the same place as a wrapper, or null for a schema that is no wrapper. */
export function layersOf(schema: AnySchema): readonly Layer[] | null {
  const def = defOf(schema)
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'promise':
      return [{ schema: def.innerType }]
    case 'lazy':
      return [{ schema: def.getter() }]
    case 'intersection':
      return [{ schema: def.left }, { schema: def.right }]
    case 'union': {
      const name = 'discriminator' in def ? `by ${String(def.discriminator)}` : 'option'
      return def.options.map((option, index) => ({ schema: option, via: `${name} ${index + 1}` }))
    }
    case 'pipe': {
      const isCodec = def.reverseTransform !== undefined
      return [
        { schema: def.in, via: isCodec ? 'encoded' : 'input', input: true },
        { schema: def.out, via: isCodec ? 'decoded' : 'output' },
      ]
    }
    default:
      return null
  }
}

/** Why nothing can be known about the values of a schema, or null when its structure says it all. */
export function opacityOf(schema: AnySchema): string | null {
  const { type } = defOf(schema)
  if (STRUCTURED.has(type)) return null
  if (type === 'transform') return 'the result of a transform is code; tag it, or pipe it into a schema'
  return `${type} says nothing about its values`
}

// a kind that zod adds later is not in here, hence opaque, hence withheld
const STRUCTURED: ReadonlySet<Def['type']> = new Set([
  ...([
    'string',
    'number',
    'bigint',
    'boolean',
    'date',
    'symbol',
    'enum',
    'literal',
    'template_literal',
    'nan',
  ] as const),
  ...(['undefined', 'null', 'void', 'never', 'success'] as const),
  ...(['object', 'array', 'tuple', 'record', 'map', 'set', 'union', 'intersection'] as const),
  ...(['optional', 'nullable', 'nonoptional', 'default', 'prefault', 'catch', 'readonly', 'promise'] as const),
  ...(['lazy', 'pipe'] as const),
])

/** True for a schema whose values differ from person to person: it must be tagged or marked non-personal. */
export function isInformative(schema: AnySchema): boolean {
  const def = defOf(schema)
  switch (def.type) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'date':
    case 'symbol':
    case 'enum':
    case 'template_literal':
      return true
    case 'literal':
      return def.values.length > 1
    default:
      return false
  }
}
