/** The ready sinks under the libraries that they are for: what Sentry's own client sends when a canary stands in everything it is given. */
import { guardSentry, guardSentryTransport } from '@privacykit/pii/sinks'
import * as Sentry from '@sentry/browser'
import { afterEach, describe, expect, test } from 'vitest'

const LOCAL = 'canary.person'
const CANARY = `${LOCAL}@example.test`
const ADDRESS = '203.0.113.9'

type Item = [{ type: string }, Record<string, unknown>]
type Envelope = [Record<string, unknown>, Item[]]

/** Records what would have gone over the wire. */
function recorder() {
  const sent: Envelope[] = []
  const make = () => ({
    async send(envelope: unknown) {
      sent.push(JSON.parse(JSON.stringify(envelope)) as Envelope) // as: the form of every envelope
      return {}
    },
    flush: async () => true,
  })
  return { sent, make }
}

const OPTIONS = { dsn: 'http://key@sentry.test/1', tracesSampleRate: 1, release: 'shop@1.0.0' }

async function breakEverything(): Promise<void> {
  Sentry.setUser({ id: CANARY, email: CANARY, username: CANARY, ip_address: ADDRESS })
  Sentry.startSession()
  Sentry.setTag('who', CANARY)
  Sentry.setExtra('cart', { email: CANARY, note: `for ${CANARY}`, size: 2 })
  Sentry.setContext('order', { [CANARY]: 1, link: `https://shop.test/?to=${encodeURIComponent(CANARY)}`, total: 12 })
  const url = `/api?email=${encodeURIComponent(CANARY)}`
  Sentry.addBreadcrumb({ category: 'fetch', data: { method: 'GET', url, status_code: 200 } })
  const attributes = { 'user.email': CANARY, 'url.full': `https://shop.test${url}`, 'http.response.status_code': 200 }
  Sentry.startSpan({ name: `GET /people/${CANARY}`, op: 'http.client', attributes }, () => {
    Sentry.captureException(new TypeError(`no account for ${CANARY}`), {
      attachments: [{ filename: `${CANARY}.txt`, data: CANARY }],
    } as never) // as: what a hint may hold, and its types for this call do not say
  })
  Sentry.captureMessage(`hello ${CANARY}`)
  Sentry.logger.warn(`slow for ${CANARY}`, { email: CANARY, ms: 12 })
  Sentry.captureFeedback({ message: `call me, ${CANARY}`, email: CANARY, name: 'Canary' })
  Sentry.captureSession()
  await Sentry.flush(1000)
}

const textOf = (sent: unknown) => decodeURIComponent(JSON.stringify(sent))
const itemsOf = (sent: readonly Envelope[], wanted: string) =>
  sent.flatMap(([, items]) => items.filter(([{ type }]) => type === wanted).map(([, payload]) => payload))

describe('Sentry', () => {
  afterEach(async () => {
    await Sentry.close(0)
    Sentry.getIsolationScope().clearBreadcrumbs()
  })

  test('sends no canary when its hooks and its transport are guarded', async () => {
    const { sent, make } = recorder()
    Sentry.init({ ...OPTIONS, transport: guardSentryTransport(make), ...guardSentry() })

    await breakEverything()

    const types = sent.flatMap(([, items]) => items.map(([{ type }]) => type))
    expect([...new Set(types)].sort()).toEqual(['event', 'feedback', 'log', 'session', 'span'])
    expect(textOf(sent)).not.toContain(LOCAL)
    expect(textOf(sent)).not.toContain(ADDRESS)
  })

  test('sends no canary when only its transport is guarded', async () => {
    const { sent, make } = recorder()
    Sentry.init({ ...OPTIONS, transport: guardSentryTransport(make) })

    await breakEverything()

    expect(itemsOf(sent, 'event').length).toBeGreaterThan(1)
    expect(textOf(sent)).not.toContain(LOCAL)
  })

  test('still sends an event that can be read: type, files, lines, breadcrumbs, release', async () => {
    const { sent, make } = recorder()
    Sentry.init({ ...OPTIONS, transport: guardSentryTransport(make), ...guardSentry() })

    await breakEverything()

    const [error] = itemsOf(sent, 'event')
    expect(error).toMatchObject({
      exception: { values: [{ type: 'TypeError', value: 'no account for [user.contact.email]' }] },
      release: 'shop@1.0.0',
      platform: 'javascript',
      extra: { cart: { size: 2 } },
      contexts: { order: { total: 12, link: 'https://shop.test/' }, trace: { trace_id: expect.any(String) } },
      sdk: { name: 'sentry.javascript.browser', settings: { infer_ip: 'never' } },
    })
    const frames = JSON.stringify(error?.exception)
    expect(frames).toMatch(/pii-sinks\.test\.ts","function":"breakEverything"/)
    expect(frames).not.toContain('[withheld]')
    expect(JSON.stringify(error?.breadcrumbs)).toContain('"url":"/api"')
    expect(error).not.toHaveProperty('user')
    expect(itemsOf(sent, 'session')[0]).not.toHaveProperty('did')
  })

  test('tells more past its hooks alone: the header of envelopes and the session, which is why the transport has a guard', async () => {
    const { sent, make } = recorder()
    Sentry.init({ ...OPTIONS, transport: make, ...guardSentry() })

    await breakEverything()

    expect(textOf(itemsOf(sent, 'event'))).not.toContain(LOCAL)
    expect(textOf(itemsOf(sent, 'span'))).not.toContain(LOCAL)
    expect(textOf(itemsOf(sent, 'log'))).not.toContain(LOCAL)
    expect(textOf(itemsOf(sent, 'session'))).toContain(LOCAL)
    expect(textOf(sent.map(([header]) => header))).toContain(LOCAL)
  })

  test('shows a canary everywhere when nothing guards it, so that these tests can fail', async () => {
    const { sent, make } = recorder()
    Sentry.init({ ...OPTIONS, transport: make })

    await breakEverything()

    for (const type of ['event', 'feedback', 'log', 'session', 'span', 'attachment'])
      expect(textOf(itemsOf(sent, type)), type).toContain(type === 'attachment' ? '' : LOCAL)
  })
})
