/** Columns of the models in a Prisma schema file. */

import type { Attribute, Field, Model, Schema } from '@mrleebo/prisma-ast'
import { PrivacyError } from '@privacykit/contract'
import { columnField, type FieldSource, type Mapped } from './field-source.ts'

/** Throws `invalid-option` for a file that is no Prisma schema. */
export async function prismaSources(file: string, text: string, mapped: Mapped): Promise<FieldSource[]> {
  const { list } = await parseSchema(file, text)
  const models = list.flatMap((block) => (block.type === 'model' ? [block] : []))
  const tables = new Map(models.map((model) => [model.name, tableOf(model)]))
  // what is neither a model nor a composite type is an enum or a scalar: a column of its own
  const composites = new Set(list.flatMap((block) => (block.type === 'type' ? [block.name] : [])))
  return models.map((model) => {
    const table = tables.get(model.name) ?? model.name
    const fields = fieldsOf(model)
    const targets = new Map(fields.flatMap((field) => relationOf(field, tables)))
    return {
      name: `${file} model ${model.name}`,
      kind: 'prisma',
      table,
      fields: fields
        .filter((field) => !tables.has(typeOf(field)))
        .map((field) => {
          const type = composites.has(typeOf(field)) ? 'json' : `${typeOf(field)}${field.array === true ? '[]' : ''}`
          return columnField({ table, name: columnOf(field), type, references: targets.get(field.name) }, mapped)
        }),
    }
  })
}

async function parseSchema(file: string, text: string): Promise<Schema> {
  const { getSchema } = await import('@mrleebo/prisma-ast')
  try {
    return getSchema(text)
  } catch (cause) {
    const line = lineOf(cause)
    const where = line === null ? '' : `, line ${line}`
    throw new PrivacyError(
      'invalid-option',
      `${file}${where}: this is not a Prisma schema that can be read. \`prisma validate\` says more.`,
      { cause },
    )
  }
}

function lineOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('token' in error)) return null
  const { token } = error
  if (typeof token !== 'object' || token === null || !('startLine' in token)) return null
  return typeof token.startLine === 'number' && token.startLine > 0 ? token.startLine : null
}

function fieldsOf(model: Model): Field[] {
  return model.properties.flatMap((property) => (property.type === 'field' ? [property] : []))
}

function typeOf({ fieldType }: Field): string {
  return typeof fieldType === 'string' ? fieldType : fieldType.name
}

/** The table's name in the database: `@@map("users")`. */
function tableOf(model: Model): string {
  const map = model.properties.find((property) => property.type === 'attribute' && property.name === 'map')
  return (map?.type === 'attribute' ? textOf(map.args) : null) ?? model.name
}

/** The column's name in the database: `@map("e_mail")`. */
function columnOf({ name, attributes = [] }: Field): string {
  const map = attributes.find((attribute) => attribute.name === 'map' && attribute.group === undefined)
  return textOf(map?.args) ?? name
}

/** The fields that hold the key of a relation, with the table it leads to. */
function relationOf(field: Field, tables: ReadonlyMap<string, string>): [string, string][] {
  const target = tables.get(typeOf(field))
  const relation = field.attributes?.find((attribute) => attribute.name === 'relation')
  if (target === undefined || relation === undefined) return []
  return keysOf(relation).map((key) => [key, target])
}

function keysOf({ args = [] }: Attribute): string[] {
  return args.flatMap(({ value }) => {
    if (typeof value !== 'object' || value === null || !('key' in value) || value.key !== 'fields') return []
    const list = value.value
    if (typeof list !== 'object' || list === null || !('args' in list) || !Array.isArray(list.args)) return []
    return list.args.filter((each) => typeof each === 'string')
  })
}

/** The text in `("…")` or `(name: "…")`. */
function textOf(args: Attribute['args']): string | null {
  for (const { value } of args ?? []) {
    const text = typeof value === 'object' && value !== null && 'key' in value ? value.value : value
    if (typeof text === 'string') return text.replace(/^"|"$/g, '')
  }
  return null
}
