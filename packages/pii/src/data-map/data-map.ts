/** Lays the tags of schemas and the tables of databases over a policy: which field stands where, for what, how long, and who gets it. */
import type { AnySchema } from '../tag.ts'
import { walkTags } from '../walk.ts'
import { type DatabaseTables, tableFields } from './database.ts'
import type { DataMap, DataMapGap, DataMapRow } from './map.ts'
import type { DataMapPolicy } from './policy-part.ts'
import { type SystemPlan, systemsOf } from './system.ts'
import { usesOf } from './uses.ts'

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
