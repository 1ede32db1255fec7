/** The app's data map: each table and column is classified once, beside the schema, and read by preview, erasure and check. */
import type { Category, Identifier } from '@privacykit/contract'

/** A category of the taxonomy, or the word that there is none. There is no default: an unclassified column is an error. */
export type ColumnTag = Category | 'non-personal'

/** How a row is found for a person. */
type SubjectPath =
  /** This column holds the account's key. */
  | string
  /** This column points to `key` (default `id`) of a row of the table `in`, which has a path of its own. */
  | { column: string; in: string; key?: string }

/** Rows that outlive the account: see `keep`. */
export interface Keep {
  rule: string
  from?: string
  mask: Readonly<Record<string, string | null>>
}

/** What erasure does with the rows of a table. `with-owner`: what happens to the row that this one points to. */
export type EraseRule = 'delete' | 'with-owner' | Keep

/**
 * What closing a purpose takes of a row: all of it; these columns, set to null; or these columns, set to the given texts. `not-used`: the
 * purpose has data of such categories, but not in this table.
 */
export type WithdrawalRule = 'delete' | readonly string[] | Readonly<Record<string, string | null>> | 'not-used'

/** A table with personal data. */
export interface TableMap {
  /** Required for every table but the subject's own. */
  subject?: SubjectPath
  columns: Readonly<Record<string, ColumnTag>>
  erase: EraseRule
  /**
   * What goes when a person withdraws the consent to a purpose, or objects to it, and the account stays. A column whose category another
   * purpose needs stays too, unless that purpose is `not-used` here. Once one table has this, every table must answer for each purpose on
   * consent or interests whose categories it holds. Without it anywhere, such withdrawals wait, blocked.
   *
   * @example
   * ```ts
   * const visits = { subject: 'user_id', columns: { … }, erase: 'delete', purposes: { analytics: 'delete', ads: 'not-used' }, collected: 'at' }
   * ```
   */
  purposes?: Readonly<Record<string, WithdrawalRule>>
  /** Column with the moment when a row was collected. A withdrawal leaves later rows, which rest on a new grant. Without it all rows count as older. */
  collected?: string
  /** Column with the public id of a device (`stamp.subject.id`, `deviceIdOf` its secret): a withdrawal finds rows by it that no account has. */
  device?: string
  /** What the preview calls these rows, in the person's words. Default: the table's name. */
  label?: string
}

/** The map of one database. */
export interface DataMap {
  subject: {
    table: string
    /** The column that holds the account id. */
    key: string
    /** Columns that a person can be recognised by after a new sign-up, stored by the backend as keyed hashes only. */
    identifiers?: Readonly<Partial<Record<Identifier['kind'], string>>>
  }
  /** Every table of the schema but PrivacyKit's own (`privacykit_…`). */
  tables: Readonly<Record<string, TableMap | 'no-personal-data'>>
  /** Default `public`. */
  schema?: string
}

/**
 * Keeps rows under a retention rule of the policy. The rule must name a law and a period.
 *
 * @param options.rule - name in the policy's `retention`.
 * @param options.from - the column with the date that the period runs from; may be left out when the rule's `from` is `account-end`.
 *   A row without that date, or whose period has ended, is deleted.
 * @param options.mask - columns that the law does not need: set to null, or to the given text where the column takes no null.
 */
export function keep(options: {
  rule: string
  from?: string
  mask?: readonly string[] | Readonly<Record<string, string | null>>
}): Keep {
  const mask = options.mask ?? {}
  const entries = isNames(mask) ? mask.map((column) => [column, null] as const) : Object.entries(mask)
  const base = { rule: options.rule, mask: Object.fromEntries(entries) }
  return options.from === undefined ? base : { ...base, from: options.from }
}

function isNames(mask: readonly string[] | Readonly<Record<string, string | null>>): mask is readonly string[] {
  return Array.isArray(mask)
}

/** The classified tables, with their names. */
export function personalTables(map: DataMap): [string, TableMap][] {
  return Object.entries(map.tables).flatMap(([name, table]) =>
    table === 'no-personal-data' ? [] : [[name, table] satisfies [string, TableMap]],
  )
}
