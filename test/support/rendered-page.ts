/** The browser's side of the rendered app: bundled and served by `rendered-site.ts`. */
import { createPrivacyClient } from '@privacykit/client'
import { answerCookie } from '@privacykit/client/cookie'
import { connectGtag } from '@privacykit/client/gtag'
import type { InitialAnswers } from '@privacykit/react'
import { createElement } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { App, CONSENT_MODE, Document, policy } from './rendered-app.ts'

const { initial, head } = JSON.parse(document.querySelector('#initial')?.textContent ?? '{"initial":null}') as {
  initial: InitialAnswers | null
  head?: string
} // as: the server wrote it
const domain = new URLSearchParams(location.search).has('parent') ? 'parent' : 'host'
const client = createPrivacyClient({ policy, cookie: answerCookie({ policy, domain }) })
Object.assign(window, { client })
connectGtag(client, { id: 'G-1', consentMode: CONSENT_MODE, src: '/tag.js' })

const root = document.querySelector('#root')
if (root === null) hydrateRoot(document, createElement(Document, { client, initial, head: head ?? '' }))
else hydrateRoot(root, createElement(App, { client, initial }))
