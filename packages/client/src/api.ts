/** Typed calls to the app's privacy routes: the only place that builds a request. */
import type { EndpointBody, EndpointName, EndpointReply, HEADERS } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'
import { errorFromAnswer, toPrivacyError } from './errors.ts'
import type { Subject } from './subject.ts'

// the contract's values come with zod, so the names are repeated here and held to it by their types
const DEVICE: (typeof HEADERS)['device'] = 'privacy-device'
const EXPECT: (typeof HEADERS)['expect'] = 'privacy-expect'
/** Long enough for a cold server, short enough that a hanging one does not hold the queue. */
export const TIMEOUT_MS = 15_000

/** The page's `fetch`, or a stand-in. */
export type Fetch = typeof globalThis.fetch

/** Which credential a call carries. */
export interface Credential {
  kind: Subject['kind']
  /** The device's secret; a device without one carries none. */
  secret?: string | undefined
  /** Without a secret: the device that the cookie proves. Its public id, or '' while nobody knows which one that is. */
  device?: string | undefined
  /** The person is signed in, and this call must not carry that: it speaks for the device. */
  withoutSession?: boolean
  /** Id of the account that is meant, once its list was read: another person's session must not take it. */
  account?: string | undefined
}

/** One call, ready to send. */
export interface Call {
  url: string
  init: RequestInit
}

/** Where a call goes and what it carries. */
export interface CallOptions<N extends EndpointName> {
  /** Path below the endpoint; written out, because the table of endpoints comes with zod. */
  path: string
  credential: Credential
  body?: EndpointBody<N>
  /** Lets the request outlive the page (Fetch standard; at most 64 KiB of body). */
  keepalive?: boolean
}

/** Builds a call without sending it. */
export function buildCall<N extends EndpointName>(endpoint: string, options: CallOptions<N>): Call {
  const { credential, body } = options
  const headers: Record<string, string> = { accept: 'application/json' }
  // a session may end or change unnoticed; the account's record must not land in the list of whoever uses this device next
  if (credential.kind === 'account')
    headers[EXPECT] = credential.account === undefined ? 'account' : `account:${credential.account}`
  const isByCookie = credential.secret === undefined && credential.device !== undefined
  if (credential.secret !== undefined) headers[DEVICE] = credential.secret
  else if (isByCookie) headers[EXPECT] = credential.device === '' ? 'device' : `device:${credential.device}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  return {
    url: endpoint + options.path,
    init: {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      // without `omit` the session would win over the device, and the record would land in the account's list
      credentials: credential.withoutSession && !isByCookie ? 'omit' : 'same-origin',
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.keepalive ? { keepalive: true } : {}),
    },
  }
}

/**
 * Sends a call once. Calls `fetch` before it returns, so that a click's request leaves in the click's own task.
 * Throws `PrivacyError`: the code of the answer, or `unavailable`.
 */
export async function sendOnce<N extends EndpointName>(fetch: Fetch, call: Call): Promise<EndpointReply<N>> {
  try {
    const response = await fetch(call.url, { ...call.init, signal: AbortSignal.timeout(TIMEOUT_MS) })
    const body: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw errorFromAnswer(response.status, body)
    return readReply<N>(body)
  } catch (thrown) {
    throw toPrivacyError(thrown)
  }
}

/** A reply is at least an object; a page of a captive portal with status 200 is not taken for an acknowledgement. */
export function readReply<N extends EndpointName>(body: unknown): EndpointReply<N> {
  if (typeof body === 'object' && body !== null) return body as EndpointReply<N> // as: zod stays out of the browser; callers check the members they rely on
  throw new PrivacyError(
    'unavailable',
    'The privacy endpoint did not answer with JSON. What is stored on the device is sent later; ask again for anything else.',
  )
}
