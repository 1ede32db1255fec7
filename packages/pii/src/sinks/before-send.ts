/** Keeps personal data out of error reports: Sentry's hooks, by a table of its event, on top of any redactor. */
import type { Redactor } from '../redact.ts'
import { createGuard, type Guarded, type GuardOptions, type GuardSettings, type RunGuard } from './guard.ts'
import { isPseudonym, PSEUDONYM } from './pseudonym.ts'
import { BREADCRUMB, EVENT_FIELDS, LOG, METRIC, SPAN } from './sentry-shape.ts'
import { cleanPart, type Fields, isFields, type Part } from './shape.ts'
import { WITHHELD } from './withheld.ts'

/** What the guards of error trackers take. */
export interface ErrorGuardOptions extends GuardOptions {
  /** `withhold`: the text of errors and messages goes whole; types and stacks stay. Default `clean`: addresses and what the redactor finds go. */
  messages?: 'clean' | 'withhold'
  /** True: attachments (screenshots, dumps, files) leave as they are; nothing looks into them. Default false: they are taken off. */
  attachments?: boolean
}

/** The part of a hint that is read. */
export interface AttachmentHint {
  attachments?: unknown
}

/** Sentry's hooks for transactions, which it sends whole where `traceLifecycle` is `static`, as before its version 11. */
export interface TransactionHook {
  beforeSendTransaction<E extends object>(event: E, hint?: AttachmentHint): E | null
}

/** Sentry's hook for spans, which it sends by themselves where `traceLifecycle` is `stream`. */
export interface SpanHook {
  /** Sentry lets no span be dropped here: of one that cannot be cleaned, only its ids and times are left. */
  beforeSendSpan<S extends object>(span: S): S
}

/** The hooks of Sentry's options, to be spread into `init`. Each answers a clean copy; null lets nothing leave. */
export interface SentryHooks {
  beforeSend<E extends object>(event: E, hint?: AttachmentHint): E | null
  beforeBreadcrumb<B extends object>(breadcrumb: B): B | null
  beforeSendLog<L extends object>(log: L): L | null
  beforeSendMetric<M extends object>(metric: M): M | null
}

/** How Sentry sends what it measures. */
export type TraceLifecycle = 'stream' | 'static'

/** What `guardSentry` answers. */
export type SentryGuard<L extends TraceLifecycle> = SentryHooks & (L extends 'static' ? TransactionHook : SpanHook)

/**
 * Makes a `beforeSend`. Types of errors, file names, line and column numbers, ids, releases and known contexts (`os`, `browser`, …) survive, so
 * that events group and map as before. Messages, addresses of pages, breadcrumbs, variables of frames, `extra`, `tags`, other contexts and spans
 * are cleaned; cookies, the environment, unknown headers and the name of the device go. Of the user only `id` stays, when `accepts` covers
 * `user.unique_id.pseudonymous`. Never throws and never changes the event; from the hint it takes the attachments off, which is Sentry's way to
 * drop them.
 *
 * What it cannot see: names and numbers in messages, unless the redactor looks for them; and what passes by this hook: sessions, feedback,
 * replays, spans, the headers of envelopes, and the IP address that Sentry's server reads off the connection. `guardSentryTransport` does.
 *
 * @param redact default `createKeyRedactor()`
 * @throws PrivacyError `invalid-option` for an empty name, or categories that are accepted for no purpose
 * @example
 * Sentry.init({ dsn, beforeSend: guardBeforeSend(createKeyRedactor({ text: detect })) })
 */
export function guardBeforeSend(
  redact?: Redactor,
  options: ErrorGuardOptions = {},
): <E extends object>(event: E, hint?: AttachmentHint) => E | null {
  return eventGuard(createGuard(redact, settingsOf(options)), options)
}

/**
 * All of Sentry's hooks in one. Sessions and the headers of envelopes pass by all of them: add `guardSentryTransport`.
 *
 * @param options.traceLifecycle as in Sentry's options, whose default it has since version 11: `stream`. Before that it is `static`; then there is
 * a hook for transactions and none for spans, because Sentry merges what that one answers into the transaction, and takes nothing away.
 * @throws PrivacyError `invalid-option` as `guardBeforeSend`
 * @example
 * Sentry.init({ dsn, transport: guardSentryTransport(Sentry.makeFetchTransport), ...guardSentry() })
 */
