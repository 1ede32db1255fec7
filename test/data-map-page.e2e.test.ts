/** The data map's page in a real browser: its own policy lets its style in, labels fit with real fonts, and 320 px are enough. */
import { personal } from '@privacykit/pii'
import { dataMap, dataMapHtml, type RecordPolicy } from '@privacykit/pii/data-map'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { findChromium } from './support/chromium.ts'

const TITLES = [
  ...[
    'Letter from the veranda',
    'ASKING A PARENT OR GUARDIAN',
    'Mmmmmmmmmmmmmmmmmmmmmmmmmmmmm',
    'お客様のご注文とお問い合わせについて',
  ],
  ...['بيانات التواصل مع العملاء', 'i', 'Datenschutzgrundverordnungsverantwortlichkeit', 'Pictures 🖼️ and 👩‍👩‍👧‍👦'],
  ...['Safety of the shop', 'Visit counts', 'Your orders', 'Picks for you'],
]
const text = (title: string) => ({ en: title, ar: title })
const policy: RecordPolicy = {
  app: 'kiosk',
  version: '1',
  locales: ['en', 'ar'],
  controller: { name: 'Kiosk', country: 'IE', contact: { email: 'privacy@kiosk.example' } },
  purposes: Object.fromEntries(
    TITLES.map((title, index) => [
      `p${index}`,
      {
        basis: index % 2 === 0 ? 'consent' : 'contract',
        data: ['user.contact', 'user.name', `user.behavior.${'x'.repeat(index * 3)}`],
        ...{ title: text(title), summary: text(title), retention: index % 3 === 0 ? 'invoices' : 'account' },
        recipients: index % 4 === 0 ? ['post', 'bank'] : ['bank'],
      },
    ]),
  ),
  recipients: {
    post: { name: 'Post and parcels of the whole country', role: 'processor', country: 'DE', data: ['user.contact'] },
    bank: { name: 'Bank', role: 'joint-controller', country: 'US', data: ['user'] },
  },
  retention: {
    invoices: { from: 'the-date-of-the-invoice', years: 10, reason: text('Tax law.') },
    account: { from: 'account-end', days: 1, reason: text('While you have an account.') },
  },
}
const order = z.object({
  email: personal(z.email(), 'user.contact.email'),
  ['long'.repeat(20)]: personal(z.string(), 'user.name'),
})
const tables = { a_very_long_table_name_indeed: { columns: { mail: 'user.contact.email' }, erase: 'delete' } } as const
const map = dataMap({ [`server/${'deep/'.repeat(12)}schema.ts#order`]: order }, policy, {
  databases: { main: { tables } },
})

let browser: Browser

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: (await findChromium()).path })
})

afterAll(() => browser?.close())

async function open(language: string, width: number, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, ...options })
  const body = dataMapHtml(map, policy, { language })
  await page.route('http://map.example/', (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
  await page.goto('http://map.example/')
  return page
}

/** Labels that leave their box, and boxes that touch, by their words. */
function crowded(): string[] {
  const boxes = [...document.querySelectorAll<SVGGElement>('.box')].map((box) => {
    const [paper, ...labels] = [...box.querySelectorAll<SVGGraphicsElement>('.paper, text')].map((part) => ({
      ...{ words: part.textContent ?? '', rect: part.getBBox() },
    }))
    return { paper: paper?.rect ?? new DOMRect(), labels }
  })
  const out = boxes.flatMap(({ paper, labels }) =>
    labels.filter(
      ({ rect }) =>
        rect.x < paper.x ||
        rect.x + rect.width > paper.x + paper.width ||
        rect.y < paper.y - 1 ||
        rect.y + rect.height > paper.y + paper.height + 1,
    ),
  )
  const touching = boxes.filter(({ paper: a }, index) =>
    boxes
      .slice(index + 1)
      .some(
        ({ paper: b }) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      ),
  )
  return [...out.map(({ words }) => words), ...touching.map(({ labels }) => `touches: ${labels[0]?.words}`)]
}

it.each(['en', 'ar'])('keeps labels inside their boxes, and boxes apart, in %s', async (language) => {
  const page = await open(language, 1200)

  expect(await page.locator('.box').count()).toBeGreaterThan(25)
  expect(await page.evaluate(crowded)).toEqual([])
})

it.each([
  [1200, 'en'],
  [320, 'en'],
  [320, 'ar'],
])('%i px wide and in %s: only the picture scrolls sideways, and only where it must', async (width, language) => {
  const page = await open(language, width)

  const { outer, inner } = await page.evaluate(() => {
    const room = (element: Element | null) =>
      element === null ? Number.NaN : element.scrollWidth - element.clientWidth
    return { outer: room(document.documentElement), inner: room(document.querySelector('.scroll')) }
  })

  expect(outer).toBe(0)
  expect(inner > 0).toBe(width === 320)
})

it('can be scrolled with the keyboard', async () => {
  const page = await open('en', 320)

  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')

  const moved = () => (document.activeElement as HTMLElement).scrollLeft > 0 // as: the region has the focus
  await page.waitForFunction(moved)
})

it('follows the colour scheme, and lets in its own style only', async () => {
  const page = await open('en', 1200, { colorScheme: 'dark' })
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))

  const { ground, size } = await page.evaluate(() => {
    const foreign = document.createElement('style')
    foreign.textContent = 'h1 { font-size: 99px }'
    document.head.append(foreign)
    const [body, heading] = [document.body, document.querySelector('h1') ?? document.body].map((e) =>
      getComputedStyle(e),
    )
    return { ground: body?.backgroundColor, size: heading?.fontSize }
  })

  expect({ ground, size }).toEqual({ ground: 'rgb(18, 22, 29)', size: '28px' })
  expect(said).toEqual([expect.stringContaining('Content Security Policy')])
})
