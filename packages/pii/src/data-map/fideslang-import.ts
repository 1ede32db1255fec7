/** Reads a fideslang dataset into our words, so that tags, suggestions and data maps can start from what Fides already knows. */
import { isWithinCategory } from '@privacykit/contract'
import {
  type FideslangCollection,
  type FideslangDataset,
  type FideslangField,
  type FideslangReference,
  readDataset,
} from './fideslang-dataset.ts'

/**
 * What a dataset says about a field. `personal`: a category at or below `user`. `non-personal`: only others, such as
 * `system.operations`. `unclassified`: none, and none on the collection or the dataset. `container`: see its fields.
 */
export type FieldStanding = 'personal' | 'non-personal' | 'unclassified' | 'container'

export interface ImportedField {
  name: string
  /** As the data map writes paths: `address.city`, `items[].id`. */
  path: string
  standing: FieldStanding
  /** Its own categories, of any root; null when it has none of its own. */
  categories: string[] | null
  /** Categories at or below `user`, its own and inherited. */
  personal: string[]
  description: string | null
  dataType: string | null
  length: number | null
  primaryKey: boolean | null
  identity: string | null
  references: FideslangReference[] | null
  fields: ImportedField[] | null
  /** What Fides says besides, kept for the way back: of the field, and of its `fides_meta`. */
  other: Rest
  otherMeta: Rest | null
}

export interface ImportedCollection {
  name: string
  description: string | null
  categories: string[] | null
  fields: ImportedField[]
  other: Rest
}

/** A dataset in our words. `toFideslangDataset` makes the same dataset of it again; only `null` and absent become one. */
export interface ImportedDataset {
  key: string
  name: string | null
  description: string | null
  categories: string[] | null
  collections: ImportedCollection[]
  other: Rest
  /** Places with something that none of our tools acts on, such as `customer.name: fides_meta.masking_strategy_override`. It is kept. */
  unused: string[]
}

type Rest = Record<string, unknown>

/**
 * Reads one entry under `dataset:`.
 *
 * @throws PrivacyError `invalid-option` when it is no dataset, with the paths that differ
 * @example
 * const imported = parse(readFileSync('dataset.yml', 'utf8')).dataset.map(fromFideslangDataset)
 * const map = dataMap(schemasFromDataset(imported[0]), policy)
 */
export function fromFideslangDataset(dataset: unknown): ImportedDataset {
  const { fides_key, name, description, data_categories, collections, ...rest } = readDataset(dataset)
  const other = withoutNulls(rest)
  const read = collections.map((collection) => readCollection(collection, data_categories ?? []))
  return {
    key: fides_key,
    name: name ?? null,
    description: description ?? null,
    categories: data_categories ?? null,
    collections: read,
    other,
    unused: [
      ...Object.keys(other),
      ...read.flatMap((collection) => [
        ...Object.keys(collection.other).map((key) => `${collection.name}: ${key}`),
        ...allFields(collection.fields).flatMap((field) => unusedOf(collection.name, field)),
      ]),
    ],
  }
}

/** Every field of a tree, containers before their fields. */
export function allFields(fields: readonly ImportedField[]): ImportedField[] {
  return fields.flatMap((field) => [field, ...allFields(field.fields ?? [])])
}

function readCollection(collection: FideslangCollection, above: readonly string[]): ImportedCollection {
  const { name, description, data_categories, fields, ...rest } = collection
  const inherited = [...above, ...(data_categories ?? [])]
  return {
    name,
    description: description ?? null,
    categories: data_categories ?? null,
    fields: fields.map((field) => readField(field, '', inherited)),
    other: withoutNulls(rest),
  }
}

function readField(field: FideslangField, parent: string, inherited: readonly string[]): ImportedField {
  const { name, description, data_categories, fides_meta, fields, ...rest } = field
  const { data_type, length, primary_key, identity, references, ...metaRest } = fides_meta ?? {}
  const path = parent === '' ? name : `${parent}.${name}`
  const isList = data_type?.endsWith('[]') === true
  const below = fields?.map((inner) => readField(inner, isList ? `${path}[]` : path, inherited)) ?? null
  const all = [...new Set([...inherited, ...(data_categories ?? [])])]
  const personal = all.filter((category) => isWithinCategory(category, 'user'))
  return {
    name,
    path: isList && below === null ? `${path}[]` : path,
    standing: standingOf(all, { personal, isContainer: below !== null && below.length > 0 }),
    categories: data_categories ?? null,
    personal,
    description: description ?? null,
    dataType: data_type ?? null,
    length: length ?? null,
    primaryKey: primary_key ?? null,
    identity: identity ?? null,
    references: references ?? null,
    fields: below,
    other: withoutNulls(rest),
    otherMeta: fides_meta == null ? null : withoutNulls(metaRest),
  }
}

function standingOf(
  all: readonly string[],
  { personal, isContainer }: { personal: readonly string[]; isContainer: boolean },
): FieldStanding {
  if (isContainer) return 'container'
  if (personal.length > 0) return 'personal'
  return all.length > 0 ? 'non-personal' : 'unclassified'
}

function unusedOf(collection: string, { path, other, otherMeta }: ImportedField): string[] {
  return [...Object.keys(other), ...Object.keys(otherMeta ?? {}).map((key) => `fides_meta.${key}`)].map(
    (key) => `${collection}.${path}: ${key}`,
  )
}

function withoutNulls(rest: Rest): Rest {
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined))
}

/** The way back: the dataset that an imported one, changed or not, stands for. */
export function datasetOf(imported: ImportedDataset): FideslangDataset {
  return {
    fides_key: imported.key,
    ...present({ name: imported.name, description: imported.description, data_categories: imported.categories }),
    ...imported.other,
    collections: imported.collections.map(({ name, description, categories, fields, other }) => ({
      name,
      ...present({ description, data_categories: categories }),
      ...other,
      fields: fields.map(fieldOf),
    })),
  }
}

function fieldOf(field: ImportedField): FideslangField {
  const { name, description, categories, dataType, length, primaryKey, identity, references, fields } = field
  const known = present({ references, identity, primary_key: primaryKey, data_type: dataType, length })
  const hasMeta = field.otherMeta !== null || Object.keys(known).length > 0
  return {
    name,
    ...present({ description, data_categories: categories }),
    ...field.other,
    ...(hasMeta ? { fides_meta: { ...known, ...field.otherMeta } } : {}),
    ...(fields === null ? {} : { fields: fields.map(fieldOf) }),
  }
}

function present<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== null)
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> } // as: nulls were taken out just now
}
