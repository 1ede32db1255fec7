import { createPrivacyClient, memoryPersistence } from '@privacykit/client'
import * as engine from '@privacykit/client/engine'
import { act, createElement, type ReactNode, StrictMode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPrivacyReact } from './create-privacy-react.ts'
import { policy } from './fake-policy.ts'

const { Gate, PrivacyProvider, useConsent, usePrivacy } = createPrivacyReact<typeof policy>()
const newClient = () => createPrivacyClient({ engine, policy, storage: memoryPersistence() })
type Client = ReturnType<typeof newClient>
type Consent = ReturnType<typeof useConsent>

function Follow({ onRender }: { onRender: (consent: Consent) => void }): ReactNode {
  const consent = useConsent('analytics')
  onRender(consent)
  return consent.decision.reason
}

function Asked({ onRender }: { onRender: () => void }): ReactNode {
  onRender()
  return usePrivacy().questions.join()
}

let host: HTMLElement
let root: Root | undefined

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  host = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  act(() => root?.unmount())
  host.remove()
})

function render(client: Client, children: ReactNode): void {
  act(() => {
    root = createRoot(host)
    root.render(createElement(StrictMode, null, createElement(PrivacyProvider, { client }, children)))
  })
}

test('opens and closes the gate with the choice', () => {
  const client = newClient()
  render(client, createElement(Gate, { purpose: 'analytics', fallback: 'off' }, 'on'))
  const seen = [host.textContent]

  act(() => void client.choose({ analytics: 'granted' }, { surface: 'form' }))
  seen.push(host.textContent)
  act(() => void client.choose({ analytics: 'withdrawn' }, { surface: 'form' }))
  seen.push(host.textContent)

  expect(seen).toEqual(['off', 'on', 'off'])
})

test('grants, withdraws and tells the reason', () => {
  const client = newClient()
  let consent: Consent | undefined
  const onRender = (now: Consent) => {
    consent = now
  }
  render(client, createElement(Follow, { onRender }))
  const seen = [host.textContent]

  act(() => void consent?.grant())
  seen.push(host.textContent)
  act(() => void consent?.withdraw({ surface: 'account' }))
  seen.push(host.textContent)

  expect(seen).toEqual(['not-asked', 'granted', 'withdrawn'])
})

test('replaces only what was rendered: a yes from an old render does not undo a no that it had not shown', () => {
  const client = newClient()
  let old: Consent | undefined
  const onRender = (now: Consent) => {
    old ??= now
  }
  render(client, createElement(Follow, { onRender }))
  act(() => void client.choose({ analytics: 'refused' }, { surface: 'banner' }))

  act(() => void old?.grant())

  expect(client.allows('analytics')).toBe(false)
  expect(host.textContent).toBe('conflict')
})

test('hydrates what the server sent, then shows the person’s state', () => {
  const client = newClient()
  client.choose({ analytics: 'granted' }, { surface: 'form' })
  host.innerHTML = '<p>off</p>'
  const errors: unknown[] = []
  const page = createElement(
    PrivacyProvider,
    { client },
    createElement('p', null, createElement(Gate, { purpose: 'analytics', fallback: 'off' }, 'on')),
  )

  act(() => {
    root = hydrateRoot(host, page, { onRecoverableError: (error) => errors.push(error) })
  })

  expect(errors).toEqual([])
  expect(host.textContent).toBe('on')
})

test('renders once per change, and not when nothing changed', () => {
  const client = newClient()
  let renders = 0
  const onRender = () => {
    renders += 1
  }
  act(() => {
    root = createRoot(host)
    root.render(createElement(PrivacyProvider, { client }, createElement(Asked, { onRender })))
  })
  const atFirst = renders

  act(() => void client.choose({ analytics: 'refused' }, { surface: 'form' }))

  expect(renders - atFirst).toBe(1)
  expect(host.textContent).toBe('')
})

test('stops listening when it goes', () => {
  const client = newClient()
  let listeners = 0
  const counting: Client = {
    ...client,
    subscribe(listener) {
      listeners += 1
      const stop = client.subscribe(listener)
      return () => {
        listeners -= 1
        stop()
      }
    },
  }
  render(counting, createElement(Gate, { purpose: 'analytics' }, 'on'))
  const whileShown = listeners

  act(() => root?.unmount())

  expect(whileShown).toBe(1)
  expect(listeners).toBe(0)
})
