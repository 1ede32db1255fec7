/** What `createPrivacyClient` takes, and what every page needs of it. */
import type { PrivacyError } from '@privacykit/contract/error'
import type { HistoryProjection, PolicyInput, PolicyVersionEntry } from '@privacykit/policy'
import type { Fetch } from './api.ts'
import type { Now } from './clock.ts'
import type { EngineModule } from './engine-port.ts'
import { failure } from './failure.ts'
import type { Page } from './page.ts'
import type { Persistence } from './persistence.ts'
import type { Signals } from './signals.ts'
import type { AnswerCookie, AnswerTable, StartTables } from './table.ts'

/** Something worth telling the app; never personal data. */
export type PrivacyEvent =
  /** A gate, a buffer or a listener threw; the others went on. `purpose` is null for listeners. */
  | { kind: 'callback-failed'; purpose: string | null; error: unknown }
  /** A gate or a buffer names a purpose that the policy does not have: it never opens. Told once a name. */
  | { kind: 'unknown-purpose'; purpose: string; hint: string }
  /** Cookies of a closed purpose that the page could not take away. */
  | { kind: 'cleanup-incomplete'; purpose: string; cookies: string[] }
  /** The device belongs to another account, so its choices did not come along. */
  | { kind: 'device-linked' }
  /** Reading the list or linking was refused; what is stored here stands. */
  | { kind: 'sync-failed'; error: PrivacyError }
  /** Nothing of PrivacyKit answers at the endpoint (404 or 405); choices wait on the device. Told once. */
  | { kind: 'endpoint-missing'; hint: string }
  /** The engine did not load. What is stored holds, what is said is kept on the device, and loading is tried again. */
  | { kind: 'engine-missing'; error: unknown }

/** Options of `createPrivacyClient`. */
export interface PrivacyClientOptions<P extends PolicyInput> {
  /** The app's policy, from `definePolicy`. */
  policy: P
  /** Earlier versions, oldest first, or what `projectHistory` made of them. Without it, a grant under an earlier version is `history-unavailable`. */
  history?: readonly PolicyVersionEntry[] | HistoryProjection | null
  /**
   * Answers for a visitor of whom nothing is stored, as `privacykit build` writes them: then `questions()` and the banner need not wait for
   * the engine. Tables of another policy version are not used.
   */
  start?: StartTables | null
  /** Where the app serves its privacy routes: a path from the root such as `/api/privacy`, or a whole URL. Without it nothing is sent, and `status().endpoint` is `device-only`. */
  endpoint?: string
  /** A first-party cookie as a second place for the answers, from `answerCookie` of `@privacykit/client/cookie`. Default: none. */
  cookie?: AnswerCookie
  /**
   * `import * as engine from '@privacykit/client/engine'` makes the engine part of the first load: everything is answered from the first
   * line, and a choice is sent in the task of its click. Default: it is loaded when it is needed.
   */
  engine?: EngineModule
  /** Language of the texts shown, BCP 47. Default: the policy's first locale. */
  language?: string
  /** ISO 3166 region as the server knows it; null: unknown, so the strictest rule. Default: as recorded, else unknown. */
  region?: string | null
  /** Default `Date.now`. */
  now?: Now
  /** Makes the 22-character ids of records and requests. Default: 128 random bits. */
  newId?: () => string
  /** Default: the page's `fetch`. */
  fetch?: Fetch
  /** Default: `localStorage`, or memory where it is blocked. */
  storage?: Persistence
  /** The slice of `window` that is used. Default: the page; null on a server. */
  page?: Page | null
  /** Hears what went wrong in foreign code and clean-up. Default: errors go to `reportError`, hints to the console. */
  onEvent?: (event: PrivacyEvent) => void
}

/** What both halves of the client work with. */
export interface FrontSettings {
  options: PrivacyClientOptions<PolicyInput>
  page: Page | null
  /** The live signals. Only the literal `true` counts: some browsers answer undefined, some extensions a string. */
  signals(): Signals
  /**
   * Whether the app's server keeps a device's secret in a cookie that scripts cannot read; a second cookie says so. Then the person has
   * answered before, although nothing may be stored here any more (Safari takes script storage away after seven days).
   */
  hasDevice(): boolean
  /** Whether a table may be believed now; the front's own check, lest another copy of it is loaded. */
  fits(table: AnswerTable): boolean
  onEvent: (event: PrivacyEvent) => void
}

/** For callers without types. Throws `invalid-option`. */
export function requireOptions(options: PrivacyClientOptions<PolicyInput>): void {
  const { policy, endpoint = '/' } = options ?? {}
  if (!policy?.purposes || !policy.app || !policy.version || !/^(\/|https?:)/.test(endpoint))
    throw failure('invalid-option', 'Give `policy` of definePolicy; begin `endpoint` with / or https:')
}
