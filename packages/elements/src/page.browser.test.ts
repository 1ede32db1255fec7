/** What holds for every element on any page: accessibility rules, a strict CSP, right to left, a host's styles. */
import axe from 'axe-core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { ElementsClient } from './elements-client.ts'
import { createFakeClient } from './fake-client.ts'
import { setPrivacyStrings } from './language.ts'
import { en } from './languages/en.ts'
import { find, mount } from './mount.ts'

const TAGS = ['privacy-banner', 'privacy-age-question', 'privacy-link', 'privacy-panel', 'privacy-deletion-dialog']

type Client = HTMLElement & { client: ElementsClient; open?(): Promise<boolean> }

function showAll(client = createFakeClient(), root: ParentNode = document): void {
  for (const tag of TAGS) find<Client>(tag, root).client = client
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
  ['light', 'light'],
  ['dark', 'dark'],
])('breaks no rule of axe in %s', async (_, scheme) => {
  document.title = 'Elements'
  document.documentElement.style.colorScheme = scheme
  document.documentElement.style.backgroundColor = 'Canvas'
  mount(...TAGS)
  const client = createFakeClient()
  client.reasons.set('picks', 'granted').set('letter', 'opted-out-by-signal')
  showAll(client)

  const onPage = [await violations(find('privacy-banner')), await violations(find('privacy-age-question'))]
  await find<Client>('privacy-panel').open?.()
  for (const details of document.querySelectorAll('details')) details.open = true
  await settled()
  const inPanel = await violations(find('privacy-panel'))
  find<HTMLDialogElement>('privacy-panel dialog').close()
  await find<Client>('privacy-deletion-dialog').open?.()
  await vi.waitFor(() => find('privacy-deletion-dialog [data-action=next]'))
  await settled()
  const inDialog = await violations(find('privacy-deletion-dialog'))

  expect({ onPage, inPanel, inDialog }).toEqual({ onPage: [[], []], inPanel: [], inDialog: [] })
})

test('mirrors itself in a right-to-left language, also where the page does not say so', async () => {
  setPrivacyStrings('ar', en)
  document.documentElement.lang = 'ar'
  mount(...TAGS)
  const client = createFakeClient()
  client.reasons.set('picks', 'granted')
  showAll(client)
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

test('lets any rule of the host win, and survives a reset', async () => {
  const host = new CSSStyleSheet()
  host.replaceSync('* { margin: 0; padding: 0; border: 0 } .pk-button { border-radius: 1px }')
  document.adoptedStyleSheets.push(host)
  mount(...TAGS)
  showAll()

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
  mount(...TAGS)
  showAll()

  expect(getComputedStyle(find('privacy-banner [role=region]')).backgroundColor).toBe('rgb(1, 2, 3)')
})

/** Resolves when nothing fades in any more: axe measures contrast as it is painted. */
async function settled(): Promise<void> {
  await Promise.all(document.getAnimations().map((animation) => animation.finished))
}
