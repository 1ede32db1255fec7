/** Counts what a sink would take out of payloads before anything is taken out of any. */
import { type Category, PrivacyError } from '@privacykit/contract'
import type { Redaction, RedactionReason } from '../redaction.ts'
import type { Justification } from '../refuse.ts'
import { createSink, type SinkReport } from '../sink.ts'
import type { AnySchema } from '../tag.ts'

/** One place of one event from which something would go, and how often. */
export interface DryRunPlace {
  path: string
  why: RedactionReason
  /** Null when no tag names one. */
  category: string | null
  count: number
}

/** Payloads of one event. */
export interface DryRunEvent {
  event: string
  payloads: number
  /** From which nothing would go; 0 as long as only reports of a sink come in, which has none for these. */
  untouched: number
  /** Of which nothing would be left to send. */
  emptied: number
  /** Most frequent first. */
  places: DryRunPlace[]
}

export interface DryRunSummary {
  payloads: number
  untouched: number
  emptied: number
  /** Payloads that could not be read (a getter threw); they are in none of the other counts. */
  failed: number
  events: DryRunEvent[]
}

export interface DryRunOptions<E extends string = string> {
  /** Schema of each event's payload, as for `createSink`. Leave out to count the reports of a live sink, or what a sink without schemas would take. */
  events?: Readonly<Record<E, AnySchema>>
  /** Categories that the sink would take, with everything below them. Default none. */
  accepts?: readonly Category[]
}

export interface DryRun {
  /** Counts one payload. It is neither changed nor kept, and this never throws: it may stand beside a live call. */
  count(event: string, payload: unknown, justification?: Justification): void
  /** Give it to `createSink` as `onWithheld`: what a live sink held back is counted too. */
  onWithheld(report: SinkReport): void
  /** What was counted so far: paths and categories, never a value. */
  summary(): DryRunSummary
}

/** Stands for events that no schema names: their names are data, and may be personal. */
export const UNDECLARED_EVENT = '(undeclared event)'
/** Stands for what came after the limits below. */
const OTHER = '(other)'
// without schemas, names come from the payloads; nothing that counts for a week may grow with them
const EVENT_LIMIT = 500
const PLACE_LIMIT = 1000

/**
 * Makes a counter. With `events` it applies the rules of a sink with schemas: tagged, unclassified, undeclared and
 * opaque things would go, and quasi-identifiers that stand together.
 *
 * @throws PrivacyError `invalid-option` for an empty `events`
 * @example
 * const dry = createDryRun({ events: { viewed: viewedSchema }, accepts: ['user.unique_id.pseudonymous'] })
 * analytics.on('track', (event, payload) => dry.count(event, payload))   // nothing else changes
 * setInterval(() => logger.info({ dryRun: dry.summary() }), 3_600_000)
 */
export function createDryRun<E extends string = string>(options: DryRunOptions<E> = {}): DryRun {
  const { events, accepts = [] } = options
  if (events !== undefined && Object.keys(events).length === 0)
    throw new PrivacyError('invalid-option', 'Give `events` at least one event with its schema, or leave it out.')
  const tally = new Tally(events === undefined ? null : new Set(Object.keys(events)))
  let held: SinkReport | null = null
  // the sink itself, so that both can never count by different rules; it sends to nobody
  const track = createSink<Category, string, void>('dry run', {
    ...(events !== undefined && { events }),
    accepts,
    purpose: 'dry run',
    send: () => {},
    onWithheld: (report) => {
      held = report
    },
  })
  return {
    count(event, payload, justification) {
      held = null
      try {
        track(event, payload as never, justification) // as: what escapes the compiler is what is to be counted
      } catch {
        // a payload whose getter throws: it is counted, and the live call beside this one goes on
        tally.failed += 1
        return
      }
      tally.add(event, held ?? UNTOUCHED)
    },
    onWithheld: (report) => tally.add(report.event, report),
    summary: () => tally.summary(),
  }
}

const UNTOUCHED: Pick<SinkReport, 'withheld' | 'sent'> = { withheld: [], sent: true }

interface Counted {
  payloads: number
  untouched: number
  emptied: number
  places: Map<string, DryRunPlace>
}

class Tally {
  failed = 0
  readonly #declared: ReadonlySet<string> | null
  readonly #events = new Map<string, Counted>()

  constructor(declared: ReadonlySet<string> | null) {
    this.#declared = declared
  }

  add(event: string, { withheld, sent }: Pick<SinkReport, 'withheld' | 'sent'>): void {
    const counted = this.#at(event)
    counted.payloads += 1
    if (!sent) counted.emptied += 1
    if (withheld.length === 0 && sent) counted.untouched += 1
    for (const redaction of withheld) place(counted.places, redaction).count += 1
  }

  #at(event: string): Counted {
    const isNamed = this.#declared === null || this.#declared.has(event)
    const own = isNamed ? event : UNDECLARED_EVENT
    const name = this.#events.has(own) || this.#events.size < EVENT_LIMIT ? own : OTHER
    const before = this.#events.get(name)
    if (before !== undefined) return before
    const counted: Counted = { payloads: 0, untouched: 0, emptied: 0, places: new Map() }
    this.#events.set(name, counted)
    return counted
  }

  summary(): DryRunSummary {
    const events = [...this.#events].map(([event, { places, ...counts }]) => ({
      event,
      ...counts,
      places: [...places.values()].map((each) => ({ ...each })).sort((a, b) => b.count - a.count),
    }))
    const sum = (key: 'payloads' | 'untouched' | 'emptied') => events.reduce((total, event) => total + event[key], 0)
    return {
      payloads: sum('payloads'),
      untouched: sum('untouched'),
      emptied: sum('emptied'),
      failed: this.failed,
      events,
    }
  }
}

function place(places: Map<string, DryRunPlace>, { path, why, category }: Redaction): DryRunPlace {
  const key = JSON.stringify([path, why, category])
  const known = places.get(key)
  if (known !== undefined) return known
  const isFull = places.size >= PLACE_LIMIT
  const shown = isFull ? { path: OTHER, why, category: null } : { path, why, category }
  const at = isFull ? JSON.stringify([OTHER, why, null]) : key
  const counted = places.get(at) ?? { ...shown, count: 0 }
  places.set(at, counted)
  return counted
}
