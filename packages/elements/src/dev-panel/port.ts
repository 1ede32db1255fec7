/** What the panel needs of a client, and what else it can be shown; any object of these shapes will do. */
import type { PrivacyClient } from '@privacykit/client'

/** What `decide` answers. */
export type ShownDecision = ReturnType<PrivacyClient['decide']>

/** Why a purpose is open or closed. */
export type Reason = ShownDecision['reason']

type GateStart = Parameters<PrivacyClient['gate']>[1]

/** The part of a `PrivacyClient` that the panel reads. */
export interface DevPanelClient {
  readonly policy: {
    readonly app: string
    readonly version: string
    readonly purposes: Readonly<
      Record<string, { readonly basis: string; readonly title: Readonly<Record<string, string>> }>
    >
  }
  snapshot(): {
    readonly decisions: Readonly<Record<string, ShownDecision>>
    readonly questions: readonly string[]
    readonly signals: { readonly gpc?: boolean | undefined }
  }
  status(): {
    readonly pending: number
    readonly lastError: { readonly code: string; readonly message: string } | null
    readonly storage: string
    readonly endpoint: string
  }
  history(): Promise<readonly ShownItem[]>
  subscribe(listener: () => void): () => void
  gate(purpose: string, start: GateStart): () => void
  buffer<A extends unknown[]>(purpose: string, call: (...args: A) => void): (...args: A) => void
}

/** A record, and how far it got. */
export interface ShownItem {
  readonly record: { readonly id: string; readonly type: string }
  readonly stamp?: { readonly effectiveAt: string } | undefined
  readonly state: string
  readonly receipt?: unknown
}

/** Something that counts what it stopped, such as the guards of `@privacykit/client/guards`. */
export interface ReportSource {
  report(): ShownReport
  onReport(listener: (report: never) => void): () => void
}

/** What was stopped, and what got through. */
export interface ShownReport {
  readonly seen: readonly {
    readonly outcome: string
    readonly kind: string
    readonly host: string
    readonly purposes: readonly string[]
    readonly count: number
    readonly lastAt: number
  }[]
  readonly cannotStop: readonly string[]
}

/** Something on the device that no purpose declares, as `@privacykit/client/audit` finds it. */
export interface ShownUndeclared {
  readonly kind: string
  readonly name: string
  readonly suggestion: string
}

/** What the panel is shown besides the client. */
export interface DevPanelOptions {
  /** Guards and gates of scripts. Default none. */
  reports?: readonly ReportSource[]
  /** Looks for undeclared cookies and keys: `() => findUndeclaredStores(policy)`. Default nobody looks. */
  undeclared?: () => Promise<readonly ShownUndeclared[]>
  /** Shows only the button at first. Default false. */
  collapsed?: boolean
}
