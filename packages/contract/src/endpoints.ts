/** One table of endpoints: the service's (backend) and the browser's (app server). Handlers, clients, docs and tests read it. */
import type * as z from 'zod/mini'
import { BROWSER_ENDPOINTS } from './browser-endpoints.ts'
import type { Endpoint } from './endpoint.ts'
import { SERVICE_ENDPOINTS } from './service-endpoints.ts'

/** Every endpoint by name; literal paths stand before patterns. */
export const ENDPOINTS = { ...SERVICE_ENDPOINTS, ...BROWSER_ENDPOINTS }

export type EndpointName = keyof typeof ENDPOINTS
type Inferred<T> = T extends z.core.$ZodType ? z.output<T> : never
export type EndpointReply<N extends EndpointName> = Inferred<(typeof ENDPOINTS)[N]['reply']>
export type EndpointBody<N extends EndpointName> = (typeof ENDPOINTS)[N] extends { body: infer B }
  ? Inferred<B>
  : undefined

/** An endpoint that fits a method and path, with the values of its `:name` segments. */
export type EndpointMatch = { endpoint: EndpointName; params: Readonly<Record<string, string>> }

/** Finds the endpoint; `method-not-allowed` when only the path fits, `unknown-endpoint` when nothing does. */
export function matchEndpoint(
  surface: Endpoint['surface'],
  method: string,
  path: string,
): EndpointMatch | 'method-not-allowed' | 'unknown-endpoint' {
  let pathFits = false
  const segments = path.split('/')
  // literal paths come before patterns in each group of the table, so that `/preview` is not taken for an id
  for (const [name, endpoint] of Object.entries(ENDPOINTS)) {
    if (endpoint.surface !== surface) continue
    const params = matchPath(endpoint.path, segments)
    if (params === null) continue
    if (endpoint.method === method) return { endpoint: name as EndpointName, params } // as: Object.entries forgets the literal keys
    pathFits = true
  }
  return pathFits ? 'method-not-allowed' : 'unknown-endpoint'
}

function matchPath(pattern: string, segments: readonly string[]): Record<string, string> | null {
  const wanted = pattern.split('/')
  if (wanted.length !== segments.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const given = segments[index] ?? ''
    if (part.startsWith(':')) {
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(given)) return null
      params[part.slice(1)] = given
    } else if (part !== given) return null
  }
  return params
}
