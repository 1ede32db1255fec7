import type { PrivacyRecord } from '@privacykit/contract'
import { noticeText, textHash } from '@privacykit/policy/text-hash'
import { expect, test } from 'vitest'
import { createBrowser } from './fake-browser.ts'
import { policy } from './fake-policy.ts'

const TEXT = 'May Shop use your data for Statistics and Advertising? Accept all Reject all'
const asked = { surface: 'banner', language: 'en', text: TEXT } as const
const hashIn = (records: readonly PrivacyRecord[]) => records.map((record) => 'textHash' in record && record.textHash)
const hash = (purposes: string[], shown = TEXT) =>
  textHash(noticeText({ policy, language: 'en', purposes, strings: { shown } }))

test('puts the hash of what was shown into each record, and never the words', async () => {
  const browser = createBrowser()
  const privacy = browser.open()

  const { records, saved } = privacy.choose({ analytics: 'granted', ads: 'refused' }, asked)
  await saved

  expect(hashIn(records)).toEqual([hash(['analytics', 'ads']), hash(['analytics', 'ads'])])
  expect(JSON.stringify(browser.server.seen)).not.toContain('Reject all')
  expect((await privacy.history()).map(({ record }) => 'textHash' in record)).toEqual([true, true])
})

test('is the same for a choice that was noted before the engine was there', async () => {
  const browser = createBrowser()
  const privacy = browser.open({ frontOnly: true })

  const { records, saved } = privacy.choose({ ads: 'refused', analytics: 'granted' }, asked)
  await saved

  expect(hashIn(records)).toEqual([hash(['analytics', 'ads']), hash(['analytics', 'ads'])])
  expect(
    browser.localStorage
      .keys()
      .map((key) => browser.localStorage.getItem(key))
      .join(),
  ).not.toContain('Reject all')
})

test('does not depend on how lines break, and does on every word', () => {
  const privacy = createBrowser().open()
  const of = (text: string) => hashIn(privacy.choose({ ads: 'refused' }, { ...asked, text }).records)[0]

  expect(of('  May Shop\n  use\tit?')).toBe(of('May Shop use it?'))
  expect(of('May Shop use it!')).not.toBe(of('May Shop use it?'))
})

test('takes the hash of an app that keeps its own texts, and none that is none', () => {
  const privacy = createBrowser().open()
  const of = (how: object) => hashIn(privacy.choose({ ads: 'refused' }, { surface: 'panel', ...how }).records)[0]

  expect(of({ textHash: 'h'.repeat(43), text: TEXT })).toBe('h'.repeat(43))
  expect(of({ textHash: 'not a hash' })).toBe(false)
  expect(of({ text: 7 })).toBe(false)
  expect(of({})).toBe(false)
})
