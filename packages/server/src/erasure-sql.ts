/** The one planner of the data map: preview, erasure, verification and purge are made of the same conditions. */
import type { Retention } from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import type { DataMap, Keep, TableMap } from './data-map.ts'
import { personalTables } from './data-map.ts'
import { quoted } from './sql.ts'

/** One statement with its values; values never stand in the text. */
export interface Statement {
  text: string
  params: unknown[]
}
/** @internal Takes a value, and gives the place that stands for it in the text. */
export type Bind = (value: unknown) => string

/** Who, and at which moment retention is judged. */
export interface ErasureScope {
  account: string
  at: Date
}

/** A table as erasure sees it, in the order in which rows must go: what points to a row goes before that row. */
export interface PlannedTable {
  name: string
  /** What a person reads. */
  label: string
  /** Rule under which some rows may stay; null when all go. */
  rule: string | null
  countDoomed(scope: ErasureScope): Statement
  deleteDoomed(scope: ErasureScope): Statement
  /** `count` and `until` (the latest end, ISO) of the rows that stay; null when all go. */
  countKept(scope: ErasureScope): Statement | null
  /** Null when nothing is to be masked. */
  maskKept(scope: ErasureScope): Statement | null
  /** Rows that stay although a column that had to be masked still holds something. */
  countUnmasked(scope: ErasureScope): Statement | null
  /** Rows whose period has ended and whose account is gone; null when all went at once. */
  deleteEnded(at: Date): Statement | null
}

/** Makes the plan of a checked map: `order` names the classified tables, those that point to others first. */
export function planErasure(options: { map: DataMap; policy: PolicyInput; order: readonly string[] }): PlannedTable[] {
  const tables = new Map(personalTables(options.map))
  return options.order.map((name) => plannedTable(name, { map: options.map, policy: options.policy, tables }))
}

/** @internal The map with what it is read with. */
export interface Source {
  map: DataMap
  policy: PolicyInput
  tables: ReadonlyMap<string, TableMap>
}

function plannedTable(name: string, source: Source): PlannedTable {
  const table = qualified(name, source)
  const keep = keepOf(name, source)
  const mask = Object.entries(maskOf(name, source))
  const doomed = (scope: ErasureScope, bind: Bind) =>
    `${owned(name, scope, { source, bind })} and not (${kept(name, scope.at, { source, bind })})`
  const staying = (scope: ErasureScope, bind: Bind) =>
    `${owned(name, scope, { source, bind })} and ${kept(name, scope.at, { source, bind })}`
  return {
    name,
    label: tableOf(name, source).label ?? name,
    rule: keep?.rule ?? null,
    countDoomed: (scope) =>
      statement((bind) => `select count(*)::int as count from ${table} where ${doomed(scope, bind)}`),
    deleteDoomed: (scope) => statement((bind) => deleted(`delete from ${table} where ${doomed(scope, bind)}`)),
    countKept: (scope) =>
      keep &&
      statement(
        (bind) =>
          `select count(*)::int as count, ${isoMax(endOf(name, source))} as until from ${table} where ${staying(scope, bind)}`,
      ),
    maskKept: (scope) =>
      mask.length === 0
        ? null
        : statement((bind) => {
            const set = mask.map(([column, value]) => `${quoted(column)} = ${bind(value)}`).join(', ')
            return `update ${table} set ${set} where ${staying(scope, bind)}`
          }),
    countUnmasked: (scope) =>
      mask.length === 0
        ? null
        : statement((bind) => {
            const left = mask.map(([column, value]) => differs(column, value, bind)).join(' or ')
            return `select count(*)::int as count from ${table} where ${staying(scope, bind)} and (${left})`
          }),
    deleteEnded: (at) =>
      keep && statement((bind) => deleted(`delete from ${table} where ${ended(name, at, { source, bind })}`)),
  }
}

/** @internal A statement that is being written. */
export interface Building {
  source: Source
  bind: Bind
}

/** The rows of the person. */
function owned(name: string, scope: ErasureScope, { source, bind }: Building): string {
  if (name === source.map.subject.table) return `${column(name, source.map.subject.key)} = ${bind(scope.account)}`
  const path = pathOf(name, source)
  if (typeof path === 'string') return `${column(name, path)} = ${bind(scope.account)}`
  return within(name, owned(path.in, scope, { source, bind }), source)
}

/** Rows that a retention rule protects at that moment, whoever's they are. */
export function kept(name: string, at: Date, { source, bind }: Building): string {
  const { erase } = tableOf(name, source)
  if (erase === 'delete') return 'false'
  if (erase === 'with-owner') return within(name, kept(ownerOf(name, source), at, { source, bind }), source)
  return `(${dated(name, erase)} is not null and ${end(name, erase, source)} > ${bind(at.toISOString())}::timestamptz)`
}

