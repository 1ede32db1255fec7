/** The answers for a visitor of whom nothing is stored, made once when an app is built. Pure. */
import type { Answers } from './answer-cookie.ts'
import { decide } from './decide.ts'
import { fold } from './fold.ts'
import { grantable } from './grantable.ts'
import { millisOf } from './instant.ts'
import type { PolicyVersionEntry } from './policy.ts'
import { questions } from './questions.ts'
import { shownHeads } from './register.ts'

/** The largest time that JavaScript knows. Without records, nothing ends by time. */
const FOR_EVER = 8.64e15

/**
 * Two tables, without and with Global Privacy Control, for `start` of `createPrivacyClient`: with them the first visit asks without waiting
 * for the engine. `policies`: the history, oldest first, its last version being the one that is built. The strictest place is assumed, since
 * none is known. The same history gives the same tables; they hold from the version's `effective` on. Null without a version.
 *
 * @example
 * ```ts
 * const privacy = createPrivacyClient({ policy, start: startTables([{ policy }]) })
 * ```
 */
export function startTables(policies: readonly PolicyVersionEntry[]): readonly [Answers, Answers] | null {
  const newest = policies.at(-1)
  if (newest === undefined) return null
  const { policy, publishedAt } = newest
  const begins = [policy.effective, publishedAt].flatMap((moment) => (moment === undefined ? [] : [millisOf(moment)]))
  const made = Math.max(0, ...begins)
  const state = fold([])
  const tableOf = (gpc: 0 | 1): Answers => {
    const input = { policies, state, at: new Date(made).toISOString(), region: null, signals: { gpc: gpc === 1 } }
    const names = Object.keys(policy.purposes)
    const decisions = Object.fromEntries(
      names.map((purpose) => [purpose, decide({ ...input, purpose, operation: 'use' })]),
    )
    return {
      ...{ v: 1, policy: policy.version, until: FOR_EVER, made, gpc, tag: 'd0', region: null },
      allowed: names.filter((name) => decisions[name]?.allowed),
      grants: grantable({ ...input, records: [] }),
      questions: questions(input).filter((name) => names.includes(name)),
      decisions,
      shown: shownHeads(policy, state),
    }
  }
  return [tableOf(0), tableOf(1)]
}
