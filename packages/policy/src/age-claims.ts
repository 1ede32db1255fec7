/** How old the person is, as far as records tell: the lowest claim stands, and only a correction lifts it. */
import type { AgeBand, RecordOf } from '@privacykit/contract'
import { millisOf } from './instant.ts'
import type { Question } from './question.ts'
import { type Entry, entriesOf } from './state.ts'

/** `child`: below the age of consent. `teen`: may consent, still under the child age. `unknown` holds. */
export type AgeTier = 'child' | 'teen' | 'adult' | 'unknown'
/** Ages in completed years. */
export interface AgeLimits {
  readonly consentAge: number
  readonly childAge: number
}

type AgeEntry = Entry<RecordOf<'age-claim'> | RecordOf<'age-corrected'>>
const LIFE_YEARS = 130

/** The person's tier, what it rests on, and whether the band is due for another look (approvals then lapse). */
export function ageOf(
  question: Question,
  limits: AgeLimits,
): { tier: AgeTier; entries: readonly Entry[]; isReviewDue: boolean } {
  const claims = standingClaims(question)
  const firm = claims.filter((entry) => !isSuspicion(entry)).sort(byAge)
  const lowest = firm[0]
  const stated = lowest === undefined ? 'unknown' : tierOf(lowest.record.band, limits)
  const needsProof = question.input.flags?.ageUnknown === true && lowest !== undefined && !isChecked(lowest)
  const suspects = claims.filter((entry) => isSuspicion(entry) && isBelow(entry, lowest))
  // a suspicion holds what was open; it never turns an adult into a child
  const isHeld = stated !== 'child' && (needsProof || suspects.length > 0)
  const entries: readonly Entry[] = [...(lowest === undefined ? [] : [lowest]), ...(isHeld ? suspects : [])]
  const reviewAt = lowest?.record.reviewAt
  const isReviewDue = reviewAt !== undefined && question.at >= millisOf(reviewAt)
  return { tier: isHeld ? 'unknown' : stated, entries, isReviewDue }
}

/** Where a band of completed years lies. One that straddles the age of consent, or is no band, decides nothing. */
export function tierOf(band: AgeBand, { consentAge, childAge }: AgeLimits): AgeTier {
  if (!isBand(band)) return 'unknown'
  const { min = 0, max = LIFE_YEARS } = band
  if (max < consentAge) return 'child'
  if (min < consentAge) return 'unknown'
  return min >= childAge ? 'adult' : 'teen'
}

/** Whole years within a life, the right way round, and at least one end given. */
function isBand(band: AgeBand): boolean {
  const { min, max } = band
  const ends = [min, max].filter((end) => end !== undefined)
  const areYears = ends.every((end) => Number.isInteger(end) && end >= 0 && end <= LIFE_YEARS)
  return ends.length > 0 && areYears && (min ?? 0) <= (max ?? LIFE_YEARS)
}

function standingClaims({ state }: Question): AgeEntry[] {
  const corrections = entriesOf(state, 'age-corrected')
  const superseded = new Set(corrections.flatMap(({ record }) => record.supersedes))
  const all: AgeEntry[] = [...entriesOf(state, 'age-claim'), ...corrections]
  return all.filter(({ record }) => !superseded.has(record.id) && isBand(record.band))
}

function isSuspicion(entry: AgeEntry): boolean {
  return (entry.record.type === 'age-claim' && entry.record.source === 'suspicion') || entry.origin !== 'own'
}

function isChecked({ record }: AgeEntry): boolean {
  return record.type === 'age-corrected' || record.assurance !== 'asserted'
}

function byAge(a: AgeEntry, b: AgeEntry): number {
  const [one, other] = [a.record.band, b.record.band]
  return (one.min ?? 0) - (other.min ?? 0) || (one.max ?? LIFE_YEARS) - (other.max ?? LIFE_YEARS)
}

function isBelow(entry: AgeEntry, lowest: AgeEntry | undefined): boolean {
  return lowest === undefined || byAge(entry, lowest) < 0
}
