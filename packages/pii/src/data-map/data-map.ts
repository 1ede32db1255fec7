/** Lays the tags of schemas and the tables of databases over a policy: which field stands where, for what, how long, and who gets it. */
import type { Basis } from '@privacykit/contract'
import type { AnySchema, TagKind } from '../tag.ts'
import { walkTags } from '../walk.ts'
import { type DatabaseTables, type Erasure, tableFields } from './database.ts'
import type { DataMapPolicy, RecipientPart, RetentionPart } from './policy-part.ts'
import { type DataMapSystem, type SystemPlan, systemsOf } from './system.ts'
import { usesOf } from './uses.ts'

/** One classified field of a schema, or one classified column of a table. */
export interface DataMapRow {
  /** Name of the schema, as given; for a column `<database>.<table>`. */
  source: string
  path: string
  category: string
  /** For a column: as a schema tags the same category, or else `direct`, which is also the default of a tag. */
  kind: TagKind
  /** Label and W3C DPV IRI of the nearest known category; null when the taxonomy has none. */
  label: string | null
  dpv: string | null
  /** Purposes that declare the category or one above it. Empty: the policy gives no reason to hold it. */
  purposes: string[]
  /** Legal bases of those purposes, each once. */
  bases: Basis[]
  /** Retention rules of those purposes, and the rule under which the table keeps the column. Details stand in `retention` of the map. */
  retention: string[]
  /** Who gets it; details stand in `recipients` of the map. */
  recipients: string[]
  /** Name in `systems` of the map. */
  system: string
  place: 'schema' | 'table'
  /** What erasing an account does with the column; null for a schema, which says nothing of it. */
  erasure: Erasure | null
}

/** A place that the map cannot speak for. */
export interface DataMapGap {
  source: string
  path: string
  why: string
}

/** Plain JSON, complete by itself: every name in a row is explained in one of the lists. */
export interface DataMap {
  rows: DataMapRow[]
  /** Unclassified fields and opaque places: unknown, not "non-personal". */
  gaps: DataMapGap[]
  systems: Record<string, DataMapSystem>
  /** The recipients that rows name. */
  recipients: Record<string, Pick<RecipientPart, 'name' | 'role' | 'country' | 'safeguard'>>
  /** The retention rules that rows name. */
  retention: Record<string, RetentionPart>
}

export interface DataMapOptions {
  /**
   * Where schemas and databases live. Default: all schemas in one system that is named after the app, and each database a system of
   * its own, under its name.
   *
   * @example
   * { shop: { title: 'Web shop', location: 'ID', schemas: ['order', 'user'] } }
   */
  systems?: Readonly<Record<string, SystemPlan>>
  /** Data maps of `@privacykit/server`, by a name of yours: their columns get rows too. */
  databases?: Readonly<Record<string, DatabaseTables>>
}

/**
 * Makes the map, in the order of the schemas and of their fields, then of the databases. A field that is reached in two ways has one row.
 *
 * @throws PrivacyError `invalid-option` when `systems` names a schema or database that was not given, or one twice
 * @example
 * dataMap({ order: orderSchema }, policy, { databases: { main: serverDataMap } }).rows
 */
export function dataMap(
  schemas: Readonly<Record<string, AnySchema>>,
  policy: DataMapPolicy,
  options: DataMapOptions = {},
): DataMap {
  const { databases = {} } = options
  const { systems, systemOf } = systemsOf(options.systems ?? {}, { schemas, databases, app: policy.app ?? 'app' })
  const rows: DataMapRow[] = []
  const gaps: DataMapGap[] = []
  for (const [source, schema] of Object.entries(schemas)) {
    const { tags, opaque, unclassified } = walkTags(schema)
    const seen = new Set<string>()
    for (const { path, category, kind } of tags) {
      const key = `${path} ${category}`
      const where = { system: systemOf('schema', source), place: 'schema', erasure: null } as const
      if (!seen.has(key)) rows.push({ source, path, kind, ...usesOf(category, policy), ...where })
      seen.add(key)
    }
    gaps.push(...unclassified.map((path) => ({ source, path, why: 'nobody has classified it' })))
    gaps.push(...opaque.map(({ path, why }) => ({ source, path, why })))
  }
  const kinds = new Map(rows.map(({ category, kind }) => [category, kind]))
  for (const [name, database] of Object.entries(databases))
    for (const { table, column, category, erasure, rule } of tableFields(database)) {
      const uses = usesOf(category, policy, rule)
      const where = { system: systemOf('database', name), place: 'table', erasure } as const
      rows.push({ source: `${name}.${table}`, path: column, kind: kinds.get(category) ?? 'direct', ...uses, ...where })
    }
  return { rows, gaps, systems, ...named(rows, policy) }
}

function named(rows: readonly DataMapRow[], policy: DataMapPolicy): Pick<DataMap, 'recipients' | 'retention'> {
  const recipients = pick(
    rows.flatMap((row) => row.recipients),
    policy.recipients,
  )
  return {
    recipients: Object.fromEntries(
      recipients.map(([key, { name, role, country, safeguard }]) => [
        key,
        { name, role, country, ...(safeguard === undefined ? {} : { safeguard }) },
      ]),
    ),
    retention: Object.fromEntries(
      pick(
        rows.flatMap((row) => row.retention),
        policy.retention ?? {},
      ),
    ),
  }
}

function pick<T>(names: readonly string[], from: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(from).filter(([name]) => names.includes(name))
}
