/** Compares what the data map says about withdrawals with the policy and the database. */
import type { PolicyInput } from '@privacykit/policy'
import { type DataMap, personalTables, type TableMap } from './data-map.ts'
import type { DatabaseShape } from './database-shape.ts'
import { withdrawable } from './withdrawal-declared.ts'
import { categoriesOf, dataColumns, isSaid, overlaps, ruleOf, unsaid } from './withdrawal-map.ts'

interface Checked {
  map: DataMap
  policy: PolicyInput
  shape: DatabaseShape
}

/** One sentence for each thing that is wrong; empty for a map that says nothing about withdrawals. */
export function withdrawalProblems(map: DataMap, shape: DatabaseShape, policy: PolicyInput): string[] {
  if (!isSaid(map)) return []
  return personalTables(map).flatMap(([name, table]) => [
    ...columnProblems(name, table, shape),
    ...unsaid([name, table], map, policy).map(
      (purpose) =>
        `table ${name} holds data that ${purpose} uses: say in its 'purposes' what goes when ${purpose} closes, or 'not-used'`,
    ),
    ...Object.keys(table.purposes ?? {}).flatMap((purpose) =>
      purposeProblems(name, { purpose, table, map, policy, shape }),
    ),
  ])
}

function columnProblems(name: string, table: TableMap, shape: DatabaseShape): string[] {
  const columns = shape.tables.get(name)
  const named = [table.collected, table.device].filter((column) => column !== undefined)
  return named
    .filter((column) => columns !== undefined && !columns.has(column))
    .map((column) => `column ${name}.${column} does not exist`)
}

function purposeProblems(
  name: string,
  { purpose, table, map, policy, shape }: Checked & { purpose: string; table: TableMap },
): string[] {
  if (!withdrawable(policy).includes(purpose))
    return [`table ${name} names the purpose ${purpose}, which is none that a person can withdraw or object to`]
  const rule = ruleOf(table, purpose)
  if (rule === null) return []
  const data = dataColumns(name, table, map)
  const isOwn = (tag: string) => categoriesOf(policy, purpose).some((category) => overlaps(tag, category))
  if (rule !== 'delete') {
    return Object.entries(rule).flatMap(([column, value]) => {
      const tag = data.find(([known]) => known === column)?.[1]
      if (tag === undefined) return [`column ${name}.${column} holds no data that closing ${purpose} could take`]
      if (!isOwn(tag)) return [`column ${name}.${column} holds ${tag}, which ${purpose} does not use`]
      return value === null && shape.tables.get(name)?.get(column) === false
        ? [`column ${name}.${column} takes no null: give the text that replaces it when ${purpose} closes`]
        : []
    })
  }
  if (name === map.subject.table)
    return [`rows of ${name} are the account: name the columns that go when ${purpose} closes`]
  const foreign = data.filter(([, tag]) => !isOwn(tag))
  return [
    ...foreign.map(
      ([column, tag]) =>
        `column ${name}.${column} holds ${tag}, which ${purpose} does not use: name the columns that go, not 'delete'`,
    ),
    ...referenceProblems(name, { purpose, map, shape }),
  ]
}

/** What points to a deleted row must go with it. */
function referenceProblems(
  name: string,
  { purpose, map, shape }: Omit<Checked, 'policy'> & { purpose: string },
): string[] {
  return shape.references
    .filter(({ from, to, onDelete }) => to === name && from !== name && ['a', 'r'].includes(onDelete))
    .filter(({ from }) => {
      const child = map.tables[from]
      if (child === undefined || child === 'no-personal-data') return true
      return ruleOf(child, purpose) !== 'delete' || typeof child.subject !== 'object' || child.subject.in !== name
    })
    .map(
      ({ from }) =>
        `rows of ${from} would block those of ${name} that go when ${purpose} closes: let them go with their owner, or make the key ON DELETE CASCADE`,
    )
}
