/** PostHog's own package behind the filter, on a page whose address, referrer and title name a person. */
import { filterPosthog } from '@privacykit/pii/sinks'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

const LOCAL = 'canary.person'
const CANARY = `${LOCAL}@example.test`

/** As much of a page as PostHog reads. */
function standUpPage(): string[] {
  const sent: string[] = []
  const page = new URL(`https://shop.test/people/${CANARY}?email=${encodeURIComponent(CANARY)}&utm_source=mail`)
  const nothing = () => {}
  const element = () => ({ style: {}, setAttribute: nothing })
  vi.stubGlobal('location', page)
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', {
    ...{ title: `Orders of ${CANARY}`, referrer: `https://mail.test/?to=${CANARY}`, URL: page.href, cookie: '' },
    ...{ addEventListener: nothing, removeEventListener: nothing, createElement: element, querySelectorAll: () => [] },
    ...{
      getElementsByTagName: () => [],
      documentElement: element(),
      readyState: 'complete',
      visibilityState: 'visible',
    },
  })
  vi.stubGlobal('addEventListener', nothing)
  vi.stubGlobal('removeEventListener', nothing)
  vi.stubGlobal('screen', { width: 1, height: 1 })
  vi.stubGlobal('history', {})
  vi.stubGlobal('fetch', async (url: unknown, init?: RequestInit) => {
    sent.push(`${String(url)} ${String(init?.body ?? '')}`)
    return new Response('{}')
  })
  return sent
}

interface Captured {
  event: string
  properties: Record<string, unknown>
}

describe('PostHog', () => {
  let sent: string[] = []
  const captured: { clean: Captured[]; raw: Captured[] } = { clean: [], raw: [] }

  beforeAll(async () => {
    sent = standUpPage()
    const { posthog } = await import('posthog-js')
    const filter = filterPosthog()
    const note = (into: Captured[]) => (event: unknown) => {
      if (event !== null) into.push(structuredClone(event) as Captured) // as: PostHog's own event
      return event as never // as: the same
    }
    posthog.init('phc_test', {
      ...{ api_host: 'http://posthog.test', disable_compression: true, opt_out_useragent_filter: true },
      ...{ request_batching: false, advanced_disable_flags: true, autocapture: false, persistence: 'memory' },
      capture_pageview: false,
      before_send: [note(captured.raw), (event) => filter(event), note(captured.clean)],
    })
    posthog.capture('$pageview')
    posthog.capture('bought', { size: 2, email: CANARY, note: `for ${CANARY}` })
    posthog.identify('u_1', { email: CANARY, plan: 'pro' })
    posthog.identify(CANARY, { plan: 'pro' })
    posthog.capture('after')
    await vi.waitFor(() => expect(sent.join()).toContain('"bought"'), 20_000)
  })
  afterAll(() => vi.unstubAllGlobals())

  test('collects the canary by itself, and sends none of it', () => {
    expect(JSON.stringify(captured.raw[0])).toContain(LOCAL)
    expect(decodeURIComponent(JSON.stringify(captured.clean))).not.toContain(LOCAL)
    expect(sent.join()).not.toContain(LOCAL)
  })

  test('still sends events that its server can take', () => {
    const [pageview, bought] = captured.clean

    expect(pageview).toMatchObject({
      event: '$pageview',
      properties: {
        token: 'phc_test',
        distinct_id: expect.any(String),
        $session_id: expect.any(String),
        $current_url: 'https://shop.test/people/[user.contact.email]?utm_source=mail',
        $referrer: 'https://mail.test/',
        $pathname: '/people/[user.contact.email]',
        $lib: 'web',
      },
    })
    expect(pageview?.properties).not.toHaveProperty('title')
    expect(bought?.properties).toMatchObject({ size: 2, email: '[user.contact.email]' })
  })

  test('sends nothing under the canary as the id of a person', () => {
    const ids = captured.clean.map(({ properties }) => properties.distinct_id)

    expect(captured.raw.some(({ properties }) => properties.distinct_id === CANARY)).toBe(true)
    expect(ids).toContain('u_1')
    expect(ids).not.toContain(CANARY)
  })
})
