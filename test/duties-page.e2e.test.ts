/** Duties that a page keeps, in Chromium: what `docs/duties.md` says of third parties' content and links. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ElementSite, startElementSite } from './support/element-site.ts'

let site: ElementSite

beforeAll(async () => {
  site = await startElementSite()
}, 60_000)

afterAll(() => site?.close())

const press = (page: Page, action: string, element: string) =>
  page.locator(`${element} [data-action=${action}]`).first().click()
/** Addresses of the film site that were asked for; Chromium asks for icons by itself. */
const films = () => site.arrived.filter((line) => line.startsWith('film.example') && !line.includes('favicon'))

async function visit(): Promise<Page> {
  const page = await site.visit()
  await page.locator('privacy-embed [data-action=once]').waitFor()
  return page
}

describe('D30: content and links of third parties', () => {
  it('loads nothing of them before the person chose, and a link asks', async () => {
    const page = await visit()

    await page.locator('#to-films').click()
    await page.locator('privacy-leave dialog[open]').waitFor()
    await press(page, 'stay', 'privacy-leave')

    expect(await page.locator('privacy-leave dialog[open]').count()).toBe(0)
    expect(page.url()).toContain('teras.example')
    expect(films()).toEqual([])
  })

  it('follows a link once without granting anything, and without saying where from', async () => {
    const page = await visit()

    await page.locator('#to-films').click()
    await press(page, 'once', 'privacy-leave')
    await page.waitForURL(/film\.example/)

    expect(films()).toEqual(['film.example /all'])
    expect(site.referred).toEqual([])
    await page.goBack()
    await page.locator('privacy-embed [data-action=once]').waitFor()
    expect(await page.evaluate(() => elementClient.allows('films'))).toBe(false)
  })

  it('follows and allows from then on when the person says so, and asks no more', async () => {
    const page = await visit()
    await page.locator('#to-films').click()
    await press(page, 'always', 'privacy-leave')
    await page.waitForURL(/film\.example/)
    await page.goBack()
    await page.locator('privacy-embed iframe').waitFor()

    await page.locator('#to-films').click()

    await expect.poll(() => films().filter((line) => line.includes('/all'))).toEqual(Array(2).fill('film.example /all'))
    expect(site.referred).not.toContain('film.example /all')
  })
})
