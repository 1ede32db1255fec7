/** A page rendered on a server by the answer cookie, in a real Chromium: no flash, no mismatch, and Google's tags told in the right order. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { findChromium } from './support/chromium.ts'
import { type RenderedSite, startRenderedSite } from './support/rendered-site.ts'

let site: RenderedSite
let browser: Browser
let context: BrowserContext
/** What the page complained about: a hydration mismatch is one. */
let complaints: string[]

beforeAll(async () => {
  site = await startRenderedSite()
  // names under a real public suffix, served by this machine
  const args = ['--host-resolver-rules=MAP *.shop.co.uk 127.0.0.1']
  browser = await chromium.launch({ executablePath: (await findChromium()).path, args })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

beforeEach(() => open())

afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

async function open(options: BrowserContextOptions = {}) {
  await context?.close()
  context = await browser.newContext(options)
  complaints = []
  site.asked.length = 0
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
}

/** The page as it stands when the client has taken over, with the HTML that the server had sent. */
async function visit(path = '/', page?: Page): Promise<{ page: Page; html: string }> {
  const opened = page ?? (await context.newPage())
  const answer = await opened.goto(new URL(path, site.url).href, { waitUntil: 'networkidle' })
  await opened.waitForFunction(() => {
    const { client } = window as unknown as { client?: { decide(name: string): { reason: string } } } // as: the page's own client
    return client !== undefined && client.decide('analytics').reason !== 'state-stale'
  })
  return { page: opened, html: (await answer?.text()) ?? '' }
}

interface Seen {
  seenByTag: unknown[][]
  states: string[]
  tagRan: number | undefined
  dataLayer: ArrayLike<unknown>[]
}

/** What the page showed, one entry per change, and the words of its data layer. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const { seenByTag, states, tagRan = 0, dataLayer } = window as unknown as Seen // as: the page's own globals
    const words = dataLayer.map((entry) => Array.from(entry)).filter(([command]) => command === 'consent')
    const mark = document.documentElement.getAttribute('data-privacy')
    return { seenByTag, states, tagRan, mark, consent: words.map(([, kind, values]) => [kind, values]) }
  })

const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
const has = (html: string) => [html.includes('id="banner"'), html.includes('id="counted"')]
const granted = (values: unknown) =>
  Object.entries(values as object)
    .filter(([, value]) => value === 'granted')
    .map(([type]) => type)

it('asks a fresh visitor, and says denied before any tag can look', async () => {
  const { page, html } = await visit()

  const { seenByTag, states, mark, tagRan, consent } = await seen(page)
  expect(has(html)).toEqual([true, false])
  expect([states, mark, tagRan]).toEqual([['banner,'], 'open', 0])
  expect(seenByTag).toEqual([['consent', 'default', expect.objectContaining({ analytics_storage: 'denied' })]])
  expect(consent).toHaveLength(1)
  expect([site.asked, await context.cookies()]).toEqual([['/'], []])
})

it('renders what was granted from the first byte, and gives it as the default', async () => {
  const first = await visit()
  await press(first.page, 'Accept')
  await expect.poll(async () => (await seen(first.page)).tagRan).toBe(1)
  expect((await seen(first.page)).consent.map(([kind, values]) => [kind, granted(values)])).toEqual([
    ['default', []],
    ['update', ['ad_storage', 'analytics_storage']],
  ])

  const { page, html } = await visit()
  await expect.poll(async () => (await seen(page)).tagRan).toBe(1)

  expect(has(html)).toEqual([false, true])
  const { states, mark, seenByTag, consent } = await seen(page)
  expect([states, mark]).toEqual([[',counted'], 'answered'])
  expect(granted(seenByTag[0]?.[2])).toEqual(['ad_storage', 'analytics_storage'])
  expect(consent).toHaveLength(1)
})

it('asks nothing of somebody who refused, and keeps the tag away', async () => {
  const first = await visit()
  await press(first.page, 'Reject')
  await expect.poll(async () => (await seen(first.page)).states.at(-1)).toBe(',')
  await expect.poll(async () => (await context.cookies()).map(({ name }) => name)).toEqual(['rendered-privacy-answers'])

  const { page, html } = await visit()

  expect(has(html)).toEqual([false, false])
  const { states, mark, consent, tagRan } = await seen(page)
  expect([states, mark, tagRan, consent.length]).toEqual([[','], 'answered', 0, 1])
  expect(granted(consent[0]?.[1])).toEqual([])
  expect(site.asked.filter((path) => path.startsWith('/tag.js'))).toEqual([])
})

it('says the withdrawal once, in the same tick, before the cookies go', async () => {
  const { page } = await visit()
  await press(page, 'Accept')
  await expect.poll(async () => (await seen(page)).tagRan).toBe(1)
  await page.evaluate(() => {
    document.cookie = '_ga=1; Path=/'
  })

  const after = await page.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find((each) => each.textContent === 'Withdraw')
    button?.click()
    const globals = window as unknown as Record<string, unknown> // as: Google's switch is a global named after the id
    return [document.cookie.includes('_ga='), globals['ga-disable-G-1']]
  })

  expect(after).toEqual([false, true])
  const { consent } = await seen(page)
  expect(consent.map(([kind, values]) => [kind, granted(values)])).toEqual([
    ['default', []],
    ['update', ['ad_storage', 'analytics_storage']],
    ['update', []],
  ])
  const again = await visit()
  expect(has(again.html)).toEqual([false, false])
})

it('asks nothing that the browser’s signal has answered', async () => {
  await open({ extraHTTPHeaders: { 'sec-gpc': '1' } })
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true })
  })

  const { page, html } = await visit()

  expect(html).toContain('May we: analytics?')
  expect((await seen(page)).states).toEqual(['banner,'])
})

it('remembers in the cookie where storage is blocked', async () => {
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
  })
  const first = await visit()
  await press(first.page, 'Accept')
  await expect.poll(async () => (await context.cookies()).map(({ name }) => name)).toEqual(['rendered-privacy-answers'])

  const { page, html } = await visit()

  expect(has(html)).toEqual([false, true])
  const { states, seenByTag } = await seen(page)
  expect(states).toEqual([',counted'])
  expect(granted(seenByTag[0]?.[2])).toEqual(['ad_storage', 'analytics_storage'])
})

it('shares the answers between subdomains, up to where the browser says that the domain ends', async () => {
  const { port } = new URL(site.url)
  const first = await visit(`http://www.shop.co.uk:${port}/?parent`)
  await press(first.page, 'Accept')
  await expect.poll(async () => (await seen(first.page)).tagRan).toBe(1)
  expect((await context.cookies()).map(({ name, domain }) => [name, domain])).toEqual([
    ['rendered-privacy-answers', '.shop.co.uk'],
  ])

  const { page, html } = await visit(`http://blog.shop.co.uk:${port}/?parent`)

  expect(has(html)).toEqual([false, true])
  const { states, seenByTag } = await seen(page)
  expect([states, granted(seenByTag[0]?.[2])]).toEqual([[',counted'], ['ad_storage', 'analytics_storage']])
})

it('hides a banner that a shared cache serves to everybody, from the first paint', async () => {
  const first = await visit('/static')
  await press(first.page, 'Reject')
  await expect.poll(async () => (await seen(first.page)).states.at(-1)).toBe(',')

  const { page, html } = await visit('/static')

  expect(has(html)).toEqual([true, false])
  expect((await seen(page)).states).toEqual([','])
})

it('hydrates a whole document without a mismatch', async () => {
  const first = await visit('/document')
  await press(first.page, 'Accept')
  await first.page.locator('#counted').waitFor()

  const { page, html } = await visit('/document')

  expect(has(html)).toEqual([false, true])
  expect(await page.evaluate(() => document.documentElement.getAttribute('data-privacy'))).toBe('answered')
})
