/** The fields of Sentry's events, and how each is cleaned: what the event needs to be read stays, what it carries along does not. */

import { cleanNamed, cleanPart, type Fields, isFields, type Part, type Special } from './shape.ts'
import { cleanStatement, isStatement } from './statement.ts'

/** A name of a page, a route, a request or a query: `GET /users/1?x=y`, `https://…`, `SELECT …`. */
export const place: Special = (value, path, scrubber) => {
  if (typeof value !== 'string') return scrubber.data(value, path)
  if (isStatement(value)) return scrubber.text(cleanStatement(value), path)
  const [, method = '', rest = value] = /^([A-Z]{3,7} )?([\s\S]*)$/.exec(value) ?? []
  const isAddress = /^(?:\/|[a-z][a-z0-9+.-]{1,20}:\/\/)/i.test(rest) && !/\s/.test(rest)
  return isAddress ? `${method}${scrubber.url(rest, path)}` : scrubber.text(value, path)
}

/** Headers that say something about a request, not about who sent it. */
const PLAIN_HEADERS = new Set([
  ...['accept', 'accept-encoding', 'accept-language', 'content-length', 'content-type', 'content-encoding'],
  ...['cache-control', 'host', 'user-agent', 'sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site'],
])

const headers: Special = (value, path, scrubber) => {
  if (!isFields(value)) return undefined
  const partOf = (name: string): Part => {
    if (/^refer(?:r)?er$|^origin$/i.test(name)) return 'url'
    return PLAIN_HEADERS.has(name.toLowerCase()) ? 'word' : 'drop'
  }
  return cleanNamed(value, { partOf, spells: (name) => PLAIN_HEADERS.has(name) }, path, scrubber)
}

/** A body as text is read where it is JSON, and goes where it is not. */
const body: Special = (value, path, scrubber) => {
  if (typeof value !== 'string') return scrubber.data(value, path)
  try {
    return JSON.stringify(scrubber.data(JSON.parse(value), path))
  } catch {
    return cleanPart('drop', value, path, scrubber)
  }
}

const URLS = new Set([
  ...['url', 'url.full', 'url.path', 'http.url', 'http.target', 'http.route', 'from', 'to', 'url.fragment'],
  ...['http.fragment', 'http.referrer', 'lcp.url', 'sentry.source', 'sentry.segment.name', 'sentry.transaction'],
])

function attributePart(name: string): Part | null {
  if (URLS.has(name)) return place
  if (name === 'url.query' || name === 'http.query') return 'query'
  if (/^db\.(?:statement|query\.text)$/.test(name)) return place
  if (/^(?:user|enduser|client|device\.id|http\.client_ip)(?:\.|$)/.test(name)) return 'drop'
  if (
    /^(?:sentry|browser|os|http\.(?:request|response)\.(?:method|status_code|body)|server|network|process|service|telemetry)\./.test(
      name,
    )
  )
    return 'word'
  return null
}

/** An attribute with its type beside it, as it goes over the wire. */
function isTyped(value: unknown): boolean {
  return isFields(value) && 'value' in value && typeof value.type === 'string'
}

/** Attributes of spans, logs and breadcrumbs: flat, with dots in their names. */
const attributes: Special = (value, path, scrubber) => {
  if (!isFields(value)) return scrubber.data(value, path)
  const partOf = (name: string, inner: unknown): Part | null => {
    const part = attributePart(name)
    return part !== null && part !== 'drop' && isTyped(inner)
      ? { fields: { value: part, type: 'word', unit: 'word' } }
      : part
  }
  return cleanNamed(value, { partOf, spells: (name) => URLS.has(name) }, path, scrubber)
}

/** In the description of an element, the attributes that hold words for people. */
const SPOKEN = /\[(?:aria-label|title|alt|value|placeholder)="[^"]*"\]/g

const crumbText: Special = (value, path, scrubber) =>
  typeof value === 'string' ? scrubber.message(value.replace(SPOKEN, ''), path) : scrubber.data(value, path)

const messageData: Special = (value, path, scrubber) =>
  typeof value === 'string' ? scrubber.message(value, path) : scrubber.data(value, path)

const WORDS: Fields = { fields: {}, rest: 'word' }

