/** Checks that every tagged field has a purpose, a retention rule and something that erases it. */
import { isWithinCategory, type PolicyDocument } from '@privacykit/contract'
import { type AnySchema, type DataMapRow, dataMap } from '@privacykit/pii'
import type { Finding } from '@privacykit/policy/validate'
import { type DataMap, withdrawalGaps } from '@privacykit/server'

/** What a module of the app exports that a check can read. */
export interface Exports {
  /** zod schemas by `<module>#<export>`. */
  schemas: Record<string, AnySchema>
  /** Data maps, as given to `postgres()` of `@privacykit/server`. */
  maps: DataMap[]
}

/** Picks schemas and data maps out of a module's exports; everything else is left alone. */
export function collectExports(name: string, module: Readonly<Record<string, unknown>>): Exports {
  const entries = Object.entries(module)
  return {
    schemas: Object.fromEntries(
      entries.flatMap(([key, value]) =>
        isSchema(value) ? [[`${name}#${key}`, value] satisfies [string, AnySchema]] : [],
      ),
    ),
    maps: entries.flatMap(([, value]) => (isDataMap(value) ? [value] : [])),
  }
}

function isSchema(value: unknown): value is AnySchema {
  if (typeof value !== 'object' || value === null || !('_zod' in value)) return false
  const inner = value._zod
  return typeof inner === 'object' && inner !== null && 'def' in inner
}

function isDataMap(value: unknown): value is DataMap {
  if (typeof value !== 'object' || value === null || !('subject' in value && 'tables' in value)) return false
  const { subject, tables } = value
  return (
    typeof subject === 'object' &&
    subject !== null &&
    'table' in subject &&
    typeof tables === 'object' &&
    tables !== null
  )
}

/** Tables about which a withdrawal could not say what goes; a server with such a map leaves that purpose's withdrawals blocked. */
export function checkWithdrawals({ maps }: Exports, policy: PolicyDocument): Finding[] {
  return maps.flatMap((map) =>
    withdrawalGaps(map, policy).map(
      ({ table, purpose }): Finding => ({
        level: 'warning',
        at: `table ${table}`,
        message: `holds data that ${purpose} uses, and does not say what a withdrawal takes: name ${purpose} in its \`purposes\``,
      }),
    ),
  )
}

/** Without any data map the rule about erasure is a single warning: nothing can be said. */
export function checkSchemas({ schemas, maps }: Exports, policy: PolicyDocument): Finding[] {
  const { rows, gaps } = dataMap(schemas, policy)
  const erased = erasedCategories(maps)
  const findings = rows.flatMap((row) => checkRow(row, maps.length === 0 ? null : erased))
  for (const { source, path, why } of gaps) {
    const isUnclassified = why === 'nobody has classified it'
    findings.push({
      level: isUnclassified ? 'error' : 'warning',
      at: `${source} ${path}`,
      message: isUnclassified
        ? 'nobody has classified it: tag it with personal() or nonPersonal()'
        : `cannot be looked into: ${why}`,
    })
  }
  if (maps.length === 0 && rows.length > 0)
    findings.push({
      level: 'warning',
      at: 'erasure',
      message:
        'no data map among the modules, so nothing says what erases these fields: add the module that exports it',
    })
  return findings
}

function checkRow(row: DataMapRow, erased: readonly string[] | null): Finding[] {
  const at = `${row.source} ${row.path}`
  const { category, label } = row
  const error = (message: string): Finding => ({ level: 'error', at, message })
  const findings: Finding[] = []
  if (label === null) findings.push(error(`${category} is not in the taxonomy: use a known key, or one below it`))
  if (row.purposes.length === 0) findings.push(error(`no purpose needs ${category}: declare it, or stop holding it`))
  else if (row.retention.length === 0) findings.push(error(`no purpose with ${category} names a retention rule`))
  if (erased !== null && !erased.some((covered) => isWithinCategory(category, covered)))
    findings.push(error(`no table in the data map erases ${category}`))
  return findings
}

/** Every table in a data map has an erase rule, by type; so a mapped column is an erased, or lawfully kept, one. */
function erasedCategories(maps: readonly DataMap[]): string[] {
  const tables = maps.flatMap((map) => Object.values(map.tables))
  return tables.flatMap((table) => (table === 'no-personal-data' ? [] : Object.values(table.columns)))
}
