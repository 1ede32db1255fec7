/** From the server's HTML to the client's own word, in a real page; `initial.test.ts` proves that a server sends this HTML. */
import { createPrivacyClient, memoryPersistence } from '@privacykit/client'
import * as engine from '@privacykit/client/engine'
import { act, createElement, type ReactNode } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPrivacyReact } from './create-privacy-react.ts'
import { answersOf } from './fake-answers.ts'
import { policy } from './fake-policy.ts'
import type { InitialAnswers } from './initial.ts'

const { Gate, PrivacyProvider, usePrivacy } = createPrivacyReact<typeof policy>()
type Client = ReturnType<typeof createPrivacyClient<typeof policy>>

let host: HTMLElement
let root: Root | undefined
let shown: string[]

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  vi.spyOn(console, 'error')
  shown = []
  host = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  act(() => root?.unmount())
  host.remove()
  document.documentElement.removeAttribute('data-privacy')
  expect(vi.mocked(console.error).mock.calls).toEqual([])
  vi.restoreAllMocks()
})

function Page(): ReactNode {
  const { questions } = usePrivacy()
  const banner = questions.length === 0 ? null : createElement('section', null, `asks ${questions.join()}`)
  return createElement('main', null, banner, createElement(Gate, { purpose: 'analytics', fallback: 'off' }, 'on'))
}

/** A client whose reading a test holds up, as a page does before what decides has loaded. */
function slowClient(answer?: 'granted' | 'refused') {
  const client = createPrivacyClient({ policy, engine, storage: memoryPersistence() })
  if (answer !== undefined) client.choose({ analytics: answer }, { surface: 'form' })
  const unread = createPrivacyClient({ policy, page: null }).snapshot()
  const listeners = new Set<() => void>()
  let isRead = false
  const slow: Client = {
    ...client,
    snapshot: () => (isRead ? client.snapshot() : unread),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const arrive = () => {
    isRead = true
    for (const listener of listeners) listener()
  }
  return { slow, arrive }
}

/** Puts a server's HTML into the page and hydrates it; writes down what stands there after each step. */
function open(client: Client, html: string, initial: InitialAnswers | null): void {
  const page = createElement(PrivacyProvider, { client, initial }, createElement(Page))
  host.innerHTML = `<main>${html}</main>`
  shown.push(host.textContent)
  act(() => {
    root = hydrateRoot(host, page, { onRecoverableError: (error) => console.error(error) })
  })
  shown.push(host.textContent)
}

test.each([
  ['a fresh visitor', undefined, 'not-asked', '<section>asks analytics</section>off'],
  ['one who granted', 'granted', 'granted', 'on'],
  ['one who refused', 'refused', 'refused', 'off'],
] as const)('shows %s the same from the server’s HTML to the client’s own word', async (_, answer, reason, html) => {
  const { slow, arrive } = slowClient(answer)

  open(slow, html, answersOf(reason))
  act(arrive)
  await expect.poll(() => slow.decide('analytics').reason).toBe(reason)
  shown.push(host.textContent)

  const text = html.replaceAll(/<[^>]+>/g, '')
  expect(shown).toEqual([text, text, text])
})

test('goes by the client as soon as it knows better than the server', async () => {
  const { slow, arrive } = slowClient('refused')

  open(slow, 'on', answersOf('granted'))
  act(arrive)

  await expect.poll(() => host.textContent).toBe('off')
  expect(shown).toEqual(['on', 'on'])
})

test('takes no answers of another policy version', () => {
  const { slow } = slowClient()

  open(slow, 'off', answersOf('granted', '2'))

  expect(shown).toEqual(['off', 'off'])
})

test('keeps the mark on the page true, once the client knows', async () => {
  const { slow, arrive } = slowClient()
  document.documentElement.setAttribute('data-privacy', 'answered')

  open(slow, 'off', null)
  expect(document.documentElement.getAttribute('data-privacy')).toBe('answered')
  act(arrive)

  await expect.poll(() => document.documentElement.getAttribute('data-privacy')).toBe('open')
})
