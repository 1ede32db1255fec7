/** Writes a data map, or schemas, as a fideslang dataset: what Fides needs to answer a person's request from a database. */
import type { AnySchema } from '../tag.ts'
import { dataMap } from './data-map.ts'
import { asKey, type FideslangDataset, type FideslangField, requireKey } from './fideslang-dataset.ts'
import { datasetOf, type ImportedDataset } from './fideslang-import.ts'
import type { DataMap } from './map.ts'
import { unique } from './uses.ts'

export interface FideslangDatasetOptions {
  /** `fides_key`: letters, digits and `_ . < > -`. */
  key: string
  /** Default: the key. */
  name?: string
  description?: string
  /** Only the schemas and databases of this system of the map. Default: all. */
  system?: string
  /** Name and description of a collection, by the `source` of its rows. Default name: what follows `#`, or the name of the table. */
  collections?: Readonly<Record<string, { name?: string; description?: string }>>
}

/**
 * Makes the dataset. Fields are nested as their paths are; a list of objects is `object[]`. A field that nobody has classified is there
 * without categories. What fideslang has no word for is left out: kinds, erasure, and what is known to be non-personal.
 *
 * With an imported dataset it goes the way back instead; options then replace key, name and description.
 *
 * @throws PrivacyError `invalid-option` for a key that Fides does not take
 * @example
 * toFideslangDataset(map, { key: 'shop_db', name: 'Shop', system: 'database' })
 */
export function toFideslangDataset(
  source: ImportedDataset,
  options?: Partial<Pick<FideslangDatasetOptions, 'key' | 'name' | 'description'>>,
): FideslangDataset
export function toFideslangDataset(
  source: DataMap | Readonly<Record<string, AnySchema>>,
  options: FideslangDatasetOptions,
): FideslangDataset
export function toFideslangDataset(
  source: DataMap | Readonly<Record<string, AnySchema>> | ImportedDataset,
  options: Partial<FideslangDatasetOptions> = {},
): FideslangDataset {
  const { key, name, description } = options
  if (isImported(source)) {
    const changed = { ...source, key: requireKey(key ?? source.key), name: name ?? source.name }
    return datasetOf({ ...changed, description: description ?? source.description })
  }
  const map = isMap(source) ? source : dataMap(source, { purposes: {}, recipients: {} })
  return {
    fides_key: requireKey(key ?? ''),
    name: name ?? key ?? '',
    ...(description === undefined ? {} : { description }),
    collections: collectionsOf(map, options),
  }
}

function isImported(source: object): source is ImportedDataset {
  return 'collections' in source && Array.isArray(source.collections)
}

function isMap(source: object): source is DataMap {
  return 'rows' in source && Array.isArray(source.rows)
}

function collectionsOf(map: DataMap, options: Partial<FideslangDatasetOptions>): FideslangDataset['collections'] {
  const { system, collections = {} } = options
  const places = new Map<string, Place[]>()
  const isIn = (source: string, row?: string) => system === undefined || (row ?? systemOf(map, source)) === system
  const put = (source: string, place: Place) => places.set(source, [...(places.get(source) ?? []), place])
  for (const { source, path, category, system } of map.rows) if (isIn(source, system)) put(source, { path, category })
  for (const { source, path } of map.gaps) if (isIn(source)) put(source, { path, category: null })
  const tables = new Set(map.rows.flatMap(({ place, source }) => (place === 'table' ? [source] : [])))
  const short = [...places.keys()].map((source) => shortName(source, tables.has(source)))
  return [...places].map(([source, found], index) => {
    const own = Object.hasOwn(collections, source) ? collections[source] : undefined
    const brief = short[index] ?? source
    // two modules may export the same name: then both keep their whole one
    const isAlone = short.filter((name) => name === brief).length === 1
    return {
      name: own?.name ?? (isAlone ? brief : asKey(source)),
      ...(own?.description === undefined ? {} : { description: own.description }),
      fields: fieldsOf(treeOf(found)),
    }
  })
}

function systemOf({ systems }: DataMap, source: string): string | undefined {
  return Object.keys(systems).find((name) => systems[name]?.schemas.includes(source))
}

function shortName(source: string, isTable: boolean): string {
  return asKey(isTable ? source.slice(source.indexOf('.') + 1) : source.slice(source.lastIndexOf('#') + 1))
}

interface Place {
  path: string
  /** Null: nobody has classified it. */
  category: string | null
}

interface Branch {
  categories: string[]
  isList: boolean
  below: Map<string, Branch>
}

function treeOf(places: readonly Place[]): Map<string, Branch> {
  const root = new Map<string, Branch>()
  for (const { path, category } of places) {
    let level = root
    let branch: Branch | undefined
    for (const step of path.split('.')) {
      // `list[]`, `pair[0]`, `record[*]`, `map<value>`, `set{}`: fideslang knows the field, not the way into it
      const name = step.replace(/(\[[^\]]*\]|<(key|value)>|\{\})+$/, '') || step
      branch = level.get(name) ?? { categories: [], isList: false, below: new Map() }
      branch.isList ||= name !== step && step.endsWith(']')
      level.set(name, branch)
      level = branch.below
    }
    if (category !== null && branch !== undefined) branch.categories = unique([...branch.categories, category])
  }
  return root
}

function fieldsOf(level: ReadonlyMap<string, Branch>): FideslangField[] {
  return [...level].map(([name, { categories, isList, below }]) => {
    const own = categories.length === 0 ? {} : { data_categories: categories }
    if (below.size === 0) return { name, ...own }
    // an object has no categories of its own in fideslang: they go to a field that stands for all of it
    const whole: FideslangField[] = categories.length === 0 ? [] : [{ name: '*', ...own }]
    return { name, fides_meta: { data_type: isList ? 'object[]' : 'object' }, fields: [...whole, ...fieldsOf(below)] }
  })
}
