/** Typed calls to the backend over the contract's table of endpoints. Every reply is checked before it is believed. */
import {
  ENDPOINTS,
  type Endpoint,
  type EndpointBody,
  type EndpointName,
  type EndpointReply,
  ERRORS,
  HEADERS,
  PrivacyError,
  problemSchema,
  type Role,
} from '@privacykit/contract'
import * as z from 'zod/mini'
import type { KnownSubject } from './subject.ts'

/** Where the backend is: apart (`url`), or in this process (`fetch: backend.fetch`). */
export type BackendOptions = {
  /** A service key of this app. */
  key: string
  /** Milliseconds to wait for an answer. Default 10 000. */
  timeoutMs?: number
} & ({ url: string; fetch?: typeof fetch } | { fetch: (request: Request) => Promise<Response>; url?: string })

/** What a call carries besides its body. */
interface CallOptions<N extends EndpointName> {
  body?: EndpointBody<N>
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  subject?: KnownSubject
  /** Secret of the device that is linked to the account in `subject`. */
  device?: string
  role?: Role
  principal?: string
  signal?: AbortSignal
  /** Milliseconds that the backend may hold the answer back, on top of the time-out. */
  waitMs?: number
}

type ServiceEndpoint = {
  [N in EndpointName]: (typeof ENDPOINTS)[N]['surface'] extends 'service' ? N : never
}[EndpointName]

/** Calls an endpoint of the backend. Throws `PrivacyError`: the backend's own code, or `unavailable` when no answer came. */
export type BackendClient = <N extends ServiceEndpoint>(name: N, options?: CallOptions<N>) => Promise<EndpointReply<N>>

/** `invalid-option` when neither `url` nor `fetch` says where the backend is. */
export function createBackendClient(options: BackendOptions): BackendClient {
  const { key, timeoutMs = 10_000, url = 'http://backend.invalid' } = options
  const send = options.fetch ?? fetch
  if (options.url === undefined && options.fetch === undefined) {
    throw new PrivacyError(
      'invalid-option',
      'Say where the backend is: `backend: { url, key }` or `backend: { fetch, key }`.',
    )
  }
  return async (name, call = {}) => {
    const request = makeRequest(name, { base: url, key, call })
    const timeout = AbortSignal.timeout(timeoutMs + (call.waitMs ?? 0))
    const signal = call.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal])
    const response = await reach(() => settled(send(new Request(request, { signal })), signal))
    const json = await reach(() => settled(response.json() as Promise<unknown>, signal)) // as: json() is any; it is checked below
    if (!response.ok) throw problemOf(json, response.status)
    const reply = z.safeParse(ENDPOINTS[name].reply, json)
    if (!reply.success) {
      throw new PrivacyError(
        'unavailable',
        'The backend’s answer is not of this contract: run the same version on both sides.',
        {
          cause: reply.error,
        },
      )
    }
    return reply.data as EndpointReply<typeof name> // as: the schema just read belongs to the same endpoint
  }
}

function makeRequest<N extends EndpointName>(
  name: N,
  { base, key, call }: { base: string; key: string; call: CallOptions<N> },
): Request {
  const endpoint: Endpoint = ENDPOINTS[name]
  const path = endpoint.path.replace(/:(\w+)/g, (_, param: string) => encodeURIComponent(call.params?.[param] ?? ''))
  const url = new URL(base.replace(/\/$/, '') + path)
  for (const [param, value] of Object.entries(call.query ?? {})) url.searchParams.set(param, value)
  const headers = new Headers({ authorization: `Bearer ${key}`, accept: 'application/json' })
  addSubject(headers, call.subject)
  if (call.device !== undefined) headers.set(HEADERS.device, call.device)
  if (call.role !== undefined) headers.set(HEADERS.role, call.role)
  if (call.principal !== undefined) headers.set(HEADERS.principal, call.principal)
  if (call.body === undefined) return new Request(url, { method: endpoint.method, headers })
  headers.set('content-type', 'application/json')
  return new Request(url, { method: endpoint.method, headers, body: JSON.stringify(call.body) })
}

function addSubject(headers: Headers, subject: KnownSubject | undefined): void {
  if (subject?.kind === 'device') headers.set(HEADERS.device, subject.secret)
  if (subject?.kind !== 'account') return
  headers.set(HEADERS.account, subject.id)
  if (subject.generation !== undefined) headers.set(HEADERS.generation, String(subject.generation))
}

async function reach<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new PrivacyError('unavailable', 'The privacy backend did not answer: repeat later.', { cause })
  }
}

/** A backend in this process need not look at the signal, so the wait itself ends with it. */
function settled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function problemOf(json: unknown, status: number): PrivacyError {
  const problem = z.safeParse(problemSchema, json)
  if (!problem.success) {
    return new PrivacyError(
      'unavailable',
      `The backend answered ${status} without a known problem: look at what stands between.`,
    )
  }
  const { code, detail, pointers = [] } = problem.data
  return new PrivacyError(code, detail ?? ERRORS[code].title, { pointers })
}