export function guardSentry<const L extends TraceLifecycle = 'stream'>(
  redact?: Redactor,
  options: ErrorGuardOptions & { traceLifecycle?: L } = {},
): SentryGuard<L> {
  const { traceLifecycle, ...rest } = options
  const run = createGuard(redact, settingsOf(rest))
  const event = eventGuard(run, rest)
  const guard =
    (kind: string, part: Part) =>
    <T extends object>(value: T): T | null =>
      run(kind, ({ scrubber }) => asGiven<T>(cleanPart(part, value, '$', scrubber)))
  const span = guard('span', SPAN)
  const traces =
    traceLifecycle === 'static'
      ? { beforeSendTransaction: event }
      : { beforeSendSpan: <S extends object>(value: S): S => span(value) ?? bareSpan(value) }
  const hooks: SentryHooks = {
    beforeSend: event,
    beforeBreadcrumb: guard('breadcrumb', BREADCRUMB),
    beforeSendLog: guard('log', LOG),
    beforeSendMetric: guard('metric', METRIC),
  }
  return { ...hooks, ...traces } as SentryGuard<L> // as: the one hook of traces that L asks for
}

/** @internal */
export function settingsOf({ messages, ...options }: ErrorGuardOptions): GuardSettings {
  return { name: 'error tracker', ...options, hidesMessages: messages === 'withhold' }
}

/** @internal An event of any type, with its user. */
export function eventShape(guarded: Guarded): Fields {
  return { fields: { ...EVENT_FIELDS, user: (user) => userOf(user, guarded) } }
}

function eventGuard(
  run: RunGuard,
  { attachments = false }: ErrorGuardOptions,
): <E extends object>(event: E, hint?: AttachmentHint) => E | null {
  return <E extends object>(event: E, hint?: AttachmentHint) =>
    run('event', (guarded) => {
      if (!attachments) takeAttachmentsOff(hint, guarded)
      return asGiven<E>(cleanPart(eventShape(guarded), event, '$', guarded.scrubber))
    })
}

/** What came out of a record is that record, with less in it. */
function asGiven<E extends object>(value: unknown): E | null {
  return isFields(value) ? (value as E) : null // as: all fields of a vendor's payload may be missing
}

function takeAttachmentsOff(hint: AttachmentHint | undefined, { scrubber }: Guarded): void {
  const given = hint?.attachments
  if (hint === undefined || given === undefined || (Array.isArray(given) && given.length === 0)) return
  hint.attachments = []
  scrubber.report({ path: '$hint.attachments', category: null, why: 'opaque' })
}

function userOf(user: unknown, { accepts, scrubber }: Guarded): unknown {
  if (!isFields(user)) return undefined
  const id = typeof user.id === 'number' ? String(user.id) : user.id
  const isKept = accepts(PSEUDONYM) && isPseudonym(id)
  if (Object.keys(user).some((name) => name !== 'id' || !isKept))
    scrubber.report({ path: '$.user', category: 'user', why: 'tagged' })
  return isKept ? { id } : undefined
}

/** The ids and times that a span cannot be without. */
function bareSpan<S extends object>(span: S): S {
  const needed = ['trace_id', 'span_id', 'parent_span_id', 'start_timestamp', 'timestamp', 'end_timestamp', 'status']
  const kept = needed.flatMap((name) => {
    const value = readScalar(span, name)
    return value === undefined ? [] : [[name, value]]
  })
  const isSegment = readScalar(span, 'is_segment')
  return {
    ...Object.fromEntries(kept),
    ...(isSegment === undefined ? {} : { is_segment: isSegment }),
    name: WITHHELD,
    data: {},
    attributes: {},
  } as S // as: what is left of it
}

function readScalar(value: object, name: string): unknown {
  try {
    const found = (value as Record<string, unknown>)[name] // as: read by a name that it may not have
    return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? found : undefined
  } catch {
    return undefined
  }
}