const frame: Fields = {
  fields: {
    filename: 'file',
    abs_path: 'file',
    context_line: 'text',
    pre_context: { each: 'text' },
    post_context: { each: 'text' },
    vars: 'data',
  },
  rest: 'word',
}
const stacktrace: Fields = { fields: { frames: { each: frame } }, rest: 'word' }
/** An error in a chain of them. PostHog took over this form. */
export const EXCEPTION: Fields = {
  fields: { value: 'message', mechanism: { fields: { data: 'data' }, rest: 'word' }, stacktrace },
  rest: 'word',
}

/** One entry of the trail that leads to an event. */
export const BREADCRUMB: Fields = { fields: { message: crumbText, data: attributes }, rest: 'word' }

/** A span, of a transaction or on its own. */
export const SPAN: Fields = {
  fields: {
    description: place,
    name: place,
    data: attributes,
    attributes,
    tags: 'data',
    links: { each: { fields: { attributes }, rest: 'word' } },
  },
  rest: 'word',
}

/** A structured log line. */
export const LOG: Fields = { fields: { message: 'message', attributes }, rest: 'word' }

/** The same on its way out. */
export const LOG_ITEM: Fields = { fields: { body: 'message', attributes }, rest: 'word' }

/** A metric. */
export const METRIC: Fields = { fields: { name: 'word', attributes }, rest: 'word' }

const request: Fields = {
  fields: { url: 'url', query_string: 'query', headers, data: body, cookies: 'drop', env: 'drop', method: 'word' },
}

const contexts: Fields = {
  fields: {
    trace: { fields: { data: attributes, tags: 'data', description: place }, rest: 'word' },
    device: { fields: { name: 'drop', id: 'drop', device_unique_identifier: 'drop' }, rest: 'word' },
    response: { fields: { headers, cookies: 'drop' }, rest: 'word' },
    feedback: { fields: { contact_email: 'drop', name: 'drop', message: 'message', url: 'url' }, rest: 'word' },
    otel: { fields: { attributes, resource: attributes }, rest: 'word' },
    ...Object.fromEntries(
      ['app', 'os', 'browser', 'runtime', 'gpu', 'culture', 'cloud_resource', 'flags', 'profile', 'replay'].map(
        (name) => [name, WORDS],
      ),
    ),
  },
}

/** Never sent, but one thing in it is written on the envelope: the name of the transaction. */
const metadata: Special = (value, path, scrubber) => {
  if (!isFields(value) || !isFields(value.dynamicSamplingContext)) return value
  const { transaction, ...rest } = value.dynamicSamplingContext
  const name = transaction === undefined ? {} : { transaction: place(transaction, `${path}.transaction`, scrubber) }
  return { ...value, dynamicSamplingContext: { ...rest, ...name } }
}

/** Events of all types, but for the user, who is the guard's. */
export const EVENT_FIELDS: Readonly<Record<string, Part>> = {
  message: 'message',
  logentry: { fields: { message: 'message', formatted: 'message', params: { each: messageData } }, rest: 'data' },
  transaction: place,
  exception: { fields: { values: { each: EXCEPTION } } },
  threads: { fields: { values: { each: { fields: { stacktrace, name: 'text' }, rest: 'word' } } } },
  breadcrumbs: crumbList,
  request,
  contexts,
  spans: { each: SPAN },
  fingerprint: { each: 'text' },
  tags: 'data',
  extra: 'data',
  debug_meta: {
    fields: { images: { each: { fields: { code_file: 'file', debug_file: 'file' }, rest: 'word' } } },
    rest: 'word',
  },
  sdkProcessingMetadata: metadata,
  ...Object.fromEntries(
    [
      ...[
        'event_id',
        'timestamp',
        'start_timestamp',
        'received',
        'level',
        'platform',
        'logger',
        'server_name',
        'type',
        'urls',
      ],
      ...[
        'release',
        'dist',
        'environment',
        'sdk',
        'modules',
        'measurements',
        'transaction_info',
        'segment_id',
        'replay_id',
      ],
      ...['replay_type', 'trace_ids', 'error_ids', 'replay_start_timestamp', 'profile', 'exclusive_time'],
    ].map((name) => [name, 'word' as const]),
  ),
  urls: { each: 'url' },
}

/** A list, or the record around one that older clients send. */
function crumbList(value: unknown, path: string, scrubber: Parameters<Special>[2]): unknown {
  const list: Part = { each: BREADCRUMB }
  return cleanPart(Array.isArray(value) ? list : { fields: { values: list } }, value, path, scrubber)
}
