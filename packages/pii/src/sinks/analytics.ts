/** One function for events, and one for naming a person by a pseudonym, in front of any analytics library. */
import { type Category, isWithinCategory } from '@privacykit/contract'
import { EMAIL } from '../email-text.ts'
import type { Redactor } from '../redact.ts'
import type { Justification, PersonalIn, Refuse } from '../refuse.ts'
import { createSink, type SinkOptions, type SinkReport, type Track } from '../sink.ts'
import type { AnySchema } from '../tag.ts'
import { keyRedactorFor, PAGE_PARAMETERS } from './guard.ts'
import { maskAddresses } from './net.ts'
import { isPseudonym, PSEUDONYM } from './pseudonym.ts'
import type { AnalyticsRecipient, Properties } from './recipients.ts'
import { createScrubber } from './scrub.ts'
import { isFields } from './shape.ts'
import { quietly, type Withheld } from './withheld.ts'

/** What an analytics sink held back. */
export interface AnalyticsReport extends Omit<SinkReport, 'withheld'> {
  withheld: readonly Withheld[]
}

/** What `analyticsSink` takes: the library, through `toPosthog` and its like or as functions, and what may reach it. */
export interface AnalyticsOptions<A extends Category, E extends string, R>
  extends Pick<SinkOptions<A, E, R>, 'accepts' | 'purpose' | 'events' | 'allows'>,
    AnalyticsRecipient<R> {
  /** Schema of the traits of a person. Left out: traits are redacted by key where there are no `events` either, and else not passed on. */
  traits?: AnySchema
  /** Redacts payloads that no schema describes. Default `createKeyRedactor()`, which keeps what the sink accepts. */
  redact?: Redactor
  /** Told of each payload from which something was held back, that was not sent, or in which quasi-identifiers went together. */
  onWithheld?: (report: AnalyticsReport) => void
}

type IdRefused = {
  readonly 'an id is a string tagged as user.unique_id.pseudonymous, which the sink accepts': never
}

/** What the id of a person is intersected with: only a tagged id that the sink accepts compiles. */
export type PseudonymId<I, A extends Category> = 0 extends 1 & I // any, which would pass as everything but never
  ? never
  : [I] extends [string]
    ? [PersonalIn<I>] extends [never]
      ? IdRefused
      : [PersonalIn<I>] extends [`pii:user.unique_id` | `pii:user.unique_id.${string}`]
        ? Refuse<I, A>
        : IdRefused
    : IdRefused

/** Analytics behind a sink. Nothing here throws for what it is given; errors of the library itself pass. */
export interface Analytics<A extends Category, E extends string, R> {
  /** Sends an event; undefined when it was not sent. */
  track: Track<A, E, R>
  /** Sends a page view under a name, which is declared among the `events` where there are any. */
  page: Track<A, E, R>
  /** Names the person by a pseudonym. False: it was not told, because the sink does not accept ids, or this is none. */
  identify<const I, const T = undefined, const J extends Justification | undefined = undefined>(
    id: I & PseudonymId<I, A>,
    traits?: T & Refuse<T, A, J>,
    justification?: J,
  ): boolean
}

/**
 * Puts a sink in front of an analytics library. With `events`, payloads are filtered by tag; without, by key. After that the net takes out
 * e-mail addresses in any encoding, unless they are accepted, and queries of addresses.
 *
 * What the library collects by itself (addresses of pages, titles) does not come by here: add `filterPosthog`, `filterSegment` or `filterEvent`.
 *
 * @param name name of the recipient, for reports
 * @throws PrivacyError `invalid-option` for an empty name, or categories that are accepted for no purpose
 * @example
 * const analytics = analyticsSink('PostHog', {
 *   ...toPosthog(posthog), events: { viewed }, accepts: ['user.unique_id'], purpose: 'analytics', allows: privacy.allows,
 * })
 * analytics.track('viewed', { page: '/shoes' })
 * analytics.identify(account.pseudonym)
 */
