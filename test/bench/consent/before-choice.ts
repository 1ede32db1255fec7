/** What the example shop does before its visitor has answered: it loads every page once, in Chromium, and looks at what came of it. */
import { chromium } from 'playwright-core'
import { startShop } from 'shop/server/shop.ts'
import { findChromium } from '../../support/chromium.ts'
import { setup as buildPages } from '../../support/shop-pages.ts'

export interface BeforeChoice {
  /** Requests to another host. */
  requests: number
  cookies: number
  /** Keys in localStorage and sessionStorage. */
  stored: number
}

export async function measureBeforeChoice(): Promise<BeforeChoice> {
  await buildPages()
  const shop = await startShop({ port: 0 })
  const browser = await chromium.launch({ executablePath: (await findChromium()).path })
  try {
    const context = await browser.newContext()
    const page = await context.newPage()
    const hosts: string[] = []
    page.on('request', (request) => void hosts.push(new URL(request.url()).host))
    for (const path of ['/', '/#basket', '/#account']) await page.goto(shop.url + path, { waitUntil: 'networkidle' })
    const own = new URL(shop.url).host
    return {
      requests: hosts.filter((host) => host !== own).length,
      cookies: (await context.cookies()).length,
      stored: await page.evaluate(() => localStorage.length + sessionStorage.length),
    }
  } finally {
    await browser.close()
    await shop.stop()
  }
}
