/** Counts how many rows share the same quasi-identifiers, and holds back those that share them with too few. */
import { PrivacyError } from '@privacykit/contract'

/** What was found, and about what: a figure of k means nothing without its table, columns and day. */
export interface Uniqueness<R> {
  /** Rows looked at. */
  rows: number
  /** The columns that were taken together. */
  columns: readonly string[]
  /** Rows in the smallest group: k of this table, by these columns, on this day. Null for no rows. */
  smallest: number | null
  /** Different combinations of values. */
  groups: number
  /** Rows that no other row matches. */
  unique: number
  /** Rows in groups smaller than `k`; they are not in `kept`. */
  suppressed: number
  /** The rows in groups of `k` and more, in their order, untouched. */
  kept: readonly R[]
  /**
   * Fewest different values of the sensitive column in one group (l-diversity). Null when no column was named, or there are no rows. At 1,
   * whoever knows the group knows the value.
   */
  leastDiverse: number | null
  /** All of it in one sentence, with what it does not say. */
  statement: string
}

/** What to count. */
export interface UniquenessOptions<R> {
  /** Groups below this size are suppressed. At least 2; default 5. */
  k?: number
  /** A column whose values would harm when known: counts how many different ones a group has. */
  sensitive?: keyof R & string
  /** The day of the data, as YYYY-MM-DD. It stands in the statement. */
  date: string
}

/**
 * Reports the smallest group *in this table, by these columns, on this date*, and suppresses groups under `k`. It says nothing about people who
 * hold other tables, other columns or an earlier day's copy, and it never calls data safe. Values are compared as they are: `null` and a missing
 * value are values, `Bandung` and `bandung` are two.
 *
 * @param quasi columns that may identify together, at least one
 * @throws PrivacyError `invalid-option` for no columns, a `k` below 2, a date that is none, or values that cannot be compared (a `Map`)
 * @example
 * const { smallest, kept, statement } = assessUniqueness(people, ['country', 'job'], { date: '2026-11-26' })
 */
export function assessUniqueness<R extends object>(
  rows: readonly R[],
  quasi: readonly (keyof R & string)[],
  { k = 5, sensitive, date }: UniquenessOptions<R>,
): Uniqueness<R> {
  requireSound(quasi, { k, date })
  const groups = new Map<string, { size: number; values: Set<string> }>()
  const keys = rows.map((row) => groupKey(row, quasi))
  for (const [index, key] of keys.entries()) {
    const group = groups.get(key) ?? { size: 0, values: new Set() }
    group.size += 1
    const row = rows[index]
    if (sensitive !== undefined && row !== undefined) group.values.add(valueKey(row[sensitive]))
    groups.set(key, group)
  }
  const sizes = [...groups.values()].map(({ size }) => size)
  const kept = rows.filter((_row, index) => (groups.get(keys[index] ?? '')?.size ?? 0) >= k)
  const found = {
    rows: rows.length,
    columns: [...quasi],
    smallest: least(sizes),
    groups: groups.size,
    unique: sizes.filter((size) => size === 1).length,
    suppressed: rows.length - kept.length,
    kept,
    leastDiverse: sensitive === undefined ? null : least([...groups.values()].map(({ values }) => values.size)),
  }
  return { ...found, statement: stated(found, { k, date, sensitive }) }
}

function requireSound(quasi: readonly string[], { k, date }: { k: number; date: string }): void {
  if (quasi.length === 0) throw new PrivacyError('invalid-option', 'Name at least one column to group by.')
  if (!(Number.isInteger(k) && k >= 2))
    throw new PrivacyError('invalid-option', 'Give k as a whole number of rows, two or more.')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date))
    throw new PrivacyError('invalid-option', 'Give the date of the data as YYYY-MM-DD.')
}

function groupKey<R extends object>(row: R, columns: readonly (keyof R & string)[]): string {
  return JSON.stringify(columns.map((column) => valueKey(row[column])))
}

/** Equal values, equal text: dates by instant, objects by content, and no number equals its own digits as text. */
function valueKey(value: unknown): string {
  if (value === undefined) return 'null'
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return { bigint: String(inner) }
    // what JSON does not spell out would make different values equal, and a group look larger than it is
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    if (Object.getPrototypeOf(inner) === Object.prototype || Object.getPrototypeOf(inner) === null) return inner
    throw new PrivacyError('invalid-option', 'Give columns of text, numbers, dates or plain objects.')
  })
}

function least(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((one, other) => Math.min(one, other))
}

function stated(
  found: Omit<Uniqueness<object>, 'statement'>,
  { k, date, sensitive }: { k: number; date: string; sensitive: string | undefined },
): string {
  const { rows, columns, smallest, unique, suppressed, leastDiverse } = found
  const place = `in this table of ${rows} rows, by ${columns.join(' and ')}, on ${date}`
  if (smallest === null) return `No rows ${place}.`
  const diversity =
    leastDiverse === null
      ? 'No sensitive column was named, so nothing is said about what a group gives away.'
      : `A group has ${leastDiverse} or more different values of ${sensitive}.`
  return (
    `The smallest group ${place} has ${smallest} of them; ${unique} match no other; ${suppressed} in groups under ${k} were held back. ` +
    `${diversity} Not tested against data held elsewhere.`
  )
}