export function analyticsSink<const A extends Category = never, E extends string = string, R = unknown>(
  name: string,
  options: AnalyticsOptions<A, E, R>,
): Analytics<A, E, R> {
  const { events, traits } = options
  const prepare = createPreparation(name, options, events)
  // without a schema nothing says what a trait is, where events have theirs
  const prepareTraits = createPreparation(name, options, traits === undefined ? events && {} : { identify: traits })
  const takesIds = (options.accepts ?? []).some((parent) => isWithinCategory(PSEUDONYM, parent))
  const channel = (deliver: (event: string, properties?: Properties) => R) =>
    ((event: string, payload: unknown, justification?: Justification) => {
      const prepared = prepare(event, payload, justification)
      return prepared === null ? undefined : deliver(event, ...prepared)
    }) as unknown as Track<A, E, R> // as: the compiler checks payloads where it is called
  return {
    track: channel((event, properties) => options.track(event, properties)),
    page: channel((event, properties) => (options.page ?? options.track)(event, properties)),
    identify(id: unknown, values?: unknown, justification?: Justification) {
      const own: Withheld[] = takesIds && isPseudonym(id) ? [] : [{ path: '<id>', category: PSEUDONYM, why: 'tagged' }]
      const prepared = prepareTraits('identify', values, justification, own)
      if (prepared === null || !isPseudonym(id)) return false
      options.identify?.(id, ...prepared)
      return true
    },
  }
}

/** What is left of a payload, as arguments; null: nothing may be sent. */
type Prepared = [] | [Properties]

type Prepare = (
  event: string,
  payload: unknown,
  justification?: Justification,
  refused?: readonly Withheld[],
) => Prepared | null

interface PreparationOptions
  extends Pick<
    AnalyticsOptions<Category, string, unknown>,
    'accepts' | 'purpose' | 'allows' | 'redact' | 'onWithheld'
  > {}

function createPreparation(
  name: string,
  { accepts = [], purpose, allows, redact, onWithheld }: PreparationOptions,
  events: Readonly<Record<string, AnySchema>> | undefined,
): Prepare {
  const accepted = (category: string) => accepts.some((parent) => isWithinCategory(category, parent))
  const clean = redact ?? (events === undefined ? keyRedactorFor(accepted) : (value: unknown) => value)
  const told: SinkReport[] = []
  const filter = createSink(name, {
    accepts,
    ...(purpose === undefined ? {} : { purpose }),
    ...(events === undefined ? {} : { events }),
    ...(allows === undefined ? {} : { allows }),
    send: (_event: string, payload) => ({ payload }),
    onWithheld(report) {
      told.push(report)
    },
  }) as (event: string, payload: unknown, justification?: Justification) => { payload: unknown } | undefined // as: the compiler checks payloads where the sink is called

  return (event, payload, justification, refused = []) => {
    told.length = 0
    const withheld: Withheld[] = [...refused]
    const report = (found: Withheld) => withheld.push(found)
    const scrubber = createScrubber({ redact: clean, takesAddresses: accepted(EMAIL), parameters: PARAMETERS, report })
    let prepared: Prepared | null = null
    try {
      if (refused.length === 0 && scrubber.word(event, '<event>') === event) {
        const left = filter(event, payload, justification)
        withheld.push(...(told[0]?.withheld ?? []))
        prepared = left === undefined ? null : asArguments(scrubber.data(left.payload, '$'), left.payload)
      }
    } catch {
      withheld.push({ path: '$', category: null, why: 'failed' })
    }
    const sent = prepared !== null
    const jointly = told[0]?.jointly ?? null
    if (withheld.length > 0 || !sent || jointly !== null)
      quietly(onWithheld, { sink: name, event: maskAddresses(event), sent, withheld, jointly })
    return prepared
  }
}

const PARAMETERS = new Set(PAGE_PARAMETERS)

/** Libraries take records; what was there and is no record any more is not sent. */
function asArguments(left: unknown, before: unknown): Prepared | null {
  if (before === undefined) return []
  return isFields(left) ? [left] : null
}
