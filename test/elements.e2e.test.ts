/** The elements on a page as apps build it: strict CSP and Trusted Types, small screens, zoom, and files that do not arrive. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ElementSite, startElementSite } from './support/element-site.ts'

declare global {
  var violations: string[]
}

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'id', 'it', 'ja', 'nl', 'pl', 'pt', 'zh']
const SMALL = { width: 320, height: 640 }

let site: ElementSite

beforeAll(async () => {
  site = await startElementSite()
}, 60_000)

afterAll(() => site?.close())

/** For what takes its time on a busy machine. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000 })
const bar = (page: Page) => page.locator('privacy-banner [role=region]')
const press = (page: Page, action: string, element = 'privacy-banner') =>
  page.locator(`${element} [data-action=${action}]`).first().click()
const reasonOf = (page: Page, purpose: 'analytics' | 'films') =>
  page.evaluate((name) => elementClient.decide(name).reason, purpose)

describe('under a strict CSP with Trusted Types', () => {
  it('draws everything without a violation', async () => {
    const page = await site.visit()
    await press(page, 'choose')
    await page.locator('privacy-panel dialog[open]').waitFor()
    await page.locator('privacy-panel summary').first().click()
    await page.keyboard.press('Escape')
    await press(page, 'accept')
    await page.locator('privacy-embed iframe').waitFor()
    await page.locator('privacy-age-question input').first().waitFor()
    await page.evaluate(() => document.querySelector('privacy-deletion-dialog')?.open())
    await page.locator('privacy-deletion-dialog dialog[open] [data-action]').first().waitFor()
    const drawn = await page.evaluate(() => violations.slice())

    // what proves that the policy is in force at all
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'))
    const broken = await page.evaluate(() => {
      try {
        document.createElement('p').innerHTML = '<b>text</b>'
        return 'let through'
      } catch (error) {
        return String(error)
      }
    })

    expect(drawn).toEqual([])
    expect(broken).toContain('TrustedHTML')
    await eventually(() => page.evaluate(() => violations.map((line) => line.split(' ')[0]))).toContain(
      'style-src-attr',
    )
    expect(await bar(page).count()).toBe(0)
  })

  it('hangs its styles where the nonce has no say', async () => {
    const page = await site.visit()

    const height = await page
      .locator('privacy-banner [data-action=reject]')
      .evaluate((button) => getComputedStyle(button).minBlockSize)

    expect(height).toBe('44px')
  })
})

describe('third parties', () => {
  it('are not reached before an answer, nor after a no', async () => {
    const page = await site.visit()
    await page.locator('privacy-embed [data-action=once]').waitFor()
    const before = [...site.arrived]

    await press(page, 'reject')
    await eventually(() => reasonOf(page, 'analytics')).toBe('refused')
    await page.reload()
    await page.locator('privacy-embed [data-action=once]').waitFor()

    expect(before).toEqual([])
    expect(site.arrived).toEqual([])
    expect(await page.context().cookies()).toEqual([])
  })

  it('are reached by an embed only once it was asked for, and again only when that lasts', async () => {
    const page = await site.visit()
    await press(page, 'once', 'privacy-embed')
    await eventually(() => site.arrived).toEqual(['film.example /42'])

    await page.reload()
    await page.locator('privacy-embed [data-action=once]').waitFor()
    const afterReload = site.arrived.length
    await press(page, 'allow', 'privacy-embed')
    await eventually(() => site.arrived.length).toBe(2)
    await page.reload()

    await eventually(() => site.arrived.length).toBe(3)
    expect(afterReload).toBe(1)
    expect(await reasonOf(page, 'films')).toBe('granted')
    await press(page, 'stop', 'privacy-embed')
    expect(await page.locator('privacy-embed iframe').count()).toBe(0)
    expect(await reasonOf(page, 'films')).toBe('withdrawn')
  })
})

describe('taking back', () => {
  it('takes as many presses as giving did', async () => {
    const page = await site.visit()
    const presses = { give: 0, take: 0 }
    const click = async (kind: keyof typeof presses, selector: string) => {
      await page.locator(selector).click()
      presses[kind] += 1
    }

    await click('give', 'privacy-link button')
    await click('give', 'privacy-panel [data-purpose=analytics] [data-action=allow]')
    const given = await reasonOf(page, 'analytics')
    await page.reload()
    await click('take', 'privacy-link button')
    await click('take', 'privacy-panel [data-purpose=analytics] [role=switch]')

    expect(given).toBe('granted')
    expect(await reasonOf(page, 'analytics')).toBe('withdrawn')
    expect(presses.take).toBe(presses.give)
  })
})

describe('small screens', () => {
  it.each(LANGUAGES)('show both answers in %s without scrolling, equal in size', async (language) => {
    const page = await site.visit({ language, viewport: SMALL })
    await bar(page).waitFor()

    const boxes = await Promise.all(
      ['accept', 'reject', 'choose'].map((action) =>
        page.locator(`privacy-banner [data-action=${action}]`).boundingBox(),
      ),
    )

    const [accept, reject] = boxes
    expect([accept?.width, accept?.height, accept?.y]).toEqual([reject?.width, reject?.height, reject?.y])
    for (const box of boxes) {
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(SMALL.height)
      expect(box?.height).toBeGreaterThanOrEqual(44)
      expect(box?.width).toBeGreaterThanOrEqual(44)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SMALL.width)
  })

  it.each(LANGUAGES)('show the panel in %s without scrolling sideways', async (language) => {
    const page = await site.visit({ language, viewport: SMALL })
    await press(page, 'choose')
    await page.locator('privacy-panel dialog[open]').waitFor()

    const wide = await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
      return [...document.querySelectorAll('privacy-panel *')]
        .filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX === 'auto')
        .map((part) => part.className)
    })

    expect(wide).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SMALL.width)
  })

  it('reach everything at 200 % zoom of a small laptop', async () => {
    // zoom halves the CSS pixels that a screen has
    const page = await site.visit({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 })
    await bar(page).waitFor()

    const reject = await page.locator('privacy-banner [data-action=reject]').boundingBox()
    await press(page, 'choose')
    await page.locator('privacy-panel [data-action=reject-all]').scrollIntoViewIfNeeded()
    await press(page, 'reject-all', 'privacy-panel')

    expect((reject?.y ?? 0) + (reject?.height ?? 0)).toBeLessThanOrEqual(400)
    expect(await reasonOf(page, 'analytics')).toBe('refused')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640)
  })
})

describe('a person’s settings', () => {
  it('keeps the edges of both answers in forced colours', async () => {
    const page = await site.visit({ forcedColors: 'active' })
    await bar(page).waitFor()

    const outlines = await page
      .locator('privacy-banner [data-action=accept], privacy-banner [data-action=reject]')
      .evaluateAll((buttons) => buttons.map((button) => getComputedStyle(button).outline))

    expect(outlines).toHaveLength(2)
    expect(outlines[0]).toContain('solid')
    expect(outlines[0]).toBe(outlines[1])
  })

  it('moves nothing for who wants less motion', async () => {
    const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
      const page = await site.visit({ reducedMotion })
      await bar(page).waitFor()
      return page.evaluate(async () => {
        let panel = document.querySelector('privacy-panel')
        if (panel === null) panel = document.body.appendChild(document.createElement('privacy-panel'))
        await panel.open()
        return document.getAnimations().length
      })
    }

    expect(await moving('no-preference')).toBeGreaterThan(0)
    expect(await moving('reduce')).toBe(0)
  })
})

describe('files that do not arrive', () => {
  it('speaks English where the language cannot be loaded', async () => {
    const page = await site.visit({
      language: 'de',
      before: (opened) => opened.route('**/de-*.js', (route) => route.abort()),
    })

    await bar(page).waitFor()

    expect(await page.locator('privacy-banner [data-action=reject]').textContent()).toBe('Reject all')
  })

  it('says so beside the button when the panel cannot be loaded, and opens it on the next page', async () => {
    const page = await site.visit({
      before: (opened) => opened.route('**/panel-drawing-*.js', (route) => route.abort()),
    })
    await page.locator('privacy-link button').click()
    await eventually(() => page.locator('privacy-link [role=alert]').textContent()).toBe(
      'This could not be loaded. Check your connection and reload the page.',
    )

    await page.unroute('**/panel-drawing-*.js')
    await page.reload()
    await page.locator('privacy-link button').click()
    await page.locator('privacy-panel dialog[open]').waitFor()

    expect(await page.locator('privacy-link [role=alert]').count()).toBe(0)
  })
})
