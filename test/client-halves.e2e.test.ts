/** The client in two halves in a real Chromium: what a page does before its engine is there, without it, and without storage or network. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { findChromium } from './support/chromium.ts'
import { type HalvesSite, openHalvesSite } from './support/halves-site.ts'

type Word = 'granted' | 'refused' | 'withdrawn'

/** What the page puts on its window. */
interface Halves {
  privacy: {
    allows(purpose: string): boolean
    questions(): string[]
    decide(purpose: string): { reason: string }
    choose(answers: Record<string, Word>, how: { surface: string }): { saved: Promise<unknown> }
    prepare(): Promise<void>
    status(): { storage: string; pending: number }
  }
  log: string[]
  first: { allows: boolean; questions: string[] }
}

let site: HalvesSite
let browser: Browser
let context: BrowserContext
/** What any page of the test threw and nobody caught. */
let thrown: string[]

beforeAll(async () => {
  site = await openHalvesSite()
  browser = await chromium.launch({ executablePath: (await findChromium()).path, args: ['--no-sandbox'] })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
})
beforeEach(async () => {
  context = await browser.newContext()
  thrown = []
  context.on('weberror', (error) => thrown.push(error.error().message))
})
afterEach(async () => {
  await context.close()
  expect(thrown).toEqual([])
})

const ENGINE = '**/engine-*.js'
const withoutEngine = () => context.route(ENGINE, (route) => route.abort())

async function open(path = '/?local'): Promise<Page> {
  const page = await context.newPage()
  await page.goto(site.url + path)
  await page.waitForFunction(() => 'privacy' in window)
  return page
}

const choose = (page: Page, answers: Record<string, Word>) =>
  page.evaluate((said) => void (window as unknown as Halves).privacy.choose(said, { surface: 'banner' }), answers) // as: the page's own script has set it
const prepare = (page: Page) => page.evaluate(() => (window as unknown as Halves).privacy.prepare()) // as: as above
const stateOf = (page: Page) =>
  page.evaluate(() => {
    const { privacy, log, first } = window as unknown as Halves // as: as above
    const { reason } = privacy.decide('analytics')
    return {
      allows: privacy.allows('analytics'),
      reason,
      questions: privacy.questions(),
      log,
      first,
      ...privacy.status(),
    }
  })

test('answers before the engine is asked for, and stores and sends nothing by it', async () => {
  const asked: string[] = []
  context.on('request', (request) => asked.push(new URL(request.url()).pathname))

  const page = await open('/')
  const before = asked.filter((path) => path !== '/favicon.ico')
  await prepare(page)

  expect((await stateOf(page)).first).toEqual({ allows: false, questions: ['analytics', 'films'] })
  expect(before.indexOf('/page.js')).toBe(1)
  expect(asked.filter((path) => path.startsWith('/engine-'))).toHaveLength(1)
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([])
  expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ''])
})

test('keeps a choice of a tab that is killed before its engine came, and sends it from the next page', async () => {
  await withoutEngine()
  const first = await open('/')
  await choose(first, { analytics: 'granted', films: 'refused' })
  expect(await stateOf(first)).toMatchObject({ allows: true, reason: 'granted', log: ['start'] })
  await first.close({ runBeforeUnload: false })
  const sent = site.stored()
  await context.unroute(ENGINE)

  const next = await open('/')
  expect((await stateOf(next)).first).toEqual({ allows: false, questions: [] })
  await next.waitForFunction(() => (window as unknown as Halves).privacy.allows('analytics')) // as: the page's own script has set it

  await expect.poll(() => site.stored()).toBe(sent + 2)
  expect((await stateOf(next)).questions).toEqual([])
})

test('obeys a withdrawal although the engine never loads, on this page, in the other tab and on the next page', async () => {
  const visited = await open()
  await prepare(visited)
  await choose(visited, { analytics: 'granted' })
  await visited.close()
  await withoutEngine()
  const [one, two] = [await open(), await open()]
  expect([(await stateOf(one)).first.allows, (await stateOf(two)).log]).toEqual([true, ['start']])

  await choose(one, { analytics: 'withdrawn' })

  expect(await stateOf(one)).toMatchObject({ allows: false, reason: 'withdrawn', log: ['start', 'stop'] })
  await expect.poll(async () => (await stateOf(two)).log).toEqual(['start', 'stop'])
  expect((await stateOf(await open())).first.allows).toBe(false)
})

