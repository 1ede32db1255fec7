/** Turns whatever a request ended with into a `PrivacyError`, and says what to do about it. */
import { type ErrorCode, isPrivacyError, PrivacyError, RETRYABLE } from '@privacykit/contract/error'

/**
 * What becomes of a record after a failure. `retry`: the same request later. `park`: not before the person signs in again.
 * `final`: never again; the choice stays in force on this device.
 */
export type Verdict = 'retry' | 'park' | 'final'

const PARKED: ReadonlySet<ErrorCode> = new Set([
  'missing-credential',
  'invalid-credential',
  'insufficient-scope',
  'foreign-subject',
])

/** What to do after an error of the wire. */
export function verdictOf(error: PrivacyError): Verdict {
  if (RETRYABLE.has(error.code)) return 'retry'
  return PARKED.has(error.code) ? 'park' : 'final'
}

/**
 * The error that an answer stands for. Only a problem document of PrivacyKit (RFC 9457) is believed: a 404 of a proxy or a captive portal
 * says nothing about the record, so it counts as `unavailable` and the record is sent again later; so does a code of a newer server that
 * comes with a status that invites a repeat. The table of codes is not loaded for this.
 */
export function errorFromAnswer(status: number, body: unknown): PrivacyError {
  const { code, type, title, pointers } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  > // as: reading members of an unknown object
  const isOurs = typeof code === 'string' && type === `urn:privacykit:error:${code}`
  const isPassing = status === 429 || status >= 500
  if (isOurs && (!isPassing || RETRYABLE.has(code as ErrorCode))) {
    const strings = Array.isArray(pointers) ? pointers.filter((pointer) => typeof pointer === 'string') : []
    return new PrivacyError(code as ErrorCode, `${String(title)}.`, { pointers: strings }) // as: its type names it as one of ours
  }
  return new PrivacyError(
    'unavailable',
    `The privacy endpoint answered ${status} without a problem document that can be read here; check that the app serves it at this path.`,
  )
}

/** Any thrown value as a `PrivacyError`; a failed network is `unavailable`. */
export function toPrivacyError(thrown: unknown): PrivacyError {
  if (isPrivacyError(thrown)) return thrown
  return new PrivacyError(
    'unavailable',
    'The privacy endpoint could not be reached. What is stored on the device is sent later; ask again for anything else.',
    {
      cause: thrown,
    },
  )
}
