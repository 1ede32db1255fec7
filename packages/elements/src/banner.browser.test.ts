import { createPrivacyClient, memoryPersistence } from '@privacykit/client'
import * as engine from '@privacykit/client/engine'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { PrivacyBanner } from './banner.ts'
import { setPrivacyClient } from './current-client.ts'
import { createFakeClient } from './fake-client.ts'
import { fakePolicy } from './fake-policy.ts'
import { find, mount, until } from './mount.ts'

const button = (action: string) => find<HTMLButtonElement>(`privacy-banner [data-action=${action}]`)

function show(client: PrivacyBanner['client'] = createFakeClient()): PrivacyBanner {
  mount('privacy-banner')
  const banner = find<PrivacyBanner>('privacy-banner')
  banner.client = client
  return banner
}

beforeEach(() => page.viewport(1280, 800))
afterEach(() => {
  document.body.replaceChildren()
  document.documentElement.removeAttribute('style')
  document.documentElement.lang = 'en'
})

test('names each purpose that it asks for', () => {
  const banner = show()

  expect(banner.textContent).toContain(
    'May Teras Tea & Clay use data about you for Visit counts, Picks for you and Letter from the veranda?',
  )
})

test('gives accept and reject the same looks and the same place', () => {
  show()

  const [accept, reject] = [button('accept'), button('reject')]
  const look = (element: HTMLElement) => {
    const style = getComputedStyle(element)
    // width and what is reckoned from it is compared below; all else that a style can say must be the same
    const differing = /(inline|block)-size$|^(width|height)$|origin$|^(inset|top|left|right|bottom)/
    const names = [...style].filter((name) => !differing.test(name))
    return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]))
  }
  expect(look(accept)).toEqual(look(reject))
  expect(Object.keys(look(accept)).length).toBeGreaterThan(100)
  expect(accept.className).toBe(reject.className)
  expect(accept.getBoundingClientRect().width).toBe(reject.getBoundingClientRect().width)
  expect(accept.getBoundingClientRect().height).toBe(reject.getBoundingClientRect().height)
  expect(accept.getBoundingClientRect().top).toBe(reject.getBoundingClientRect().top)
  expect(accept.nextElementSibling).toBe(reject)
  expect([accept.textContent, reject.textContent]).toEqual(['Accept all', 'Reject all'])
})

test('stores a refusal of everything it asked, and goes', async () => {
  const client = createPrivacyClient({ engine, policy: fakePolicy, storage: memoryPersistence() })
  const banner = show(client)
  let detail: unknown
  banner.addEventListener('privacy-choice', (event) => {
    detail = event.detail
  })

  await userEvent.click(button('reject'))

  expect(banner.querySelector('[role=region]')).toBeNull()
  expect(client.decide('analytics').reason).toBe('refused')
  expect(client.questions()).toEqual([])
  expect(detail).toMatchObject({
    surface: 'banner',
    answers: { analytics: 'refused', picks: 'refused', letter: 'refused' },
  })
})

test('replaces what was on the screen, in the language that was shown', async () => {
  const client = createFakeClient()
  document.documentElement.lang = 'id'
  show(client)
  await until(() => button('accept'))
  const shown = client.shown()

  await userEvent.click(button('accept'))

  const text = expect.stringMatching(/\S/)
  expect(client.said[0]?.context).toEqual({ surface: 'banner', shown, language: 'id', text })
})

test('shows nothing when there is nothing to ask', () => {
  const client = createFakeClient()
  for (const name of ['analytics', 'picks', 'letter']) client.reasons.set(name, 'refused')

  const banner = show(client)

  expect(banner.childElementCount).toBe(0)
})

test('goes when another tab answers, and comes back when a question does', () => {
  const client = createFakeClient()
  const banner = show(client)

  client.reasons.set('picks', 'refused').set('letter', 'refused')
  client.become('analytics', 'granted')
  const whileAnswered = banner.querySelector('[role=region]')
  client.become('analytics', 'outdated')

  expect(whileAnswered).toBeNull()
  expect(banner.textContent).toContain('use data about you for Visit counts?')
})

test('says that cookies are used only where a purpose keeps something on the device', () => {
  const client = createFakeClient()
  const banner = show(client)
  const withCounts = banner.textContent

  client.become('analytics', 'refused')

  expect(withCounts).toContain('For this we use cookies or other storage on your device.')
  expect(banner.textContent).toContain('Picks for you')
  expect(banner.textContent).not.toContain('cookies')
})

