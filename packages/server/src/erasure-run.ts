/** What every erasure of a store does the same way: count, add up what stays, and report a finished step once more. */
import type { Retained } from '@privacykit/contract'
import type { Statement } from './erasure-sql.ts'
import type { EraseOutcome } from './hook.ts'
import { rowsOf, type Sql } from './sql.ts'

/** @internal What a counting statement answers. */
export interface Counted {
  count: number
  until?: string | null
}

/** @internal Sums what stays, by rule, with the latest end. */
export function addKept(kept: Map<string, Retained>, rule: string, { count, until = null }: Counted): void {
  if (count === 0) return
  const before = kept.get(rule)
  const latest =
    [before?.until ?? null, until]
      .filter((end) => end !== null)
      .sort()
      .at(-1) ?? null
  kept.set(rule, { rule, count: count + (before?.count ?? 0), until: latest })
}

/** @internal A step that ran to its commit reports again what it did then, and touches nothing. */
export async function onceRecorded(tx: Sql, stepId: string, run: () => Promise<EraseOutcome>): Promise<EraseOutcome> {
  const [done] = await rowsOf<{ outcome: string }>(tx, 'select outcome from privacykit_step where step_id = $1', [
    stepId,
  ])
  if (done !== undefined) return JSON.parse(done.outcome) as EraseOutcome // as: written below, by this function only
  const outcome = await run()
  await tx.query('insert into privacykit_step (step_id, outcome, done_at) values ($1, $2, now())', [
    stepId,
    JSON.stringify(outcome),
  ])
  return outcome
}

/** @internal Runs a statement that selects `count` and perhaps `until`. */
export async function counted(sql: Sql, { text, params }: Statement): Promise<Counted> {
  const { rows } = await sql.query(text, params)
  const row = rows[0] as Counted | undefined // as: every counting statement selects these two
  return row ?? { count: 0 }
}