test('takes the cookies of a purpose that was closed before the engine came', async () => {
  const visited = await open()
  await prepare(visited)
  await choose(visited, { analytics: 'granted' })
  await visited.close()
  await withoutEngine()
  const page = await open()
  await page.evaluate(() => {
    document.cookie = '_stats=1; Path=/'
  })
  await choose(page, { analytics: 'withdrawn' })
  await page.close()
  await context.unroute(ENGINE)

  const next = await open()
  await prepare(next)

  expect(await next.evaluate(() => document.cookie)).toBe('')
})

test('works where the browser keeps no storage, and asks there', async () => {
  const page = await open('/sandboxed?local')
  expect((await stateOf(page)).first.questions).toEqual(['analytics', 'films'])

  await choose(page, { analytics: 'granted' })
  expect(await stateOf(page)).toMatchObject({ allows: true, storage: 'memory', log: ['start'] })
  await prepare(page)
  await choose(page, { analytics: 'withdrawn' })

  expect(await stateOf(page)).toMatchObject({ allows: false, reason: 'withdrawn', log: ['start', 'stop'] })
})

test('keeps what is said offline, and sends it when the network is back', async () => {
  const page = await open('/')
  await prepare(page)
  const sent = site.stored()
  await context.setOffline(true)
  await choose(page, { analytics: 'refused' })
  await expect.poll(async () => (await stateOf(page)).pending).toBe(1)
  expect((await stateOf(page)).reason).toBe('refused')

  await context.setOffline(false)

  await expect.poll(() => site.stored(), { timeout: 20_000 }).toBe(sent + 1)
  await expect.poll(async () => (await stateOf(page)).pending).toBe(0)
})

test('answers a returning visitor with the whole network down but for the page itself', async () => {
  const visited = await open('/')
  await prepare(visited)
  await choose(visited, { analytics: 'granted', films: 'refused' })
  await expect.poll(async () => (await stateOf(visited)).pending).toBe(0)
  await visited.close()
  await context.route(/\/(engine-|api\/)/, (route) => route.abort())

  const page = await open('/')

  expect(await stateOf(page)).toMatchObject({ first: { allows: true, questions: [] }, log: ['start'], allows: true })
})

test('sees what was withdrawn meanwhile when it comes back from the back/forward cache', async () => {
  const caching = await chromium.launch({
    executablePath: (await findChromium()).path,
    args: ['--no-sandbox'],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const page = await caching.newPage()
  const devtools = await page.context().newCDPSession(page)
  const reasons: string[] = []
  devtools.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) =>
    reasons.push(...notRestoredExplanations.map(({ reason }) => reason)),
  )
  await devtools.send('Page.enable')
  const visit = async (path: string, word: Word) => {
    await page.goto(site.url + path)
    await page.waitForFunction(() => 'privacy' in window)
    await prepare(page)
    await choose(page, { analytics: word })
  }
  site.reports.length = 0
  await visit('/?local', 'granted')
  await visit('/elsewhere?local', 'withdrawn')

  // Playwright does not follow a page into the cache and out again, so the page itself reports
  await page.evaluate(() => setTimeout(() => history.back()))
  await expect.poll(() => site.reports.length + reasons.length, { timeout: 20_000 }).toBeGreaterThan(0)

  // the old headless shell has no such cache; what it does instead is to load the page anew
  if (reasons.includes('BackForwardCacheDisabledForDelegate')) {
    await page.waitForFunction(() => 'privacy' in window)
    expect((await stateOf(page)).first.allows).toBe(false)
  } else {
    expect(site.reports).toEqual([{ allows: false, log: ['start', 'stop'] }])
    expect(reasons).toEqual([])
  }
  await caching.close()
})

test('sees what was withdrawn while it was frozen', async () => {
  const [frozen, other] = [await open(), await open()]
  await Promise.all([prepare(frozen), prepare(other)])
  await choose(other, { analytics: 'granted' })
  await expect.poll(async () => (await stateOf(frozen)).log).toEqual(['start'])
  const devtools = await context.newCDPSession(frozen)
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })

  await choose(other, { analytics: 'withdrawn' })
  await devtools.send('Page.setWebLifecycleState', { state: 'active' })

  await expect.poll(async () => (await stateOf(frozen)).log).toEqual(['start', 'stop'])
})
