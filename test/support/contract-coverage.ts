/** Watches a `fetch` of one surface and says which of the contract's promises nobody has seen kept. */
import { ENDPOINTS, type Endpoint, matchEndpoint } from '@privacykit/contract'

export interface Coverage {
  fetch: (request: Request) => Promise<Response>
  /** `endpoint ok` for each endpoint without a success, `endpoint code` for each of its own codes that never came. */
  missing: () => string[]
}

/** `prefix`: path below which a browser surface stands. */
export function watchCoverage(
  surface: Endpoint['surface'],
  fetch: (request: Request) => Promise<Response>,
  prefix = '',
): Coverage {
  const seen = new Set<string>()
  const promised = Object.entries<Endpoint>(ENDPOINTS)
    .filter(([, endpoint]) => endpoint.surface === surface)
    .flatMap(([name, { codes }]) => ['ok', ...codes].map((outcome) => `${name} ${outcome}`))
  return {
    async fetch(request) {
      const response = await fetch(request)
      const match = matchEndpoint(surface, request.method, new URL(request.url).pathname.slice(prefix.length))
      if (typeof match === 'string') return response
      const outcome = response.ok ? 'ok' : ((await response.clone().json()) as { code?: string }).code // as: a problem, or the case fails by itself
      seen.add(`${match.endpoint} ${outcome}`)
      return response
    },
    missing: () => promised.filter((promise) => !seen.has(promise)),
  }
}
