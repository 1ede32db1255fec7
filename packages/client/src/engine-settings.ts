/** Options with everything filled in, as the engine uses them. */
import type { HistoryProjection, PolicyInput, PolicyVersionEntry } from '@privacykit/policy'
import type { Fetch } from './api.ts'
import type { Now } from './clock.ts'
import type { FrontSettings, PrivacyEvent } from './options.ts'
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
  const onEvent = (event: PrivacyEvent) => {
    if ('hint' in event && options.onEvent === undefined) console.warn(`PrivacyKit: ${event.hint}`)
    else front.onEvent(event)
  }
  // looked up at each call: the page may replace it, and it must be called on its own object
  const fetch: Fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
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
    fetch: watchful(fetch, (status) => {
      const hint = `${endpoint} answered ${status}: mount privacy.fetch there. Choices wait on the device.`
      onEvent({ kind: 'endpoint-missing', hint })
    }),
    onEvent,
    live: page !== null || options.storage !== undefined,
    prefix: `privacykit:${policy.app}:`,
  }
}

/** Tells once when nothing of PrivacyKit answers: a route that was forgotten looks to a client like a network that is down. */
function watchful(fetch: Fetch, tell: (status: number) => void): Fetch {
  let hasTold = false
  return async (input, init) => {
    const response = await fetch(input, init)
    const { status, headers } = response
    if (!hasTold && (status === 404 || status === 405) && !headers.get('content-type')?.includes('problem+json')) {
      hasTold = true
      tell(status)
    }
    return response
  }
}
