/** Fields of the zod schemas that a module exports. */
import type { AnySchema } from '@privacykit/pii'
import { type SchemaField, type Suggestion, schemaFields } from '@privacykit/pii/suggest'
import type { FieldSource, SourceField } from './field-source.ts'

/** Schemas by name: those a module exports, and those in an exported object of schemas (`events.viewed`). */
function schemasOf(module: Readonly<Record<string, unknown>>): [string, AnySchema][] {
  return Object.entries(module).flatMap(([name, value]) => {
    if (isSchema(value)) return [[name, value] satisfies [string, AnySchema]]
    const inner = schemaRecord(value)
    return inner === null ? [] : inner.map(([key, schema]): [string, AnySchema] => [`${name}.${key}`, schema])
  })
}

/** The entries of a plain object in which every value is a schema, as `createSink` takes for `events`; null for anything else. */
export function schemaRecord(value: unknown): [string, AnySchema][] | null {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return null
  const entries: [string, AnySchema][] = []
  for (const [key, schema] of Object.entries(value)) {
    if (!isSchema(schema)) return null
    entries.push([key, schema])
  }
  return entries.length === 0 ? null : entries
}

/** True for a schema of zod 4 or zod/mini. */
export function isSchema(value: unknown): value is AnySchema {
  if (typeof value !== 'object' || value === null || !('_zod' in value)) return false
  const inner = value._zod
  return typeof inner === 'object' && inner !== null && 'def' in inner
}

export function zodSources(file: string, module: Readonly<Record<string, unknown>>): FieldSource[] {
  return schemasOf(module).map(([name, schema]) => {
    const isMini = !('optional' in schema)
    const own = name.split('.').at(-1) ?? name
    return {
      name: `${file}#${name}`,
      kind: 'zod',
      table: own,
      fields: schemaFields(schema).map((field) => zodField(field, { own, isMini })),
    }
  })
}

function zodField(field: SchemaField, { own, isMini }: { own: string; isMini: boolean }): SourceField {
  const { path, type, said, opaque } = field
  // a schema that is no object is called what it is exported as
  const name = path === '$' ? own : field.name
  return {
    place: path === '$' ? own : path,
    name,
    path: path === '$' ? own : path,
    type,
    said,
    opaque,
    write: (it) => code(field, it, isMini),
  }
}

function code({ code: inner, wrapped }: SchemaField, suggestion: Suggestion, isMini: boolean): string {
  const tagged = suggestion.nonPersonal
    ? `nonPersonal(${inner})`
    : `personal(${inner}, '${suggestion.category}'${suggestion.kind === 'direct' ? '' : `, { kind: '${suggestion.kind}' }`})`
  // tag first, wrap after: the brand would take `undefined` out of the type
  return wrapped
    .toReversed()
    .reduce((sum, wrapper) => (isMini ? `z.${wrapper}(${sum})` : `${sum}.${wrapper}()`), tagged)
}
