/** Bodies, problems and origins: what HTTP is to the browser-facing routes. */
import {
  BODY_LIMIT_BYTES,
  ERRORS,
  type ErrorCode,
  HEADERS,
  isPrivacyError,
  PrivacyError,
  type Problem,
} from '@privacykit/contract'
import * as z from 'zod/mini'

/** @internal A reply that no cache keeps, with each of `cookies` as a `Set-Cookie` of its own. */
export function jsonReply(
  body: unknown,
  status: number,
  { headers = {}, cookies = [] }: { headers?: Readonly<Record<string, string>>; cookies?: readonly string[] } = {},
): Response {
  const all = new Headers({ ...PLAIN, 'content-type': 'application/json', ...headers })
  for (const cookie of cookies) all.append('set-cookie', cookie)
  return new Response(JSON.stringify(body), { status, headers: all })
}

/** @internal RFC 9457. Of an error that is not ours only the code `internal-error` goes out. */
export function problemReply(error: unknown): Response {
  const known = isPrivacyError(error) ? error : null
  const code: ErrorCode = known !== null && Object.hasOwn(ERRORS, known.code) ? known.code : 'internal-error'
  const { status, title } = ERRORS[code]
  const problem: Problem = {
    type: `urn:privacykit:error:${code}`,
    title,
    status,
    code,
    ...(known === null ? {} : { detail: known.message }),
    ...(known === null || known.pointers.length === 0 ? {} : { pointers: [...known.pointers] }),
  }
  return new Response(JSON.stringify(problem), {
    status,
    headers: { ...PLAIN, 'content-type': 'application/problem+json' },
  })
}

const PLAIN = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * @internal Refuses a write from another origin. Browsers say where a request comes from in `Origin` and `Sec-Fetch-Site`; a write that says
 * neither is refused too. Behind a proxy that ends TLS the scheme differs, the host does not; other names go into `origins`.
 */
export function requireOwnOrigin(request: Request, origins: readonly string[]): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const isSite =
    site === null ? origin !== null : site === 'same-origin' || (origin !== null && origins.includes(origin))
  if (!isSite || (origin !== null && !isOwn(origin, request, origins))) {
    throw new PrivacyError(
      'foreign-origin',
      'Send this from a page of the app itself; list further origins in `origins`.',
    )
  }
}

/**
 * @internal Refuses to read a person's list to a page of another site. What proves the person is a cookie that the browser adds by itself,
 * so the request must say that it comes from here: `Sec-Fetch-Site`, or a header of ours, which another origin may not send unasked.
 */
export function requireOwnReader(request: Request, origins: readonly string[]): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const isListed = origin !== null && isOwn(origin, request, origins)
  const isOurs = request.headers.has(HEADERS.expect) || request.headers.has(HEADERS.device)
  if (site === null ? isOurs || isListed : site === 'same-origin' || site === 'none' || isListed) return
  throw new PrivacyError(
    'foreign-origin',
    'Read this from a page of the app itself; without Sec-Fetch-Site send Privacy-Expect as well.',
  )
}

function isOwn(origin: string, request: Request, origins: readonly string[]): boolean {
  if (origins.includes(origin)) return true
  const url = new URL(request.url)
  return origin === url.origin || (url.protocol === 'http:' && origin === `https://${url.host}`)
}

/** @internal The JSON body, checked. `unsupported-media-type`, `body-too-large`, `bad-json`, `invalid-body` with pointers and no values. */
export async function readBody(request: Request, schema: z.core.$ZodType): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new PrivacyError('unsupported-media-type', 'Send the body with content-type: application/json.')
  }
  const parsed = z.safeParse(schema, parseJson(await readBounded(request)))
  if (parsed.success) return parsed.data
  const pointers = parsed.error.issues.map(
    (issue) => `/${issue.path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
  )
  throw new PrivacyError('invalid-body', 'The body does not match the contract at the places that `pointers` names.', {
    pointers: [...new Set(pointers)].slice(0, 20),
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new PrivacyError('bad-json', 'Send a body that is JSON.') // without a cause: the parser quotes the body
  }
}

async function readBounded(request: Request): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > BODY_LIMIT_BYTES) throw new PrivacyError('body-too-large', `Send at most ${BODY_LIMIT_BYTES} bytes.`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
