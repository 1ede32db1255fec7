/** The planner of a withdrawal: which rows and columns of each table go when one purpose closes, and which stay for what else. */
import type { Kept } from '@privacykit/contract'
import type { DataMap } from './data-map.ts'
import {
  type Bind,
  type Building,
  column,
  deleted,
  differs,
  endOf,
  isoMax,
  keepOf,
  kept,
  pathOf,
  qualified,
  type Source,
  type Statement,
  statement,
  within,
} from './erasure-sql.ts'
import type { WithdrawalContext } from './hook.ts'
import { quoted } from './sql.ts'
import { dataColumns, overlaps, ruleOf } from './withdrawal-map.ts'

/** Whose rows, collected until when, and at which moment retention is judged. */
export interface WithdrawalScope
  extends Pick<WithdrawalContext, 'purpose' | 'subject' | 'devices' | 'before' | 'kept'> {
  at: Date
}

/** What happens to one table. */
export interface WithdrawnTable {
  /** Deletes or blanks, and counts; null when all of it is needed for something else. */
  take: Statement | null
  /** What `take` would still find. */
  left: Statement | null
  /** Rows that stay, by retention rule or by the purpose that needs them. */
  stays: { rule: string; count: Statement }[]
}

/** Null when the table does not serve the purpose. */
export function withdrawTable(name: string, source: Source, scope: WithdrawalScope): WithdrawnTable | null {
  const table = source.tables.get(name)
  const rule = table === undefined ? null : ruleOf(table, scope.purpose)
  if (table === undefined || rule === null) return null
  const tags = new Map<string, string>(dataColumns(name, table, source.map))
  const meant = rule === 'delete' ? [...tags.keys()] : Object.keys(rule)
  const needs = new Map(
    meant.map((column) => [column, needsOf(tags.get(column) ?? '', { name, map: source.map, kept: scope.kept })]),
  )
  const free = meant.filter((column) => needs.get(column)?.length === 0)
  const build = partsOf(name, source, scope)
  const needed = [...new Set([...needs.values()].flat())].map((purpose) => ({
    rule: purpose,
    count: build.countMeant(),
  }))
  const retained = keepOf(name, source)
  const stays = retained === null ? needed : [...needed, { rule: retained.rule, count: build.countRetained() }]
  if (rule === 'delete') {
    // a row goes as a whole or not at all
    return free.length < meant.length ? { take: null, left: null, stays } : { ...build.rows(), stays }
  }
  const values = Object.fromEntries(free.map((column) => [column, rule[column] ?? null]))
  return free.length === 0 ? { take: null, left: null, stays } : { ...build.columns(values), stays }
}

/** The purposes that need this category of these rows. One that the table calls not-used needs it elsewhere. */
function needsOf(tag: string, { name, map, kept }: { name: string; map: DataMap; kept: readonly Kept[] }): string[] {
  const table = map.tables[name]
  const purposes = table === undefined || table === 'no-personal-data' ? {} : (table.purposes ?? {})
  const isUsed = (purpose: string) => !Object.hasOwn(purposes, purpose) || purposes[purpose] !== 'not-used'
  return kept
    .filter(({ category, purpose }) => overlaps(tag, category) && isUsed(purpose))
    .map(({ purpose }) => purpose)
}

function partsOf(name: string, source: Source, scope: WithdrawalScope) {
  const table = qualified(name, source)
  const meant = (bind: Bind) => meantRows(name, scope, { source, bind })
  const going = (bind: Bind) => `${meant(bind)} and not (${kept(name, scope.at, { source, bind })})`
  return {
    countMeant: () => statement((bind) => counting(table, meant(bind))),
    countRetained: () =>
      statement(
        (bind) =>
          `select count(*)::int as count, ${isoMax(endOf(name, source))} as until from ${table}
           where ${meant(bind)} and ${kept(name, scope.at, { source, bind })}`,
      ),
    rows: () => ({
      take: statement((bind) => deleted(`delete from ${table} where ${going(bind)}`)),
      left: statement((bind) => counting(table, going(bind))),
    }),
    columns(values: Readonly<Record<string, string | null>>) {
      const filled = (bind: Bind) =>
        `${going(bind)} and (${Object.entries(values)
          .map(([column, value]) => differs(column, value, bind))
          .join(' or ')})`
      return {
        take: statement((bind) => {
          const set = Object.entries(values).map(([column, value]) => `${quoted(column)} = ${bind(value)}`)
          return deleted(`update ${table} set ${set.join(', ')} where ${filled(bind)}`)
        }),
        left: statement((bind) => counting(table, filled(bind))),
      }
    },
  }
}

/** The person's rows that were collected in time; a row without a date of its own, or of its owner's, counts as old. */
function meantRows(name: string, scope: WithdrawalScope, { source, bind }: Building): string {
  const { collected } = source.tables.get(name) ?? {}
  const { before } = scope
  const ways = [...ownRows(name, scope, { source, bind }), ...deviceRows(name, scope, { source, bind })]
  const rows = ways.length === 0 ? 'false' : `(${ways.join(' or ')})`
  if (collected === undefined) return rows
  const at = column(name, collected)
  return `${rows} and (${at} is null or ${at}::timestamptz <= ${bind(before.toISOString())}::timestamptz)`
}

/** By the account, or through the row's owner, whose own dates and devices count then. */
function ownRows(name: string, scope: WithdrawalScope, { source, bind }: Building): string[] {
  const { subject } = scope
  const { map } = source
  const path = name === map.subject.table ? map.subject.key : pathOf(name, source)
  if (typeof path === 'object') return [within(name, meantRows(path.in, scope, { source, bind }), source)]
  return subject.kind === 'account' ? [`${column(name, path)} = ${bind(subject.id)}`] : []
}

/** A browser may be shared: what it did while somebody was signed in is that account's, whoever withdraws here later. */
function deviceRows(name: string, { devices }: WithdrawalScope, { source, bind }: Building): string[] {
  const { device } = source.tables.get(name) ?? {}
  if (device === undefined || devices.length === 0) return []
  const path = pathOf(name, source)
  const isNobodys = typeof path === 'string' ? ` and ${column(name, path)} is null` : ''
  return [`(${column(name, device)} in (${devices.map((id) => bind(id)).join(', ')})${isNobodys})`]
}

const counting = (table: string, condition: string) => `select count(*)::int as count from ${table} where ${condition}`
