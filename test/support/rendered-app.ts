/** A small app that asks on its page and is rendered on a server too: the same module runs on both sides. */
import type { PrivacyClient } from '@privacykit/client'
import { definePolicy } from '@privacykit/policy'
import { createPrivacyReact, type InitialAnswers } from '@privacykit/react'
import { createElement, type ReactNode } from 'react'

const open = { age: 'not-required', ageReason: 'A test.', noticeRequired: false, data: [] } as const

/** Visits are counted on consent, and so is advertising, which Global Privacy Control is about. */
export const policy = definePolicy({
  app: 'rendered',
  version: '1',
  locales: ['en'],
  controller: { name: 'Rendered', country: 'ID', contact: { email: 'privacy@rendered.example' } },
  purposes: {
    analytics: {
      ...{ ...open, basis: 'consent', title: { en: 'Visits' }, summary: { en: 'Counts visits.' } },
      stores: [{ cookie: '_ga' }],
    },
    ads: { ...open, basis: 'consent', title: { en: 'Ads' }, summary: { en: 'Shows ads.' }, sharing: true },
  },
  recipients: {},
  retention: {},
  children: {},
})

/** The purposes behind Google's types, for the snippet and for gtag. */
export const CONSENT_MODE = { analytics_storage: 'analytics', ad_storage: 'ads' } as const

const { Gate, PrivacyProvider, usePrivacy } = createPrivacyReact<typeof policy>()

/** What both sides render. */
export interface AppProps {
  client: PrivacyClient<typeof policy>
  initial: InitialAnswers | null
}

/** A banner while there is something to ask, what analytics allows, and a way back. */
export function App({ client, initial }: AppProps): ReactNode {
  return createElement(
    PrivacyProvider,
    { client, initial },
    createElement(Banner),
    createElement(Gate, { purpose: 'analytics' }, createElement('p', { id: 'counted' }, 'Your visit counts.')),
    createElement(Footer),
  )
}

function Banner(): ReactNode {
  const { client, questions, snapshot } = usePrivacy()
  if (questions.length === 0) return null
  const answer = (word: 'granted' | 'refused') => () =>
    client.choose(Object.fromEntries(questions.map((name) => [name, word])), {
      surface: 'banner',
      shown: snapshot.shown,
    })
  return createElement(
    'section',
    { id: 'banner' },
    `May we: ${questions.join()}?`,
    createElement('button', { type: 'button', onClick: answer('refused') }, 'Reject'),
    createElement('button', { type: 'button', onClick: answer('granted') }, 'Accept'),
  )
}

function Footer(): ReactNode {
  const { client } = usePrivacy()
  const withdraw = () => client.choose({ analytics: 'withdrawn', ads: 'withdrawn' }, { surface: 'panel' })
  return createElement('button', { type: 'button', onClick: withdraw }, 'Withdraw')
}

/** The whole document, for apps that let React own `<html>`; the snippet marks it, so React must not compare its attributes. */
export function Document({ head, ...props }: AppProps & { head: string }): ReactNode {
  return createElement(
    'html',
    { lang: 'en', suppressHydrationWarning: true },
    createElement(
      'head',
      null,
      createElement('script', { dangerouslySetInnerHTML: { __html: head } }),
      createElement('title', null, 'Rendered'),
    ),
    createElement(
      'body',
      null,
      createElement(App, props),
      createElement('script', { type: 'module', src: '/page.js' }),
    ),
  )
}
