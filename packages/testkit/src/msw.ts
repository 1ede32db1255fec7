/** The fake as msw handlers, for a page (`msw/browser`) and for Node (`msw/node`). */
import { type HttpHandler, HttpResponse, http } from 'msw/http'
import type { FakePrivacy } from './fake/fake.ts'

export interface PrivacyHandlersOptions {
  /** Origin of the app, without a trailing slash. Default: any (`*`). */
  origin?: string
}

/**
 * Handlers that answer every browser-facing route with the fake. A page cannot be given an `HttpOnly` cookie by a
 * worker; there the device is known by its header alone.
 *
 * @example
 * const server = setupServer(...privacyHandlers(createFakePrivacy({ policy })))
 */
export function privacyHandlers(fake: FakePrivacy, options: PrivacyHandlersOptions = {}): HttpHandler[] {
  const { origin = '*' } = options
  return [
    http.all(`${origin}${fake.prefix}/*`, async ({ request }) => {
      try {
        return await fake.fetch(request)
      } catch (failure) {
        if (failure instanceof TypeError) return HttpResponse.error()
        throw failure
      }
    }),
  ]
}
