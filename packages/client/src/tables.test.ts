import { expect, test } from 'vitest'
import { createBrowser, until } from './fake-browser.ts'
import { policy } from './fake-policy.ts'
import { start } from './fake-start.ts'
import type { AnswerTable } from './table.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const
const PANEL = { surface: 'panel', noticeId: 'panel-1' } as const
const TABLE = 'privacykit:shop:table'
const DAY_MS = 86_400_000

type Browser = ReturnType<typeof createBrowser>
const tableOf = (browser: Browser): AnswerTable => JSON.parse(browser.localStorage.getItem(TABLE) ?? 'null')

/** Keys in the order in which they are written. */
function writesOf(browser: Browser): string[] {
  const writes: string[] = []
  const { setItem } = browser.localStorage
  browser.localStorage.setItem = (key, value) => {
    writes.push(key === TABLE && value === '0' ? 'doubt' : (key.split(':')[2] ?? ''))
    setItem(key, value)
  }
  return writes
}

test.each([true, false])('takes the table back before it stores what was said (front alone: %s)', (frontOnly) => {
  const browser = createBrowser()
  browser.open({ deviceOnly: true }).choose({ analytics: 'granted' }, BANNER)
  const privacy = browser.open({ deviceOnly: true, frontOnly, start })
  const writes = writesOf(browser)

  privacy.choose({ analytics: 'withdrawn' }, PANEL)

  expect(writes).toEqual(frontOnly ? ['doubt', 'note'] : ['doubt', 'record', 'table'])
  privacy.destroy()
})

test('takes the table back before another subject is stored', async () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  privacy.choose({ analytics: 'granted' }, BANNER)
  const writes = writesOf(browser)

  await privacy.signedIn({ account: 'alice' })

  expect(writes.slice(0, 2)).toEqual(['doubt', 'subject'])
  expect(tableOf(browser)).toMatchObject({ allowed: ['ranking'] })
  privacy.destroy()
})

test('holds no longer than until the next lapse, and a month at most', () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  privacy.choose({ analytics: 'granted' }, BANNER)
  expect(tableOf(browser).until).toBe(browser.clock.at + 30 * DAY_MS)

  browser.clock.at += 170 * DAY_MS
  privacy.fire('visibilitychange')

  expect(tableOf(browser).until).toBe(browser.clock.at + 10 * DAY_MS)
  privacy.destroy()
})

test('leaves no table that opens when storage is full', () => {
  const state = { full: false }
  const browser = createBrowser(state)
  const privacy = browser.open({ deviceOnly: true })
  privacy.choose({ analytics: 'granted' }, BANNER)
  privacy.destroy()
  state.full = true

  for (const frontOnly of [false, true]) {
    const page = browser.open({ deviceOnly: true, frontOnly, start })
    page.choose({ analytics: 'withdrawn' }, PANEL)
    expect(page.allows('analytics')).toBe(false)
    page.destroy()

    expect(browser.localStorage.getItem(TABLE)).toBeNull()
  }
})

test('does not write for ever where two tabs have two versions of the policy', () => {
  const browser = createBrowser()
  const one = browser.open({ deviceOnly: true })
  const two = browser.open({ deviceOnly: true, policy: { ...policy, version: '2' } as unknown as typeof policy }) // as: the next deploy
  one.choose({ analytics: 'refused' }, BANNER)
  const writes = writesOf(browser)

  for (let turn = 0; turn < 20; turn++) for (const tab of [one, two]) tab.fire('storage', { key: TABLE })

  expect(writes).toEqual([])
  for (const tab of [one, two]) tab.destroy()
})

test('narrows a table that another tab wrote without knowing what this one knows, and never widens it', () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  privacy.choose({ analytics: 'granted', ads: 'refused' }, BANNER)
  const right = tableOf(browser)

  browser.localStorage.setItem(TABLE, JSON.stringify({ ...right, allowed: ['analytics', 'ads', 'ranking'] }))
  privacy.fire('storage', { key: TABLE })
  expect(tableOf(browser).allowed).toEqual(right.allowed)
  browser.localStorage.setItem(TABLE, JSON.stringify({ ...right, allowed: [] }))
  privacy.fire('storage', { key: TABLE })

  expect(tableOf(browser).allowed).toEqual([])
  privacy.destroy()
})

test('keeps a gate running that only this page knows of when the engine comes', async () => {
  const browser = createBrowser({ blocked: true })
  const privacy = browser.open({ deviceOnly: true, frontOnly: true, start })
  const log: string[] = []
  privacy.gate('analytics', () => {
    log.push('start')
    return () => void log.push('stop')
  })

  privacy.choose({ analytics: 'granted' }, BANNER)
  await privacy.prepare()

  expect(log).toEqual(['start'])
  expect(privacy.decide('analytics').reason).toBe('granted')
  privacy.destroy()
})

test('signs out also where the page ends before its engine came', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const first = browser.open()
  await first.signedIn({ account: 'alice' })
  await first.choose({ analytics: 'granted' }, PANEL).saved
  first.destroy()
  const leaving = browser.open({ frontOnly: true, start })
  expect(leaving.allows('analytics')).toBe(true)

  void leaving.signedOut()
  expect(leaving.snapshot().allowed.size).toBe(0)
  // that page is gone: its engine never comes
  leaving.destroy()
  browser.server.session = null

  const next = browser.open({ frontOnly: true, start })
  expect(next.snapshot().allowed.size).toBe(0)
  await next.prepare()
  expect(next.decide('analytics').reason).toBe('not-asked')
  expect(browser.localStorage.keys().filter((key) => key.includes('record:'))).toEqual([])
  next.destroy()
})

test('gives what is said between a sign-in and the engine to who signed in', async () => {
  const browser = createBrowser()
  await browser.open().choose({ ads: 'refused' }, BANNER).saved
  browser.server.session = 'alice'
  const privacy = browser.open({ frontOnly: true, start })

  const done = privacy.signedIn({ account: 'alice' })
  const { saved, records } = privacy.choose({ analytics: 'granted' }, PANEL)
  await Promise.all([done, saved])

  expect(browser.server.idsOf('alice')).toContain(records[0]?.id)
  await until(() => privacy.status().pending === 0)
  expect(
    [...browser.server.lists].flatMap(([who, list]) => (who === 'alice' ? [] : list.map(({ record }) => record))),
  ).toMatchObject([{ purpose: 'ads' }])
  privacy.destroy()
})

test('keeps only the no of what was said on a page that ended while somebody signed in', async () => {
  const browser = createBrowser()
  const ending = browser.open({ frontOnly: true, deviceOnly: true, start })
  void ending.signedIn({ account: 'alice' })
  ending.choose({ analytics: 'granted', ads: 'refused' }, PANEL)
  ending.destroy()

  const next = browser.open({ deviceOnly: true })
  await until(() => next.decide('ads').reason === 'refused')

  expect(next.decide('analytics').reason).toBe('not-asked')
  expect(browser.localStorage.keys().filter((key) => key.includes('note:'))).toEqual([])
  next.destroy()
})
