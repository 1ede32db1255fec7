/** One question to `decide`, with everything that its rules share already looked up. */
import type { Operation, Reason } from '@privacykit/contract'
import type { AgeLaw } from './age-law.ts'
import { type HistoryProjection, type Timeline, versionInForce } from './history.ts'
import { millisOf } from './instant.ts'
import { recordedPlace } from './place.ts'
import type { PolicyInput, PolicyVersionEntry, PurposeInput } from './policy.ts'
import { findPurpose } from './policy.ts'
import type { Entry, State } from './state.ts'
import type { StoreKind } from './store-pattern.ts'

/** What `decide` is asked. Leaving out an optional field never opens anything that giving it would close for that reason alone. */
export interface DecideInput {
  /** The app's versions, oldest first. One version cannot answer for a past moment. */
  readonly policies: readonly PolicyVersionEntry[]
  readonly state: State
  readonly purpose: string
  readonly operation: Operation
  /** The moment judged, a UTC instant: usually now. */
  readonly at: string
  /** When the state was read, where it was read from somewhere. Absent: the state is the truth (a browser's own, the backend's). */
  readonly asOf?: string | undefined
  /** Data categories that are to be used. Absent: all that the purpose declares. */
  readonly categories?: readonly string[] | undefined
  /** Who would receive the data; needed for `disclose`. */
  readonly recipient?: string | undefined
  /** Names of what would be kept on the device; the decision then has `storage`. */
  readonly storage?: Readonly<Partial<Record<StoreKind, string | undefined>>> | undefined
  /** Where the person is. Absent: as the edge or the account was recorded, else unknown. Null: unknown, so the strictest rule. */
  readonly region?: string | null | undefined
  /** Global Privacy Control as the browser sends it now. */
  readonly signals?: { readonly gpc?: boolean | undefined } | undefined
  /** From `SubjectState.flags`. */
  readonly flags?: { readonly suppressed?: boolean | undefined; readonly ageUnknown?: boolean | undefined } | undefined
  /** The dated law table of `@privacykit/policy/age`, or `lawOfGate(gate)`. Absent: 18 wherever the policy says `by-jurisdiction`. */
  readonly ageLaw?: AgeLaw | undefined
  /** Stands in for older versions in `policies` where there is no room for them. */
  readonly history?: HistoryProjection | undefined
}

/** A rule's answer; null passes the question on. */
export type Verdict = { readonly reason: Reason; readonly entries?: readonly Entry[] } | null
/** One row of the precedence. */
export type Rule = (question: Question) => Verdict

/** A question about a purpose that the version in force has. */
export interface Question {
  readonly input: DecideInput
  readonly timeline: Timeline
  readonly policy: PolicyInput
  readonly name: string
  readonly purpose: PurposeInput
  /** The state as it stood at `at`. */
  readonly state: State
  readonly at: number
  /** ISO 3166 code, or null for unknown. */
  readonly region: string | null
}

/** Looks up what the rules share, or says why nothing can be asked. */
export function pose(input: DecideInput, state: State): Question | 'unknown-purpose' | 'no-policy-in-force' {
  const { policies, purpose: name } = input
  const at = millisOf(input.at)
  if (policies.length > 0 && !policies.some(({ policy }) => findPurpose(policy, name) !== null))
    return 'unknown-purpose'
  const current = versionInForce(policies, at)
  const policy = policies[current]?.policy
  if (policy === undefined) return 'no-policy-in-force'
  const purpose = findPurpose(policy, name)
  if (purpose === null) return 'unknown-purpose'
  const region = input.region === undefined ? (recordedPlace(state)?.region ?? null) : input.region
  return { input, timeline: { policies, current }, policy, name, purpose, state, at, region }
}

/** True when a region is one of a list, or lies in a country of it (`US-CA` in `US`). */
export function isRegionIn(region: string, regions: readonly string[]): boolean {
  return regions.includes(region) || regions.includes(region.slice(0, 2))
}

/** The entries whose purposes list holds the purpose under its present or an earlier name. */
export function namesPurpose({ name, purpose }: Question, names: readonly string[]): boolean {
  return names.includes(name) || (purpose.formerly ?? []).some((former) => names.includes(former))
}
