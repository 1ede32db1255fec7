import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createFakeClient } from './fake-client.ts'
import type { PrivacyLeave } from './leave.ts'
import { LEAVE_WORDS } from './leave-words.ts'
import { find, mount } from './mount.ts'

const QUESTION = { host: 'films.example', purposes: ['analytics'] }

function show(lang = 'en'): PrivacyLeave {
  mount('privacy-leave')
  const leave = find<PrivacyLeave>('privacy-leave')
  leave.lang = lang
  leave.client = createFakeClient()
  return leave
}
const button = (action: string) => vi.waitFor(() => find(`privacy-leave [data-action=${action}]`), 20_000)

beforeEach(() => page.viewport(320, 640))
afterEach(() => document.body.replaceChildren())

test('says where the link leads, and what for', async () => {
  void show().ask(QUESTION)
  await button('once')

  const text = find('privacy-leave dialog').textContent
  expect(text).toContain('films.example')
  expect(text).toContain('Visit counts')
  expect(document.activeElement?.textContent).toContain('films.example')
})

test.each(['once', 'always', 'stay'] as const)('answers %s, and closes', async (answer) => {
  const asked = show().ask(QUESTION)

  await userEvent.click(await button(answer))

  expect(await asked).toBe(answer)
  expect(find<HTMLDialogElement>('privacy-leave dialog').open).toBe(false)
})

test('stays at Escape, and when another question takes its place', async () => {
  const leave = show()
  const first = leave.ask(QUESTION)
  await button('once')
  const second = leave.ask({ ...QUESTION, host: 'other.example' })
  expect(await first).toBe('stay')
  await expect.poll(() => find('privacy-leave dialog').textContent).toContain('other.example')

  await userEvent.keyboard('{Escape}')

  expect(await second).toBe('stay')
})

test('offers three equal answers, all of them on a small screen', async () => {
  void show().ask(QUESTION)
  await button('once')

  await userEvent.hover(find('privacy-leave h2')) // a button under the pointer looks different
  const looks = () =>
    ['stay', 'once', 'always'].map((action) => {
      const { fontSize, fontWeight, color, backgroundColor } = getComputedStyle(
        find(`privacy-leave [data-action=${action}]`),
      )
      return JSON.stringify({ fontSize, fontWeight, color, backgroundColor })
    })

  await expect.poll(() => new Set(looks()).size).toBe(1)
  const boxes = ['stay', 'once', 'always'].map((action) =>
    find(`privacy-leave [data-action=${action}]`).getBoundingClientRect(),
  )
  for (const box of boxes) {
    expect(box.height).toBeGreaterThanOrEqual(44)
    expect(box.right).toBeLessThanOrEqual(320)
    expect(box.bottom).toBeLessThanOrEqual(640)
  }
})

test('stays where there is no client to ask about', async () => {
  mount('privacy-leave')

  expect(await find<PrivacyLeave>('privacy-leave').ask(QUESTION)).toBe('stay')
})

test.each(Object.entries(LEAVE_WORDS))('has all words in %s', (language, words) => {
  expect(words.title).toContain('{host}')
  for (const word of Object.values(words)) expect(word.trim()).toBe(word)
  if (language !== 'en') expect(words.text).not.toBe(LEAVE_WORDS.en.text)
})
