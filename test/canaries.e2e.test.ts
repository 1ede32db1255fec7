/** A full visit to the example shop with fifty values that must not be found again: not in its logs, its analytics, its error reports. */
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Shop, startShop } from 'shop/server/shop.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findChromium } from './support/chromium.ts'
import { banner } from './support/shop-page.ts'

const PERSON = {
  name: 'Quirina Zebrowska-Ünlü',
  email: 'quirina.zebrowska+tea@canary.example',
  password: 'kanarienvogel-"91"-geheim',
  street: 'Canarygasse 4711/b',
  postalCode: 'C4N-4RY',
  city: 'Canarville-sur-Mer',
  phone: '+62 812-9999-1234',
}

/** What somebody might write to a shop. None of it is anybody's: test numbers, made-up names, published examples. */
const WRITTEN = [
  'my brother Ignatius Canarini',
  'ignatius@canary.example',
  'IGNATIUS.UPPER@CANARY.EXAMPLE',
  'ünïcode@kanarie.example',
  '4111 1111 1111 1111',
  '378282246310005',
  'DE89 3704 0044 0532 0130 00',
  'GB33BUKB20201555555555',
  '3171234501900001',
  '01.234.567.8-901.234',
  '219-09-9999',
  'AB 12 34 56 C',
  '111.444.777-35',
  '44051401359',
  'RSSMRA85T10A562S',
  'passport C4N4RY981',
  'plate B 4711 CAN',
  '0812 5550 7788',
  '+49 30 901820-4711',
  '198.51.100.47',
  '2001:db8::4711:canary'.replace('canary', 'ca1a'),
  '00:1B:44:11:3A:B7',
  '1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
  '0x52908400098527886E0F7030069857D2E4169EE7',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl',
  'born on 5 June 1971, canary style',
  'user canary_4711_login',
  'diagnosed with canaryitis',
  'a devout canarist',
  '-7.79712, 110.37052',
  'Jalan Kenari 47, lantai 11',
  'sk_test_canary4711aaaabbbbcccc',
  '<b>canary & markup</b>',
  "o'canary \\ backslash",
] as const

/** What a careless link, form or script may put into an address or an error. */
const CARELESS = {
  query: 'linked.canary@canary.example',
  token: 'canary-token-0815',
  referrer: 'from.canary@canary.example',
  fragment: 'fragment.canary@canary.example',
  thrown: 'thrown.canary@canary.example',
  thrownName: 'Thaddeus Thrown-Canary',
  rejected: 'rejected.canary@canary.example',
  rejectedName: 'Rosalind Rejected-Canary',
  cause: 'cause.canary@canary.example',
} as const

const CANARIES: readonly string[] = [...Object.values(PERSON), ...WRITTEN, ...Object.values(CARELESS)]

let shop: Shop
let browser: Browser