test('never overrides a signal, whatever is accepted', async () => {
  const client = createFakeClient()
  client.reasons.set('letter', 'opted-out-by-signal')
  show(client)

  await userEvent.click(button('accept'))

  expect(client.said[0]?.answers).toEqual({ analytics: 'granted', picks: 'granted' })
  expect(client.said[0]?.context).not.toHaveProperty('overrides')
})

test('lets the client get ready when the pointer or the focus comes near', async () => {
  const prepare = vi.fn()
  show({ ...createFakeClient(), prepare })

  button('choose').focus()
  const afterFocus = prepare.mock.calls.length
  button('reject').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))

  expect(afterFocus).toBe(1)
  expect(prepare.mock.calls.length).toBe(2)
})

test('says that a signal of the browser is followed', () => {
  const client = createFakeClient()
  client.reasons.set('letter', 'opted-out-by-signal')

  const banner = show(client)

  expect(banner.textContent).toContain('Letter from the veranda stays off.')
})

test('asks only the purposes that the page names', () => {
  const banner = show()

  banner.setAttribute('purposes', 'picks')

  expect(banner.textContent).toContain('for Picks for you?')
  expect(banner.textContent).toContain('Shows tea that goes with what you looked at.')
  expect(banner.textContent).not.toContain('Visit counts')
})

test('reaches its three controls by keyboard in reading order, and answers with the space bar', async () => {
  const client = createFakeClient()
  show(client)

  const order: (string | null | undefined)[] = []
  for (let step = 0; step < 3; step += 1) {
    await userEvent.keyboard('{Tab}')
    order.push(document.activeElement?.getAttribute('data-action'))
  }
  button('reject').focus()
  await userEvent.keyboard(' ')

  expect(order).toEqual(['accept', 'reject', 'choose'])
  expect(client.said[0]?.answers).toEqual({ analytics: 'refused', picks: 'refused', letter: 'refused' })
})

test('never takes the focus, and returns it to where the person came from', async () => {
  mount('input', 'privacy-banner')
  const input = find<HTMLInputElement>('input')
  input.focus()
  find<PrivacyBanner>('privacy-banner').client = createFakeClient()
  const focusedAtFirst = document.activeElement

  await userEvent.keyboard('{Tab}')
  await userEvent.keyboard('{Enter}')

  expect(focusedAtFirst).toBe(input)
  expect(document.activeElement).toBe(input)
})

test('keeps the place of a floating bar free at the end of the page, and gives it back', async () => {
  show()
  const { position } = getComputedStyle(find('privacy-banner [role=region]'))
  const reserved = document.documentElement.style.paddingBlockEnd

  await userEvent.click(button('reject'))

  expect(position).toBe('fixed')
  expect(Number.parseFloat(reserved)).toBeGreaterThan(40)
  expect(document.documentElement.style.paddingBlockEnd).toBe('')
})

test('stands in the flow on a phone, with both answers in view', async () => {
  await page.viewport(320, 640)

  show()
  document.body.append(Object.assign(document.createElement('div'), { style: 'block-size: 3000px' }))

  const box = find('privacy-banner [role=region]').getBoundingClientRect()
  window.scrollTo(0, 500)
  const scrolled = find('privacy-banner [role=region]').getBoundingClientRect()
  window.scrollTo(0, 0)
  expect([box.top, scrolled.top]).toEqual([0, -500])
  for (const action of ['accept', 'reject', 'choose']) {
    const box = button(action).getBoundingClientRect()
    expect(box.bottom).toBeLessThanOrEqual(640)
    expect(box.height).toBeGreaterThanOrEqual(44)
  }
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
})

test('opens a panel of its own when the page has none', async () => {
  show()

  await userEvent.click(button('choose'))

  await until(() => expect(find<HTMLDialogElement>('privacy-panel dialog').open).toBe(true))
})

test('takes a client that was given before the element was defined', () => {
  const frame = document.createElement('privacy-banner')

  frame.client = createFakeClient()
  document.body.append(frame)

  expect(frame.textContent).toContain('Visit counts')
})

test('uses the class prefix that the page wants', () => {
  const banner = show()

  banner.setAttribute('class-prefix', 'xy')

  expect(banner.querySelector('[class*="pk-"]')).toBeNull()
  expect(getComputedStyle(find('.xy-button')).minBlockSize).toBe('44px')
})

test('uses the class prefix that the whole page wants', () => {
  mount('privacy-banner')
  setPrivacyClient(createFakeClient(), { classPrefix: 'acme' })
  const banner = find('privacy-banner')
  const names = [...banner.querySelectorAll('[class]')].flatMap((element) => [...element.classList])
  setPrivacyClient(undefined)

  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name) => !name.startsWith('acme-'))).toEqual([])
  expect(banner.childElementCount).toBe(0)
})
