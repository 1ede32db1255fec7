/** The author's clock, and when time alone may change an answer. */
import type { ListedRecord } from '@privacykit/contract'
import type { PolicyVersionEntry } from '@privacykit/policy'

/** Where the time comes from: milliseconds since 1970, or a Date. */
export type Now = () => Date | number

const DAY_MS = 86_400_000
/** A timer sleeps no longer than this: a suspended machine stops timers, and their longest span is 24.8 days. */
const LONGEST_SLEEP_MS = 6 * 3_600_000

/**
 * Now, but never before anything that has already happened: a clock that was set back must not bring a lapsed grant to life again.
 * Stamped records count with the backend's time, so that one click under a wrong clock does not stay wrong.
 */
export function instantNow(now: Now, known: readonly ListedRecord[]): number {
  const happened = known.flatMap(({ record, stamp }) =>
    instants(stamp?.receivedAt ?? ('claimedAt' in record ? record.claimedAt : undefined)),
  )
  return happened.reduce((latest, each) => Math.max(latest, each), new Date(now()).getTime())
}

/** Milliseconds until decisions should be made anew: the next lapse, question or dated change, and `longest` at most. */
export function sleepUntilChange(
  at: number,
  known: readonly ListedRecord[],
  policies: readonly PolicyVersionEntry[],
  longest: number = LONGEST_SLEEP_MS,
): number {
  const spans = new Set([0])
  const moments: number[] = []
  for (const { policy, publishedAt } of policies) {
    moments.push(...instants(publishedAt, policy.effective))
    for (const purpose of Object.values(policy.purposes)) {
      for (const days of [purpose.expiresDays, purpose.askAgainDays ?? 180, purpose.noticeDays ?? 30])
        spans.add((days ?? 0) * DAY_MS)
    }
  }
  for (const { record, stamp } of known) {
    moments.push(
      ...instants(stamp?.effectiveAt, stamp?.receivedAt, 'claimedAt' in record ? record.claimedAt : undefined),
    )
    if ('reviewAt' in record) moments.push(...instants(record.reviewAt))
    if ('expiresAt' in record) moments.push(...instants(record.expiresAt))
  }
  let soonest = at + longest
  for (const moment of moments) {
    for (const span of spans) if (moment + span > at && moment + span < soonest) soonest = moment + span
  }
  return soonest - at
}

const instants = (...texts: unknown[]): number[] =>
  texts.map((text) => Date.parse(String(text))).filter((moment) => !Number.isNaN(moment))
