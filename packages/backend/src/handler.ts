/** The only place with HTTP: finds the endpoint, the credential, the body; turns answers and failures into responses. */
import {
  ENDPOINTS,
  type Endpoint,
  type EndpointName,
  isPrivacyError,
  matchEndpoint,
  PrivacyError,
  type Scope,
} from '@privacykit/contract'
import type { Context, Environment, Handler, Handlers, Input, ServiceEndpoint } from './context.ts'
import { type Credential, type FindCredential, readCaller, subjectOf } from './credential.ts'
import { describeError } from './log.ts'
import { problemResponse } from './problem.ts'
import { readBody } from './request-body.ts'

export interface FetchOptions {
  environment: Environment
  findCredential: FindCredential
  handlers: Handlers<ServiceEndpoint>
  /** Ends long polls when the backend stops. */
  stopping: AbortSignal
}

interface Traced {
  endpoint?: EndpointName
  credential?: Credential
  allow?: string
}

const ANONYMOUS: Credential = { tenant: '', app: '', scopes: new Set() }

/** Answers a request; never rejects. */
export async function handle(request: Request, options: FetchOptions): Promise<Response> {
  const startedAt = performance.now()
  const traced: Traced = {}
  try {
    const reply = await answer(request, options, traced)
    const status = traced.endpoint === undefined ? 200 : ENDPOINTS[traced.endpoint].status
    const response = new Response(JSON.stringify(reply), { status, headers: JSON_HEADERS })
    trace(options, traced, { status, startedAt })
    return response
  } catch (error) {
    const failure = isPrivacyError(error) ? error : unexpected(error, options, traced)
    const response = problemResponse(failure, traced.allow === undefined ? {} : { allow: traced.allow })
    trace(options, traced, { status: response.status, startedAt, code: failure.code })
    return response
  }
}

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' }

async function answer(request: Request, options: FetchOptions, traced: Traced): Promise<unknown> {
  const url = new URL(request.url)
  const { name, params } = findEndpoint(request.method, url.pathname, traced)
  const endpoint: Endpoint = ENDPOINTS[name]
  traced.endpoint = name

  const credential = authorize(request, endpoint, options)
  traced.credential = credential
  const caller = readCaller(request.headers)
  const input: Input<ServiceEndpoint> = {
    body: endpoint.body === undefined ? undefined : ((await readBody(request, endpoint.body)) as never), // as: parsed by this endpoint's own schema
    params,
    query: readQuery(url.searchParams, endpoint),
    caller,
    subject: endpoint.subject === 'none' ? NOBODY : subjectOf(caller, endpoint.subject),
    // made only when an endpoint waits, for most do not
    get signal() {
      return AbortSignal.any([request.signal, options.stopping])
    },
  }
  const context: Context = { ...options.environment, tenant: credential.tenant, app: credential.app, credential }
  const handler = options.handlers[name] as Handler<ServiceEndpoint> // as: name and input belong to the same endpoint
  return handler(input as never, context) // as: the union of inputs is the one of this name
}

const NOBODY = { kind: 'device', id: '', generation: null } as const

function findEndpoint(
  method: string,
  path: string,
  traced: Traced,
): { name: ServiceEndpoint; params: Readonly<Record<string, string>> } {
  const match = matchEndpoint('service', method, path)
  if (match === 'unknown-endpoint') throw new PrivacyError(match, 'Look for the path in the OpenAPI document.')
  if (match === 'method-not-allowed') {
    const allowed = ['GET', 'POST', 'PUT'].filter((each) => typeof matchEndpoint('service', each, path) === 'object')
    traced.allow = allowed.join(', ')
    throw new PrivacyError(match, `Use ${traced.allow}.`)
  }
  return { name: match.endpoint as ServiceEndpoint, params: match.params } // as: only service endpoints were searched
}

function authorize(request: Request, endpoint: Endpoint, options: FetchOptions): Credential {
  if (endpoint.scope === null) return ANONYMOUS
  const credential = options.findCredential(request.headers.get('authorization'), options.environment.now())
  requireScope(credential, endpoint.scope)
  return credential
}

function requireScope(credential: Credential, scope: Scope): void {
  if (credential.scopes.has(scope)) return
  throw new PrivacyError('insufficient-scope', `Use a service key with the scope ${scope}.`)
}

function readQuery(search: URLSearchParams, endpoint: Endpoint): Record<string, string> {
  const query: Record<string, string> = {}
  for (const name of endpoint.query ?? []) {
    const value = search.get(name)
    if (value !== null) query[name] = value
  }
  return query
}

/** Connection lost, shutting down, out of connections or disk: the same request may succeed later (PostgreSQL classes 08, 53, 57P). */
const PASSING = /^(08...|53...|57P..|40001|40P01|ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT)$/

function unexpected(error: unknown, options: FetchOptions, traced: Traced): PrivacyError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  options.environment.log({ event: 'failure', ...scopeOf(traced), error: describeError(error) })
  return PASSING.test(code)
    ? new PrivacyError('unavailable', 'The database does not answer at the moment: repeat the same request.', {
        cause: error,
      })
    : new PrivacyError('internal-error', 'Repeat the same request; the log names the kind of failure.', {
        cause: error,
      })
}

function trace(
  options: FetchOptions,
  traced: Traced,
  facts: { status: number; startedAt: number; code?: PrivacyError['code'] },
): void {
  const { status, startedAt, code } = facts
  const durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000
  options.environment.log({ event: 'request', ...scopeOf(traced), status, durationMs, ...(code && { code }) })
}

function scopeOf({ endpoint, credential }: Traced) {
  return {
    ...(endpoint && { endpoint }),
    ...(credential && credential !== ANONYMOUS && { tenant: credential.tenant, app: credential.app }),
  }
}
