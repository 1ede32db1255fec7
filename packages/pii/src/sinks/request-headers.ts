/** Headers of an outgoing request: those that name or authorise somebody go only where the host was said to take them. */
import type { Scrubber } from './scrub.ts'

/** Headers of the protocol, which say nothing about a person. */
const PLAIN = new Set([
  ...[
    'accept',
    'accept-charset',
    'accept-encoding',
    'accept-language',
    'cache-control',
    'connection',
    'content-encoding',
  ],
  ...['content-language', 'content-length', 'content-type', 'date', 'expect', 'host', 'idempotency-key', 'if-match'],
  ...['if-modified-since', 'if-none-match', 'if-unmodified-since', 'origin', 'pragma', 'prefer', 'priority', 'range'],
  ...['traceparent', 'tracestate', 'user-agent'],
])
const CREDENTIALS = new Set(['authorization', 'cookie', 'cookie2', 'proxy-authorization'])

/** Copies the headers that may go; those in `kept` go unread. */
export function cleanHeaders(headers: Headers, kept: readonly string[], scrubber: Scrubber): Headers {
  const unread = new Set(kept.map((name) => name.toLowerCase()))
  const result = new Headers()
  for (const [name, value] of headers) {
    const after = unread.has(name) ? value : cleanHeader(name, value, scrubber)
    if (after !== null) result.append(name, after)
  }
  return result
}

function cleanHeader(name: string, value: string, scrubber: Scrubber): string | null {
  if (CREDENTIALS.has(name)) {
    scrubber.report({ path: `headers.${name}`, category: 'user.authorization.credentials', why: 'tagged' })
    return null
  }
  if (PLAIN.has(name)) return scrubber.word(value, `headers.${name}`)
  if (name === 'referer') return scrubber.url(value, 'headers.referer')
  const after = scrubber.field(name, value, 'headers.*')
  return typeof after === 'string' ? after : null
}
