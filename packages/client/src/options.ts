/** What `createPrivacyClient` takes, and what it makes of it. */
import { PrivacyError } from '@privacykit/contract/error'
import type { HistoryProjection, PolicyInput, PolicyVersionEntry } from '@privacykit/policy'
import type { Fetch } from './api.ts'
import type { Now } from './clock.ts'
import { currentPage, type Page } from './page.ts'
import { type Persistence, pagePersistence } from './persistence.ts'
import { randomToken } from './subject.ts'

/** Something worth telling the app; never personal data. */
export type PrivacyEvent =
  /** A gate, a buffer or a listener threw; the others went on. `purpose` is null for listeners. */
  | { kind: 'callback-failed'; purpose: string | null; error: unknown }
  /** Cookies of a closed purpose that the page could not take away. */
  | { kind: 'cleanup-incomplete'; purpose: string; cookies: string[] }
  /** The device belongs to another account, so its choices did not come along. */
  | { kind: 'device-linked' }
  /** Reading the list or linking was refused; what is stored here stands. */
  | { kind: 'sync-failed'; error: PrivacyError }

/** Options of `createPrivacyClient`. */
export interface PrivacyClientOptions<P extends PolicyInput> {
  /** The app's policy, from `definePolicy`. */
  policy: P
  /** Earlier versions, oldest first, or what `projectHistory` made of them. Without it, a grant under an earlier version is `history-unavailable`. */
  history?: readonly PolicyVersionEntry[] | HistoryProjection
  /** Where the app serves its privacy routes, such as `/api/privacy`. Without it nothing is sent, and `status().endpoint` is `device-only`. */
  endpoint?: string
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
  /** Hears what went wrong in foreign code and clean-up. Default: nobody; a callback's error then goes to `reportError`. */
  onEvent?: (event: PrivacyEvent) => void
}

/** Options with everything filled in. */
export interface Settings<P extends PolicyInput> {
  policy: P
  policies: readonly PolicyVersionEntry[]
  projection: HistoryProjection | undefined
  endpoint: string | null
  language: string
  region: string | null | undefined
  now: Now
  newId: () => string
  fetch: Fetch
  persistence: Persistence
  page: Page | null
  /** False on a server, where nothing is known about the person. */
  live: boolean
  /** Starts every key the client stores for this app. */
  prefix: string
  onEvent: (event: PrivacyEvent) => void
}

/** Fills in the defaults. Throws `invalid-option`, naming the option. */
export function resolveOptions<P extends PolicyInput>(options: PrivacyClientOptions<P>): Settings<P> {
  const { policy, history = [], endpoint, page = currentPage() } = options
  if (typeof policy?.purposes !== 'object')
    throw new PrivacyError('invalid-option', 'Give createPrivacyClient the `policy` that definePolicy returned.')
  if (endpoint !== undefined && (typeof endpoint !== 'string' || endpoint.trim() === ''))
    throw new PrivacyError('invalid-option', 'Set `endpoint` to the path of the privacy routes, or leave it out.')
  const versions = 'purposes' in history ? [] : history
  const isListed = versions.some((entry) => entry.policy.version === policy.version)
  return {
    policy,
    policies: isListed ? versions : [...versions, { policy }],
    projection: 'purposes' in history ? history : undefined,
    endpoint: endpoint?.replace(/\/+$/, '') ?? null,
    language: options.language ?? policy.locales[0] ?? 'en',
    region: options.region,
    now: options.now ?? Date.now,
    newId: options.newId ?? (() => randomToken(16)),
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)), // looked up at each call: the page may replace it, and it must be called on its own object
    persistence: options.storage ?? pagePersistence(page),
    page,
    live: page !== null || options.storage !== undefined,
    prefix: `privacykit:${policy.app}:`,
    onEvent(event) {
      try {
        if (options.onEvent === undefined) reportToPage(event)
        else options.onEvent(event)
      } catch (error) {
        // what is told of a failure must not become another one
        reportToPage({ kind: 'callback-failed', purpose: null, error })
      }
    },
  }
}

function reportToPage(event: PrivacyEvent): void {
  if (event.kind === 'callback-failed' && typeof reportError === 'function') reportError(event.error)
}
