/** Segment (`@segment/analytics-next`) behind a purpose, each of its destinations behind one of its own if that is wanted. */
import type { DeviceStore } from '@privacykit/contract'
import { connectVendor, type GatedClient } from './vendor.ts'

export type { GatedClient } from './vendor.ts'

/** The part of an `Analytics` instance that is used. */
export interface SegmentAnalytics {
  readonly queue: { readonly plugins: readonly { readonly name: string; readonly type: string }[] }
  track(event: string, properties?: object): unknown
  page(name?: string, properties?: object): unknown
  identify(id?: string, traits?: object): unknown
  user(): Identity
  group(): Identity
  reset(): unknown
}

/** Keeps identifiers; `disable` makes it keep none. */
interface Identity {
  readonly options: { disable?: boolean }
}

/** The module: what `import('@segment/analytics-next')` resolves with. */
export interface SegmentModule {
  readonly AnalyticsBrowser: {
    load(settings: never, options?: never): PromiseLike<readonly [SegmentAnalytics, unknown]>
  }
}

type SettingsOf<M extends SegmentModule> = Omit<Parameters<M['AnalyticsBrowser']['load']>[0], 'writeKey'>
type LoadOptionsOf<M extends SegmentModule> = Exclude<Parameters<M['AnalyticsBrowser']['load']>[1], undefined>

/** What `connectSegment` takes. */
export interface SegmentOptions<M extends SegmentModule, N extends string> {
  /** Purpose of the policy that any use of Segment needs. */
  purpose: N
  /** Brings the library in: `() => import('@segment/analytics-next')`. Called once, after the first grant. */
  load: () => M | Promise<M>
  writeKey: string
  /** Segment's own settings, such as `cdnURL`. */
  settings?: SettingsOf<M>
  /** Segment's own load options. */
  options?: LoadOptionsOf<M>
  /**
   * Purposes that destinations need besides, by Segment's name of the destination (`{ 'Facebook Pixel': 'ads' }`). Each event carries
   * the answer, so that Segment's servers heed it too. A destination whose purpose opens later is loaded with the next page.
   */
  destinations?: Readonly<Record<string, N>>
}

/** Segment, as connected. Calls are held in memory before an answer (the first 100), and thrown away after a refusal. */
export interface SegmentConnection {
  track(event: string, properties?: Record<string, unknown>): void
  page(name?: string, properties?: Record<string, unknown>): void
  identify(id: string, traits?: Record<string, unknown>): void
  /** Takes the gate away and silences Segment on this page. */
  disconnect(): void
}

/** What Segment keeps on the device, for the `stores` of a purpose. */
export const SEGMENT_STORES = [
  { cookie: 'ajs_*', days: 365, text: { en: 'Segment: tells browsers and people apart.' } },
  { localStorage: 'ajs_*', text: { en: 'Segment: tells browsers and people apart.' } },
  { localStorage: 'persisted-queue:v1:*', text: { en: 'Segment: events that wait to be sent.' } },
  { cookie: 's%3Acontext.referrer', text: { en: 'Segment: the advertisement that led here.' } },
  { localStorage: 's:context.referrer', text: { en: 'Segment: the advertisement that led here.' } },
] as const satisfies readonly DeviceStore[]

const CALLS = ['track', 'page', 'screen', 'identify', 'group', 'alias'] as const

/** An event on its way to the destinations. */
interface MarkedEvent {
  integrations?: Record<string, unknown>
}

/**
 * Connects Segment to a purpose. Before a grant nothing of it is in the page. After a withdrawal its identifiers are reset, and events
 * that it still holds go nowhere; a new grant starts it again under a new identity, without loading twice. Segment's telemetry about
 * itself is off.
 *
 * @example
 * const segment = connectSegment(privacy, {
 *   purpose: 'analytics', writeKey: '…', load: () => import('@segment/analytics-next'), destinations: { 'Facebook Pixel': 'ads' },
 * })
 * segment.track('Signed up', { plan: 'pro' })
 *
 * Nothing is thrown: where loading fails, the client's `onEvent` hears `callback-failed`, and the next grant tries again.
 */
