/** The example shop in a real Chromium, from the first visit to the proof of erasure. */
import { verifyJws } from '@privacykit/vault'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type Shop, startShop } from 'shop/server/shop.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './support/chromium.ts'

const SECOND = 1 / 86_400
/** Long enough to see the undo button, short enough to wait for. */
const PERIODS = { undoDays: 3 * SECOND, residualCheckDays: 2 * SECOND }

/** Values that no log, counter or proof may ever show. */
const CANARY = {
  name: 'Quirina Zebrowski',
  email: 'quirina.zebrowski@canary.example',
  password: 'canary-password-91',
  street: 'Canarystreet 4711',
  phone: '+62 812 9999 1234',
  question: 'Is the celadon safe for my canary?',
}

let shop: Shop
let browser: Browser

beforeAll(async () => {
  shop = await startShop({ port: 0, deregistration: PERIODS })
  browser = await chromium.launch({ executablePath: (await findChromium()).path })
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

const banner = (page: Page) => page.getByRole('region', { name: 'Your privacy choice' })
const cookieNames = async (context: BrowserContext) => (await context.cookies()).map(({ name }) => name)
const rows = async (sql: string, ...values: unknown[]) =>
  (await shop.database.query<Record<string, unknown>>(sql, values)).rows

async function openShop(context: BrowserContext, path = '/'): Promise<Page> {
  const page = await context.newPage()
  await page.goto(shop.url + path, { waitUntil: 'networkidle' })
  return page
}

/** Counts what the page sends to the visit counter. */
function watchTally(page: Page): { count: number } {
  const seen = { count: 0 }
  page.on('request', (request) => {
    if (request.url().endsWith('/api/tally')) seen.count++
  })
  return seen
}

async function answerAge(page: Page, year: number): Promise<void> {
  await page.getByLabel('Day').fill('5')
  await page.getByLabel('Month').fill('6')
  await page.getByLabel('Year').fill(String(year))
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function signUp(page: Page, person: { name: string; email: string; password: string }): Promise<void> {
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Open the account' }).click()
}

describe('a visitor', () => {
  it('is tracked by nothing before a choice: no request, no cookie, nothing stored', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const tally = watchTally(page)
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).host))

    await page.goto(shop.url, { waitUntil: 'networkidle' })

    await expect.poll(() => banner(page).isVisible()).toBe(true)
    expect(tally.count).toBe(0)
    expect([...hosts]).toEqual([new URL(shop.url).host])
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    await context.close()
  })

  it('accepts, is known in a second tab, and withdraws there for both', async () => {
    const context = await browser.newContext()
    const first = await openShop(context)
    const tally = watchTally(first)

    await banner(first).getByRole('button', { name: 'Accept' }).click()

    await expect.poll(() => tally.count).toBeGreaterThan(0)
    await expect.poll(() => cookieNames(context)).toEqual(expect.arrayContaining(['_tally', 'privacy-device']))

    const second = await openShop(context)
    expect(await banner(second).isVisible()).toBe(false)

    await second.getByRole('button', { name: 'Privacy choices' }).click()
    await second.getByRole('switch', { name: /Visit counts/ }).click()

    await expect.poll(() => cookieNames(context)).not.toContain('_tally')
    const before = tally.count
    await first.bringToFront()
    await first.locator('a.card').first().click()
    await first.getByRole('heading', { name: 'Kendi teapot' }).waitFor()
    expect(tally.count).toBe(before)
    await context.close()
  })

  it('keeps a choice that was made while the network was cut and the tab closed', async () => {
    const context = await browser.newContext()
    const page = await openShop(context)
    await context.setOffline(true)
    await banner(page).getByRole('button', { name: 'Reject' }).click()
    await page.close()
    expect(await cookieNames(context)).not.toContain('privacy-device')

    await context.setOffline(false)
    const again = await openShop(context)

    expect(await banner(again).isVisible()).toBe(false)
    await expect.poll(() => cookieNames(context), { timeout: 20_000 }).toContain('privacy-device')
    await context.close()
  })

  it('does not become an account while a child: the sign-up is held and nothing is kept', async () => {
    const context = await browser.newContext()
    const page = await openShop(context, '/sign-up')
    await banner(page).getByRole('button', { name: 'Reject' }).click()
    await answerAge(page, new Date().getUTCFullYear() - 12)

    await signUp(page, { name: 'Canary Child', email: 'child@canary.example', password: CANARY.password })

    await page.getByRole('heading', { name: /parent or guardian/ }).waitFor()
    expect(await rows('select 1 from users where email = $1', 'child@canary.example')).toEqual([])
    expect(await cookieNames(context)).not.toContain('teras_session')

    // trying again with another date is not offered: the first answer stands
    await page.reload({ waitUntil: 'networkidle' })
    expect(await page.getByLabel('Day').count()).toBe(0)
    await signUp(page, { name: 'Canary Child', email: 'child@canary.example', password: CANARY.password })
    await page.getByRole('heading', { name: /parent or guardian/ }).waitFor()
    expect(await rows('select 1 from users where email = $1', 'child@canary.example')).toEqual([])
    await context.close()
  })
})

