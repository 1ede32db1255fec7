/** The slice of the PrivacyKit client that the elements use, so that any object of this shape can stand in for it. */

/** One text per BCP 47 language. */
export type PolicyText = Readonly<Record<string, string>>

/** A purpose, as far as a screen shows it. */
export interface ShownPurpose {
  readonly basis: string
  readonly title: PolicyText
  readonly summary: PolicyText
  readonly data: readonly string[]
  readonly optional?: readonly { readonly category: string; readonly without: PolicyText }[] | undefined
  readonly recipients?: readonly string[] | undefined
  readonly retention?: string | undefined
  readonly stores?: readonly ShownStore[] | undefined
  readonly law?: { readonly name: string } | undefined
  readonly profiling?: boolean | undefined
}

/** Something kept on the person's device. */
export interface ShownStore {
  readonly cookie?: string | undefined
  readonly localStorage?: string | undefined
  readonly sessionStorage?: string | undefined
  readonly indexedDB?: string | undefined
  readonly days?: number | undefined
  readonly necessary?: boolean | undefined
  readonly text?: PolicyText | undefined
}

/** How long something is kept, and why. */
interface ShownRetention {
  readonly days?: number | undefined
  readonly years?: number | undefined
  readonly from: string
  readonly reason: PolicyText
  readonly law?: string | undefined
}

/** A policy, as far as a screen shows it. */
export interface ShownPolicy {
  readonly version: string
  readonly locales: readonly string[]
  readonly controller: { readonly name: string; readonly contact: { readonly email: string } }
  readonly purposes: Readonly<Record<string, ShownPurpose>>
  readonly recipients: Readonly<
    Record<string, { readonly name: string; readonly country: string; readonly safeguard?: string | undefined }>
  >
  readonly retention: Readonly<Record<string, ShownRetention>>
}

/** What a person can say to a purpose on consent. */
export type Answer = 'granted' | 'refused' | 'withdrawn'

/** The client's own token of the state that was on the screen. */
export type ShownState = Readonly<Partial<Record<string, readonly string[]>>>

/** What `choose` is told beside the answers. */
export interface ChoiceContext {
  surface: 'banner' | 'panel' | 'embed'
  shown: ShownState
  language: string
  /** The words that were on the screen; the record keeps their hash. */
  text?: string
  noticeId?: string
  overrides?: 'gpc'
}

/** A record of the person's list, as far as a screen tells of it. */
export interface ShownRecord {
  readonly record: {
    readonly id: string
    readonly type: string
    readonly claimedAt?: unknown
    readonly purpose?: string
    readonly choice?: string
    readonly objection?: string
    readonly scope?: unknown
    readonly policyVersion?: string
    readonly overrides?: unknown
  }
  readonly stamp?: { readonly effectiveAt: string } | undefined
  /** `pending`: waits for the network. `failed`: refused by the backend, in force here. */
  readonly state: 'pending' | 'stored' | 'failed'
}

/** A calendar date, `YYYY-MM-DD`. */
export type BirthDay = `${number}-${number}-${number}`

/** Cut-off dates of an age question. The client compares; an element only carries them. */
export interface ShownAgeGate {
  readonly gateId: string
  readonly onDate: string
  readonly adultIfBornBy: string
  readonly consentIfBornBy: string
  readonly childAge: number
  readonly consentAge: number
  readonly region: string | null
  readonly tableDate: string
}

/** What an age question answers with; the birth date itself is nowhere in it. */
export type AgeGroup = 'adult' | 'teen' | 'child' | 'unknown'

/** Rows that stay after a deletion, by rule. `until` null: no date is known. */
interface ShownRetained {
  readonly rule: string
  readonly count: number
  readonly until: string | null
}

/** What closing the account will do, per hook. */
export interface ShownPreview {
  readonly undoDays: number
  readonly items: readonly {
    readonly hook: string
    readonly what: string
    readonly count: number
    readonly fate: 'erased' | 'retained' | 'external'
    readonly rule?: string | undefined
    readonly until?: string | null | undefined
  }[]
}

/** One step of a deletion. */
export interface ShownStep {
  readonly hook: string
  readonly kind: 'identify' | 'erase' | 'verify' | 'residual-check' | 'notify'
  readonly status: 'pending' | 'ready' | 'leased' | 'waiting' | 'failed' | 'done'
  readonly count?: number | undefined
  readonly retained?: readonly ShownRetained[] | undefined
  readonly nextAt?: string | undefined
}

/** Status of a deletion. */
export interface ShownDeregistration {
  readonly requestId: string
  readonly status: 'scheduled' | 'running' | 'waiting' | 'blocked' | 'confirming' | 'completed' | 'withdrawn'
  readonly undoUntil: string
  readonly completedAt: string | null
  readonly steps: readonly ShownStep[]
  readonly interimProofId: string | null
  readonly finalProofId: string | null
}
