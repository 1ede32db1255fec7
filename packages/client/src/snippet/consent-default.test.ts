/** What Google's tags are told in the page's head. */
import { expect, test } from 'vitest'
import { CONSENT_TYPES } from '../consent-mode/consent-types.ts'
import { policy } from '../fake-policy.ts'
import { type Head, MODE, NOW, run, runHead, stored, table } from './fake-head.ts'
import { snippet } from './snippet.ts'

const denied = Object.fromEntries(CONSENT_TYPES.map((type) => [type, 'denied']))

test('touches nothing of Google unless asked to', () => {
  const { dataLayer } = runHead(snippet({ policy }), { now: NOW, stored: stored(table) })

  expect(dataLayer).toBeUndefined()
})

test('adds the default after what the page has put there, as an Arguments object', () => {
  const before: unknown[] = [{ page: 'home' }]

  run({ dataLayer: before })

  expect(before).toHaveLength(2)
  expect(Object.prototype.toString.call(before[1])).toBe('[object Arguments]')
})

test('waits for an update only where nothing is stored', () => {
  const wait = (head: Head) => (run(head, { waitForUpdateMs: 800 }).dataLayer?.[0]?.[2] as object) ?? {} // as: the default's values

  expect(wait({})).toHaveProperty('wait_for_update', 800)
  expect(wait({ stored: stored(table) })).not.toHaveProperty('wait_for_update')
})

test('gives one default per place, where the policy asks nobody there', () => {
  const options = {
    consentMode: { ...MODE, personalization_storage: 'ranking' },
    regions: [
      { region: ['US'], granted: ['personalization_storage'], waitForUpdateMs: 100 },
      { region: ['US-CA', 'US-CO'], granted: [] },
    ],
  }
  const base = { ...denied, security_storage: 'granted', wait_for_update: 500 }

  expect(run({}, options).dataLayer?.map(([, , values]) => values)).toEqual([
    base,
    { ...base, region: ['US'], personalization_storage: 'granted', wait_for_update: 100 },
    { ...base, region: ['US-CA', 'US-CO'] },
  ])
  expect(run({ stored: stored(table) }, options).dataLayer).toHaveLength(1)
  expect(run({ gpc: true }, options).dataLayer).toHaveLength(1)
})

test('sets redaction and passthrough when asked', () => {
  const { dataLayer } = run({}, { adsDataRedaction: true, urlPassthrough: true, dataLayer: 'dataLayer' })

  expect(dataLayer?.slice(1)).toEqual([
    ['set', 'ads_data_redaction', true],
    ['set', 'url_passthrough', true],
  ])
})

test.each<[string, object, RegExp]>([
  ['an unknown type', { consentMode: { analytics: 'analytics' } }, /no "analytics"/],
  ['an unknown purpose', { consentMode: { ad_storage: 'toString' } }, /consentMode\.ad_storage/],
  ['an empty list', { consentMode: { ad_storage: [] } }, /consentMode\.ad_storage/],
  ['advertising as necessary', { consentMode: { ad_storage: true } }, /consentMode\.ad_storage/],
  ['a place that is none', { regions: [{ region: ['EU-wide'], granted: [] }] }, /ISO 3166/],
  ['a place named twice', { regions: [{ region: ['US', 'US'], granted: [] }] }, /once/],
  ['consent by place', { regions: [{ region: ['US'], granted: ['analytics_storage'] }] }, /rest on consent/],
  ['a type nobody named', { regions: [{ region: ['US'], granted: ['ad_user_data'] }] }, /none is named/],
  ['no policy', { policy: undefined }, /policy/],
  ['a wait that is none', { waitForUpdateMs: Number.NaN }, /waitForUpdateMs/],
])('refuses %s', (_, options, message) => {
  const make = () => snippet({ policy, consentMode: MODE, ...(options as object) }) // as: callers without types

  expect(make).toThrow(expect.objectContaining({ code: 'invalid-option', message: expect.stringMatching(message) }))
})
