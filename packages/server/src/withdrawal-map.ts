/** What the data map says about withdrawals: which purposes a table serves, and what closing one takes of it. */
import { isWithinCategory } from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import { type ColumnTag, type DataMap, personalTables, type TableMap } from './data-map.ts'
import { withdrawable } from './withdrawal-declared.ts'

/** One overlaps the other, whichever is the wider: `user.contact` and `user.contact.email`. */
export function overlaps(one: string, other: string): boolean {
  return isWithinCategory(one, other) || isWithinCategory(other, one)
}

/** Every category that a purpose of the policy names; empty for one that it does not have. */
export function categoriesOf(policy: PolicyInput, name: string): string[] {
  const purpose = Object.hasOwn(policy.purposes, name) ? policy.purposes[name] : undefined
  return purpose === undefined ? [] : [...purpose.data, ...(purpose.optional ?? []).map(({ category }) => category)]
}

/** The columns with data about the person; those that only say whose the row is are left out. */
export function dataColumns(
  name: string,
  table: TableMap,
  map: DataMap,
): [string, Exclude<ColumnTag, 'non-personal'>][] {
  const { subject } = table
  const path = typeof subject === 'object' ? subject.column : subject
  const links = [name === map.subject.table ? map.subject.key : path, table.device]
  return Object.entries(table.columns).flatMap(([column, tag]) =>
    tag === 'non-personal' || links.includes(column) ? [] : [[column, tag] as const],
  ) as [string, Exclude<ColumnTag, 'non-personal'>][] // as: the tag was narrowed above; flatMap widens the tuple
}

/** Columns that closing the purpose sets, with what to; `delete` for whole rows; null when the table does not serve it. */
export function ruleOf(table: TableMap, purpose: string): 'delete' | Readonly<Record<string, string | null>> | null {
  const { purposes = {} } = table
  const rule = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined
  if (rule === undefined || rule === 'not-used') return null
  if (rule === 'delete') return rule
  return isNames(rule) ? Object.fromEntries(rule.map((column) => [column, null])) : rule
}

/**
 * Purposes whose withdrawal these tables answer. Null: a table holds data of such a purpose, and the map says nothing about withdrawals; it is
 * then unsaid what may go, so nothing goes.
 */
export function purposesServed(map: DataMap, policy: PolicyInput, isMine: (table: string) => boolean): string[] | null {
  const tables = personalTables(map).filter(([name]) => isMine(name))
  if (isSaid(map))
    return withdrawable(policy).filter((name) => tables.some(([, table]) => ruleOf(table, name) !== null))
  const isSilent = tables.some((entry) => withdrawable(policy).some((name) => holds(entry, { name, map, policy })))
  return isSilent ? null : []
}

/** A table that holds data of a purpose on consent or interests, and does not say what goes when that purpose closes. */
export interface WithdrawalGap {
  table: string
  purpose: string
}

/** Every gap of a data map; `privacykit check` warns of them. While there is one, withdrawals of that purpose wait, blocked. */
export function withdrawalGaps(map: DataMap, policy: PolicyInput): WithdrawalGap[] {
  return personalTables(map).flatMap((entry) =>
    unsaid(entry, map, policy).map((purpose) => ({ table: entry[0], purpose })),
  )
}

/** Purposes that a person can close, whose data a table holds, and about which it says nothing. */
export function unsaid([name, table]: [string, TableMap], map: DataMap, policy: PolicyInput): string[] {
  return withdrawable(policy).filter(
    (purpose) => !Object.hasOwn(table.purposes ?? {}, purpose) && holds([name, table], { name: purpose, map, policy }),
  )
}

/** Whether the map says anything about withdrawals: then it must say everything. */
export function isSaid(map: DataMap): boolean {
  return personalTables(map).some(([, { purposes }]) => purposes !== undefined)
}

function holds(
  [name, table]: [string, TableMap],
  { name: purpose, map, policy }: { name: string; map: DataMap; policy: PolicyInput },
): boolean {
  const categories = categoriesOf(policy, purpose)
  return dataColumns(name, table, map).some(([, tag]) => categories.some((category) => overlaps(tag, category)))
}

function isNames(rule: readonly string[] | Readonly<Record<string, string | null>>): rule is readonly string[] {
  return Array.isArray(rule)
}
