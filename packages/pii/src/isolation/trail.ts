/** The trail of joins: a row for each that was done or refused, by the database's clock. */
import type { AuditEntry } from '../audit.ts'
import type { Sql } from './sql.ts'
import type { TableNames } from './table-names.ts'

/** One row of the trail: a join that was done or refused. */
export interface Access {
  /** By the database's clock. */
  at: Date
  /** Null for one that the policy does not have. */
  purpose: string | null
  categories: readonly string[]
  by: string
  allowed: boolean
  /** The decision's reason, or `unknown-purpose`, `undeclared-category`, `no-decision`. */
  reason: string
}

/** What becomes a row. */
export interface Trace {
  entry: AuditEntry
  subject: string
  by: string
}

/** The statement that writes a row, and its values as the first parameters. */
export function insertTrace(
  { access }: TableNames,
  { entry, subject, by }: Trace,
): { text: string; values: unknown[] } {
  return {
    text: `insert into ${access} (subject, purpose, categories, asked_by, allowed, reason)
      values ($1::text, $2::text, array(select jsonb_array_elements_text($3::text::jsonb)), $4::text, $5::text::boolean, $6::text)`,
    values: [subject, entry.purpose, JSON.stringify(entry.categories), by, String(entry.done), entry.reason],
  }
}

/** The rows about a person, oldest first. */
export async function readTrail(client: Sql, { access }: TableNames, subject: string): Promise<Access[]> {
  const { rows } = await client.query(
    `select round(extract(epoch from at) * 1000)::text as at, purpose, array_to_json(categories)::text as categories, asked_by as by,
      allowed::text as allowed, reason from ${access} a where subject = $1::text order by a.at`,
    [subject],
  )
  return (rows as TrailRow[]).map((row) => ({
    // as: the columns of the statement
    at: new Date(Number(row.at)),
    purpose: row.purpose,
    categories: JSON.parse(row.categories) as string[], // as: an array of texts
    by: row.by,
    allowed: row.allowed === 'true',
    reason: row.reason,
  }))
}

/** Drops the rows from before a moment. Answers how many there were. */
export async function trimTrail(client: Sql, { access }: TableNames, before: Date): Promise<number> {
  const { rows } = await client.query(
    `with gone as (delete from ${access} where at < $1::text::timestamptz returning 1) select count(*)::text as count from gone`,
    [before.toISOString()],
  )
  const [first] = rows as { count: string }[] // as: an aggregate answers one row
  return Number(first?.count ?? 0)
}

interface TrailRow {
  at: string
  purpose: string | null
  categories: string
  by: string
  allowed: string
  reason: string
}
