/** Two tabs, two people and a browser's signal, in a real Chromium over the example shop. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type Shop, startShop } from 'shop/server/shop.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findChromium } from './support/chromium.ts'
import {
  banner,
  decideIn,
  isReady,
  isTracked,
  keptIn,
  listedIn,
  press,
  RECORDS,
  type ShopClient,
  type ShopPurpose,
  secretIn,
  statusIn,
} from './support/shop-page.ts'

let shop: Shop
let browser: Browser
let context: BrowserContext
/** What any page of the test threw and nobody caught. */
let thrown: Error[]

beforeAll(async () => {
  shop = await startShop({ port: 0 })
  browser = await chromium.launch({ executablePath: (await findChromium()).path })
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

beforeEach(async () => {
  context = await browser.newContext()
  thrown = []
  context.on('weberror', (error) => thrown.push(error.error()))
})

afterEach(async () => {
  await context.close()
  expect(thrown).toEqual([])
})

async function openShop(path = '/', page?: Page): Promise<Page> {
  const opened = page ?? (await context.newPage())
  await opened.goto(shop.url + path, { waitUntil: 'networkidle' })
  await isReady(opened)
  return opened
}

/** What the app's server decides about the device of this page. */
async function decideOnServer(page: Page, purpose: ShopPurpose) {
  const { allowed, reason } = await shop.privacy.decide({ device: await secretIn(page) }, purpose)
  return { allowed, reason }
}

const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id).sort()

/** Opens a page that hears nothing from other tabs, as if it slept. */
async function openSleepingTab(): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    class DeafChannel extends EventTarget {
      postMessage() {}
      close() {}
    }
    Object.defineProperty(window, 'BroadcastChannel', { value: DeafChannel })
    window.addEventListener('storage', (event) => event.stopImmediatePropagation(), { capture: true })
  })
  return openShop('/', page)
}

describe('two tabs', () => {
  it('keep both answers of the same moment, here and in the backend, and neither opens the purpose', async () => {
    const [first, second] = [await openShop(), await openShop()]
    const accept = await banner(first).getByRole('button', { name: 'Accept' }).elementHandle()
    const reject = await banner(second).getByRole('button', { name: 'Reject' }).elementHandle()

    // clicks from within: a button that another tab's answer has just taken away can still be under the finger
    await Promise.all([
      accept?.evaluate((button) => (button as HTMLElement).click()), // as: it is a button
      reject?.evaluate((button) => (button as HTMLElement).click()), // as: it is a button
    ])

    await expect
      .poll(async () => (await keptIn(first)).map(({ choice }) => choice).sort())
      .toEqual(['granted', 'refused'])
    // one may be written anew: each tab makes the device's secret when it sees none, and one secret stays
    const unlisted = async () => {
      const listed = new Set(await listedIn(second))
      return idsOf(await keptIn(second)).filter((id) => !listed.has(id))
    }
    await expect.poll(unlisted).toEqual([])
    for (const page of [first, second])
      await expect.poll(() => decideIn(page, 'analytics')).toEqual({ allowed: false, reason: 'conflict' })
    await expect.poll(() => decideOnServer(first, 'analytics')).toEqual({ allowed: false, reason: 'conflict' })
    await expect.poll(() => isTracked(first)).toBe(false)
  })

  it('cannot have a refusal undone by a tab that slept through it; asking again settles it', async () => {
    const asleep = await openSleepingTab()
    const awake = await openShop()

    await press(awake, 'Reject')
    expect(await banner(asleep).isVisible()).toBe(true)
    await press(asleep, 'Accept')

    const conflict = { allowed: false, reason: 'conflict' }
    expect(await decideIn(asleep, 'analytics')).toEqual(conflict)
    await expect.poll(() => decideIn(awake, 'analytics')).toEqual(conflict)
    await expect.poll(() => decideOnServer(awake, 'analytics')).toEqual(conflict)
    expect(await isTracked(awake)).toBe(false)

    await press(awake, 'Accept')
    await expect.poll(() => decideOnServer(awake, 'analytics')).toEqual({ allowed: true, reason: 'granted' })
  })

  it('cannot have a withdrawal undone by a grant that did not see it', async () => {
    const asleep = await openSleepingTab()
    await press(asleep, 'Accept')
    const awake = await openShop()
    await awake.getByRole('button', { name: 'Privacy choices' }).click()
    await awake.getByRole('switch', { name: /Visit counts/ }).click()
    await expect.poll(() => isTracked(awake)).toBe(false)

    await asleep.evaluate(() => {
      const { client } = document.querySelector('privacy-banner') as unknown as { client: ShopClient } // as: see above
      client.choose({ analytics: 'granted' }, { surface: 'panel' })
    })

    const conflict = { allowed: false, reason: 'conflict' }
    for (const page of [asleep, awake]) await expect.poll(() => decideIn(page, 'analytics')).toEqual(conflict)
    await expect.poll(() => decideOnServer(awake, 'analytics')).toEqual(conflict)
    expect(await isTracked(awake)).toBe(false)
  })
})

