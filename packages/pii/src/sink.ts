/** A place where data leaves for somebody else (analytics, a webhook): it says what it takes, and nothing else passes. */
import { type Category, isWithinCategory, PrivacyError } from '@privacykit/contract'
import { createEmailFilter } from './email-filter.ts'
import { createRedactor, type Redactor } from './redact.ts'
import type { Redaction } from './redaction.ts'
import type { Refuse } from './refuse.ts'
import type { AnySchema } from './tag.ts'

/** What a sink held back from one payload. Paths and categories, never a value. */
export interface SinkReport {
  sink: string
  event: string
  /** False: nothing was sent, because the gate was shut or nothing of the payload was left. */
  sent: boolean
  withheld: readonly Redaction[]
}

export interface SinkOptions<A extends Category, E extends string, R> {
  /** Categories that may leave here, with everything below them. Default none. */
  accepts?: readonly A[]
  /** Schema of each event's payload. Given: payloads are filtered by tag, and other events do not pass. */
  events?: Readonly<Record<E, AnySchema>>
  /** Asked before each event; false drops it. Pass `() => client.allows('analytics')`. Default: always open. */
  allows?: () => boolean
  /** Hands the filtered payload on. */
  send: (event: E, payload: unknown) => R
  /** Told of each payload from which something was held back, or that was not sent. */
  onWithheld?: (report: SinkReport) => void
}

/** Sends one event; undefined when it was not sent. The compiler refuses payloads with categories that the sink does not accept. */
export type Track<A extends Category, E extends string, R> = <const T>(
  event: E,
  payload: T & Refuse<T, A>,
) => R | undefined

/**
 * Makes the one function through which an app talks to a recipient. The compiler checks the payload's type. At run time,
 * with `events`, everything tagged, unclassified or not in the schema is taken out; without, only what looks like an
 * e-mail address is: names, numbers and free text are not detected.
 *
 * @param name name of the recipient, for reports
 * @throws PrivacyError `invalid-option` for a name that is empty
 * @example
 * const track = createSink('analytics', { events: { viewed: viewedSchema }, send: (event, payload) => post(event, payload) })
 * track('viewed', { page: '/shoes' })
 */
export function createSink<const A extends Category = never, E extends string = string, R = void>(
  name: string,
  options: SinkOptions<A, E, R>,
): Track<A, E, R> {
  if (name === '') throw new PrivacyError('invalid-option', 'Give the sink the name of its recipient.')
  const { accepts = [], events, allows = () => true, send, onWithheld = () => {} } = options
  const accepted = (category: string) => accepts.some((parent) => isWithinCategory(category, parent))
  const filterOf = events === undefined ? () => createEmailFilter(accepted) : byEvent(events, accepted)
  return (event, payload) => {
    const withheld: Redaction[] = []
    const isOpen = allows()
    const clean = isOpen ? filterOf(event)(payload, (redaction) => withheld.push(redaction)) : undefined
    const sent = isOpen && (clean !== undefined || payload === undefined)
    if (withheld.length > 0 || !sent) onWithheld({ sink: name, event, sent, withheld })
    return sent ? send(event, clean) : undefined
  }
}

function byEvent(
  events: Readonly<Record<string, AnySchema>>,
  accepted: (category: string) => boolean,
): (event: string) => Redactor {
  const redactors = new Map<string, Redactor>()
  for (const [event, schema] of Object.entries(events))
    redactors.set(
      event,
      createRedactor(schema, {
        strategy: (tag) => (accepted(tag.category) ? 'keep' : 'remove'),
        unclassified: 'remove',
      }),
    )
  return (event) => redactors.get(event) ?? undeclared
}

const undeclared: Redactor = (_payload, report) => {
  report?.({ path: '$', category: null, why: 'undeclared' })
  return undefined
}
