/** The HTTP side of the fake: bodies in, JSON or RFC 9457 problems out. */
import {
  BODY_LIMIT_BYTES,
  type Endpoint,
  ERRORS,
  type ErrorCode,
  HEADERS,
  isPrivacyError,
  PrivacyError,
} from '@privacykit/contract'
import * as z from 'zod/mini'

/** A JSON answer; personal, so no cache may keep it. */
export function jsonResponse(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } })
}

/** The problem for a failure; anything that is no `PrivacyError` is `internal-error`, without its message. */
export function problemResponse(failure: unknown): Response {
  const error = isPrivacyError(failure)
    ? failure
    : new PrivacyError('internal-error', 'The fake failed: see its cause in the test’s output.')
  const { status, title }: { status: number; title: string } = ERRORS[error.code]
  const problem = {
    type: `urn:privacykit:error:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    ...(error.pointers.length > 0 && { pointers: error.pointers }),
  }
  return jsonResponse(status, problem, { 'content-type': 'application/problem+json' })
}

/** Reads and checks the body an endpoint takes; throws `unsupported-media-type`, `body-too-large`, `bad-json`, `invalid-body`. */
export async function readBody(request: Request, endpoint: Endpoint): Promise<unknown> {
  if (!endpoint.body) return undefined
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') refuse('unsupported-media-type', 'Send the body as application/json.')
  const text = await request.text()
  if (new TextEncoder().encode(text).length > BODY_LIMIT_BYTES) {
    refuse('body-too-large', `Send at most ${BODY_LIMIT_BYTES} bytes at once.`)
  }
  const parsed = z.safeParse(endpoint.body, parseJson(text))
  if (parsed.success) return parsed.data
  const pointers = [...new Set(parsed.error.issues.map((issue) => pointerOf(issue.path)))]
  throw new PrivacyError('invalid-body', 'Mend the fields that the pointers name.', { pointers })
}

/** Refuses a write that another origin's page sent (CSRF): by `Sec-Fetch-Site` where the browser sends it, else by `Origin`. */
export function checkOrigin(request: Request): void {
  if (request.method === 'GET') return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const foreignSite = site !== null && site !== 'same-origin' && site !== 'none'
  const foreignOrigin = origin !== null && origin !== new URL(request.url).origin
  if (foreignSite || foreignOrigin) refuse('foreign-origin', 'Call these routes from the app’s own pages.')
}

/** Refuses to read a person's list to a page of another site: the browser adds the cookie that proves the person by itself. */
export function checkReader(request: Request): void {
  if (request.method !== 'GET') return
  const site = request.headers.get('sec-fetch-site')
  const isOurs = request.headers.has(HEADERS.expect) || request.headers.has(HEADERS.device)
  const isForeign = site === null ? !isOurs && request.headers.has('cookie') : site !== 'same-origin' && site !== 'none'
  if (isForeign) refuse('foreign-origin', 'Read this from the app’s own pages.')
}

/** The value of a cookie, or null. */
export function cookieOf(request: Request, names: readonly string[]): string | null {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name = '']) => names.includes(name))?.[1] ?? null
}

function refuse(code: ErrorCode, message: string): never {
  throw new PrivacyError(code, message)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // the parser's message quotes the text, so it is not passed on
    throw new PrivacyError('bad-json', 'Send a JSON object.')
  }
}

/** RFC 6901. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