describe('an account', () => {
  let context: BrowserContext
  let page: Page
  let account: string
  let oldSession: Awaited<ReturnType<BrowserContext['cookies']>>

  beforeAll(async () => {
    context = await browser.newContext()
    page = await openShop(context, '/sign-up')
  })
  afterAll(() => context?.close())

  it('opens for an adult, who orders and asks', async () => {
    await banner(page).getByRole('button', { name: 'Reject' }).click()
    await answerAge(page, 1988)
    await signUp(page, CANARY)
    await page.getByRole('heading', { name: 'Hello, Quirina' }).waitFor()
    const [user] = await rows('select id, generation from users where email = $1', CANARY.email)
    account = String(user?.id)
    expect(user?.generation).toBe(1)

    await page.goto(`${shop.url}/product/kendi`)
    await page.getByRole('button', { name: 'Put in the basket' }).click()
    await page.getByRole('link', { name: 'Go to the basket' }).click()
    await page.getByLabel('Street and number').fill(CANARY.street)
    await page.getByLabel('Postal code').fill('55281')
    await page.getByLabel('City').fill('Sleman')
    await page.getByLabel(/^Phone/).fill(CANARY.phone)
    await page.getByRole('button', { name: 'Order and pay on delivery' }).click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    await page.getByRole('link', { name: 'See your orders' }).click()
    await page.getByLabel('Your question').fill(CANARY.question)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('We answer within two days').waitFor()

    await page.getByRole('button', { name: 'Send me the letter' }).click()
    await page.getByText('You get the letter.').waitFor()
    await expect.poll(() => rows('select account from partners.subscribers')).toEqual([{ account }])
    const { name, street, phone } = CANARY
    expect(await rows('select account, name, street, phone from partners.parcels')).toEqual([
      { account, name, street, phone },
    ])
  })

  it('leaves no trace of itself in the log or the visit counter', async () => {
    const written = shop.log.lines().join('\n')

    expect(written).toContain('order placed')
    for (const value of Object.values(CANARY)) expect(written).not.toContain(value)
    expect(await rows('select * from partners.visits where visitor = $1', account)).toEqual([])
  })

  it('is closed with a preview, an undo, and a proof at the end', { timeout: 90_000 }, async () => {
    oldSession = await context.cookies()
    await page.getByRole('button', { name: 'Close my account' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('What we have to keep').waitFor()
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await dialog.getByRole('checkbox').check()
    const requested = page.waitForResponse(
      (response) => response.url().endsWith('/api/privacy/deregistrations') && response.request().method() === 'POST',
    )
    await dialog.getByRole('button', { name: 'Delete my account' }).click()
    const { requestId } = (await (await requested).json()) as { requestId: string }

    await dialog.getByRole('button', { name: 'Undo' }).waitFor()
    await expect
      .poll(async () => (await shop.privacy.deregistration(requestId)).status, { timeout: 60_000, interval: 250 })
      .toBe('completed')

    const { finalProofId, steps } = await shop.privacy.deregistration(requestId)
    const { proof, keys } = await page.evaluate(async (id) => {
      const read = async (path: string) => (await fetch(`/api/privacy${path}`)).json()
      return { proof: await read(`/proofs/${id}`), keys: await read('/keys') }
    }, finalProofId)
    expect(verifyJws(proof.jws, keys, 'privacy-proof+jws')).toMatchObject({ requestId, kind: 'final', residual: 0 })
    expect(JSON.stringify(proof)).not.toContain(account)
    expect(new Set(steps.map(({ hook }) => hook))).toEqual(new Set(['main', 'main:identity', 'courier', 'mailer']))
  })

  it('has left nothing but the invoice that tax law wants', async () => {
    expect(await rows('select 1 from users where id = $1', account)).toEqual([])
    expect(await rows('select 1 from sessions where user_id = $1', account)).toEqual([])
    expect(await rows('select 1 from messages where user_id = $1', account)).toEqual([])
    expect(await rows('select 1 from partners.parcels where account = $1', account)).toEqual([])
    expect(await rows('select 1 from partners.subscribers where account = $1', account)).toEqual([])
    expect(await rows('select street, city, postal_code, phone from orders where user_id = $1', account)).toEqual([
      { street: null, city: null, postal_code: null, phone: null },
    ])
  })

  it('lets neither an old session nor a late write back in', async () => {
    const ghost = await browser.newContext()
    await ghost.addCookies(oldSession)
    const response = await ghost.request.get(`${shop.url}/api/privacy/state`)
    expect(response.ok() ? ((await response.json()) as { kind: string }).kind : response.status()).not.toBe('account')
    expect((await ghost.request.post(`${shop.url}/api/orders`, { data: {} })).status()).toBe(401)
    await ghost.close()

    await expect(shop.privacy.fence.assertAlive({ id: account, generation: 1 })).rejects.toMatchObject({
      code: 'erased',
    })
    await expect(shop.privacy.openAccount(account, { identifiers: [] })).resolves.toMatchObject({ generation: 2 })
  })

  it('starts anew when the same person signs up again: next generation, no choices', async () => {
    const fresh = await browser.newContext()
    const visit = await openShop(fresh, '/sign-up')
    await answerAge(visit, 1988)
    await signUp(visit, CANARY)
    await visit.getByRole('heading', { name: 'Hello, Quirina' }).waitFor()

    const [user] = await rows('select id, generation from users where email = $1', CANARY.email)
    expect(user?.generation).toBe(2)
    const decision = await shop.privacy.decide({ account: String(user?.id), generation: 2 }, 'newsletter')
    expect(decision).toMatchObject({ allowed: false, reason: 'not-asked' })
    await fresh.close()
  })
})
