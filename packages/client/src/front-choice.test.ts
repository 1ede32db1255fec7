import { expect, test } from 'vitest'
import { createBrowser, until } from './fake-browser.ts'
import { start } from './fake-start.ts'
import type { PrivacyClient } from './privacy-client.ts'
import type { AnswerTable } from './table.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const
const PANEL = { surface: 'panel', noticeId: 'panel-1' } as const
const TABLE = 'privacykit:shop:table'
const ID = /^[\w-]{22}$/

type Browser = ReturnType<typeof createBrowser>
const open = (browser: Browser, overrides: Parameters<Browser['open']>[0] = {}, tab = browser.openTab()) =>
  browser.open({ frontOnly: true, start, ...overrides }, tab)
const keysOf = (browser: Browser, kind: string) =>
  browser.localStorage.keys().filter((key) => key.startsWith(`privacykit:shop:${kind}`))

function logged(privacy: Pick<PrivacyClient, 'gate'>, purpose = 'analytics') {
  const log: string[] = []
  privacy.gate(purpose, () => {
    log.push('start')
    return () => void log.push('stop')
  })
  return log
}

test('opens at a yes, and has it on the device, before any engine is there', () => {
  const browser = createBrowser()
  const privacy = open(browser)
  const log = logged(privacy)
  const tracked: string[] = []
  const track = privacy.buffer('analytics', (what: string) => void tracked.push(what))
  track('before')

  privacy.choose({ analytics: 'granted', ads: 'refused' }, BANNER)

  expect(privacy.allows('analytics')).toBe(true)
  expect([log, tracked]).toEqual([['start'], ['before']])
  expect(privacy.decide('ads').reason).toBe('refused')
  expect(privacy.questions()).toEqual([])
  expect(keysOf(browser, 'note:')).toHaveLength(1)
  expect(browser.localStorage.getItem(TABLE)).toBe('0')
  privacy.destroy()
})

test('makes records of it once the engine is there, sends them, and keeps the gate running', async () => {
  const browser = createBrowser()
  const privacy = open(browser)
  const log = logged(privacy)

  const { saved, records } = privacy.choose({ analytics: 'granted', ads: 'refused' }, BANNER)
  expect(records).toEqual([])
  const receipts = await saved

  expect(records).toMatchObject([
    { type: 'choice', purpose: 'analytics', choice: 'granted', replaces: [], ...BANNER, policyVersion: '1' },
    { type: 'choice', purpose: 'ads', choice: 'refused' },
  ])
  for (const { id, scopeDigest } of records)
    expect([id, scopeDigest]).toEqual([expect.stringMatching(ID), expect.stringMatching(/^[0-9a-f]{16}$/)])
  expect(receipts.map(({ recordId }) => recordId)).toEqual(records.map(({ id }) => id))
  expect(browser.server.all()).toEqual(records)
  expect(log).toEqual(['start'])
  expect(keysOf(browser, 'note:')).toEqual([])
  expect(privacy.status()).toMatchObject({ pending: 0, storage: 'persistent' })
  privacy.destroy()
})

test('keeps a choice of a page that ended before its engine was there', async () => {
  const browser = createBrowser()
  open(browser).choose({ analytics: 'granted', ads: 'refused' }, BANNER)
  // that page is gone: its engine never comes

  const next = open(browser)
  expect(next.allows('analytics')).toBe(false)
  expect(next.questions()).toEqual([])
  await next.prepare()

  expect(next.allows('analytics')).toBe(true)
  expect(next.decide('ads').reason).toBe('refused')
  await until(() => browser.server.all().length === 2)
  next.destroy()
})

test('stops at a no in the same tick, and takes what the purpose stored as soon as the engine is there', async () => {
  const browser = createBrowser()
  browser.open().choose({ analytics: 'granted' }, BANNER)
  browser.cookies.set('_ga', '1')
  const privacy = open(browser)
  const log = logged(privacy)

  privacy.choose({ analytics: 'withdrawn' }, PANEL)
  expect(log).toEqual(['start', 'stop'])
  expect(privacy.decide('analytics').reason).toBe('withdrawn')
  await privacy.prepare()

  expect([...browser.cookies.keys()]).toEqual([])
  expect(privacy.decide('analytics').reason).toBe('withdrawn')
  privacy.destroy()
})