beforeAll(async () => {
  shop = await startShop({ port: 0 })
  browser = await chromium.launch({ executablePath: (await findChromium()).path })
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

const rows = async (sql: string) => (await shop.database.query<Record<string, unknown>>(sql)).rows

/** Every form of a value that a log might hold without anybody having meant to. */
function formsOf(value: string): Set<string> {
  const written = JSON.stringify(value).slice(1, -1)
  const bytes = Buffer.from(value)
  return new Set([
    value,
    value.toLowerCase(),
    value.toUpperCase(),
    value.normalize('NFD'),
    written,
    JSON.stringify(written).slice(1, -1),
    encodeURIComponent(value),
    encodeURIComponent(encodeURIComponent(value)),
    new URLSearchParams({ v: value }).toString().slice(2),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    bytes.toString('base64').replaceAll('=', ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ])
}

/** Everything that left the visit by one of the three ways. */
function watch(page: Page): string[] {
  const bodies: string[] = []
  page.on('request', (request) => {
    if (/\/api\/(tally|errors)$/.test(request.url())) bodies.push(request.postData() ?? '')
  })
  return bodies
}

async function visit(page: Page): Promise<void> {
  const query = new URLSearchParams({ email: CARELESS.query, access_token: CARELESS.token })
  await page.goto(`${shop.url}/?${query}#${CARELESS.fragment}`, {
    waitUntil: 'networkidle',
    referer: `${shop.url}/?who=${encodeURIComponent(CARELESS.referrer)}`,
  })
  await banner(page).getByRole('button', { name: 'Accept' }).click()
  await throwInPage(page)
  await signUp(page)
  await order(page)
  for (let at = 0; at < WRITTEN.length; at += 12) await write(page, WRITTEN.slice(at, at + 12).join('; '))
  await page.getByRole('button', { name: 'Send me the letter' }).click()
  // a NUL is no text for PostgreSQL: its error holds the statement's values
  await page.evaluate(
    (text) =>
      fetch('/api/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: `${text}\u0000` }),
      }),
    WRITTEN.join('; '),
  )
}

async function throwInPage(page: Page): Promise<void> {
  await page.evaluate((careless) => {
    setTimeout(() => {
      const cause = new Error(`no basket of ${careless.cause}`)
      throw Object.assign(new Error(`no account for ${careless.thrownName} <${careless.thrown}>`, { cause }), {
        user: { email: careless.thrown, name: careless.thrownName },
      })
    })
    void Promise.reject({ email: careless.rejected, name: careless.rejectedName, page: location.href })
  }, CARELESS)
}

async function signUp(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page
    .getByRole('link', { name: /account/i })
    .first()
    .click()
  await page.getByLabel('Day').fill('5')
  await page.getByLabel('Month').fill('6')
  await page.getByLabel('Year').fill('1971')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Name').fill(PERSON.name)
  await page.getByLabel('E-mail address').fill(PERSON.email)
  await page.getByLabel('Password').fill(PERSON.password)
  await page.getByRole('button', { name: 'Open the account' }).click()
  await page.getByRole('heading', { name: 'Hello, Quirina' }).waitFor()
}

async function order(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Teras' }).click()
  await page.locator('a.card').first().click()
  await page.getByRole('button', { name: 'Put in the basket' }).click()
  await page.getByRole('link', { name: 'Go to the basket' }).click()
  await page.getByLabel('Street and number').fill(PERSON.street)
  await page.getByLabel('Postal code').fill(PERSON.postalCode)
  await page.getByLabel('City').fill(PERSON.city)
  await page.getByLabel(/^Phone/).fill(PERSON.phone)
  await page.getByRole('button', { name: 'Order and pay on delivery' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await page.getByRole('link', { name: 'See your orders' }).click()
}

async function write(page: Page, text: string): Promise<void> {
  // a sent question leaves a thank-you in the place of the form
  await page.getByRole('link', { name: 'Teras' }).click()
  await page.getByRole('link', { name: 'Quirina' }).click()
  await page.getByLabel('Your question').fill(text)
  const stored = page.waitForResponse((response) => response.url().endsWith('/api/messages'))
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  expect((await stored).status()).toBe(200)
}

it('leaves none of fifty values in logs, analytics and error reports', async () => {
  expect(new Set(CANARIES).size).toBe(50)
  const context = await browser.newContext()
  const page = await context.newPage()
  const sent = watch(page)

  await visit(page)
  const reports = () => rows('select report from partners.reports')
  await expect.poll(async () => (await reports()).length).toBeGreaterThanOrEqual(3)
  const visits = await rows('select * from partners.visits')
  const session = (await context.cookies()).find(({ name }) => name === 'teras_session')?.value ?? ''
  const ways = { logs: shop.log.lines(), analytics: [...visits, ...sent], reports: [...(await reports()), ...sent] }

  // all three ways were used, and the values did arrive where they belong
  expect(ways.logs.join()).toMatch(/signed up[\s\S]*order placed[\s\S]*message received[\s\S]*failed/)
  expect(visits.length).toBeGreaterThan(2)
  expect(JSON.stringify(ways.reports)).toMatch(/"frames"/)
  expect(await rows('select name, email from users')).toEqual([{ name: PERSON.name, email: PERSON.email }])
  const stored = (await rows('select body from messages')).map(({ body }) => body).join()
  expect(WRITTEN.filter((value) => !stored.includes(value))).toEqual([])

  const found = [...CANARIES, session].flatMap((value) =>
    Object.entries(ways).flatMap(([way, lines]) => {
      const text = JSON.stringify(lines)
      return [...formsOf(value)].filter((form) => text.includes(form)).map((form) => `${way}: ${form}`)
    }),
  )
  expect(found).toEqual([])
  await context.close()
}, 120_000)
