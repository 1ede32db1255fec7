/** What holds for every element on any page: accessibility rules, right to left, languages, a host's styles. */
import axe from 'axe-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { ElementsClient } from './elements-client.ts'
import { createFakeClient } from './fake-client.ts'
import { find, mount, until } from './mount.ts'

const TAGS = [
  'privacy-banner',
  'privacy-embed',
  'privacy-age-question',
  'privacy-link',
  'privacy-panel',
  'privacy-deletion-dialog',
]

type Client = HTMLElement & { client: ElementsClient; open?(): Promise<boolean> }

/** Mounts all elements and waits until those that draw by themselves have. */
async function showAll(client = createFakeClient()): Promise<void> {
  mount(...TAGS)
  find('privacy-embed').setAttribute('purpose', 'analytics')
  for (const tag of TAGS) find<Client>(tag).client = client
  await until(() => find('privacy-embed .pk-root:not(:empty)'))
  await until(() => find('privacy-age-question input'))
  await until(() => find('privacy-link button'))
}

/** Rule ids and places of what axe finds in `root`. */
async function violations(root: Element): Promise<string[]> {
  const { violations: found } = await axe.run(root, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  })
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

beforeEach(() => page.viewport(1280, 800))
afterEach(() => {
  document.body.replaceChildren()
  document.documentElement.removeAttribute('dir')
  document.documentElement.removeAttribute('style')
  document.documentElement.lang = 'en'
})

test.each([
  { name: 'in light', scheme: 'light', language: 'en', width: 1280 },
  { name: 'in dark', scheme: 'dark', language: 'en', width: 1280 },
  { name: 'from right to left', scheme: 'light', language: 'ar', width: 1280 },
  { name: 'on a phone, in dark, from right to left', scheme: 'dark', language: 'ar', width: 320 },
])('breaks no rule of axe $name', async ({ scheme, language, width }) => {
  await page.viewport(width, 800)
  document.title = 'Elements'
  document.documentElement.lang = language
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
  document.documentElement.style.colorScheme = scheme
  document.documentElement.style.backgroundColor = 'Canvas'
  const client = createFakeClient()
  client.choose({ picks: 'granted' }, { surface: 'form' as 'panel', shown: {}, language: 'en' })
  client.reasons.set('letter', 'opted-out-by-signal')
  await showAll(client)
  await settled()

  const onPage = await Promise.all(
    ['privacy-banner', 'privacy-embed', 'privacy-age-question', 'privacy-link'].map((tag) => find(tag)),
  )
  const found: string[] = []
  for (const element of onPage) found.push(...(await violations(element)))
  await find<Client>('privacy-panel').open?.()
  for (const details of document.querySelectorAll('details')) details.open = true
  await settled()
  found.push(...(await violations(find('privacy-panel'))))
  find<HTMLDialogElement>('privacy-panel dialog').close()
  await find<Client>('privacy-deletion-dialog').open?.()
  await until(() => find('privacy-deletion-dialog [data-action=next]'))
  await settled()
  found.push(...(await violations(find('privacy-deletion-dialog'))))

  expect(found).toEqual([])
})

test('mirrors itself in a right-to-left language, also where the page does not say so', async () => {
  document.documentElement.lang = 'ar'
  const client = createFakeClient()
  client.reasons.set('picks', 'granted')
  await showAll(client)
  await find<Client>('privacy-panel').open?.()

  const box = (selector: string) => find(selector).getBoundingClientRect()
  expect(box('privacy-banner [data-action=accept]').left).toBeGreaterThan(
    box('privacy-banner [data-action=reject]').left,
  )
  expect(box('[data-purpose=picks] [role=switch]').left).toBeLessThan(box('[data-purpose=picks] h4').left)
  const track = box('[data-purpose=picks] .pk-track')
  const thumb = box('[data-purpose=picks] .pk-thumb')
  expect(thumb.left - track.left).toBeLessThan(track.right - thumb.right)
})

test('waits for the words of the page’s language rather than flash others', async () => {
  document.documentElement.lang = 'nl'
  mount('privacy-banner')
  const banner = find<Client>('privacy-banner')
  const seen = new Set<string>()
  const observer = new MutationObserver(() => seen.add(banner.querySelector('[data-action=reject]')?.textContent ?? ''))
  observer.observe(banner, { childList: true, subtree: true })

  banner.client = createFakeClient()
  const atFirst = banner.childElementCount
  await until(() => find('privacy-banner [role=region]'))
  observer.disconnect()

  expect(atFirst).toBe(0)
  expect([...seen]).toEqual(['Alles weigeren'])
})

test('lets any rule of the host win, and survives a reset', async () => {
  const host = new CSSStyleSheet()
  host.replaceSync('* { margin: 0; padding: 0; border: 0 } .pk-button { border-radius: 1px }')
  document.adoptedStyleSheets.push(host)
  await showAll()

  const button = find('privacy-banner [data-action=accept]')
  const text = find('privacy-banner .pk-bar-text').getBoundingClientRect()
  const radius = getComputedStyle(button).borderRadius
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== host)

  expect(radius).toBe('1px')
  expect(button.getBoundingClientRect().height).toBeGreaterThanOrEqual(44)
  expect(text.left).toBeGreaterThanOrEqual(16)
})

test('takes colours from the host’s custom properties', async () => {
  document.documentElement.style.setProperty('--privacy-surface', 'rgb(1, 2, 3)')
  await showAll()

  expect(getComputedStyle(find('privacy-banner [role=region]')).backgroundColor).toBe('rgb(1, 2, 3)')
})

/** Resolves when nothing fades in any more: axe measures contrast as it is painted. */
async function settled(): Promise<void> {
  // one that was cut off has ended too
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
}
