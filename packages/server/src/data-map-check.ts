/** Compares the data map with the database and the policy before anything relies on it. Whatever nobody classified is an error. */
import { findCategory, isWithinCategory, PrivacyError } from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import type { DataMap, TableMap } from './data-map.ts'
import { personalTables } from './data-map.ts'
import type { DatabaseShape } from './database-shape.ts'
import { withdrawalProblems } from './withdrawal-map-check.ts'

/** Everything that is wrong with the map, one sentence each; empty when it fits. */
function findMapProblems(map: DataMap, shape: DatabaseShape, policy: PolicyInput): string[] {
  const problems: string[] = []
  for (const name of shape.tables.keys()) {
    if (!Object.hasOwn(map.tables, name))
      problems.push(`table ${name} is not classified: map its columns, or say 'no-personal-data'`)
  }
  for (const name of Object.keys(map.tables)) {
    if (!shape.tables.has(name)) problems.push(`table ${name} does not exist in the database`)
  }
  for (const [name, table] of personalTables(map)) {
    const columns = shape.tables.get(name)
    if (columns === undefined) continue
    problems.push(...columnProblems(name, { table, columns, policy }))
    problems.push(...pathProblems(name, { table, columns, map, shape }))
    problems.push(...keepProblems(name, { table, columns, policy }))
    problems.push(...referenceProblems(name, { table, map, shape }))
  }
  problems.push(...subjectProblems(map, shape), ...withdrawalProblems(map, shape, policy))
  return problems
}

/** Throws `invalid-option` with every problem of the map. Names of tables, columns and rules only; no row is read. */
export function requireFittingMap(map: DataMap, shape: DatabaseShape, policy: PolicyInput): void {
  const problems = findMapProblems(map, shape, policy)
  if (problems.length > 0)
    throw new PrivacyError('invalid-option', `The data map does not fit: ${problems.join('; ')}.`)
}

interface Checked {
  table: TableMap
  columns: ReadonlyMap<string, boolean>
}

function columnProblems(name: string, { table, columns, policy }: Checked & { policy: PolicyInput }): string[] {
  const used = Object.values(policy.purposes).flatMap((purpose) => purpose.data)
  const unclassified = [...columns.keys()]
    .filter((column) => !Object.hasOwn(table.columns, column))
    .map((column) => `column ${name}.${column} is not classified: give its category, or 'non-personal'`)
  const mapped = Object.entries(table.columns).flatMap(([column, tag]) => {
    if (!columns.has(column)) return [`column ${name}.${column} does not exist`]
    if (tag === 'non-personal') return []
    if (findCategory(tag) === null) return [`column ${name}.${column} has the unknown category ${tag}`]
    const isUsed = used.some((category) => isWithinCategory(tag, category) || isWithinCategory(category, tag))
    return isUsed ? [] : [`column ${name}.${column} holds ${tag}, which no purpose of the policy needs`]
  })
  return [...unclassified, ...mapped]
}

function subjectProblems(map: DataMap, shape: DatabaseShape): string[] {
  const { table, key, identifiers = {} } = map.subject
  const mapped = map.tables[table]
  if (mapped === undefined || mapped === 'no-personal-data')
    return [`the subject's table ${table} must be mapped with its columns`]
  const columns = shape.tables.get(table)
  const missing = [key, ...Object.values(identifiers)].filter((column) => columns !== undefined && !columns.has(column))
  const problems = missing.map((column) => `the subject's column ${table}.${column} does not exist`)
  if (mapped.erase !== 'delete')
    problems.push(`the subject's table ${table} must be erased by 'delete'; keep rows of other tables`)
  return problems
}

function pathProblems(
  name: string,
  { table, columns, map, shape }: Checked & { map: DataMap; shape: DatabaseShape },
): string[] {
  if (name === map.subject.table) return []
  const path = table.subject
  if (path === undefined) return [`table ${name} needs 'subject': the column by which a person's rows are found`]
  const column = typeof path === 'string' ? path : path.column
  if (!columns.has(column)) return [`the subject's column ${name}.${column} does not exist`]
  if (typeof path === 'string')
    return table.erase === 'with-owner' ? [`table ${name} can follow its owner only through { column, in }`] : []
  const owner = map.tables[path.in]
  if (owner === undefined || owner === 'no-personal-data')
    return [`table ${name} points to ${path.in}, which is not mapped`]
  if (!shape.tables.get(path.in)?.has(path.key ?? 'id')) return [`column ${path.in}.${path.key ?? 'id'} does not exist`]
  return isCircular(name, map) ? [`table ${name} points to itself through its path`] : []
}

function isCircular(name: string, map: DataMap): boolean {
  const seen = new Set<string>()
  for (let at: string | null = name; at !== null; at = ownerOf(at, map)) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}

function ownerOf(name: string, map: DataMap): string | null {
  const table = map.tables[name]
  if (name === map.subject.table || table === undefined || table === 'no-personal-data') return null
  return typeof table.subject === 'object' ? table.subject.in : null
}

function keepProblems(name: string, { table, columns, policy }: Checked & { policy: PolicyInput }): string[] {
  if (typeof table.erase === 'string') return []
  const { rule, from, mask } = table.erase
  const retention = policy.retention[rule]
  const problems: string[] = []
  if (retention === undefined)
    problems.push(`table ${name} is kept by the rule ${rule}, which the policy's retention does not have`)
  else if (retention.law === undefined)
    problems.push(`the retention rule ${rule} names no law, so rows of ${name} may not outlive the account`)
  else if (retention.years === undefined && retention.days === undefined)
    problems.push(`the retention rule ${rule} has no period`)
  if (from === undefined)
    problems.push(`table ${name} needs 'from': the column with the date that the period runs from`)
  else if (!columns.has(from)) problems.push(`column ${name}.${from} does not exist`)
  for (const [column, value] of Object.entries(mask)) {
    const nullable = columns.get(column)
    if (nullable === undefined) problems.push(`column ${name}.${column} does not exist`)
    else if (value === null && !nullable)
      problems.push(`column ${name}.${column} takes no null: give the text that replaces it in 'mask'`)
  }
  return problems
}

/** A kept row must not go with the row it points to, nor keep that row from going. */
function referenceProblems(
  name: string,
  { table, map, shape }: { table: TableMap; map: DataMap; shape: DatabaseShape },
): string[] {
  if (table.erase === 'delete') return []
  return shape.references
    .filter((reference) => reference.from === name && reference.to !== name && !['n', 'd'].includes(reference.onDelete))
    .filter((reference) => {
      const target = map.tables[reference.to]
      return target !== undefined && target !== 'no-personal-data' && target.erase === 'delete'
    })
    .map(
      (reference) =>
        `rows of ${name} are kept, but their foreign key to ${reference.to} would go with or block its rows: make it ON DELETE SET NULL`,
    )
}

/** The classified tables, those that point to others first. Foreign keys in a circle keep the order of the map. */
export function erasureOrder(map: DataMap, shape: DatabaseShape): string[] {
  const names = personalTables(map).map(([name]) => name)
  const pointers = shape.references.filter((reference) => reference.from !== reference.to)
  const targets = (name: string) => [
    ...pointers.filter((reference) => reference.from === name).map((reference) => reference.to),
    ...[ownerOf(name, map)].filter((owner) => owner !== null),
  ]
  const order: string[] = []
  const visit = (name: string, above: readonly string[]): void => {
    if (order.includes(name) || above.includes(name) || !names.includes(name)) return
    for (const target of targets(name)) visit(target, [...above, name])
    order.unshift(name)
  }
  for (const name of [...names].reverse()) visit(name, [])
  return order
}
