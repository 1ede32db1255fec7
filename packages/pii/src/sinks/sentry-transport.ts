/** Keeps personal data out of whatever Sentry sends: its hooks see events, and not sessions, feedback, replays or the headers of envelopes. */
import type { Redactor } from '../redact.ts'
import { type ErrorGuardOptions, eventShape, settingsOf } from './before-send.ts'
import { createGuard, type Guarded } from './guard.ts'
import { isPseudonym, PSEUDONYM } from './pseudonym.ts'
import { LOG_ITEM, METRIC, place, SPAN } from './sentry-shape.ts'
import { cleanPart, type Fields, isFields, type Part, type Special } from './shape.ts'

/** What `guardSentryTransport` takes. */
export interface TransportGuardOptions extends ErrorGuardOptions {
  /** True: recordings of sessions pass unread, where they are masked by the recorder. Default false: they do not pass. */
  recordings?: boolean
}

/** The part of a transport that is used. */
export interface TransportLike {
  send(envelope: never): PromiseLike<object>
  flush(timeout?: number): PromiseLike<boolean>
}

/**
 * Wraps what makes Sentry's transport, so that each envelope is cleaned last thing before it leaves: events as `guardBeforeSend` does, spans, logs,
 * metrics, feedback, the header of the envelope, on which the name of the transaction stands, and sessions, which carry the id or e-mail address
 * of the user. Attachments and recordings are left out, and items of a kind that is not known here. Sentry's server is told not to note the IP
 * address, unless `user.device.ip_address` is accepted. With it no hook is needed; with both, what the hooks take out does not wait in memory.
 *
 * @param make such as `Sentry.makeFetchTransport`
 * @param redact default `createKeyRedactor()`
 * @throws PrivacyError `invalid-option` for an empty name, or categories that are accepted for no purpose
 * @example
 * Sentry.init({ dsn, transport: guardSentryTransport(Sentry.makeFetchTransport), ...guardSentry() })
 */
export function guardSentryTransport<O>(
  make: (options: O) => TransportLike,
  redact?: Redactor,
  options: TransportGuardOptions = {},
): (options: O) => TransportLike & { send(envelope: unknown): PromiseLike<object> } {
  const run = createGuard(redact, settingsOf(options))
  return (transportOptions) => {
    const transport = make(transportOptions)
    return {
      async send(envelope: unknown) {
        const clean = run('envelope', (guarded) => cleanEnvelope(envelope, guarded, options))
        return clean === null ? {} : transport.send(clean as never) // as: an envelope, with less in it
      },
      flush: (timeout) => transport.flush(timeout),
    }
  }
}

function cleanEnvelope(envelope: unknown, guarded: Guarded, options: TransportGuardOptions): unknown[] | null {
  const [header, items] = Array.isArray(envelope) ? envelope : []
  if (!isFields(header) || !Array.isArray(items)) return null
  const kept = items.flatMap((item: unknown) => cleanItem(item, guarded, options))
  return kept.length === 0 ? null : [cleanPart(HEADER, header, '$header', guarded.scrubber), kept]
}

const HEADER: Fields = { fields: { trace: { fields: { transaction: place }, rest: 'word' } }, rest: 'word' }

function cleanItem(item: unknown, guarded: Guarded, options: TransportGuardOptions): [unknown, unknown][] {
  const [header, payload] = Array.isArray(item) ? item : []
  const type = isFields(header) ? header.type : undefined
  const part = typeof type === 'string' ? partOf(type, guarded, options) : 'drop'
  const path = part === 'drop' ? '$item' : `$${String(type)}`
  const clean = cleanPart(part, payload, path, guarded.scrubber)
  return clean === undefined ? [] : [[cleanPart('word', header, `${path}.header`, guarded.scrubber), clean]]
}

function partOf(
  type: string,
  guarded: Guarded,
  { attachments = false, recordings = false }: TransportGuardOptions,
): Part {
  switch (type) {
    case 'event':
    case 'transaction':
    case 'feedback':
    case 'replay_event':
      return withSettings(eventShape(guarded), guarded)
    case 'span':
      return listed(SPAN, guarded)
    case 'log':
      return listed(LOG_ITEM, guarded)
    case 'trace_metric':
      return listed(METRIC, guarded)
    case 'session':
    case 'sessions':
      return session(guarded)
    case 'profile':
    case 'profile_chunk':
      return PROFILE
    case 'client_report':
    case 'check_in':
      return 'word'
    case 'attachment':
      return attachments ? 'pass' : 'drop'
    case 'replay_recording':
      return recordings ? 'pass' : 'drop'
    default:
      return 'drop'
  }
}

const PROFILE: Fields = {
  fields: { transaction: { fields: { name: place }, rest: 'word' }, transactions: 'drop', profile: 'word' },
  rest: 'word',
}

/** A list in a container, or one by itself, as older clients send it. */
function listed(part: Fields, guarded: Guarded): Special {
  const container: Fields = {
    fields: { items: { each: part }, ingest_settings: (value) => quiet(value, guarded) },
    rest: 'word',
  }
  return (value, path, scrubber) =>
    cleanPart(isFields(value) && Array.isArray(value.items) ? container : part, value, path, scrubber)
}

function withSettings({ fields }: Fields, guarded: Guarded): Fields {
  const sdk: Fields = { fields: { settings: (value) => quiet(value, guarded) }, rest: 'word' }
  return { fields: { ...fields, sdk } }
}

/** What Sentry's server reads off the connection is nothing that an event carries, but it asks the event whether it may. */
function quiet(value: unknown, { accepts }: Guarded): unknown {
  return isFields(value) && !accepts('user.device.ip_address') ? { ...value, infer_ip: 'never' } : value
}

function session({ accepts, scrubber }: Guarded): Fields {
  const did: Special = (value, path) => {
    if (accepts(PSEUDONYM) && isPseudonym(value)) return value
    scrubber.report({ path, category: PSEUDONYM, why: 'tagged' })
    return undefined
  }
  return { fields: { did, attrs: { fields: { ip_address: 'drop' }, rest: 'word' } }, rest: 'word' }
}
