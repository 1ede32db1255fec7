import { describe, expect, test } from 'vitest'
import { box } from '../box.ts'
import { guardBeforeSend, guardSentry } from './before-send.ts'
import type { GuardReport } from './withheld.ts'

const SECRET = 'jane@example.test'
const keep = (value: unknown) => value

const event = () => ({
  event_id: 'e1',
  timestamp: 1,
  platform: 'javascript',
  level: 'error',
  release: 'shop@1.0.0',
  exception: {
    values: [
      {
        type: 'TypeError',
        value: `no account for ${SECRET}`,
        mechanism: { type: 'generic', handled: false },
        stacktrace: {
          frames: [
            {
              filename: 'https://shop.test/assets/main.8f3e9a7b6c5d4e3f2a1b.js',
              function: 'pay',
              lineno: 12,
              colno: 7,
              in_app: true,
              vars: { email: 'x', size: 2 },
            },
          ],
        },
      },
    ],
  },
  request: {
    url: 'https://shop.test/pay?token=abc&page=2',
    query_string: [
      ['token', 'abc'],
      ['page', '2'],
    ],
    headers: {
      Cookie: 'sid=1',
      'User-Agent': 'Firefox',
      Referer: 'https://shop.test/?q=jane',
      'X-Forwarded-For': '203.0.113.9',
    },
    cookies: { sid: '1' },
    data: JSON.stringify({ password: 'hunter2', size: 2 }),
  },
  user: { id: 'u_1', email: SECRET, ip_address: '203.0.113.9' },
  contexts: { os: { name: 'macOS', version: '15' }, device: { name: 'Jane’s phone', family: 'iPhone' } },
  tags: { locale: 'en' },
  breadcrumbs: [{ category: 'ui.click', message: 'button[aria-label="Pay as Jane"]', timestamp: 1 }],
})

describe('a report of an error', () => {
  test('keeps what it needs to be read, and loses what it carries along', () => {
    const left = guardBeforeSend()(event())

    expect(left).toEqual({
      event_id: 'e1',
      timestamp: 1,
      platform: 'javascript',
      level: 'error',
      release: 'shop@1.0.0',
      exception: {
        values: [
          {
            type: 'TypeError',
            value: 'no account for [user.contact.email]',
            mechanism: { type: 'generic', handled: false },
            stacktrace: {
              frames: [
                {
                  filename: 'https://shop.test/assets/main.8f3e9a7b6c5d4e3f2a1b.js',
                  function: 'pay',
                  lineno: 12,
                  colno: 7,
                  in_app: true,
                  vars: { email: '[user.contact.email]', size: 2 },
                },
              ],
            },
          },
        ],
      },
      request: {
        url: 'https://shop.test/pay?page=2',
        query_string: [['page', '2']],
        headers: { 'User-Agent': 'Firefox', Referer: 'https://shop.test/' },
        data: '{"password":"[user.authorization.password]","size":2}',
      },
      contexts: { os: { name: 'macOS', version: '15' }, device: { family: 'iPhone' } },
      tags: { locale: 'en' },
      breadcrumbs: [{ category: 'ui.click', message: 'button', timestamp: 1 }],
    })
  })

  test('is a copy: the event itself stays as it was', () => {
    const given = event()

    guardBeforeSend()(given)

    expect(given).toEqual(event())
  })

  test('keeps the id of the user where the guard accepts pseudonyms, and no address as an id', () => {
    const guard = guardBeforeSend(undefined, { accepts: ['user.unique_id'], purpose: 'diagnostics' })

    expect(guard(event())?.user).toEqual({ id: 'u_1' })
    expect(guard({ ...event(), user: { id: SECRET, email: SECRET } })?.user).toBeUndefined()
  })

  test('loses the texts of errors whole where that is wished', () => {
    const left = guardBeforeSend(keep, { messages: 'withhold' })({
      message: 'Jane paid',
      exception: { values: [{ type: 'TypeError', value: 'Jane paid' }] },
      breadcrumbs: [{ message: 'Jane paid', category: 'console' }],
      logentry: { message: 'Jane paid', params: ['Jane'] },
    })

    expect(JSON.stringify(left)).not.toContain('Jane')
    expect(left).toMatchObject({
      exception: { values: [{ type: 'TypeError' }] },
      breadcrumbs: [{ category: 'console' }],
    })
  })

  test('goes without attachments, unless they are wished', () => {
    const hint = { attachments: [{ filename: 'screen.png', data: 'x' }] }
    const wished = { attachments: [{ filename: 'screen.png', data: 'x' }] }

    guardBeforeSend()(event(), hint)
    guardBeforeSend(keep, { attachments: true })(event(), wished)

    expect(hint.attachments).toEqual([])
    expect(wished.attachments).toHaveLength(1)
  })

  test('never opens a box', () => {
    const left = guardBeforeSend()({ extra: { who: box(SECRET, { categories: ['user.contact.email'] }), size: 2 } })

    expect(left).toEqual({ extra: { size: 2 } })
  })

  test('names paths and categories in its report, and no value', () => {
    const reports: GuardReport[] = []
    const guard = guardBeforeSend(undefined, { onWithheld: (report) => reports.push(report) })

    guard({ ...event(), extra: { [SECRET]: 1, janesKey: SECRET } })

    expect(reports[0]).toMatchObject({ sink: 'error tracker', event: 'event', sent: true })
    expect(reports[0]?.withheld).toContainEqual({ path: '$.user', category: 'user', why: 'tagged' })
    expect(JSON.stringify(reports)).not.toMatch(/jane|203\.0|hunter2/i)
  })
})

