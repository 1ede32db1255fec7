/** Sends a call with ky's retries: backoff with jitter, `Retry-After` obeyed. Loaded only when a first attempt has failed. */
import type { EndpointName, EndpointReply } from '@privacykit/contract'
import { type Call, type Fetch, readReply, sendOnce, TIMEOUT_MS } from './api.ts'
import { errorFromAnswer, toPrivacyError } from './errors.ts'

/** Repeats after the first attempt; the outbox takes over with longer pauses when they are used up. */
const REPEATS = 3

/** As `sendOnce`, repeated on network errors and on 408, 429 and 5xx. Throws `PrivacyError`. */
export async function sendWithRetry<N extends EndpointName>(fetch: Fetch, call: Call): Promise<EndpointReply<N>> {
  const ky = await import('ky').catch(() => null)
  // offline, the chunk itself may not load; one plain attempt is better than none
  if (ky === null) return sendOnce<N>(fetch, call)
  try {
    const body = await ky
      .default(call.url, {
        ...call.init,
        fetch,
        timeout: TIMEOUT_MS,
        retry: {
          limit: REPEATS,
          methods: ['post'],
          backoffLimit: 10_000,
          maxRetryAfter: 60_000,
          jitter: true,
          retryOnTimeout: true,
        },
      })
      .json<unknown>()
    return readReply<N>(body)
  } catch (thrown) {
    throw ky.isHTTPError(thrown) ? errorFromAnswer(thrown.response.status, thrown.data) : toPrivacyError(thrown)
  }
}
