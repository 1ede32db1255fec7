import { expect, test } from 'vitest'
import { createPrivacyClient } from './client.ts'
import { compact } from './compact.ts'
import { createEntries } from './entries.ts'
import { createBrowser, until } from './fake-browser.ts'
import { policy } from './fake-policy.ts'
import { pagePersistence } from './page-persistence.ts'
import { memoryPersistence } from './persistence.ts'
import { CLIENT_STORES } from './stores.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const

test('works in memory where storage is blocked, and says so', async () => {
  const browser = createBrowser({ blocked: true })
  const privacy = browser.open()
  expect(privacy.status().storage).toBe('memory')
  expect(privacy.questions()).toEqual(['analytics', 'ads'])

  const { saved } = privacy.choose({ analytics: 'granted' }, BANNER)

  expect(privacy.allows('analytics')).toBe(true)
  expect(await saved).toHaveLength(1)
  expect(privacy.status()).toMatchObject({ storage: 'memory', pending: 0 })
})

test('tells the other tabs where storage is blocked', () => {
  const browser = createBrowser({ blocked: true })
  const [one, two] = [browser.open(), browser.open()]

  one.choose({ ads: 'refused' }, BANNER)

  expect(two.decide('ads').reason).toBe('refused')
})

test('holds a choice in memory when storage is full', () => {
  const browser = createBrowser({ full: true })
  const privacy = browser.open()

  privacy.choose({ analytics: 'refused' }, BANNER)

  expect(privacy.decide('analytics').reason).toBe('refused')
  expect(privacy.status().storage).toBe('memory')
})

test('denies everything and stores nothing on a server', () => {
  const privacy = createPrivacyClient({ policy, endpoint: '/api/privacy' })

  expect([...privacy.snapshot().allowed]).toEqual([])
  expect(privacy.decide('ranking').reason).toBe('state-stale')
  expect(privacy.questions()).toEqual([])
})

test('stays shut when a stored record cannot be read, for it may have been a refusal', () => {
  const browser = createBrowser()
  const first = browser.open({ deviceOnly: true })
  first.choose({ analytics: 'granted' }, BANNER)

  browser.localStorage.setItem(`privacykit:shop:record:${'x'.repeat(22)}`, '{"rec')
  const second = browser.open({ deviceOnly: true })

  expect(second.decide('analytics').reason).toBe('unreadable-record')
})

test.each(['{"rec', 'null', '7', '{"tag":"d0"}', '[]'])('survives garbage in its keys: %s', (garbage) => {
  const browser = createBrowser()
  for (const key of ['subject', 'server:d0', 'age:d0', 'record:a'])
    browser.localStorage.setItem(`privacykit:shop:${key}`, garbage)

  const privacy = browser.open({ deviceOnly: true })

  expect(privacy.allows('analytics')).toBe(false)
  expect(privacy.snapshot().status.storage).toBe('persistent')
})

test('keeps every key it uses within what it declares', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ analytics: 'granted' }, BANNER).saved
  await privacy.signedIn()

  const patterns = CLIENT_STORES.flatMap((store) => ('localStorage' in store ? [store.localStorage] : []))

  for (const key of browser.localStorage.keys())
    expect(patterns.some((each) => key.startsWith(each.slice(0, -1)))).toBe(true)
})

test('keeps what it supersedes when it compacts, so that no old grant becomes a head again', () => {
  const storage = memoryPersistence('persistent')
  const entries = createEntries(storage, 'p:')
  const at = '2026-11-22T10:00:00.000Z'
  const common = {
    type: 'choice',
    purpose: 'analytics',
    policyVersion: '1',
    scopeDigest: '0',
    noticeId: 'n',
    language: 'en',
  } as const
  const choices = Array.from({ length: 6 }, (_, index) => ({
    ...common,
    surface: 'panel' as const,
    id: `id-${index}`,
    claimedAt: at,
    choice: index % 2 === 0 ? ('granted' as const) : ('refused' as const),
    replaces: index === 0 ? [] : [`id-${index - 1}`],
  }))
  for (const record of choices) entries.put({ record, tag: 'd0', state: 'stored' })

  compact(entries)

  expect(entries.all()).toMatchObject([{ record: { id: 'id-5' } }])
  expect(new Set(entries.get('id-5')?.also)).toEqual(new Set(['id-0', 'id-1', 'id-2', 'id-3', 'id-4']))
})

test('compacts on the device of somebody who changed their mind very often', async () => {
  const browser = createBrowser()
  const first = browser.open()
  for (let turn = 0; turn < 51; turn++) {
    await first.choose({ analytics: 'refused' }, BANNER).saved
    await first.choose({ analytics: 'granted' }, BANNER).saved
  }

  const second = browser.open()
  await until(() => browser.localStorage.keys().filter((key) => key.includes(':record:')).length === 1)

  expect(second.allows('analytics')).toBe(true)
  second.choose({ analytics: 'withdrawn' }, BANNER)
  expect(browser.open().decide('analytics').reason).toBe('withdrawn')
})

test('compacts nothing that still waits to be sent', () => {
  const entries = createEntries(memoryPersistence(), 'p:')
  const record = {
    id: 'one',
    type: 'objection',
    scope: 'direct-marketing',
    objection: 'objected',
    replaces: [],
  } as const
  entries.put({ record: { ...record, replaces: [] }, tag: 'd0', state: 'pending' })
  entries.put({ record: { ...record, id: 'two', replaces: ['one'] }, tag: 'd0', state: 'pending' })

  compact(entries)

  expect(entries.all()).toHaveLength(2)
})

test('never throws, whatever the storage does', () => {
  const broken = pagePersistence(createBrowser({ blocked: true }).openTab().page)

  broken.write('a', '1')
  expect(broken.read('a')).toBe('1')
  expect(broken.keys('')).toEqual(['a'])
  broken.remove('a')

  expect(broken.read('a')).toBeNull()
})
