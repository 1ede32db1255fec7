/** PostHog behind a purpose: loaded after a grant, without identifiers, recorder and requests after a withdrawal. */
import type { DeviceStore } from '@privacykit/contract'
import { connectVendor, type GatedClient, type StopReason } from './vendor.ts'

export type { GatedClient } from './vendor.ts'

/** The part of `posthog-js` that is used. */
export interface PosthogLike {
  __loaded: boolean
  init(key: string, config: never): unknown
  set_config(config: { disable_session_recording: boolean }): void
  opt_in_capturing(options: { captureEventName: false }): void
  opt_out_capturing(): void
  reset(resetDeviceId: boolean): void
  startSessionRecording(): void
  stopSessionRecording(): void
  capture(event: string, properties?: Record<string, unknown> | null): unknown
  identify(id: string, properties?: Record<string, unknown>): void
}

/** The library, or the module that holds it: what `import('posthog-js')` resolves with. */
export type PosthogModule = PosthogLike | { readonly default: PosthogLike }

/** What asks for each instance that was started here; the latest connection does. PostHog cannot be initialised twice on a page. */
const gates = new WeakMap<PosthogLike, (event: string) => boolean>()

type InstanceOf<M> = M extends { readonly default: infer P } ? P : M
type ConfigOf<M> = InstanceOf<M> extends { init(key: string, config?: infer C, ...rest: never[]): unknown } ? C : never

/** What `connectPosthog` takes. */
export interface PosthogOptions<M extends PosthogModule, N extends string> {
  /** Purpose of the policy that events need. */
  purpose: N
  /** Brings the library in: `() => import('posthog-js')`. Called once, after the first grant. */
  load: () => M | Promise<M>
  /** Project key. */
  key: string
  /** PostHog's own settings. */
  config?: ConfigOf<M>
  /** Purpose that session recordings need besides. Default: `purpose`, and PostHog's settings decide whether it records. */
  recording?: N
}

/** PostHog, as connected. */
export interface PosthogConnection {
  /** Sends an event; held in memory before an answer (the first 100), thrown away after a refusal. */
  capture(event: string, properties?: Record<string, unknown>): void
  /** Names the person; held and thrown away like an event. */
  identify(id: string, properties?: Record<string, unknown>): void
  /** Takes the gate away and silences PostHog on this page. */
  disconnect(): void
}

/** What PostHog keeps on the device, for the `stores` of a purpose. */
export const POSTHOG_STORES = [
  { cookie: 'ph_*', days: 365, text: { en: 'PostHog: tells browsers apart.' } },
  { localStorage: 'ph_*', text: { en: 'PostHog: tells browsers apart, and keeps settings.' } },
  { localStorage: '__ph_opt_in_out_*', text: { en: 'PostHog: notes that it may record.' } },
  { localStorage: 'seenSurvey_*', text: { en: 'PostHog: remembers surveys that were shown.' } },
  { localStorage: 'lastSeenSurveyDate', text: { en: 'PostHog: remembers when a survey was shown.' } },
  { sessionStorage: 'ph_*', text: { en: 'PostHog: tells tabs apart.' } },
] as const satisfies readonly DeviceStore[]

/**
 * Connects PostHog to a purpose. Before a grant nothing of it is in the page: no request, no cookie, no `memory` mode either. After a
 * withdrawal it is opted out and reset, its recorder stops, and requests that it still holds are dropped; a new grant starts it again
 * under a new identity, without loading twice.
 *
 * Differs from PostHog's own defaults in one setting: `request_batching` is off unless `config` turns it on. What lies in that queue
 * would otherwise be lost, or sent late, when the purpose closes.
 *
 * @example
 * const posthog = connectPosthog(privacy, { purpose: 'analytics', key: 'phc_…', load: () => import('posthog-js') })
 * posthog.capture('signed-up', { plan: 'pro' })
 *
 * Nothing is thrown: where loading fails, the client's `onEvent` hears `callback-failed`, and the next grant tries again.
 */
export function connectPosthog<N extends string, M extends PosthogModule>(
  privacy: GatedClient<N>,
  options: PosthogOptions<M, NoInfer<N>>,
): PosthogConnection {
  const { purpose, key, config, recording } = options
  let isConnected = true
  const hasOwnRecording = recording !== undefined
  /** Asked last thing before an event goes: a recorder that is told to stop still hands over what it has. */
  const mayPass = (event: string) =>
    isConnected && privacy.allows(purpose) && (event !== '$snapshot' || !hasOwnRecording || privacy.allows(recording))

  const vendor = connectVendor<PosthogLike, N>(privacy, {
    purpose,
    async load() {
      const loaded: PosthogModule = await options.load()
      return 'default' in loaded ? loaded.default : loaded
    },
    start(posthog) {
      const isNew = !posthog.__loaded && !gates.has(posthog)
      gates.set(posthog, mayPass)
      const ask = (event: string) => gates.get(posthog)?.(event) ?? false
      if (isNew)
        posthog.init(key, settings(config, hasOwnRecording, ask) as never) // as: `ConfigOf` has checked the app's part
      else resume(posthog, !hasOwnRecording && isRecordingOn(config))
      posthog.opt_in_capturing({ captureEventName: false })
      syncRecording(posthog)
    },
    stop: silence,
  })

  /** Recordings that have a purpose of their own follow it while events may be sent. */
  function syncRecording(posthog: PosthogLike): void {
    if (!hasOwnRecording) return
    if (privacy.allows(recording)) posthog.startSessionRecording()
    else posthog.stopSessionRecording()
  }

  const recorder = vendor.call((posthog) => syncRecording(posthog))
  const unrecord = hasOwnRecording
    ? privacy.gate(recording, () => {
        recorder()
        return recorder
      })
    : () => {}

  return {
    capture: vendor.call((posthog, event: string, properties?: Record<string, unknown>) => {
      posthog.capture(event, properties)
    }),
    identify: vendor.call((posthog, id: string, properties?: Record<string, unknown>) => {
      posthog.identify(id, properties)
    }),
    disconnect() {
      isConnected = false
      vendor.disconnect()
      unrecord()
    },
  }
}

interface Hooked {
  before_send?: unknown
}

function settings(config: unknown, hasOwnRecording: boolean, mayPass: (event: string) => boolean): object {
  const given: Hooked = typeof config === 'object' && config !== null ? config : {}
  return {
    request_batching: false,
    ...given,
    before_send: [(data: { event: string }) => (mayPass(data.event) ? data : null), given.before_send ?? []].flat(),
    // opted out unless we say otherwise, so that a reset leaves no note of its own behind
    opt_out_capturing_by_default: true,
    opt_out_persistence_by_default: true,
    ...(hasOwnRecording ? { disable_session_recording: true } : {}),
  }
}

/** Whether PostHog records by its own settings. */
function isRecordingOn(config: unknown): boolean {
  const given = typeof config === 'object' && config !== null && 'disable_session_recording' in config
  return !(given && config.disable_session_recording === true)
}

function resume(posthog: PosthogLike, records: boolean): void {
  posthog.__loaded = true
  if (records) posthog.set_config({ disable_session_recording: false })
}

function silence(posthog: PosthogLike, { closed }: StopReason): void {
  if (!posthog.__loaded) return
  posthog.stopSessionRecording()
  if (closed) {
    posthog.opt_out_capturing()
    posthog.reset(true)
  }
  posthog.__loaded = false // neither retries, nor flags, nor what `reset` asks for go out from now on
}
