/** Grants and approvals age: scopes widen, and time runs. */
import { coverageOf } from './history.ts'
import { DAY_MS } from './instant.ts'
import type { Question } from './question.ts'
import { effectiveMillis } from './record-set.ts'
import type { Entry } from './state.ts'

/** Whether one grant or approval covers today's scope and has not lapsed: by the rule when it was given, or now, whichever is shorter. */
export function judgeAgreement(
  question: Question,
  entry: Entry,
): 'granted' | 'history-unavailable' | 'outdated' | 'expired' {
  const { record } = entry
  if (record.type !== 'choice' && record.type !== 'guardian-approval') return 'outdated'
  const agreed = { purpose: record.purpose, version: record.policyVersion, digest: record.scopeDigest }
  const coverage = coverageOf(question.timeline, agreed, question.input.history)
  if (!coverage.covered) return coverage.reason
  const { expiresDays } = question.purpose
  const days = Math.min(coverage.expiresDays ?? Number.POSITIVE_INFINITY, expiresDays ?? Number.POSITIVE_INFINITY)
  if (days === Number.POSITIVE_INFINITY) return 'granted'
  return question.at < effectiveMillis(entry) + days * DAY_MS ? 'granted' : 'expired'
}