export function connectSegment<N extends string, M extends SegmentModule>(
  privacy: GatedClient<N>,
  options: SegmentOptions<M, NoInfer<N>>,
): SegmentConnection {
  const { purpose, writeKey, destinations = {} } = options
  const closedOnes = () => Object.entries<N>(destinations).filter(([, own]) => !privacy.allows(own))
  const muted: Identity[] = []
  let isConnected = true
  const mayUse = () => isConnected && privacy.allows(purpose)
  const mark = (event: MarkedEvent): void => {
    const none = mayUse() ? {} : { All: false, 'Segment.io': false }
    event.integrations = { ...event.integrations, ...none, ...noneOf(closedOnes()) }
  }

  const vendor = connectVendor<SegmentAnalytics, N>(privacy, {
    purpose,
    async load(isStillOpen) {
      const { AnalyticsBrowser }: SegmentModule = await options.load()
      if (!isStillOpen()) return null
      const load = AnalyticsBrowser.load as unknown as (
        settings: object,
        options: object,
      ) => PromiseLike<[SegmentAnalytics]> // as: the module's own types have checked both at the caller
      const [analytics] = await load.call(
        AnalyticsBrowser,
        settingsFor({ ...(options.settings as object | undefined), writeKey }, mark),
        loadOptionsFor({ ...(options.options as object | undefined) }, noneOf(closedOnes())),
      )
      guardDestinations(analytics, mayUse)
      return analytics
    },
    start() {
      for (const { options: identity } of muted.splice(0)) identity.disable = false
    },
    stop(analytics, { closed }) {
      if (!closed) return
      analytics.reset()
      // even an event that reaches nobody would make Segment note a new identifier
      muted.push(...[analytics.user(), analytics.group()].filter((identity) => identity.options.disable !== true))
      for (const { options: identity } of muted) identity.disable = true
    },
  })

  return {
    track: vendor.call((analytics, event: string, properties?: Record<string, unknown>) => {
      analytics.track(event, properties)
    }),
    page: vendor.call((analytics, name?: string, properties?: Record<string, unknown>) => {
      analytics.page(name, properties)
    }),
    identify: vendor.call((analytics, id: string, traits?: Record<string, unknown>) => {
      analytics.identify(id, traits)
    }),
    disconnect() {
      isConnected = false
      vendor.disconnect()
    },
  }
}

function noneOf(destinations: readonly (readonly [string, unknown])[]): Record<string, false> {
  return Object.fromEntries(destinations.map(([name]) => [name, false]))
}

/** Adds a plugin that writes the answers into each event before a destination is chosen for it. */
function settingsFor(
  settings: { writeKey: string; plugins?: readonly unknown[] },
  mark: (event: MarkedEvent) => void,
): object {
  const hook = (context: { event: MarkedEvent }) => {
    mark(context.event)
    return context
  }
  const plugin = {
    name: 'PrivacyKit',
    version: '1',
    type: 'enrichment',
    isLoaded: () => true,
    load: () => Promise.resolve(),
    ...Object.fromEntries(CALLS.map((call) => [call, hook])),
  }
  return { ...settings, plugins: [...(settings.plugins ?? []), plugin] }
}

interface CdnSettings {
  metrics?: object
}

/** Loads no destination that is closed, and turns off what Segment sends about itself, which no event carries. */
function loadOptionsFor(
  options: { integrations?: object; updateCDNSettings?: (settings: CdnSettings) => CdnSettings },
  none: Record<string, false>,
): object {
  const { updateCDNSettings = (settings) => settings } = options
  return {
    ...options,
    integrations: { ...options.integrations, ...none },
    updateCDNSettings(settings: CdnSettings) {
      const own = updateCDNSettings(settings)
      return { ...own, metrics: { ...own.metrics, sampleRate: 0 } }
    },
  }
}

/** A destination keeps what it could not send and tries again past all plugins, so its own methods ask as well. */
function guardDestinations({ queue }: SegmentAnalytics, mayUse: () => boolean): void {
  for (const plugin of queue.plugins) {
    if (plugin.type !== 'destination') continue
    const methods = plugin as unknown as Record<string, ((context: unknown) => unknown) | undefined> // as: plugins have one method a call, all of this shape
    for (const call of CALLS) {
      const send = methods[call]
      if (typeof send !== 'function') continue
      methods[call] = (context) => (mayUse() ? send.call(plugin, context) : Promise.resolve(context))
    }
  }
}
