import { createPrivacyClient } from '@privacykit/client'
import { createElement, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createPrivacyReact } from './create-privacy-react.ts'
import { answersOf } from './fake-answers.ts'
import { policy } from './fake-policy.ts'
import type { InitialAnswers } from './initial.ts'

const { Gate, PrivacyProvider, useConsent, usePrivacy } = createPrivacyReact<typeof policy>()

function Page(): ReactNode {
  const { questions } = usePrivacy()
  const banner = questions.length === 0 ? null : createElement('section', null, `asks ${questions.join()}`)
  return createElement('main', null, banner, createElement(Gate, { purpose: 'analytics', fallback: 'off' }, 'on'))
}

function Reasons(): ReactNode {
  return [useConsent('analytics'), useConsent('orders')].map(({ decision }) => decision.reason).join()
}

const render = (initial: InitialAnswers | null, child: ReactNode = createElement(Page)) =>
  renderToString(createElement(PrivacyProvider, { client: createPrivacyClient({ policy }), initial }, child))

test.each<[string, InitialAnswers | null, string]>([
  ['a fresh visitor', answersOf('not-asked'), '<section>asks analytics</section>off'],
  ['one who granted', answersOf('granted'), 'on'],
  ['one who refused', answersOf('refused'), 'off'],
  ['answers of another policy version', answersOf('granted', '2'), 'off'],
  ['no answers', null, 'off'],
])('a server renders %s', (_, initial, html) => {
  expect(render(initial)).toBe(`<main>${html}</main>`)
})

test('gives the reason that the server read, and denies what it did not name', () => {
  const initial = { ...answersOf('refused'), decisions: { analytics: answersOf('refused').decisions.analytics } }

  expect(render(initial as InitialAnswers, createElement(Reasons))).toBe('refused,state-stale') // as: a decision is left out on purpose
})

test('survives its way to the browser as JSON', () => {
  const initial = answersOf('granted')

  expect(render(JSON.parse(JSON.stringify(initial)))).toBe(render(initial))
})
