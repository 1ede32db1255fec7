/** Filters for what analytics libraries collect by themselves: addresses of pages, referrers, titles, texts of elements. */
import type { Redactor } from '../redact.ts'
import { eventShape, posthogShape, segmentShape, type Texts } from './analytics-shape.ts'
import { createGuard, type GuardOptions, type RunGuard } from './guard.ts'
import { cleanPart, isFields, type Part } from './shape.ts'

/** What the filters take. */
export interface EventFilterOptions extends GuardOptions {
  /**
   * Titles of pages, texts of elements, what was searched for. Default `drop`: such words name people, and no redactor knows names. `clean`:
   * the redactor and the net look at them.
   */
  texts?: Texts
  /** True: recordings of sessions pass unread, where they are masked by the recorder. Default false: they do not pass. */
  recordings?: boolean
}

/**
 * Makes a filter for events of any analytics library, for its plugin or middleware. Ids of the vendor stay, at the top of the event and of its
 * `properties`; ids of persons stay unless they are addresses or phone numbers. In addresses of pages the query loses all parameters but
 * `parameters`, and pieces that are tokens. IP addresses go. Answers a clean copy, or null when the event must not be sent; never throws.
 *
 * @param redact default `createKeyRedactor()`
 * @throws PrivacyError `invalid-option` for an empty name, or categories that are accepted for no purpose
 * @example
 * amplitude.add({ type: 'enrichment', execute: async (event) => filter(event) })
 */
export function filterEvent(
  redact?: Redactor,
  options: EventFilterOptions = {},
): <E extends object>(event: E) => E | null {
  const { texts = 'drop' } = options
  return filterWith(createGuard(redact, { name: 'analytics', ...options }), eventShape(texts))
}

/**
 * Makes a `before_send` for PostHog. An event whose `distinct_id` is an address is not sent at all.
 *
 * @throws PrivacyError `invalid-option` as `filterEvent`
 * @example
 * posthog.init(key, { before_send: filterPosthog() })
 * connectPosthog(privacy, { purpose: 'analytics', key, load, config: { before_send: filterPosthog() } })
 */
export function filterPosthog(
  redact?: Redactor,
  options: EventFilterOptions = {},
): <E extends object>(event: E | null) => E | null {
  const { texts = 'drop', recordings = false } = options
  const filter = filterWith(createGuard(redact, { name: 'PostHog', ...options }), posthogShape(texts), (event) => {
    if (!recordings && event.event === '$snapshot') return false
    return isFields(event.properties) && (event.properties.distinct_id !== undefined || !('token' in event.properties))
  })
  return (event) => (event === null ? null : filter(event))
}

/** The part of Segment's middleware that is used. */
export interface SegmentMiddleware<P extends { obj: object }> {
  payload: P
  next(payload: P | null): void
}

/**
 * Makes a source middleware for Segment's `analytics.addSourceMiddleware`. An event that must not be sent is not handed on: Segment takes
 * `next(null)` for "unchanged".
 *
 * @throws PrivacyError `invalid-option` as `filterEvent`
 */
export function filterSegment(
  redact?: Redactor,
  options: EventFilterOptions = {},
): <P extends { obj: object }>(middleware: SegmentMiddleware<P>) => void {
  const { texts = 'drop' } = options
  const filter = filterWith(createGuard(redact, { name: 'Segment', ...options }), segmentShape(texts))
  return <P extends { obj: object }>({ payload, next }: SegmentMiddleware<P>) => {
    const event = filter(payload.obj)
    // what the facade answers it reads off its `obj`, so the copy hangs on a facade of its own
    if (event !== null) next(Object.create(payload, { obj: { value: event, writable: true, enumerable: true } }) as P) // as: the same with another `obj`
  }
}

function filterWith(
  run: RunGuard,
  part: Part,
  isWhole: (event: Readonly<Record<string, unknown>>) => boolean = () => true,
): <E extends object>(event: E) => E | null {
  return <E extends object>(event: E) =>
    run('event', ({ scrubber }) => {
      const result = cleanPart(part, event, '$', scrubber)
      return isFields(result) && isWhole(result) ? (result as E) : null // as: the event, with less in it
    })
}

/**
 * Makes a function that cleans one address, to be told to libraries that would read it off the page by themselves and offer no hook: gtag.js, Plausible.
 *
 * @throws PrivacyError `invalid-option` as `filterEvent`
 * @example
 * const cleanUrl = createUrlFilter()
 * gtag('set', { page_location: cleanUrl(location.href), page_referrer: cleanUrl(document.referrer) })
 */
export function createUrlFilter(redact?: Redactor, options: GuardOptions = {}): (url: string) => string {
  const run = createGuard(redact, { name: 'address', ...options })
  return (url) => run('address', ({ scrubber }) => scrubber.url(url, '$')) ?? ''
}
