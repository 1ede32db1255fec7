import { createPrivacyClient, memoryPersistence } from '@privacykit/client'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { createPrivacyReact } from './create-privacy-react.ts'
import { policy } from './fake-policy.ts'

const { Gate, PrivacyProvider, useConsent, usePrivacy } = createPrivacyReact<typeof policy>()

function Everything(): string {
  const { questions, status } = usePrivacy()
  const { allowed, decision } = useConsent('analytics')
  return JSON.stringify([questions, status.pending, allowed, decision.reason])
}

function grantedClient() {
  const client = createPrivacyClient({ policy, storage: memoryPersistence() })
  client.choose({ analytics: 'granted' }, { surface: 'form' })
  return client
}

it('denies on a server, whatever the client there says', () => {
  const client = grantedClient()

  const html = renderToString(
    createElement(PrivacyProvider, { client }, createElement(Gate, { purpose: 'analytics', fallback: 'off' }, 'on')),
  )

  expect(html).toBe('off')
})

it('asks nothing on a server, and gives the reason', () => {
  const client = grantedClient()

  const html = renderToString(createElement(PrivacyProvider, { client }, createElement(Everything)))

  expect(html.replaceAll('&quot;', '"')).toBe('[[],0,false,"state-stale"]')
})

it('says what to do when the provider is missing', () => {
  const render = () => renderToString(createElement(Gate, { purpose: 'analytics' }, 'on'))

  expect(render).toThrow(expect.objectContaining({ code: 'invalid-option' }))
})
