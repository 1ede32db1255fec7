/** An app's versions over time: which one is in force, and whether what was agreed to under one still covers today. */
import { millisOf } from './instant.ts'
import { findPurpose, type PolicyInput, type PolicyVersionEntry } from './policy.ts'
import { type Scope, scopeCovers, scopeDigest, scopeOf } from './scope.ts'

/**
 * The history as a browser needs it: for each purpose of `version`, the earlier versions whose grants still cover it. Everything else is
 * treated as outdated. Made by `projectHistory`.
 */
export interface HistoryProjection {
  readonly version: string
  readonly purposes: Readonly<
    Record<string, Readonly<Record<string, { digest: string; expiresDays?: number | undefined }>>>
  >
}

/** A history with the index of the version in force at the moment asked about. */
export interface Timeline {
  readonly policies: readonly PolicyVersionEntry[]
  readonly current: number
}

/** What an agreement given under some version is worth today. */
export type Coverage =
  | { covered: true; expiresDays: number | undefined }
  | { covered: false; reason: 'outdated' | 'history-unavailable' }

/** Index of the version in force at that time: the last one of the list that has begun; -1 when none has. */
export function versionInForce(policies: readonly PolicyVersionEntry[], at: number): number {
  return policies.findLastIndex(({ policy, publishedAt }) => {
    const published = publishedAt === undefined ? Number.NEGATIVE_INFINITY : millisOf(publishedAt)
    const effective = policy.effective === undefined ? Number.NEGATIVE_INFINITY : millisOf(policy.effective)
    return published <= at && effective <= at
  })
}

/** The version in force at a UTC instant, or null. */
export function policyInForce(policies: readonly PolicyVersionEntry[], at: string): PolicyInput | null {
  return policies[versionInForce(policies, millisOf(at))]?.policy ?? null
}

/**
 * True when every version from `from` to the one in force covers `wanted` (default: today's scope of the purpose). That is the meet of
 * what was agreed and all that was published since: widening again after a narrowing needs a new agreement.
 */
export function coveredSince(timeline: Timeline, purpose: string, from: number, wanted?: Scope): boolean {
  const { policies, current } = timeline
  const policy = policies[current]?.policy
  const goal = wanted ?? (policy === undefined ? null : scopeOf(policy, purpose))
  if (goal === null) return false
  const between = policies.slice(Math.min(from, current), Math.max(from, current) + 1)
  return between.every((entry) => {
    if (entry.policy === policy && wanted === undefined) return true
    const scope = scopeOf(entry.policy, purpose)
    return scope !== null && scopeCovers(scope, goal)
  })
}

/** What an agreement to the scope `digest` of `version` is worth under the version in force. */
export function coverageOf(
  timeline: Timeline,
  agreed: { purpose: string; version: string; digest: string },
  projection?: HistoryProjection,
): Coverage {
  const { policies, current } = timeline
  const from = policies.findLastIndex(({ policy }) => policy.version === agreed.version)
  const then = policies[from]?.policy
  if (then !== undefined) {
    if (scopeDigest(then, agreed.purpose) !== agreed.digest || !coveredSince(timeline, agreed.purpose, from))
      return { covered: false, reason: 'outdated' }
    return { covered: true, expiresDays: findPurpose(then, agreed.purpose)?.expiresDays }
  }
  const now = policies[current]?.policy
  if (projection === undefined || projection.version !== now?.version)
    return { covered: false, reason: 'history-unavailable' }
  const versions = projection.purposes[agreed.purpose]
  const known = versions !== undefined && Object.hasOwn(versions, agreed.version) ? versions[agreed.version] : undefined
  if (known === undefined || known.digest !== agreed.digest) return { covered: false, reason: 'outdated' }
  return { covered: true, expiresDays: known.expiresDays }
}

/** Shrinks a history to what a browser needs beside its newest version; null when the history is empty. */
export function projectHistory(policies: readonly PolicyVersionEntry[]): HistoryProjection | null {
  const current = policies.length - 1
  const now = policies[current]?.policy
  if (now === undefined) return null
  const purposes: Record<string, Record<string, { digest: string; expiresDays?: number | undefined }>> = {}
  for (const purpose of Object.keys(now.purposes)) {
    const covering: Record<string, { digest: string; expiresDays?: number | undefined }> = {}
    for (const [from, { policy }] of policies.slice(0, current).entries()) {
      const digest = scopeDigest(policy, purpose)
      if (digest === null || !coveredSince({ policies, current }, purpose, from)) continue
      covering[policy.version] = { digest, expiresDays: findPurpose(policy, purpose)?.expiresDays }
    }
    purposes[purpose] = covering
  }
  return { version: now.version, purposes }
}
