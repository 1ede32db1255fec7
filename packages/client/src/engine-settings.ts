/** Options with everything filled in, as the engine uses them. */
import type { HistoryProjection, PolicyInput, PolicyVersionEntry } from '@privacykit/policy'
import type { Fetch } from './api.ts'
import type { Now } from './clock.ts'
import type { FrontSettings } from './options.ts'
import { pagePersistence } from './page-persistence.ts'
import type { Persistence } from './persistence.ts'
import { randomToken } from './token.ts'

/** What the engine makes of the options. */
export interface Settings extends FrontSettings {
  persistence: Persistence
  policy: PolicyInput
  policies: readonly PolicyVersionEntry[]
  projection: HistoryProjection | undefined
  endpoint: string | null
  language: string
  region: string | null | undefined
  now: Now
  newId: () => string
  fetch: Fetch
  /** False on a server, where nothing is known about the person. */
  live: boolean
  /** Starts every key the client stores for this app. */
  prefix: string
}

/** Fills in what only the engine uses. */
export function engineSettings(front: FrontSettings): Settings {
  const { options, page } = front
  const { policy, endpoint } = options
  const history = options.history ?? []
  const versions = 'purposes' in history ? [] : history
  const isListed = versions.some((entry) => entry.policy.version === policy.version)
  return {
    ...front,
    persistence: options.storage ?? pagePersistence(page),
    policy,
    policies: isListed ? versions : [...versions, { policy }],
    projection: 'purposes' in history ? history : undefined,
    endpoint: endpoint?.replace(/\/+$/, '') ?? null,
    language: options.language ?? policy.locales[0] ?? 'en',
    region: options.region,
    now: options.now ?? Date.now,
    newId: options.newId ?? (() => randomToken(16)),
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)), // looked up at each call: the page may replace it, and it must be called on its own object
    onEvent(event) {
      if ('hint' in event && options.onEvent === undefined) console.warn(`PrivacyKit: ${event.hint}`)
      else front.onEvent(event)
    },
    live: page !== null || options.storage !== undefined,
    prefix: `privacykit:${policy.app}:`,
  }
}
