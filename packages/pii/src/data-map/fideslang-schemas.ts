/** Builds tagged zod schemas from an imported dataset, so that redaction, sinks and the data map work on its rows at once. */
import type { Category } from '@privacykit/contract'
import * as z from 'zod/mini'
import { type AnySchema, nonPersonal, personal, type TagKind } from '../tag.ts'
import type { ImportedDataset, ImportedField } from './fideslang-import.ts'

export interface DatasetSchemaOptions {
  /** How values of a category point to a person, which fideslang does not say. Default: `direct` for all. */
  kindOf?: (category: string) => TagKind
}

/**
 * One object schema per collection, by the collection's name. Fields may be missing or null, as in a database row. A field of
 * several categories carries them all; one that is unclassified stays untagged, so that `walkTags` reports it.
 */
export function schemasFromDataset(
  imported: ImportedDataset,
  options: DatasetSchemaOptions = {},
): Record<string, z.ZodMiniObject<Record<string, AnySchema>>> {
  const { kindOf = () => 'direct' } = options
  return Object.fromEntries(imported.collections.map(({ name, fields }) => [name, z.object(shapeOf(fields, kindOf))]))
}

type KindOf = (category: string) => TagKind

function shapeOf(fields: readonly ImportedField[], kindOf: KindOf): Record<string, AnySchema> {
  return Object.fromEntries(fields.map((field) => [field.name, z.optional(z.nullable(schemaOf(field, kindOf)))]))
}

function schemaOf(field: ImportedField, kindOf: KindOf): AnySchema {
  const isList = field.dataType?.endsWith('[]') === true
  const inner = field.standing === 'container' ? z.object(shapeOf(field.fields ?? [], kindOf)) : tagged(field, kindOf)
  return isList ? z.array(inner) : inner
}

function tagged({ dataType, standing, personal: categories }: ImportedField, kindOf: KindOf): AnySchema {
  const plain = plainSchema(dataType?.replace(/\[\]$/, '') ?? null)
  if (standing === 'non-personal') return nonPersonal(plain)
  const schemas = categories.map(
    (category): AnySchema => personal(plain, category as Category, { kind: kindOf(category) }), // as: `user` alone, too wide for a tag of ours, is what the dataset says
  )
  return schemas.length === 0 ? plain : schemas.reduce((all, one) => z.intersection(all, one))
}

function plainSchema(dataType: string | null): z.ZodMiniType {
  switch (dataType) {
    case 'string':
    case 'object_id':
      return z.string()
    case 'integer':
      return z.int()
    case 'float':
      return z.number()
    case 'boolean':
      return z.boolean()
    default:
      return z.unknown()
  }
}