test('follows somebody who changes their mind before the engine is there', async () => {
  const browser = createBrowser()
  const privacy = open(browser)

  privacy.choose({ analytics: 'granted' }, BANNER)
  privacy.choose({ analytics: 'withdrawn' }, PANEL)
  browser.clock.at += 1
  const { saved, records } = privacy.choose({ analytics: 'granted' }, PANEL)
  expect(privacy.allows('analytics')).toBe(true)
  await saved

  expect(privacy.decide('analytics').reason).toBe('granted')
  expect(records[0]?.replaces).toHaveLength(1)
  expect(browser.server.all()).toMatchObject([{ choice: 'granted' }, { choice: 'withdrawn' }, { choice: 'granted' }])
  privacy.destroy()
})

test('opens nothing at a yes that the signal stands against', async () => {
  const browser = createBrowser()
  browser.signals.gpc = true
  const privacy = open(browser)

  privacy.choose({ analytics: 'granted', ads: 'granted' }, BANNER)
  expect([privacy.allows('analytics'), privacy.allows('ads')]).toEqual([true, false])
  await privacy.prepare()
  expect(privacy.decide('ads').reason).toBe('opted-out-by-signal')
  privacy.choose({ ads: 'granted' }, { ...PANEL, overrides: 'gpc' })

  expect(privacy.allows('ads')).toBe(true)
  privacy.destroy()
})

test('does not let a tab that slept grant again what another tab has withdrawn', async () => {
  const browser = createBrowser()
  const awake = browser.open()
  awake.choose({ analytics: 'granted' }, BANNER)
  const sleeping = open(browser, {}, browser.openTab({ deaf: true }))
  awake.choose({ analytics: 'withdrawn' }, PANEL)
  expect(sleeping.allows('analytics')).toBe(true)
  const shown = sleeping.shown()

  sleeping.choose({ analytics: 'granted' }, { ...BANNER, shown })
  expect(sleeping.allows('analytics')).toBe(false)
  await sleeping.prepare()

  expect(sleeping.decide('analytics').reason).toBe('conflict')
  expect(awake.allows('analytics')).toBe(false)
  expect((JSON.parse(browser.localStorage.getItem(TABLE) ?? '') as AnswerTable).allowed).not.toContain('analytics')
  for (const client of [awake, sleeping]) client.destroy()
})

test('is heard by a tab whose engine is there, which makes the records', () => {
  const browser = createBrowser()
  const whole = browser.open()
  whole.choose({ analytics: 'granted' }, BANNER)
  const front = open(browser)

  front.choose({ analytics: 'withdrawn' }, PANEL)
  whole.fire('storage', { key: keysOf(browser, 'note:')[0] ?? '' })

  expect(whole.decide('analytics').reason).toBe('withdrawn')
  for (const client of [whole, front]) client.destroy()
})

test('makes one record of a note, whichever tab gets to it', async () => {
  const browser = createBrowser()
  const whole = browser.open()
  const front = open(browser)
  const { saved, records } = front.choose({ analytics: 'refused' }, BANNER)
  whole.fire('storage', { key: keysOf(browser, 'note:')[0] ?? '' })

  await saved

  expect(records).toHaveLength(1)
  expect(browser.server.all()).toEqual(records)
  for (const client of [whole, front]) client.destroy()
})

test('closes everything for a note that cannot be read, for it may have been a refusal', async () => {
  const browser = createBrowser()
  browser.open().choose({ analytics: 'granted' }, BANNER)
  browser.localStorage.setItem('privacykit:shop:note:1,2', '{"said')

  const privacy = browser.open()

  expect(privacy.decide('analytics').reason).toBe('unreadable-record')
  privacy.destroy()
})

test('closes what it does not know of an objection until the engine has looked', async () => {
  const browser = createBrowser()
  const privacy = open(browser)
  expect(privacy.allows('ranking')).toBe(true)

  const { saved, records } = privacy.object({ purpose: 'ranking' }, 'objected')
  expect(privacy.allows('ranking')).toBe(false)
  await saved

  expect(privacy.decide('ranking').reason).toBe('objected')
  expect(records).toMatchObject([{ type: 'objection', scope: { purpose: 'ranking' }, replaces: [] }])
  const lifted = privacy.object({ purpose: 'ranking' }, 'lifted', { shown: privacy.shown() })
  expect(lifted.records[0]?.replaces).toEqual([records[0]?.id])
  expect(privacy.allows('ranking')).toBe(true)
  privacy.destroy()
})

test('refuses what is no answer when the engine looks at it, and stores no record of it', async () => {
  const browser = createBrowser()
  const privacy = open(browser)

  const { saved } = privacy.choose({ analytics: 'yes' } as never, BANNER) // as: the type forbids it

  await expect(saved).rejects.toMatchObject({ code: 'invalid-option' })
  expect(keysOf(browser, 'record:')).toEqual([])
  privacy.destroy()
})
