/** Calls endpoints of the table by name, and checks every answer against it. */
import {
  COMMON_CODES,
  ENDPOINTS,
  type Endpoint,
  type EndpointName,
  type EndpointReply,
  ERRORS,
  type ErrorCode,
  HEADERS,
  type Problem,
  problemSchema,
} from '@privacykit/contract'
import * as z from 'zod/mini'
import { ConformanceFailure, expectEqual, expectThat } from './expectation.ts'

/** How a surface is reached. */
export interface Target {
  fetch: (request: Request) => Promise<Response>
  /** URL that the endpoint's path is put behind. */
  base: string
  /** Sent with every request. */
  headers: Record<string, string>
}

/** One request. Nothing but `body` ever goes into the body. */
export interface CallOptions {
  account?: string
  generation?: number
  /** A device's secret. */
  device?: string
  role?: string
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, instead of `body`. */
  text?: string
  /** Wins over everything; null leaves the header out. */
  headers?: Readonly<Record<string, string | null>>
  method?: string
}

/** Sends a request and returns whatever comes. */
export function send(target: Target, name: EndpointName, options: CallOptions = {}): Promise<Response> {
  const endpoint: Endpoint = ENDPOINTS[name]
  const { params = {}, query = {}, method = endpoint.method } = options
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, key: string) => params[key] ?? 'missing-param')
  const search = new URLSearchParams(query).toString()
  const text = options.text ?? (options.body === undefined ? null : JSON.stringify(options.body))
  const request = new Request(`${target.base}${path}${search === '' ? '' : `?${search}`}`, {
    method,
    headers: headersOf(target, options, text !== null),
    ...(text !== null && { body: text }),
  })
  return target.fetch(request)
}

/** Sends a request that must succeed; the reply is checked against status and schema of the table. */
export async function ask<N extends EndpointName>(
  target: Target,
  name: N,
  options: CallOptions = {},
): Promise<EndpointReply<N>> {
  const response = await send(target, name, options)
  const { status, reply } = ENDPOINTS[name]
  const text = await response.text()
  if (response.status !== status) throw new ConformanceFailure(`${name}: status ${response.status}, ${brief(text)}`)
  expectThat(mediaType(response) === 'application/json', `${name}: the reply is not application/json`)
  const parsed = z.safeParse(reply as z.core.$ZodType, JSON.parse(text)) // as: a union of schemas cannot be called
  if (parsed.success) return parsed.data as EndpointReply<N> // as: that endpoint's own schema has just parsed it
  const paths = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')
  throw new ConformanceFailure(`${name}: the reply does not fit its schema at ${paths}`)
}

/** Sends a request that must be refused with one of `codes`, as a problem of RFC 9457. */
export async function refused(
  target: Target,
  name: EndpointName,
  options: CallOptions & { codes: readonly ErrorCode[] },
): Promise<Problem> {
  const response = await send(target, name, options)
  const problem = await problemOf(response, name)
  const { codes }: { codes: readonly ErrorCode[] } = ENDPOINTS[name]
  // an unknown path and another method are not the endpoint's own answers
  const allowed = new Set<ErrorCode>([...codes, ...COMMON_CODES, 'unknown-endpoint'])
  expectThat(allowed.has(problem.code), `${name}: ${problem.code} is no code of this endpoint`)
  expectThat(
    options.codes.includes(problem.code),
    `${name}: expected ${options.codes.join(' or ')}, got ${problem.code} (${problem.detail ?? problem.title})`,
  )
  return problem
}

/** Checks the form of a problem: media type, `type`, status and title of its code. */
export async function problemOf(response: Response, what: string): Promise<Problem> {
  const text = await response.text()
  expectThat(response.status >= 400, `${what}: expected a refusal, got ${response.status}`)
  expectThat(mediaType(response) === 'application/problem+json', `${what}: not a problem: ${brief(text)}`)
  const parsed = z.safeParse(problemSchema, JSON.parse(text))
  if (!parsed.success) throw new ConformanceFailure(`${what}: the problem does not fit its schema: ${brief(text)}`)
  const { code, status, title, type } = parsed.data
  expectEqual({ status, title, http: response.status }, { ...ERRORS[code], http: status }, `${what}: form of ${code}`)
  expectEqual(type, `urn:privacykit:error:${code}`, `${what}: type of the problem`)
  return parsed.data
}

function headersOf(target: Target, options: CallOptions, hasBody: boolean): Headers {
  const { account, generation, device, role } = options
  const headers = new Headers(target.headers)
  if (hasBody) headers.set('content-type', 'application/json')
  if (account !== undefined) headers.set(HEADERS.account, account)
  if (generation !== undefined) headers.set(HEADERS.generation, String(generation))
  if (device !== undefined) headers.set(HEADERS.device, device)
  if (role !== undefined) headers.set(HEADERS.role, role)
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value === null) headers.delete(name)
    else headers.set(name, value)
  }
  return headers
}

function mediaType(response: Response): string {
  return (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

function brief(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