describe('a guard that cannot do its work', () => {
  const broken = () => {
    throw new Error(SECRET)
  }

  test('withholds what its redactor fails on, and sends the rest', () => {
    const reports: GuardReport[] = []
    const guard = guardBeforeSend(broken, { onWithheld: (report) => reports.push(report) })

    const left = guard({ event_id: 'e1', message: SECRET, extra: { a: SECRET } })

    expect(left).toEqual({ event_id: 'e1', message: '[withheld]' })
    expect(reports[0]?.withheld.map(({ why }) => why)).toEqual(['failed', 'failed'])
    expect(JSON.stringify(reports)).not.toContain('jane')
  })

  test('sends nothing of an event that cannot be read', () => {
    const reports: GuardReport[] = []
    const guard = guardBeforeSend(keep, { onWithheld: (report) => reports.push(report) })

    const left = guard({
      get message(): string {
        throw new Error(SECRET)
      },
    })

    expect(left).toBeNull()
    expect(reports).toMatchObject([{ sent: false, withheld: [{ path: '$', why: 'failed' }] }])
  })

  test('withholds what a redactor answers too late', () => {
    const left = guardBeforeSend(async (value) => value)({ event_id: 'e1', message: SECRET })

    expect(left).toEqual({ event_id: 'e1', message: '[withheld]' })
  })

  test('does not mind a listener that throws', () => {
    const guard = guardBeforeSend(keep, { onWithheld: broken })

    expect(guard({ event_id: 'e1', message: SECRET })).toEqual({ event_id: 'e1', message: '[user.contact.email]' })
  })

  test('leaves of a span what it cannot be without, for Sentry sends a span as it is when a hook fails', () => {
    const { beforeSendSpan } = guardSentry(keep)
    const span = { trace_id: 't', span_id: 's', start_timestamp: 1, status: 'ok', name: SECRET, attributes: {} }
    Object.defineProperty(span, 'attributes', { enumerable: true, get: broken })

    expect(beforeSendSpan(span)).toEqual({
      trace_id: 't',
      span_id: 's',
      start_timestamp: 1,
      status: 'ok',
      name: '[withheld]',
      data: {},
      attributes: {},
    })
  })
})

describe('the other hooks of Sentry', () => {
  const guard = guardSentry()

  test('clean breadcrumbs', () => {
    const crumb = {
      category: 'fetch',
      data: { method: 'GET', url: `/api?to=${SECRET}`, status_code: 200 },
      timestamp: 1,
    }

    expect(guard.beforeBreadcrumb(crumb)).toEqual({ ...crumb, data: { method: 'GET', url: '/api', status_code: 200 } })
  })

  test('clean names of spans, statements and attributes', () => {
    const span = {
      span_id: 's',
      trace_id: 't',
      start_timestamp: 1,
      status: 'ok' as const,
      is_segment: true,
      name: `GET /people/${SECRET}?a=1`,
      attributes: {
        'db.query.text': "SELECT * FROM people WHERE name = 'Jane' AND id = $1 AND age > 30",
        'url.full': { value: 'https://shop.test/?token=1', type: 'string' },
        'user.id': 'u_1',
        'client.address': '203.0.113.9',
        'sentry.op': 'http',
        'http.response.status_code': 200,
      },
    }

    expect(guard.beforeSendSpan(span)).toEqual({
      ...span,
      name: 'GET /people/[user.contact.email]',
      attributes: {
        'db.query.text': 'SELECT * FROM people WHERE name = ? AND id = $1 AND age > ?',
        'url.full': { value: 'https://shop.test/', type: 'string' },
        'sentry.op': 'http',
        'http.response.status_code': 200,
      },
    })
  })

  test('clean the name of the transaction on the header of the envelope', () => {
    const scope = new Map()
    const left = guardSentry(undefined, { traceLifecycle: 'static' }).beforeSendTransaction({
      type: 'transaction',
      sdkProcessingMetadata: { scope, dynamicSamplingContext: { trace_id: 't', transaction: `/people/${SECRET}` } },
    })

    expect(left?.sdkProcessingMetadata.dynamicSamplingContext.transaction).toBe('/people/[user.contact.email]')
    expect(left?.sdkProcessingMetadata.scope).toBe(scope)
  })

  test('clean logs and metrics', () => {
    expect(guard.beforeSendLog({ level: 'info', message: `to ${SECRET}`, attributes: { email: 'x', ms: 1 } })).toEqual({
      level: 'info',
      message: 'to [user.contact.email]',
      attributes: { email: '[user.contact.email]', ms: 1 },
    })
    expect(guard.beforeSendMetric({ name: 'm', value: 1, type: 'counter', attributes: { email: 'x' } })).toEqual({
      name: 'm',
      value: 1,
      type: 'counter',
      attributes: { email: '[user.contact.email]' },
    })
  })
})

test('nothing leaves while the purpose is closed', () => {
  const guard = guardBeforeSend(keep, { purpose: 'diagnostics', allows: (purpose) => purpose !== 'diagnostics' })

  expect(guard(event())).toBeNull()
})

test('a guard that accepts categories names their purpose', () => {
  expect(() => guardBeforeSend(keep, { accepts: ['user.unique_id'] })).toThrow(/name its purpose/)
})
