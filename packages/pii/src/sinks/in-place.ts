/** Guards for error trackers whose hooks write into what they are given: Datadog RUM and Rollbar. */
import type { Redactor } from '../redact.ts'
import { type ErrorGuardOptions, settingsOf } from './before-send.ts'
import { createGuard, type Guarded } from './guard.ts'
import { isPseudonym, PSEUDONYM } from './pseudonym.ts'
import { cleanPart, type Fields, isFields, type Special } from './shape.ts'

const FRAME: Fields = {
  fields: { filename: 'file', code: 'text', context: 'data', argspec: 'data', locals: 'data', args: 'data' },
  rest: 'word',
}
const TRACE: Fields = {
  fields: {
    frames: { each: FRAME },
    exception: { fields: { message: 'message', description: 'message' }, rest: 'word' },
    extra: 'data',
  },
}

/** The person of an event: an id at most, and only where pseudonyms are accepted. */
function person({ accepts, scrubber }: Guarded): Special {
  return (value, path) => {
    const id = isFields(value) ? value.id : undefined
    if (accepts(PSEUDONYM) && isPseudonym(id)) return { id }
    scrubber.report({ path, category: 'user', why: 'tagged' })
    return undefined
  }
}

function datadogShape(guarded: Guarded): Fields {
  const resource: Fields = {
    fields: { url: 'url', graphql: { fields: { variables: 'drop' }, rest: 'word' } },
    rest: 'word',
  }
  return {
    fields: {
      view: { fields: { url: 'url', referrer: 'url', name: 'url' }, rest: 'word' },
      action: { fields: { target: { fields: { name: 'drop' }, rest: 'word' } }, rest: 'word' },
      error: {
        fields: {
          message: 'message',
          stack: 'message',
          resource,
          handling_stack: 'message',
          causes: { each: { fields: { message: 'message', stack: 'message' }, rest: 'word' } },
        },
        rest: 'word',
      },
      resource,
      context: 'data',
      usr: person(guarded),
      account: 'drop',
    },
    rest: 'word',
  }
}

/**
 * Makes a `beforeSend` for Datadog's browser RUM: addresses, referrers, messages, stacks and the context are cleaned, names of clicked elements go.
 * It writes into the event, as Datadog wants it, and answers false for one that must not be sent; Datadog sends views all the same, so what cannot
 * be cleaned is emptied as well.
 *
 * @param redact default `createKeyRedactor()`
 * @throws PrivacyError `invalid-option` for an empty name, or categories that are accepted for no purpose
 * @example
 * datadogRum.init({ applicationId, clientToken, beforeSend: guardDatadog() })
 */
export function guardDatadog(redact?: Redactor, options: ErrorGuardOptions = {}): (event: object) => boolean {
  const run = createGuard(redact, settingsOf({ name: 'Datadog', ...options }))
  return (event) => {
    const clean = run('event', (guarded) => cleanPart(datadogShape(guarded), event, '$', guarded.scrubber))
    if (isFields(clean)) return writeInto(event, clean)
    for (const name of ['view', 'action', 'error', 'resource', 'context', 'usr', 'account'])
      Reflect.deleteProperty(event, name)
    return false
  }
}

function rollbarShape(guarded: Guarded): Fields {
  const request: Fields = {
    fields: {
      url: 'url',
      query_string: 'query',
      headers: 'drop',
      user_ip: 'drop',
      cookies: 'drop',
      params: 'data',
      body: 'drop',
      POST: 'data',
      GET: 'data',
    },
    rest: 'word',
  }
  const body: Fields = {
    fields: {
      trace: TRACE,
      trace_chain: { each: TRACE },
      message: { fields: { body: 'message' } },
      telemetry: { each: { fields: { body: 'data' }, rest: 'word' } },
    },
  }
  return {
    fields: {
      ...{
        body,
        request,
        person: person(guarded),
        custom: 'data',
        context: 'url',
        title: 'message',
        fingerprint: 'word',
      },
      client: { fields: { javascript: 'word' }, rest: 'word' },
      server: { fields: { argv: 'drop' }, rest: 'word' },
    },
    rest: 'word',
  }
}

/**
 * Makes a `transform` for Rollbar's payload: messages, frames with their variables, telemetry, request and custom data are cleaned; of the person
 * only `id` stays, when `accepts` covers `user.unique_id.pseudonymous`. It writes into the payload, as Rollbar wants it; of one that cannot be
 * cleaned nothing is left, for a transform cannot drop it.
 *
 * @param redact default `createKeyRedactor()`
 * @throws PrivacyError `invalid-option` for an empty name, or categories that are accepted for no purpose
 * @example
 * new Rollbar({ accessToken, captureIp: false, transform: guardRollbar() })
 */
export function guardRollbar(redact?: Redactor, options: ErrorGuardOptions = {}): (payload: object) => void {
  const run = createGuard(redact, settingsOf({ name: 'Rollbar', ...options }))
  return (payload) => {
    const clean = run('event', (guarded) => cleanPart(rollbarShape(guarded), payload, '$', guarded.scrubber))
    writeInto(payload, isFields(clean) ? clean : { body: { message: { body: '[withheld]' } } })
  }
}

/** Puts what is left into the vendor's own object. */
function writeInto(target: object, clean: Readonly<Record<string, unknown>>): true {
  for (const name of Object.keys(target)) if (!Object.hasOwn(clean, name)) Reflect.deleteProperty(target, name)
  for (const [name, value] of Object.entries(clean))
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  return true
}
