import { expect, test } from 'vitest'
import { createBrowser, until } from './fake-browser.ts'
import { policy } from './fake-policy.ts'
import { start } from './fake-start.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const
const PANEL = { surface: 'panel', noticeId: 'panel-1' } as const

/** A browser whose script storage was cleared after a choice; the server's cookies are still there. */
async function cleared() {
  const browser = createBrowser()
  const first = browser.open()
  await first.choose({ analytics: 'granted', ads: 'refused' }, BANNER).saved
  first.destroy()
  browser.server.cookie = browser.localStorage.getItem('privacykit:shop:secret:d0')
  browser.cookies.set('has-privacy-device', '1')
  for (const key of browser.localStorage.keys()) browser.localStorage.removeItem(key)
  browser.server.seen.length = 0
  return browser
}

test.each([true, false])(
  'reads the answers back and does not ask again (front alone at first: %s)',
  async (frontOnly) => {
    const browser = await cleared()
    const privacy = browser.open({ frontOnly, start })
    expect(privacy.questions()).toEqual([])
    expect([...privacy.snapshot().allowed].filter((name) => name === 'analytics')).toEqual([])

    await until(() => privacy.allows('analytics'))

    expect(privacy.decide('ads').reason).toBe('refused')
    expect(privacy.questions()).toEqual([])
    const [asked] = browser.server.seen
    expect([asked?.path, asked?.headers.get('privacy-expect'), asked?.headers.has('privacy-device')]).toEqual([
      '/state',
      'device',
      false,
    ])
    privacy.destroy()
  },
)

test('goes on with the cookie as the same device', async () => {
  const browser = await cleared()
  const privacy = browser.open()
  await until(() => privacy.allows('analytics'))

  await privacy.choose({ analytics: 'withdrawn' }, PANEL).saved

  expect(browser.server.lists.size).toBe(1)
  expect(browser.server.all()).toMatchObject([{ choice: 'granted' }, { choice: 'refused' }, { choice: 'withdrawn' }])
  expect(browser.server.all()[2]).toMatchObject({ replaces: [browser.server.all()[0]?.id] })
  expect(browser.localStorage.keys().join()).not.toContain('secret')
  privacy.destroy()
})

test('keeps what is said while it is being read back, for the same device', async () => {
  const browser = await cleared()
  const privacy = browser.open()

  const { saved } = privacy.choose({ analytics: 'refused' }, BANNER)
  expect(privacy.decide('analytics').reason).toBe('refused')
  await saved

  expect(browser.server.lists.size).toBe(1)
  expect(privacy.allows('analytics')).toBe(false)
  privacy.destroy()
})

test('asks when the answers cannot be read back', async () => {
  const browser = await cleared()
  browser.server.goDown()
  const privacy = browser.open()
  expect(privacy.questions()).toEqual([])

  await until(() => privacy.questions().length === 2)

  expect(privacy.allows('analytics')).toBe(false)
  privacy.destroy()
})

test('becomes a new device when the cookie has gone meanwhile, and loses nothing that was said', async () => {
  const browser = await cleared()
  const privacy = browser.open()
  browser.server.cookie = null

  const { saved } = privacy.choose({ analytics: 'refused' }, BANNER)
  await saved

  expect(browser.server.lists.size).toBe(2)
  expect(browser.localStorage.keys()).toContain('privacykit:shop:secret:d0')
  privacy.destroy()
})

test('makes no request for somebody who never answered', async () => {
  const browser = createBrowser()

  const privacy = browser.open()
  await privacy.signedOut()

  expect(browser.server.seen).toEqual([])
  privacy.destroy()
})

test('starts with nothing after a sign-out, whatever cookie there is', async () => {
  const browser = await cleared()
  browser.server.session = 'alice'
  const privacy = browser.open()
  await privacy.signedIn()
  browser.server.session = null
  await privacy.signedOut()
  browser.server.seen.length = 0

  const next = browser.open()
  expect(next.questions()).toEqual(['analytics', 'ads'])

  expect(browser.server.seen).toEqual([])
  for (const client of [privacy, next]) client.destroy()
})

test('takes the place that the server has found, unless the app gives one', async () => {
  const decisionsFor = async (region: string | null, given?: { region: string }) => {
    const browser = createBrowser()
    browser.signals.gpc = true
    const { fetch: send } = browser.server
    const fetch: typeof send = async (input, init) => {
      const reply = await send(input, init)
      return String(input).endsWith('/state') ? Response.json({ ...(await reply.json()), region }) : reply
    }
    const bound = { ...policy, gpc: ['US-CA'] } as typeof policy // as: with the places in which the signal binds
    const privacy = browser.open({ policy: bound, fetch, ...given })
    await privacy.choose({ ads: 'granted' }, PANEL).saved
    browser.clock.at += 61_000
    privacy.fire('visibilitychange')
    await until(() => browser.localStorage.getItem('privacykit:shop:server:d0') !== null)
    const { reason } = privacy.decide('ads')
    privacy.destroy()
    return reason
  }

  expect(await decisionsFor('US-CA')).toBe('opted-out-by-signal')
  expect(await decisionsFor(null)).toBe('opted-out-by-signal')
  expect(await decisionsFor('DE')).toBe('granted')
  expect(await decisionsFor('DE', { region: 'US-CA' })).toBe('opted-out-by-signal')
})

test('tells once when nothing of PrivacyKit answers at the endpoint', async () => {
  const browser = createBrowser()
  browser.server.intercept = () =>
    new Response('<h1>Not found</h1>', { status: 404, headers: { 'content-type': 'text/html' } })
  const privacy = browser.open()
  privacy.choose({ analytics: 'refused' }, BANNER)
  privacy.choose({ ads: 'refused' }, BANNER)

  await until(() => privacy.status().lastError !== null)

  const told = browser.events.flatMap((event) => (event.kind === 'endpoint-missing' ? [event.hint] : []))
  expect(told).toEqual([expect.stringContaining('answered 404')])
  expect(privacy.status().pending).toBe(2)
  privacy.destroy()
})
