/** gtag.js and the container in a real page: what is loaded when, and in which order things are said. The scripts are stand-ins without network. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createConsent } from '../consent-mode/fake-consent.ts'
import type { policy } from '../fake-policy.ts'
import { connectGtag } from './gtag.ts'
import { connectGtm } from './gtm.ts'

const MODE = { analytics_storage: 'analytics', ad_storage: 'ads' } as const
/** A script that only says it has run; the id that is appended becomes a comment. */
const src = () => `data:text/javascript,(window.ran||=[]).push("${dataLayer}")//`
/** How often it ran for this test; one of an earlier test may come late. */
const ran = () => (page.ran ?? []).filter((each) => each === dataLayer).length

const page = window as unknown as Record<string, unknown> & { ran?: string[] } // as: the globals of Google's tags
let layers = 0
let dataLayer = ''
const stops: (() => void)[] = []

beforeEach(() => {
  dataLayer = `layer${layers++}`
})

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  for (const script of document.querySelectorAll('script[src^="data:"]')) script.remove()
  for (const key of Object.keys(page)) if (key.startsWith('ga-disable-')) delete page[key]
})

type Consent = ReturnType<typeof createConsent>
type Options = Partial<Parameters<typeof connectGtag<typeof policy>>[1]>

function gtag(privacy: Consent, options: Options = {}) {
  stops.push(connectGtag(privacy, { id: 'G-1', consentMode: MODE, src: src(), dataLayer, ...options }))
}

const entries = () => (page[dataLayer] as ArrayLike<unknown>[]).map((entry) => Array.from(entry)) // as: what the integration put there
const words = () => entries().map(([command, what]) => (command === 'js' ? 'js' : `${command} ${what}`))
const scripts = () => [...document.querySelectorAll<HTMLScriptElement>('script[src^="data:"]')]

test('loads nothing before the grant, and once after it, told of the grant first', async () => {
  const privacy = createConsent()
  gtag(privacy, { nonce: 'abc' })
  expect([scripts().length, page['ga-disable-G-1']]).toEqual([0, true])
  expect(words()).toEqual(['consent default'])

  privacy.say({ analytics: 'granted' })
  privacy.say({ analytics: 'withdrawn' })
  privacy.say({ analytics: 'granted' })

  await expect.poll(ran).toBe(1)
  expect(words()).toEqual([
    ...['consent default', 'consent update', 'js', 'config G-1'],
    ...['consent update', 'consent update'],
  ])
  expect(scripts().map((each) => [each.nonce, each.src.endsWith(`?id=G-1&l=${dataLayer}`)])).toEqual([['abc', true]])
  expect(page['ga-disable-G-1']).toBe(false)
})

test('starts with the page for a returning visitor', async () => {
  gtag(createConsent({ analytics: 'granted' }), { config: { anonymize_ip: true } })

  await expect.poll(ran).toBe(1)
  expect(words()).toEqual(['consent default', 'js', 'config G-1'])
  expect(entries()[2]?.[2]).toEqual({ anonymize_ip: true })
})

test('is silent before the device is cleared when the grant is taken back', () => {
  const privacy = createConsent({ analytics: 'granted' })
  gtag(privacy)
  const seen: unknown[] = []

  privacy.say({ analytics: 'withdrawn' }, () =>
    seen.push(page['ga-disable-G-1'], words().at(-1), entries().at(-1)?.[2]),
  )

  expect(seen).toEqual([true, 'consent update', { analytics_storage: 'denied' }])
})

test('keeps ids of other purposes apart', async () => {
  const privacy = createConsent({ ads: 'granted' })
  gtag(privacy, { id: ['G-1', 'AW-2'] })
  expect(words().slice(1)).toEqual(['js', 'config AW-2'])

  privacy.say({ analytics: 'granted' })
  privacy.say({ ads: 'withdrawn' })

  expect(words().slice(3)).toEqual(['consent update', 'config G-1', 'consent update'])
  expect([page['ga-disable-G-1'], page['ga-disable-AW-2'], scripts().length]).toEqual([false, true, 1])
})

test('drops what was pushed while the answer was no, and keeps what waited for an answer', () => {
  const waiting = createConsent()
  gtag(waiting)
  push('event', 'early')
  waiting.say({ analytics: 'granted' })
  expect(words()).toContain('event early')

  dataLayer = `layer${layers++}`
  for (const script of scripts()) script.remove()
  const refused = createConsent()
  gtag(refused)
  push('event', 'early')
  refused.say({ analytics: 'refused' })
  push('event', 'late')
  refused.say({ analytics: 'granted' })
  push('event', 'now')

  expect(words().filter((each) => each.startsWith('event'))).toEqual(['event now'])
})

