/** A place where data leaves for somebody else (analytics, a webhook): it says what it takes, and nothing else passes. */
import { type Category, isWithinCategory, PrivacyError } from '@privacykit/contract'
import { createEmailFilter } from './email-filter.ts'
import { createRedactor, type Redactor } from './redact.ts'
import type { Redaction } from './redaction.ts'
import type { Justification, Refuse } from './refuse.ts'
import type { AnySchema, Tag } from './tag.ts'
import { walkTags } from './walk.ts'

/** What a sink held back from one payload. Paths and categories, never a value. */
export interface SinkReport {
  sink: string
  event: string
  /** False: nothing was sent, because the gate was shut or nothing of the payload was left. */
  sent: boolean
  withheld: readonly Redaction[]
  /** Why quasi-identifiers went together, in the caller's words; null when none did. */
  jointly: string | null
}

export interface SinkOptions<A extends Category, E extends string, R> {
  /** Categories that may leave here, with everything below them. Default none. */
  accepts?: readonly A[]
  /** The purpose that the accepted categories serve, by its name in the policy. A sink that accepts any must name one (duty D05). */
  purpose?: string
  /** Schema of each event's payload. Given: payloads are filtered by tag, and other events do not pass. */
  events?: Readonly<Record<E, AnySchema>>
  /** Asked before each event; false drops it. Pass `(purpose) => client.allows(purpose)`. Default: always open. */
  allows?: (purpose: string) => boolean
  /** Hands the filtered payload on. */
  send: (event: E, payload: unknown) => R
  /** Told of each payload from which something was held back, that was not sent, or in which quasi-identifiers went together. */
  onWithheld?: (report: SinkReport) => void
}

/**
 * Sends one event; undefined when it was not sent. The compiler refuses payloads with categories that the sink does not accept, and two or more
 * quasi-identifiers together unless the call says why: `track('visited', { country, job }, { jointly: 'both are shown in the public profile' })`.
 */
export type Track<A extends Category, E extends string, R> = <T, J extends Justification | undefined = undefined>(
  event: E,
  payload: T & Refuse<T, A, J>,
  justification?: J,
) => R | undefined

/**
 * Makes the one function through which an app talks to a recipient. The compiler checks the payload's type. At run time, with `events`,
 * everything tagged, unclassified or not in the schema is taken out, and quasi-identifiers that stand together without a reason go too; without
 * `events`, only what looks like an e-mail address and whatever is in a box is taken out: names, numbers and free text are not detected.
 *
 * @param name name of the recipient, for reports
 * @throws PrivacyError `invalid-option` for a name that is empty, or a sink that accepts categories for no purpose
 * @example
 * const track = createSink('analytics', { events: { viewed: viewedSchema }, send: (event, payload) => post(event, payload) })
 * track('viewed', { page: '/shoes' })
 */
export function createSink<const A extends Category = never, E extends string = string, R = void>(
  name: string,
  options: SinkOptions<A, E, R>,
): Track<A, E, R> {
  if (name === '') throw new PrivacyError('invalid-option', 'Give the sink the name of its recipient.')
  const { accepts = [], purpose, events, allows = () => true, send, onWithheld = () => {} } = options
  if (accepts.length > 0 && purpose === undefined)
    throw new PrivacyError('invalid-option', `The sink ${name} accepts personal data: name its purpose.`)
  const accepted = (category: string) => accepts.some((parent) => isWithinCategory(category, parent))
  const filterOf = events === undefined ? () => plainFilter(accepted) : byEvent(events, accepted)
  return (event, payload, justification) => {
    const isOpen = allows(purpose ?? name)
    const filter = filterOf(event)
    const result = isOpen ? filter(payload, justification?.jointly ?? null) : NOTHING
    const sent = isOpen && (result.payload !== undefined || payload === undefined)
    const { withheld, jointly } = result
    if (withheld.length > 0 || !sent || jointly !== null) onWithheld({ sink: name, event, sent, withheld, jointly })
    return sent ? send(event, result.payload) : undefined
  }
}

interface Filtered {
  payload: unknown
  withheld: readonly Redaction[]
  jointly: string | null
}

type Filter = (payload: unknown, reason: string | null) => Filtered

const NOTHING: Filtered = { payload: undefined, withheld: [], jointly: null }

function plainFilter(accepted: (category: string) => boolean): Filter {
  const filter = createEmailFilter(accepted)
  return (payload) => ({ ...run(filter, payload), jointly: null })
}

function run(redact: Redactor, payload: unknown): Omit<Filtered, 'jointly'> {
  const withheld: Redaction[] = []
  return { payload: redact(payload, (redaction) => withheld.push(redaction)), withheld }
}

function byEvent(
  events: Readonly<Record<string, AnySchema>>,
  accepted: (category: string) => boolean,
): (event: string) => Filter {
  const filters = new Map(Object.entries(events).map(([event, schema]) => [event, eventFilter(schema, accepted)]))
  return (event) => filters.get(event) ?? undeclared
}

function eventFilter(schema: AnySchema, accepted: (category: string) => boolean): Filter {
  const redactor = (isKept: (tag: Tag) => boolean) =>
    createRedactor(schema, { strategy: (tag) => (isKept(tag) ? 'keep' : 'remove'), unclassified: 'remove' })
  const all = redactor(({ category }) => accepted(category))
  const withoutQuasi = redactor(({ category, kind }) => kind !== 'quasi' && accepted(category))
  const quasi = walkTags(schema).tags.filter(({ category, kind }) => kind === 'quasi' && accepted(category))
  const mayJoin = new Set(quasi.map(({ category }) => category)).size > 1
  return (payload, reason) => {
    const kept = run(all, payload)
    if (!mayJoin) return { ...kept, jointly: null }
    // what goes when quasi-identifiers go is what stood together: one alone points to many people
    const apart = run(withoutQuasi, kept.payload)
    if (new Set(apart.withheld.map(({ category }) => category)).size < 2) return { ...kept, jointly: null }
    if (reason !== null && reason !== '') return { ...kept, jointly: reason }
    const joint = apart.withheld.map((found): Redaction => ({ ...found, why: 'jointly-identifying' }))
    return { payload: apart.payload, withheld: [...kept.withheld, ...joint], jointly: null }
  }
}

const undeclared: Filter = () => ({
  payload: undefined,
  withheld: [{ path: '$', category: null, why: 'undeclared' }],
  jointly: null,
})