/** Rows whose period is over and whose account is gone. */
function ended(name: string, at: Date, { source, bind }: Building): string {
  const { erase } = tableOf(name, source)
  if (erase === 'delete') return 'false'
  if (erase === 'with-owner') return within(name, ended(ownerOf(name, source), at, { source, bind }), source)
  return `${orphaned(name, source)} and ${end(name, erase, source)} <= ${bind(at.toISOString())}::timestamptz`
}

/** As text on both sides: the app may hold the same key as uuid here and as text there. */
function orphaned(name: string, source: Source): string {
  const path = pathOf(name, source)
  const [target, key] =
    typeof path === 'string' ? [source.map.subject.table, source.map.subject.key] : [path.in, path.key ?? 'id']
  const from = column(name, typeof path === 'string' ? path : path.column)
  const alive =
    typeof path === 'string' || target === source.map.subject.table ? '' : ` and not (${orphaned(target, source)})`
  return `not exists (select 1 from ${qualified(target, source)} where ${column(target, key)}::text = ${from}::text${alive})`
}

/** @internal Rows that point to the rows of their owner's table for which `condition` holds. */
export function within(name: string, condition: string, source: Source): string {
  const path = pathOf(name, source)
  if (typeof path === 'string') return condition
  const key = column(path.in, path.key ?? 'id')
  return `${column(name, path.column)} in (select ${key} from ${qualified(path.in, source)} where ${condition})`
}

/** The end of the period as an expression over the table that carries the date. */
export function endOf(name: string, source: Source): string {
  const { erase } = tableOf(name, source)
  if (erase === 'delete') return 'null::timestamptz'
  if (erase !== 'with-owner') return end(name, erase, source)
  const path = pathOf(name, source)
  if (typeof path === 'string') return 'null::timestamptz'
  const join = `${column(path.in, path.key ?? 'id')} = ${column(name, path.column)}`
  return `(select ${endOf(path.in, source)} from ${qualified(path.in, source)} where ${join})`
}

function end(name: string, keep: Keep, source: Source): string {
  const rule = source.policy.retention[keep.rule]
  return `(${dated(name, keep)}::timestamptz + ${interval(rule)})`
}

/** Whole numbers from the checked policy, in calendar arithmetic: ten years are ten years, leap days included. */
function interval(rule: Pick<Retention, 'years' | 'days'> | undefined): string {
  return `make_interval(years => ${Number(rule?.years ?? 0)}, days => ${Number(rule?.days ?? 0)})`
}

/** Counted by the database: clients name the number of touched rows differently. */
export function deleted(text: string): string {
  return `with gone as (${text} returning 1) select count(*)::int as count from gone`
}

/** @internal The latest, as RFC 3339. */
export function isoMax(expression: string): string {
  return `to_char(max(${expression}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** A null parameter has no type of its own, so null is written as a condition. */
export function differs(name: string, value: string | null, bind: Bind): string {
  return value === null ? `${quoted(name)} is not null` : `${quoted(name)} is distinct from ${bind(value)}`
}

const dated = (name: string, keep: Keep) => column(name, keep.from ?? '')
/** @internal */
export const column = (table: string, name: string) => `${quoted(table)}.${quoted(name)}`
/** @internal */
export const qualified = (name: string, source: Source) => `${quoted(source.map.schema ?? 'public')}.${quoted(name)}`
const ownerOf = (name: string, source: Source) => {
  const path = pathOf(name, source)
  return typeof path === 'string' ? source.map.subject.table : path.in
}

function tableOf(name: string, source: Source): TableMap {
  return source.tables.get(name) ?? { columns: {}, erase: 'delete' }
}

/** @internal How the rows of a person are found. */
export function pathOf(name: string, source: Source) {
  return tableOf(name, source).subject ?? source.map.subject.key
}

/** The rule a table's rows stay under: its own, or its owner's. */
export function keepOf(name: string, source: Source): Keep | null {
  const { erase } = tableOf(name, source)
  if (erase === 'delete') return null
  return erase === 'with-owner' ? keepOf(ownerOf(name, source), source) : erase
}

function maskOf(name: string, source: Source): Keep['mask'] {
  const { erase } = tableOf(name, source)
  return typeof erase === 'string' ? {} : erase.mask
}

/** @internal Keeps values out of the text. */
export function statement(build: (bind: Bind) => string): Statement {
  const params: unknown[] = []
  const text = build((value) => `$${params.push(value)}`)
  return { text, params }
}
