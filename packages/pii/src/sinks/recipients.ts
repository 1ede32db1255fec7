/** How the usual analytics libraries are spoken to, each by the narrowest part of it. */

/** Properties of an event, or traits of a person. */
export type Properties = Readonly<Record<string, unknown>>

/** A library, as `analyticsSink` speaks to it. */
export interface AnalyticsRecipient<R = unknown> {
  track(event: string, properties?: Properties): R
  /** Names the person. Left out: the library knows no persons, and `identify` does nothing. */
  identify?(id: string, traits?: Properties): unknown
  /** Left out: pages are events like others. */
  page?(name: string, properties?: Properties): R
}

/** The part of `posthog-js` that is used; what `connectPosthog` answers fits too. */
export interface PosthogLike<R> {
  capture(event: string, properties?: Record<string, unknown>): R
  identify?(id: string, properties?: Record<string, unknown>): unknown
}

export function toPosthog<R>(posthog: PosthogLike<R>): AnalyticsRecipient<R> {
  return {
    track: (event, properties) => posthog.capture(event, open(properties)),
    identify: (id, traits) => posthog.identify?.(id, open(traits)),
  }
}

/** The part of Segment's or RudderStack's library that is used; what `connectSegment` answers fits too. */
export interface SegmentLike<R> {
  track(event: string, properties?: Record<string, unknown>): R
  page(name?: string, properties?: Record<string, unknown>): R
  identify(id: string, traits?: Record<string, unknown>): unknown
}

export function toSegment<R>(analytics: SegmentLike<R>): AnalyticsRecipient<R> {
  return {
    track: (event, properties) => analytics.track(event, open(properties)),
    page: (name, properties) => analytics.page(name, open(properties)),
    identify: (id, traits) => analytics.identify(id, open(traits)),
  }
}

/** `gtag` itself. Google forbids what identifies a person, so `user_id` is set to the pseudonym and traits are user properties. */
export function toGtag(gtag: (...command: never) => void): AnalyticsRecipient<void> {
  const call = gtag as (...command: unknown[]) => void // as: gtag takes commands of several shapes
  return {
    track: (event, properties) => call('event', event, open(properties) ?? {}),
    page: (name, properties) => call('event', 'page_view', { ...properties, page_title: name }),
    identify(id, traits) {
      call('set', { user_id: id })
      if (traits !== undefined) call('set', 'user_properties', open(traits))
    },
  }
}

/** The data layer of a tag manager: an array, or whatever takes pushes. */
export function toDataLayer(dataLayer: { push(entry: object): unknown }): AnalyticsRecipient<void> {
  const push = (entry: object): void => void dataLayer.push(entry)
  return {
    // the name last, so that no property can stand for it
    track: (event, properties) => push({ ...properties, event }),
    identify: (id, traits) => push({ user_properties: open(traits) ?? {}, user_id: id }),
  }
}

/** The part of Amplitude's browser library that is used. It sets traits through objects of its own, so they are not passed on. */
export interface AmplitudeLike<R> {
  track(event: string, properties?: Record<string, unknown>): R
  setUserId(id: string): unknown
}

export function toAmplitude<R>(amplitude: AmplitudeLike<R>): AnalyticsRecipient<R> {
  return {
    track: (event, properties) => amplitude.track(event, open(properties)),
    identify: (id) => amplitude.setUserId(id),
  }
}

/** The part of Mixpanel's browser library that is used. */
export interface MixpanelLike<R> {
  track(event: string, properties?: Record<string, unknown>): R
  identify(id: string): unknown
  people?: { set(traits: Record<string, unknown>): unknown }
}

export function toMixpanel<R>(mixpanel: MixpanelLike<R>): AnalyticsRecipient<R> {
  return {
    track: (event, properties) => mixpanel.track(event, open(properties)),
    identify(id, traits) {
      mixpanel.identify(id)
      if (traits !== undefined) mixpanel.people?.set({ ...traits })
    },
  }
}

/** `plausible` itself. It knows no persons: `identify` does nothing. */
export function toPlausible(
  plausible: (event: string, options?: { props: Properties }) => void,
): AnalyticsRecipient<void> {
  return {
    track: (event, properties) =>
      properties === undefined ? plausible(event) : plausible(event, { props: properties }),
  }
}

/** A record of its own: libraries write into what they are given. */
function open(properties: Properties | undefined): Record<string, unknown> | undefined {
  return properties === undefined ? undefined : { ...properties }
}
