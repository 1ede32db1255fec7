/** No address planted anywhere in a payload, in any form, leaves through any ready sink. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { box } from '../box.ts'
import { nonPersonal } from '../tag.ts'
import {
  analyticsSink,
  createUrlFilter,
  type FetchLike,
  filterEvent,
  filterPosthog,
  filterSegment,
  guardFetch,
  guardSentry,
  loggerSink,
} from './index.ts'

const LOCAL = 'canary.person'
const CANARY = `${LOCAL}@example.test`
const everyByte = (text: string) =>
  [...text].map((sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')

const forms: ((text: string) => string)[] = [
  (text) => text,
  (text) => `write to ${text}, please`,
  (text) => `<${text}>`,
  (text) => `mailto:${text}`,
  (text) => `/reset?to=${text}&page=2`,
  (text) => `https://shop.test/confirm?email=${encodeURIComponent(text)}#done`,
  (text) => `https://shop.test/people/${encodeURIComponent(text)}/orders`,
  (text) => `https://${encodeURIComponent(text)}:secret@shop.test/`,
  (text) => `?next=${encodeURIComponent(encodeURIComponent(`/a?to=${text}`))}`,
  encodeURIComponent,
  everyByte,
  (text) => text.replace('@', '%2540'),
  (text) => text.replace('@', '\\u0040'),
  (text) => text.replace('@', '&#64;'),
  (text) => JSON.stringify({ to: text }),
  (text) => JSON.stringify(JSON.stringify({ deep: [text] })),
  (text) => JSON.stringify({ to: text }).replace('@', '\\u0040'),
  (text) => `SELECT * FROM people WHERE email = '${text}'`,
  (text) => `Error: no account for ${text}\n    at f (app.js:1:2)`,
]
const canary = fc.constantFrom(...forms).map((form) => form(CANARY))

const names = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom(
    ...['url', 'path', 'title', 'email', 'user', 'id', 'data', 'message', 'name', 'type', 'token', 'search', 'value'],
    ...['properties', 'context', 'page', 'traits', 'distinct_id', '$set', '$elements', '$current_url', 'tags', 'extra'],
    ...[
      'exception',
      'values',
      'stacktrace',
      'frames',
      'vars',
      'contexts',
      'trace',
      'breadcrumbs',
      'request',
      'headers',
    ],
    ...['query_string', 'transaction', 'spans', 'description', 'attributes', 'toJSON', '__proto__', 'constructor'],
    ...['sdk', 'release', 'fingerprint', 'filename', 'event_id', 'timestamp', 'cookies', 'logentry', 'params'],
  ),
  canary,
)
const leaf = fc.oneof(
  { weight: 3, arbitrary: canary },
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  canary.map((text) => box(text, { categories: ['user.contact.email'] })),
  canary.map((text) => new Error(text)),
  canary.map((text) => new Map([[text, text]])),
  canary.map((text) => ({ toJSON: () => text })),
)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'tree' },
    leaf,
    fc.array(tie('tree'), { maxLength: 3, depthIdentifier: 'tree' }),
    fc.array(fc.tuple(names, tie('tree')), { maxLength: 4, depthIdentifier: 'tree' }).map(Object.fromEntries),
  ),
}))
const record = fc
  .array(fc.tuple(names, tree), { minLength: 1, maxLength: 5 })
  .map((entries): Record<string, unknown> => Object.fromEntries(entries))

/** Everything that a reader of the output could make of it. */
function viewsOf(output: unknown): string {
  const text = typeof output === 'string' ? output : (JSON.stringify(output) ?? '')
  const views = [text]
  for (let view = text, round = 0; round < 4; round += 1, views.push(view))
    view = view
      .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
      .replace(/\\u([0-9a-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  return views.join('\n')
}

const untyped = (value: unknown) => value as never // as: payloads that escaped the compiler
const expectClean = (output: unknown) => expect(viewsOf(output)).not.toContain(LOCAL)
const runs = { numRuns: 120 }

describe('a canary anywhere in a payload', { timeout: 60_000 }, () => {
  test('does not leave through the hooks of Sentry', () => {
    const guard = guardSentry()
    const older = guardSentry(undefined, { traceLifecycle: 'static' })
    fc.assert(
      fc.property(record, canary, (payload, text) => {
        expectClean(guard.beforeSend(payload))
        expectClean(
          guard.beforeSend({
            message: text,
            transaction: text,
            user: { id: text },
            exception: {
              values: [
                {
                  type: text,
                  value: text,
                  stacktrace: { frames: [{ filename: text, function: text, vars: payload, context_line: text }] },
                },
              ],
            },
            request: { url: text, query_string: text, headers: { referer: text, [text]: text }, data: text },
            tags: payload,
            extra: payload,
            contexts: { trace: payload, os: payload, own: payload },
            breadcrumbs: [{ message: text, data: payload, category: text }],
            spans: [{ description: text, data: payload }],
            sdk: payload,
            fingerprint: [text],
          }),
        )
        expectClean(older.beforeSendTransaction({ type: 'transaction', ...payload }))
        expectClean(guard.beforeBreadcrumb(payload))
        expectClean(guard.beforeSendSpan(payload))
        expectClean(guard.beforeSendLog(payload))
        expectClean(guard.beforeSendMetric(payload))
      }),
      runs,
    )
  })

  test('does not leave through the filters of analytics events', () => {
    const filters = [filterEvent(), filterPosthog(), filterEvent(undefined, { texts: 'clean' })]
    const segment = filterSegment()
    fc.assert(
      fc.property(record, canary, (payload, text) => {
        for (const filter of filters) {
          expectClean(filter(payload))
          expectClean(
            filter({
              event: text,
              properties: { token: 't', distinct_id: 'd', $current_url: text, title: text, ...payload },
              $set: payload,
            }),
          )
        }
        segment({
          payload: { obj: { userId: text, context: payload, properties: payload } },
          next: (left) => expectClean(left?.obj),
        })
        expectClean(createUrlFilter()(text))
      }),
      runs,
    )
  })

  test('does not leave through an analytics sink, with schemas or without', () => {
    const sent: unknown[] = []
    const track = (event: string, properties?: unknown) => sent.push([event, properties])
    const identify = (id: string, traits?: unknown) => sent.push([id, traits])
    const strict = analyticsSink('strict', {
      track,
      identify,
      accepts: ['user.unique_id'],
      purpose: 'analytics',
      events: { seen: z.object({ a: nonPersonal(z.string()), b: nonPersonal(z.record(z.string(), z.any())) }) },
    })
    const plain = analyticsSink('plain', { track, identify, accepts: ['user.unique_id'], purpose: 'analytics' })
    fc.assert(
      fc.property(record, canary, (payload, text) => {
        strict.track('seen', untyped({ a: text, b: payload, ...payload }))
        plain.track(untyped(text), untyped(payload))
        plain.track('seen', untyped(payload))
        plain.page('seen', untyped(payload))
        plain.identify(untyped(text), untyped(payload))
        plain.identify(untyped('u_1'), untyped(payload))

        expectClean(sent.splice(0))
      }),
      runs,
    )
  })

  test('does not leave through a logger', () => {
    const lines: unknown[] = []
    const logger = { info: (...line: unknown[]) => lines.push(line) }
    const sinks = [
      loggerSink(logger, { fields: { a: z.any(), b: nonPersonal(z.any()) }, plain: ['c'] }),
      loggerSink(logger),
      loggerSink(logger, { errors: 'clean', fieldsFirst: true }),
    ]
    fc.assert(
      fc.property(record, canary, (payload, text) => {
        for (const sink of sinks) {
          sink.info('seen', untyped({ a: payload, b: payload, c: text, err: new Error(text), ...payload }))
          sink.info(untyped(text), untyped(payload))
        }

        expectClean(lines.splice(0))
      }),
      runs,
    )
  })

  test('does not leave in a request', async () => {
    const sent: string[] = []
    const fetch: FetchLike = async (input, init) => {
      const request = new Request(input, init)
      sent.push(request.url, JSON.stringify([...request.headers]), await request.text())
      return new Response()
    }
    const senders = [guardFetch(fetch), guardFetch(fetch, { whenFound: 'strip' })]
    const form = (payload: Record<string, unknown>) => {
      const data = new FormData()
      for (const [name, value] of Object.entries(payload)) data.append(name, String(value))
      return data
    }
    const header = (text: string) => text.replace(/[^\x20-\x7e]/g, '')
    await fc.assert(
      fc.asyncProperty(record, canary, async (payload, text) => {
        const json = JSON.stringify(payload)
        for (const send of senders) {
          const post = (init: RequestInit) => send('https://api.test/', { method: 'POST', ...init }).catch(() => {})
          await post({ body: json, headers: { 'content-type': 'application/json' } })
          await post({ body: json })
          await post({ body: text })
          await post({ body: form(payload) })
          await post({ body: new URLSearchParams({ a: text, [text]: 'b' }) })
          await post({ headers: { 'x-note': header(text), 'user-agent': header(text) } })
          await send(`https://api.test/${encodeURIComponent(text)}?q=${encodeURIComponent(text)}#${text}`).catch(
            () => {},
          )
          // a URL takes a backslash for a slash, and what it then says is no address any more
          await send(new URL(text.replaceAll('\\', '%5C'), 'https://api.test/')).catch(() => {})
        }

        expectClean(sent.splice(0))
      }),
      { numRuns: 40 },
    )
  })
})
