/** The three examples in a real Chromium: nothing before an answer, what was allowed after it, nothing after it was taken back. */
import { ar } from '@privacykit/elements/languages/ar'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './support/chromium.ts'
import { type Example, runTool, standInForTheWeb, startExample } from './support/example.ts'

const PATIENCE = { timeout: 20_000 }
const VIDEO = 'www.youtube-nocookie.com/embed/aqz-KE-bpKQ'
const GOOGLE_TAG = 'www.googletagmanager.com'
/** Sends one hit, as the real tag does for a page. */
const FAKE_TAG = "navigator.sendBeacon('https://region1.google-analytics.com/g/collect')"

interface Case {
  name: string
  start: () => Promise<Example>
  /** Whether a request counts a visit. */
  counts: (url: URL) => boolean
  allowVideo: string
  /** Whether the server's HTML holds the video for those who allowed it. */
  isRenderedByAnswers?: true
}

const cases: Case[] = [
  {
    name: 'html',
    start: () => startExample('html', { file: 'server.ts' }),
    counts: (url) => url.pathname === '/count',
    allowVideo: 'Always allow',
  },
  {
    name: 'react-vite',
    start: () => {
      runTool('react-vite', 'vite', ['build', '--logLevel', 'error'])
      return startExample('react-vite', { file: 'server/main.ts' })
    },
    counts: (url) => url.hostname.endsWith('.posthog.com'),
    allowVideo: 'Always allow',
  },
  {
    name: 'next',
    start: () => {
      runTool('next', 'next', ['build'])
      return startExample('next', { tool: 'next', args: ['start', '-H', 'localhost', '-p', '0'] })
    },
    counts: (url) => url.hostname.endsWith('.google-analytics.com'),
    allowVideo: 'Allow videos',
    isRenderedByAnswers: true,
  },
]

let browser: Browser

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: (await findChromium()).path })
})
afterAll(() => browser?.close())

describe.each(cases)('examples/$name', ({ start, counts, allowVideo, isRenderedByAnswers = false }) => {
  let example: Example
  let context: BrowserContext
  let page: Page
  let elsewhere: string[]
  let visits = 0
  const complaints: string[] = []

  beforeAll(async () => {
    example = await start()
    context = await browser.newContext({ viewport: { width: 1000, height: 700 } })
    elsewhere = await standInForTheWeb(context, { [GOOGLE_TAG]: FAKE_TAG })
    await context.addInitScript(noteBanner)
    page = await context.newPage()
    page.on('request', (request) => {
      if (counts(new URL(request.url()))) visits++
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
  }, 180_000)

  afterAll(async () => {
    await context?.close()
    await example?.stop()
  })

  const banner = () => page.getByRole('region', { name: 'Your privacy choice' })
  const stored = () => page.evaluate(() => Object.keys(localStorage))
  const videos = () => elsewhere.filter((address) => address === VIDEO).length
  const isInHtml = async () => (await (await page.request.get(example.url)).text()).includes(VIDEO)

  it('asks a new visitor, and does nothing else', async () => {
    await page.goto(example.url, { waitUntil: 'networkidle' })
    await banner().waitFor(PATIENCE)

    expect(elsewhere).toEqual([])
    expect(visits).toBe(0)
    expect(await context.cookies()).toEqual([])
    expect(await stored()).toEqual([])
  })

  it('counts once that is accepted', async () => {
    await banner().getByRole('button', { name: 'Accept' }).click()

    await expect.poll(() => visits, PATIENCE).toBeGreaterThan(0)
    expect(await banner().count()).toBe(0)
    expect(elsewhere.filter((address) => address.includes('youtube'))).toEqual([])
  })

  it('plays the video only once that is allowed', async () => {
    const before = await isInHtml()

    await page.getByRole('button', { name: allowVideo }).click()

    await expect.poll(videos, PATIENCE).toBe(1)
    expect([before, await isInHtml()]).toEqual(isRenderedByAnswers ? [false, true] : [before, before])
  })

  it('goes on after a reload, without a glimpse of the banner', async () => {
    const before = { visits, videos: videos() }

    await page.reload()

    await expect.poll(() => visits, PATIENCE).toBeGreaterThan(before.visits)
    await expect.poll(videos, PATIENCE).toBeGreaterThan(before.videos)
    expect(await page.evaluate(() => document.documentElement.dataset.sawBanner)).toBeUndefined()
  })

  it('stops when it is taken back, and deletes what was left on the device', async () => {
    await page.getByRole('button', { name: 'Privacy choices' }).click()
    const count = page.getByRole('switch', { name: /Visit counts/ })
    await count.click()
    await expect.poll(() => count.getAttribute('aria-checked'), PATIENCE).toBe('false')
    const before = visits

    await page.reload({ waitUntil: 'networkidle' })
    // the video still plays, so the page has started
    await page.locator('iframe.video').waitFor(PATIENCE)

    expect(visits).toBe(before)
    expect(await banner().count()).toBe(0)
    expect((await context.cookies()).map(({ name }) => name).filter((name) => !name.includes('privacy'))).toEqual([])
    expect((await stored()).filter((key) => !key.startsWith('privacykit:'))).toEqual([])
  })

  it('fits a phone, and speaks the language of the page from right to left', async () => {
    const phone = await browser.newContext({ viewport: { width: 320, height: 640 } })
    await standInForTheWeb(phone)
    const visit = await phone.newPage()
    await visit.goto(example.url)
    await visit.evaluate(() => {
      document.documentElement.lang = 'ar'
      document.documentElement.dir = 'rtl'
    })
    const bar = visit.getByRole('region', { name: ar.banner.label })
    await bar.waitFor(PATIENCE)

    const boxOf = (name: string) => bar.getByRole('button', { name, exact: true }).boundingBox()
    const [accept, reject] = [await boxOf(ar.banner.accept), await boxOf(ar.banner.reject)]

    expect(accept).toMatchObject({ y: reject?.y, width: reject?.width, height: reject?.height })
    expect(accept?.x).toBeGreaterThan(reject?.x ?? Number.NaN)
    expect(reject?.x).toBeGreaterThanOrEqual(0)
    expect((accept?.y ?? Number.NaN) + (accept?.height ?? 0)).toBeLessThan(640)
    expect(await visit.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await phone.close()
  })

  it('takes a yes to the video from somebody whose browser says no to sharing', async () => {
    const guarded = await browser.newContext({ extraHTTPHeaders: { 'sec-gpc': '1' } })
    await guarded.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
    const asked = await standInForTheWeb(guarded)
    const visit = await guarded.newPage()
    await visit.goto(example.url)

    await visit.getByRole('button', { name: allowVideo }).click()

    await expect.poll(() => asked, PATIENCE).toEqual([VIDEO])
    await guarded.close()
  })

  it('has complained about nothing', () => {
    expect(complaints).toEqual([])
  })
})

/** Runs in the page before anything else: remembers whether a banner was ever drawn, however short. */
function noteBanner(): void {
  new MutationObserver(() => {
    if (document.querySelector('privacy-banner [role=region]')) document.documentElement.dataset.sawBanner = ''
  }).observe(document, { childList: true, subtree: true })
}
