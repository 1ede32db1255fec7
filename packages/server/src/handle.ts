/** The browser-facing route: the only place of this package that speaks HTTP. */
import { ENDPOINTS, type Endpoint, matchEndpoint, PrivacyError } from '@privacykit/contract'
import type { BrowserAnswer, BrowserEndpoint, BrowserHandlers, BrowserInput } from './browser.ts'
import type { OnEvent } from './event.ts'
import { codeOf } from './failure.ts'
import { type GpcSupport, gpcResponse } from './gpc-json.ts'
import { jsonReply, problemReply, readBody, requireOwnOrigin, requireOwnReader } from './http.ts'

const GPC_PATH = '/.well-known/gpc.json'

/** @internal Handlers, and where requests may come from. */
export interface HandleOptions {
  handlers: BrowserHandlers
  prefix: string
  origins: readonly string[]
  /** What `/.well-known/gpc.json` says; null: this is not its place. */
  gpc: Required<GpcSupport> | null
  onEvent: OnEvent
  onError: (error: unknown, where: string) => void
}

/** @internal Answers every request; a failure is a problem document (RFC 9457), never an exception. */
export function createHandle(options: HandleOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await answer(request, options)
    } catch (error) {
      const code = codeOf(error)
      if (code === 'internal-error' || code === 'unavailable') {
        options.onEvent({ kind: 'failure', where: 'fetch', code })
        options.onError(error, 'fetch')
      }
      return problemReply(error)
    }
  }
}

async function answer(request: Request, { handlers, prefix, origins, gpc }: HandleOptions): Promise<Response> {
  if (gpc !== null && request.method === 'GET' && new URL(request.url).pathname === GPC_PATH) return gpcResponse(gpc)
  const match = matchEndpoint('browser', request.method, pathOf(request, prefix))
  if (match === 'unknown-endpoint')
    throw new PrivacyError('unknown-endpoint', 'Look at the path: the contract lists those that exist.')
  if (match === 'method-not-allowed')
    throw new PrivacyError('method-not-allowed', 'Use the method that the contract names for this path.')
  const endpoint: Endpoint = ENDPOINTS[match.endpoint]
  const isWrite = endpoint.method !== 'GET'
  if (isWrite) requireOwnOrigin(request, origins)
  else if (endpoint.subject !== 'none') requireOwnReader(request, origins)
  const body = isWrite && endpoint.body !== undefined ? await readBody(request, endpoint.body) : undefined
  const handler = handlers[match.endpoint as BrowserEndpoint] as (
    input: BrowserInput<BrowserEndpoint>,
  ) => Promise<BrowserAnswer<BrowserEndpoint>> // as: the body was read with the schema of this very endpoint
  const result = await handler({ request, params: match.params, body: body as never }) // as: see above
  return jsonReply(result.body, endpoint.status, {
    cookies: result.cookies ?? [],
    headers: result.clear === true ? { 'clear-site-data': '"cookies", "storage"' } : {},
  })
}

/** Frameworks that mount a handler under a prefix may or may not take the prefix off. */
function pathOf(request: Request, prefix: string): string {
  const { pathname } = new URL(request.url)
  return pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname
}
