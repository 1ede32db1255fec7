import { expect, test } from 'vitest'
import { policy } from '../fake-policy.ts'
import { CONSENT_TYPES, consentPurposes } from './consent-types.ts'
import { dataLayerOf } from './data-layer.ts'
import { createConsent } from './fake-consent.ts'
import { followConsent } from './follow-consent.ts'

const denied = Object.fromEntries(CONSENT_TYPES.map((type) => [type, 'denied']))
const purposes = consentPurposes(policy, {
  ...{ analytics_storage: 'analytics', ad_storage: 'ads', ad_user_data: ['ads', 'analytics'] },
  security_storage: true,
})
let pages = 0

/** A data layer of its own, with what the head put there. */
function openPage(...head: [string, string, object][]) {
  const name = `layer${pages++}`
  const globals = globalThis as unknown as Record<string, ArrayLike<unknown>[]> // as: the page names its own global
  globals[name] = head.map((words) => asCommand(...words))
  const consent = () =>
    (globals[name] ?? [])
      .map((entry) => Array.from(entry))
      .filter(([command]) => command === 'consent')
      .slice(head.length)
  return { layer: dataLayerOf(name), consent, entries: globals[name] }
}

function asCommand(..._words: unknown[]): ArrayLike<unknown> {
  // biome-ignore lint/complexity/noArguments: Google's tags tell a command from an event by its being an Arguments object
  return arguments
}

test('says the default itself where the head has said none, with all seven types', () => {
  const { layer, consent } = openPage()

  followConsent(createConsent({ analytics: 'granted' }), purposes, layer)

  expect(consent()).toEqual([
    ['consent', 'default', { ...denied, analytics_storage: 'granted', security_storage: 'granted' }],
  ])
})

test('says nothing when the default said so already', () => {
  const said = { ...denied, analytics_storage: 'granted', security_storage: 'granted', wait_for_update: 500 }
  const { layer, consent } = openPage(['consent', 'default', said])

  followConsent(createConsent({ analytics: 'granted' }), purposes, layer)

  expect(consent()).toEqual([])
})

test('tells each real change once, and only what changed', () => {
  const { layer, consent } = openPage(['consent', 'default', { ...denied, security_storage: 'granted' }])
  const privacy = createConsent()
  const line = followConsent(privacy, purposes, layer)

  privacy.say({ ads: 'granted' })
  privacy.say({ ads: 'granted', chat: 'refused' })
  line.settle()
  privacy.say({ analytics: 'granted' })
  privacy.say({ ads: 'withdrawn' })

  expect(consent()).toEqual([
    ['consent', 'update', { ad_storage: 'granted' }],
    ['consent', 'update', { analytics_storage: 'granted', ad_user_data: 'granted' }],
    ['consent', 'update', { ad_storage: 'denied', ad_user_data: 'denied' }],
  ])
})

test('tells a change once though two integrations follow', () => {
  const { layer, consent } = openPage(['consent', 'default', { ...denied, security_storage: 'granted' }])
  const privacy = createConsent()
  followConsent(privacy, purposes, layer)
  followConsent(privacy, purposes, layer)

  privacy.say({ analytics: 'granted' })

  expect(consent()).toHaveLength(1)
})

test('goes on from where a line before it ended', () => {
  const { layer, consent } = openPage()
  const privacy = createConsent({ analytics: 'granted' })
  followConsent(privacy, purposes, layer).close()
  privacy.say({ analytics: 'withdrawn' })
  expect(consent()).toHaveLength(1)

  followConsent(privacy, purposes, layer)

  expect(consent().slice(1)).toEqual([['consent', 'update', { analytics_storage: 'denied' }]])
  expect(privacy.listeners()).toBe(1)
})

test('corrects what a region may have granted, once the client knows', () => {
  const base = { ...denied, security_storage: 'granted' }
  const { layer, consent } = openPage(
    ['consent', 'default', { ...base, ad_storage: 'granted', region: ['US'] }],
    ['consent', 'default', base],
  )
  const privacy = createConsent({ ads: 'state-stale' })
  followConsent(privacy, purposes, layer)
  expect(consent()).toEqual([])

  privacy.say({ ads: 'not-asked' })
  privacy.say({ ads: 'refused' })

  expect(consent()).toEqual([['consent', 'update', { ad_storage: 'denied' }]])
})

test('reads an update of the page itself', () => {
  const { layer, consent } = openPage(
    ['consent', 'default', { ...denied, security_storage: 'granted' }],
    ['consent', 'update', { analytics_storage: 'granted' }],
  )

  followConsent(createConsent(), purposes, layer)

  expect(consent()).toEqual([['consent', 'update', { analytics_storage: 'denied' }]])
})

test('takes back events only, by whichever form', () => {
  const { layer, entries } = openPage(['consent', 'default', denied])
  layer.command('event', 'purchase', { value: 1 })
  layer.push({ event: 'purchase' })
  layer.push({ event: 'gtm.js' })
  layer.push({ page: 'home' })
  layer.command('set', 'url_passthrough', true)

  layer.dropEvents()

  expect(entries?.map((entry) => ('event' in entry ? entry.event : Array.from(entry)[0]))).toEqual([
    ...['consent', 'gtm.js'],
    ...[undefined, 'set'],
  ])
})