describe('another account on the same device', () => {
  interface Person {
    id: string
    cookie: Awaited<ReturnType<BrowserContext['cookies']>>[number]
  }

  async function signUp(page: Page, name: string): Promise<Person> {
    await openShop('/sign-up', page)
    await page.getByLabel('Day').fill('5')
    await page.getByLabel('Month').fill('6')
    await page.getByLabel('Year').fill('1988')
    await page.getByRole('button', { name: 'Continue' }).click()
    const email = `${name.toLowerCase()}-${crypto.randomUUID()}@tabs.example`
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password').fill('a long password')
    await page.getByRole('button', { name: 'Open the account' }).click()
    await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor()
    const { rows } = await shop.database.query<{ id: string }>('select id from users where email = $1', [email])
    const cookie = (await page.context().cookies()).find((one) => one.name === 'teras_session')
    if (rows[0] === undefined || cookie === undefined) throw new Error('the sign-up has left no account or no session')
    return { id: rows[0].id, cookie }
  }

  const newsletterOf = async ({ id }: Person) =>
    (await shop.privacy.decide({ account: id, generation: 1 }, 'newsletter')).reason

  /** Signs up and says yes to the letter while nothing gets through. */
  async function grantOffline(): Promise<{ page: Page; anna: Person }> {
    const page = await context.newPage()
    const anna = await signUp(page, 'Anna')
    await context.route(RECORDS, (route) => route.abort('connectionreset'))
    await page.getByRole('button', { name: 'Send me the letter' }).click()
    await expect.poll(() => decideIn(page, 'newsletter')).toEqual({ allowed: true, reason: 'granted' })
    return { page, anna }
  }

  it('gets nothing of what waited when the first signed out', async () => {
    const { page } = await grantOffline()

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await context.unroute(RECORDS)
    const bela = await signUp(page, 'Bela')

    expect(await decideIn(page, 'newsletter')).toEqual({ allowed: false, reason: 'not-asked' })
    await expect.poll(() => statusIn(page)).toMatchObject({ pending: 0 })
    expect(await newsletterOf(bela)).toBe('not-asked')
  })

  it('gets nothing of what waited when the session changed without a word', async () => {
    const { page, anna } = await grantOffline()
    const elsewhere = await browser.newContext()
    const bela = await signUp(await elsewhere.newPage(), 'Bela')
    await elsewhere.close()

    await context.addCookies([bela.cookie])
    await context.unroute(RECORDS)
    await page.reload({ waitUntil: 'networkidle' })
    await page.getByRole('heading', { name: 'Hello, Bela' }).waitFor()

    await expect.poll(() => decideIn(page, 'newsletter')).toEqual({ allowed: false, reason: 'not-asked' })
    await expect.poll(() => statusIn(page)).toMatchObject({ pending: 0 })
    expect(await newsletterOf(bela)).toBe('not-asked')
    expect(await newsletterOf(anna)).toBe('not-asked')
  })
})

describe('Global Privacy Control', () => {
  it('closes what shares data; accepting all does not override it, the purpose’s own switch does', async () => {
    await context.setExtraHTTPHeaders({ 'sec-gpc': '1' })
    await context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
    const page = await openShop()
    const closed = { allowed: false, reason: 'opted-out-by-signal' }
    expect(await decideIn(page, 'film')).toEqual(closed)

    await page.getByRole('button', { name: 'Privacy choices' }).click()
    await page.getByRole('button', { name: 'Accept all' }).click()

    expect(await decideIn(page, 'analytics')).toEqual({ allowed: true, reason: 'granted' })
    expect(await decideIn(page, 'film')).toEqual(closed)
    // without the header: the signal itself has been recorded beside the choice
    await expect.poll(() => decideOnServer(page, 'film')).toEqual(closed)

    await page.getByRole('switch', { name: /Films about our potters/ }).click()

    expect(await decideIn(page, 'film')).toEqual({ allowed: true, reason: 'granted' })
    const [override] = (await keptIn(page)).filter(({ purpose }) => purpose === 'film')
    expect(override).toMatchObject({ choice: 'granted', overrides: 'gpc' })
    await expect.poll(() => decideOnServer(page, 'film')).toEqual({ allowed: true, reason: 'granted' })
  })
})
