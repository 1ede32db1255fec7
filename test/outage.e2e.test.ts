/** Storage that is blocked, full or cleared, servers that fail, tabs that die: no choice is lost, and nothing opens. In a real Chromium. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type Shop, startShop } from 'shop/server/shop.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findChromium } from './support/chromium.ts'
import { type Failure, type Front, startFront } from './support/front.ts'
import {
  banner,
  decideIn,
  isReady,
  isTracked,
  press,
  type ShopPurpose,
  secretIn,
  statusIn,
} from './support/shop-page.ts'

let shop: Shop
let front: Front
let browser: Browser
let context: BrowserContext
/** What any page of the test threw and nobody caught. */
let thrown: Error[]

beforeAll(async () => {
  shop = await startShop({ port: 0 })
  front = await startFront(shop.url)
  browser = await chromium.launch({ executablePath: (await findChromium()).path })
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await front?.stop()
  await shop?.stop()
})

beforeEach(async () => {
  front.failure = null
  context = await browser.newContext()
  thrown = []
  context.on('weberror', (error) => thrown.push(error.error()))
})

afterEach(async () => {
  await context.close()
  expect(thrown).toEqual([])
})

async function openShop(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(front.url, { waitUntil: 'networkidle' })
  await isReady(page)
  return page
}

/** What the app's server decides about the device of this page. */
async function decideOnServer(page: Page, purpose: ShopPurpose) {
  const { allowed, reason } = await shop.privacy.decide({ device: await secretIn(page) }, purpose)
  return { allowed, reason }
}

describe('storage', () => {
  const blocks = {
    blocked: () =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError')
        },
      }),
    full: () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('Setting the value exceeded the quota.', 'QuotaExceededError')
      }
    },
  }

  it.each(['blocked', 'full'] as const)('that is %s leaves a page that works, asks once and says so', async (how) => {
    await context.addInitScript(blocks[how])
    const page = await openShop()

    await press(page, 'Reject')

    expect(await decideIn(page, 'analytics')).toEqual({ allowed: false, reason: 'refused' })
    await expect.poll(() => statusIn(page)).toEqual({ pending: 0, storage: 'memory', lastError: null })
    await page.locator('a.card').first().click()
    await page.getByRole('heading', { name: 'Kendi teapot' }).waitFor()
    await page.getByRole('button', { name: 'Put in the basket' }).click()
    expect(await banner(page).isVisible()).toBe(false)
    expect(await isTracked(page)).toBe(false)
  })

  it('keeps a decision over a reload and over going back', async () => {
    const page = await openShop()
    await press(page, 'Reject')

    await page.reload({ waitUntil: 'networkidle' })
    await isReady(page)
    expect(await banner(page).isVisible()).toBe(false)
    await page.goto('about:blank')
    await page.goBack({ waitUntil: 'networkidle' })
    await isReady(page)

    expect(await banner(page).isVisible()).toBe(false)
    expect(await decideIn(page, 'analytics')).toEqual({ allowed: false, reason: 'refused' })
  })

  it('that was cleared opens nothing and asks nobody again: the answer is read back by the cookie', async () => {
    const page = await openShop()
    await press(page, 'Reject')
    await expect.poll(() => statusIn(page)).toMatchObject({ pending: 0 })
    const secret = await secretIn(page)

    await page.evaluate(() => localStorage.clear())
    await page.reload({ waitUntil: 'networkidle' })
    await isReady(page)

    await expect.poll(() => decideIn(page, 'analytics')).toEqual({ allowed: false, reason: 'refused' })
    expect(await banner(page).isVisible()).toBe(false)
    const headers = { cookie: `privacy-device=${secret}` }
    const subject = await shop.privacy.subjectOf(new Request(shop.url, { headers }))
    expect(await shop.privacy.decide(subject ?? { device: '' }, 'analytics')).toMatchObject({ reason: 'refused' })
  })
})

describe('a server that fails', () => {
  const html = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Something else</title>' }
  const json = (status: number, type: string, body: object) => ({
    status,
    headers: { 'content-type': type },
    body: JSON.stringify({ status, ...body }),
  })
  const problem = { type: 'urn:privacykit:error:internal-error', title: 'Internal error', code: 'internal-error' }
  const failures: Record<string, Failure> = {
    'a problem of its own': json(500, 'application/problem+json', problem),
    'a 503 of a proxy': { status: 503, ...html },
    'a 404 of a proxy': { status: 404, ...html },
    'the page of a captive portal': { status: 200, ...html },
    'a redirect to a login page': { status: 302, headers: { location: '/sign-in' }, body: '' },
    'an acknowledgement of nothing': json(200, 'application/json', { receipts: [], seq: 0, generation: 1 }),
    'a broken connection': 'reset',
    'no answer at all': 'silence',
  }
  const refused = { allowed: false, reason: 'refused' }

  it.each(Object.entries(failures))('with %s gets the refusal by itself when it is back', async (_, failure) => {
    front.failure = failure
    const page = await openShop()

    await press(page, 'Reject')

    const waiting = { pending: 1, lastError: expect.any(String) }
    // a silent server is given a quarter of a minute
    await expect.poll(() => statusIn(page), { timeout: 20_000 }).toMatchObject(waiting)
    expect(await decideOnServer(page, 'analytics')).toEqual({ allowed: false, reason: 'not-asked' })
    front.failure = null
    await expect.poll(() => decideOnServer(page, 'analytics'), { timeout: 20_000 }).toEqual(refused)
    await expect.poll(() => statusIn(page)).toEqual({ pending: 0, storage: 'persistent', lastError: null })
  })

  it('neither brings the banner back nor counts anything while the refusal waits', async () => {
    front.failure = { status: 503, ...html }
    const page = await openShop()
    await press(page, 'Reject')

    await page.reload({ waitUntil: 'networkidle' })
    await isReady(page)

    expect(await decideIn(page, 'analytics')).toEqual(refused)
    expect(await banner(page).isVisible()).toBe(false)
    expect(await isTracked(page)).toBe(false)
    front.failure = null
    await page.reload({ waitUntil: 'networkidle' })
    await isReady(page)
    await expect.poll(() => decideOnServer(page, 'analytics')).toEqual(refused)
  })

  it('gets the choice of a tab that was killed in the moment of the click', async () => {
    front.failure = 'reset'
    const page = await openShop()
    const killer = await context.newCDPSession(page)
    const crashed = page.waitForEvent('crash')
    await press(page, 'Reject')
    killer.send('Page.crash').catch(() => {}) // a dead page does not answer
    await crashed

    front.failure = null
    const again = await openShop()

    expect(await banner(again).isVisible()).toBe(false)
    await expect.poll(() => decideOnServer(again, 'analytics')).toEqual(refused)
  })
})
