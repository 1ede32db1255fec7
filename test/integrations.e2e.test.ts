/** The vendors' own packages behind a purpose, in a real Chromium: nothing before a grant, nothing after a withdrawal. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findChromium } from './support/chromium.ts'
import type { VendorPage, VendorPurpose } from './support/vendor-pages/site.ts'
import { startVendorServer, type VendorServer } from './support/vendor-server.ts'

type Answer = 'granted' | 'refused' | 'withdrawn'

let server: VendorServer
let browser: Browser
let context: BrowserContext
/** Requests that left the page's own origin, as Chromium saw them: also what never reached the server. */
let left: string[]
let thrown: Error[]

beforeAll(async () => {
  server = await startVendorServer()
  browser = await chromium.launch({
    executablePath: (await findChromium()).path,
    args: [`--host-resolver-rules=${server.hostRules}`],
  })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

beforeEach(async () => {
  context = await browser.newContext()
  server.received.length = 0
  server.failing = false
  left = []
  thrown = []
  context.on('request', (request) => {
    if (!request.url().startsWith(server.url) && /^(http|ws)/.test(request.url())) left.push(request.url())
  })
  context.on('weberror', (error) => thrown.push(error.error()))
})

afterEach(async () => {
  await context.close()
  expect(thrown).toEqual([])
})

/** Waits as long as a busy machine may need. */
const eventually = (probe: () => unknown) => expect.poll(probe, { timeout: 20_000 })

/** Opens a vendor's page, with a clock that can be turned on: what a library does every few seconds is then seen without waiting. */
async function open(name: string): Promise<Page> {
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`${server.url}/${name}`, { waitUntil: 'networkidle' })
  return page
}

const choose = (page: Page, answers: Partial<Record<VendorPurpose, Answer>>) =>
  page.evaluate((given) => {
    const { vendorPage } = globalThis as unknown as { vendorPage: VendorPage } // as: the page's script has put it there
    vendorPage.privacy.choose(given, { surface: 'panel' })
  }, answers)

const allows = (page: Page, purpose: VendorPurpose) =>
  page.evaluate((name) => {
    const { vendorPage } = globalThis as unknown as { vendorPage: VendorPage } // as: see above
    return vendorPage.privacy.allows(name)
  }, purpose)

const call = (page: Page, method: 'send' | 'sendPast' | 'disconnect' | 'connect', event = '') =>
  page.evaluate(
    ([name, text]) => {
      const { vendorPage } = globalThis as unknown as { vendorPage: VendorPage } // as: see above
      vendorPage[name]?.(text)
    },
    [method, event] as const,
  )

const loadsOf = (page: Page) =>
  page.evaluate(() => {
    const { vendorPage } = globalThis as unknown as { vendorPage: VendorPage } // as: see above
    return vendorPage.loads
  })

/** What is kept on the device, besides our own. */
async function kept(page: Page): Promise<string[]> {
  const keys = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
  const cookies = (await context.cookies()).map(({ name }) => name)
  return [...keys, ...cookies].filter((name) => !name.startsWith('privacykit:'))
}

/** Whether an event of that name reached a vendor. */
const arrived = (event: string) =>
  server.received.some(({ path, body }) => path.includes(event) || body.includes(event))

/** All that a person and a library do in a minute, and the end of the page. */
async function live(page: Page): Promise<void> {
  await page.getByRole('button').click()
  await call(page, 'send', 'through-the-gate')
  await call(page, 'sendPast', 'past-the-gate')
  await page.evaluate(() => {
    history.pushState(null, '', '?next')
    setTimeout(() => console.error('a message that libraries listen to'))
  })
  await page.clock.runFor(60_000)
  await page.mouse.wheel(0, 100)
  await page.clock.runFor(60_000)
  await page.goto(`${server.url}/plain`, { waitUntil: 'networkidle' })
}

const VENDORS = [
  { name: 'posthog', purpose: 'analytics', keeps: ['ph_phc_test_posthog'] },
  { name: 'segment', purpose: 'analytics', keeps: ['ajs_anonymous_id'] },
  { name: 'sentry', purpose: 'diagnostics', keeps: [] },
  { name: 'meta-pixel', purpose: 'ads', keeps: ['_fbp'] },
] as const satisfies readonly { name: string; purpose: VendorPurpose; keeps: readonly string[] }[]

describe.each(VENDORS)('$name', ({ name, purpose, keeps }) => {
  it('asks for nothing and keeps nothing before an answer', async () => {
    const page = await open(name)
    await call(page, 'send', 'early')

    await live(page)

    expect(left).toEqual([])
    expect(await kept(page)).toEqual([])
  })

  it('drops after a refusal what waited for the answer', async () => {
    const page = await open(name)
    await call(page, 'send', 'early')
    await choose(page, { [purpose]: 'refused' })

    await live(page)

    expect(left).toEqual([])
    expect(await kept(page)).toEqual([])
  })

  it('sends after a grant what waited, and what comes', async () => {
    const page = await open(name)
    await call(page, 'send', 'early')

    await choose(page, { [purpose]: 'granted' })
    await eventually(() => arrived('early')).toBe(true)
    await call(page, 'send', 'later')
    await eventually(() => arrived('later')).toBe(true)

    await eventually(() => kept(page)).toEqual(expect.arrayContaining([...keeps]))
    expect(left.filter((url) => !new URL(url).hostname.endsWith('.test'))).toEqual([])
  })

  it('sends nothing and keeps nothing after a withdrawal', async () => {
    const page = await open(name)
    await choose(page, { [purpose]: 'granted' })
    await call(page, 'send', 'before')
    await eventually(() => arrived('before')).toBe(true)
    await page.waitForLoadState('networkidle')
    await call(page, 'send', 'last-words')

    await choose(page, { [purpose]: 'withdrawn' })
    const sent = left.length
    await live(page)

    expect(left.slice(sent)).toEqual([])
    expect(arrived('the-gate')).toBe(false)
    expect(await kept(page)).toEqual([])
  })

  it('starts again with a new grant, without loading twice and without what was refused', async () => {
    const page = await open(name)
    await choose(page, { [purpose]: 'granted' })
    await call(page, 'send', 'first')
    await eventually(() => arrived('first')).toBe(true)
    await choose(page, { [purpose]: 'withdrawn' })
    await call(page, 'send', 'between')
    await page.clock.runFor(10_000)
    const before = identities(server.received)
    const earlier = server.received.length
    const loads = await loadsOf(page)
    const scripts = left.filter((url) => url.includes('.js')).length

    await choose(page, { [purpose]: 'granted' })
    await call(page, 'send', 'second')
    await eventually(() => arrived('second')).toBe(true)

    expect(arrived('between')).toBe(false)
    expect(identities(server.received.slice(earlier)).filter((id) => before.includes(id))).toEqual([])
    expect(await loadsOf(page)).toBe(loads)
    expect(left.filter((url) => url.includes('.js')).length).toBe(scripts)
  })

  it('is silent while the page lets go of it, and goes on under the same name', async () => {
    const page = await open(name)
    await choose(page, { [purpose]: 'granted' })
    await call(page, 'send', 'first')
    await eventually(() => arrived('first')).toBe(true)
    const before = identities(server.received)

    await call(page, 'disconnect')
    await call(page, 'send', 'while-away')
    await call(page, 'sendPast', 'past-away')
    await page.clock.runFor(10_000)
    const earlier = server.received.length
    await call(page, 'connect')
    await call(page, 'send', 'second')
    await eventually(() => arrived('second')).toBe(true)

    expect(arrived('away')).toBe(false)
    expect(identities(server.received.slice(earlier))).toEqual(before)
  })

  it('sends after a withdrawal nothing that it could not send before', async () => {
    const page = await open(name)
    await choose(page, { [purpose]: 'granted' })
    await call(page, 'send', 'before')
    await eventually(() => arrived('before')).toBe(true)
    server.failing = true
    await call(page, 'send', 'stuck')
    await eventually(() => arrived('stuck')).toBe(true)
    await page.waitForLoadState('networkidle')

    await choose(page, { [purpose]: 'withdrawn' })
    server.failing = false
    const sent = left.length
    await live(page)

    expect(left.slice(sent)).toEqual([])
    expect(await kept(page)).toEqual([])
  })

  it('goes on in the next page of somebody who granted', async () => {
    const page = await open(name)
    await choose(page, { [purpose]: 'granted' })
    await call(page, 'send', 'first')
    await eventually(() => arrived('first')).toBe(true)
    const before = server.received.length

    await page.goto(`${server.url}/${name}`, { waitUntil: 'networkidle' })
    await eventually(() => allows(page, purpose)).toBe(true)
    await call(page, 'send', 'next-page')
    await eventually(() => arrived('next-page')).toBe(true)

    expect(identities(server.received.slice(before))).toEqual(identities(server.received.slice(0, before)))
  })
})

describe('recordings, behind a purpose of their own', () => {
  it.each([
    { name: 'posthog', purpose: 'analytics', mark: '$snapshot' },
    { name: 'sentry', purpose: 'diagnostics', mark: 'replay_recording' },
  ] as const)('$name records while both are open, and ends without a last piece', async ({ name, purpose, mark }) => {
    const pieces = () => server.received.filter(({ body }) => body.includes(mark)).length
    const press = () => page.getByRole('button').click()
    // on the machine's clock: recorders do not take to one that jumps
    const page = await context.newPage()
    await page.goto(`${server.url}/${name}`, { waitUntil: 'networkidle' })
    await choose(page, { [purpose]: 'granted' })
    await call(page, 'send', 'first')
    await eventually(() => arrived('first')).toBe(true)
    await press()
    const without = pieces()
    await choose(page, { replays: 'granted' })
    await expect.poll(() => press().then(pieces), { timeout: 30_000, interval: 200 }).toBeGreaterThan(0)

    // in one task: the recorders hold the press, and nothing had time to leave
    await page.evaluate(() => {
      const { vendorPage } = globalThis as unknown as { vendorPage: VendorPage } // as: see above
      document.querySelector('button')?.click()
      vendorPage.privacy.choose({ replays: 'withdrawn' }, { surface: 'panel' })
    })
    const recorded = pieces()
    await press()
    await call(page, 'send', 'still-counted')
    await eventually(() => arrived('still-counted')).toBe(true)
    await page.goto(`${server.url}/plain`, { waitUntil: 'networkidle' })

    expect(without).toBe(0)
    expect(pieces()).toBe(recorded)
    expect(await kept(page)).not.toContain('sentryReplaySession')
  })
})

describe('session counts of Sentry, behind a purpose of their own', () => {
  it('leave the page while both are open', async () => {
    const counts = () => server.received.filter(({ body }) => body.includes('{"type":"session"}')).length
    const page = await open('sentry')
    await choose(page, { diagnostics: 'granted' })
    await call(page, 'send', 'first')
    await eventually(() => arrived('first')).toBe(true)
    const without = counts()

    await choose(page, { ads: 'granted' })
    await page.goto(`${server.url}/sentry`, { waitUntil: 'networkidle' })

    await eventually(counts).toBeGreaterThan(0)
    expect(without).toBe(0)
  })
})

describe('destinations of Segment, behind purposes of their own', () => {
  it('tells Segment with each event which are closed', async () => {
    const page = await open('segment')
    const said = (event: string) => server.received.find(({ body }) => body.includes(event))?.body ?? ''
    await choose(page, { analytics: 'granted' })
    await call(page, 'send', 'without-ads')
    await eventually(() => said('without-ads')).not.toBe('')

    await choose(page, { ads: 'granted' })
    await page.goto(`${server.url}/segment`, { waitUntil: 'networkidle' })
    await call(page, 'send', 'with-ads')
    await eventually(() => said('with-ads')).not.toBe('')

    expect(said('without-ads')).toContain('"Meta Pixel":false')
    expect(said('with-ads')).not.toContain('"Meta Pixel":false')
  })
})

/** The names under which vendors know this browser, each once. */
function identities(requests: VendorServer['received']): string[] {
  const found = requests.flatMap(({ body }) => [...body.matchAll(/"(?:distinct_id|anonymousId)":"([^"]+)"/g)])
  return [...new Set(found.map(([, id = '']) => id))]
}
