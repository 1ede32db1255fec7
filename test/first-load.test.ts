/** What a page loads: budgets after gzip, in bytes. A figure that grows past its line is a decision, so it fails here first. */
import { describe, expect, it } from 'vitest'
import { loadSize } from './support/first-load.ts'

const CLIENT = `export { createPrivacyClient } from '@privacykit/client'`
const BANNER = `export { definePrivacyBanner, setPrivacyClient } from '@privacykit/elements/banner'`

/** What is imported statically; nothing more comes before somebody needs it. */
const AT_FIRST: [what: string, code: string, bytes: number][] = [
  ['store and gates', CLIENT, 3_000],
  ['all that a first visit needs: store, gates, banner, its CSS, one language', `${CLIENT}\n${BANNER}`, 9_000],
  ['banner, link, their CSS, one language', BANNER, 5_500],
  [
    'all elements, before any of them is opened',
    `export { definePrivacyElements, setPrivacyClient } from '@privacykit/elements'`,
    6_800,
  ],
  ['gates for tags', `export { gateScripts } from '@privacykit/client/scripts'`, 2_100],
  ['guards for requests', `export { guardRequests } from '@privacykit/client/guards'`, 3_000],
  ['gates for links', `export { gateLinks } from '@privacykit/client/links'`, 2_000],
  ['Google Analytics', `export { connectGtag } from '@privacykit/client/gtag'`, 2_500],
  ['PostHog', `export { connectPosthog } from '@privacykit/client/posthog'`, 1_800],
  ['React', `export { createPrivacyReact } from '@privacykit/react'`, 1_500],
]

describe('what a page loads at first', () => {
  it.each(AT_FIRST)('%s', async (_, code, budget) => {
    const { first } = await loadSize(code, {
      resolveDir: import.meta.dirname,
      external: ['react', 'react/jsx-runtime'],
    })

    expect(first).toBeLessThanOrEqual(budget)
  })
})

describe('what a page loads when needed', () => {
  it('decisions, outbox, sync and history', async () => {
    expect((await loadSize(CLIENT, { resolveDir: import.meta.dirname })).later).toBeLessThanOrEqual(40_000)
  })
})