function push(..._words: unknown[]): void {
  // biome-ignore lint/complexity/noArguments: as gtag() does
  ;(page[dataLayer] as unknown[]).push(arguments) // as: what the integration put there
}

test('in advanced mode loads with everything denied, and not at all after a refusal', () => {
  const privacy = createConsent({ analytics: 'state-stale' })
  gtag(privacy, { mode: 'advanced' })
  expect(scripts().length).toBe(0)

  privacy.say({ analytics: 'not-asked' })
  expect([scripts().length, page['ga-disable-G-1']]).toEqual([1, undefined])
  expect(words()).toEqual(['consent default', 'js', 'config G-1'])

  privacy.say({ analytics: 'refused' })
  expect(page['ga-disable-G-1']).toBe(true)

  dataLayer = `layer${layers++}`
  gtag(createConsent({ analytics: 'refused' }), { mode: 'advanced' })
  expect(scripts().length).toBe(1)
})

test('survives being connected twice, as React’s strict mode does', async () => {
  const privacy = createConsent({ analytics: 'granted' })
  gtag(privacy)
  stops.pop()?.()
  expect(page['ga-disable-G-1']).toBe(true)

  gtag(privacy)

  await expect.poll(ran).toBe(1)
  expect(words()).toEqual(['consent default', 'js', 'config G-1'])
  expect([page['ga-disable-G-1'], scripts().length]).toEqual([false, 1])
})

test('hears nothing more after it was disconnected', () => {
  const privacy = createConsent()
  gtag(privacy)

  stops.pop()?.()
  privacy.say({ analytics: 'granted' })

  expect([words(), scripts().length, privacy.listeners()]).toEqual([['consent default'], 0, 0])
})

test('leaves off what the page itself has switched off', () => {
  page['ga-disable-G-9'] = true
  gtag(createConsent({ analytics: 'granted' }), { id: 'G-9' })

  expect(page['ga-disable-G-9']).toBe(true)
})

test('only speaks where the page brings the tag itself', () => {
  const privacy = createConsent()
  gtag(privacy, { load: false })

  privacy.say({ analytics: 'granted' })

  expect([words(), scripts().length]).toEqual([['consent default', 'consent update'], 0])
})

test.each<[string, Options, RegExp]>([
  ['an id that is none', { id: 'G-1"onload=' }, /`id`/],
  ['no purpose for the id', { id: 'AW-1', consentMode: { analytics_storage: 'analytics' } }, /ad_storage, which AW-1/],
])('refuses %s', (_, options, message) => {
  expect(() => gtag(createConsent(), options)).toThrow(
    expect.objectContaining({ code: 'invalid-option', message: expect.stringMatching(message) }),
  )
})

test('loads the container at the first grant, and says the update before the event', async () => {
  const privacy = createConsent()
  const connect = { id: 'GTM-1', consentMode: MODE, src: src(), dataLayer, measurementIds: ['G-7'] } as const
  stops.push(connectGtm(privacy, connect))
  expect([scripts().length, page['ga-disable-G-7']]).toEqual([0, true])

  privacy.say({ ads: 'granted' })
  privacy.say({ analytics: 'granted' })
  privacy.say({ analytics: 'granted' })
  privacy.say({ analytics: 'withdrawn', ads: 'withdrawn' })

  await expect.poll(ran).toBe(1)
  const told = (page[dataLayer] as (ArrayLike<unknown> & { event?: string })[]).map((entry) => entry.event ?? entry[1]) // as: what the integration put there
  expect(told).toEqual(['default', 'update', 'gtm.js', 'update', 'privacy_change', 'update', 'privacy_change'])
  expect(page['ga-disable-G-7']).toBe(true)
})

test('tells a change once to a tag and a container on one data layer', () => {
  const privacy = createConsent()
  gtag(privacy)
  stops.push(connectGtm(privacy, { id: 'GTM-1', consentMode: MODE, src: src(), dataLayer }))

  privacy.say({ analytics: 'granted', ads: 'granted' })

  expect(words().filter((each) => each.startsWith('consent'))).toEqual(['consent default', 'consent update'])
  expect(scripts().length).toBe(2)
})
