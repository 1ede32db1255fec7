import { afterEach, expect, test, vi } from 'vitest'
import { createPrivacyClient } from './client.ts'
import * as engine from './engine.ts'
import { createBrowser } from './fake-browser.ts'
import { policy } from './fake-policy.ts'
import { start } from './fake-start.ts'
import type { AnswerTable } from './table.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const
const TABLE = 'privacykit:shop:table'
const DAY_MS = 86_400_000

afterEach(() => vi.useRealTimers())

type Browser = ReturnType<typeof createBrowser>

/** A browser in which somebody has answered, and whose table the engine has written. */
function visited(answers = { analytics: 'granted', ads: 'refused' } as const): Browser {
  const browser = createBrowser()
  const first = browser.open({ deviceOnly: true })
  first.choose(answers, BANNER)
  first.destroy()
  return browser
}

function later(browser: Browser, ms: number): void {
  browser.clock.at += ms
}

const open = (browser: Browser, overrides: Parameters<Browser['open']>[0] = {}) =>
  browser.open({ deviceOnly: true, frontOnly: true, start, ...overrides })
const tableOf = (browser: Browser): AnswerTable => JSON.parse(browser.localStorage.getItem(TABLE) ?? '')
const rewrite = (browser: Browser, change: Partial<AnswerTable>) =>
  browser.localStorage.setItem(TABLE, JSON.stringify({ ...tableOf(browser), ...change }))

test('answers a returning visitor in the first line, as the engine did', () => {
  const browser = visited()
  const whole = browser.open({ deviceOnly: true })

  const privacy = open(browser)

  expect(privacy.allows('analytics')).toBe(true)
  expect(privacy.decide('ads').reason).toBe('refused')
  expect(privacy.snapshot()).toEqual({ ...whole.snapshot(), allowed: new Set(whole.snapshot().allowed) })
  for (const client of [whole, privacy]) client.destroy()
})

test('asks a first visitor at once, and stores nothing by it', () => {
  const browser = createBrowser()

  const privacy = open(browser)

  expect(privacy.questions()).toEqual(['analytics', 'ads'])
  expect(privacy.allows('ranking')).toBe(true)
  expect(privacy.decide('analytics').reason).toBe('not-asked')
  expect(browser.localStorage.keys()).toEqual([])
  privacy.destroy()
})

test('knows nothing of a first visitor without a start, until the engine is there', async () => {
  const browser = createBrowser()
  const privacy = open(browser, { start: null })
  let calls = 0
  privacy.subscribe(() => {
    calls += 1
  })
  expect(privacy.questions()).toEqual([])
  expect(privacy.decide('analytics').reason).toBe('state-stale')

  await privacy.prepare()

  expect(privacy.questions()).toEqual(['analytics', 'ads'])
  expect(calls).toBe(1)
  privacy.destroy()
})

test('keeps the snapshot when the engine comes to the same answers', async () => {
  const browser = visited()
  const privacy = open(browser)
  const before = privacy.snapshot()

  await privacy.prepare()

  expect(privacy.snapshot()).toBe(before)
  privacy.destroy()
})

test.each<[string, (browser: Browser) => void]>([
  ['of another version of the policy', (browser) => rewrite(browser, { policy: '2' })],
  ['made under another signal', (browser) => rewrite(browser, { gpc: 1 })],
  ['made for another place', (browser) => rewrite(browser, { region: 'US-CA' })],
  ['that has had its time', (browser) => later(browser, 31 * DAY_MS)],
  ['from the future, as after a clock was set back', (browser) => later(browser, -DAY_MS)],
  ['that is cut off', (browser) => browser.localStorage.setItem(TABLE, '{"v":1,"allow')],
  ['that is something else', (browser) => browser.localStorage.setItem(TABLE, '[]')],
  ['that a choice has taken back', (browser) => browser.localStorage.setItem(TABLE, '0')],
  ['of another format', (browser) => rewrite(browser, { v: 2 as 1 })],
  ['that somebody took away, leaving the records', (browser) => browser.localStorage.removeItem(TABLE)],
])('opens nothing from a table %s, and asks nothing, until the engine has looked', async (_, change) => {
  const browser = visited()
  change(browser)

  const privacy = open(browser)
  expect(privacy.snapshot().allowed.size).toBe(0)
  expect(privacy.questions()).toEqual([])
  await privacy.prepare()

  expect(privacy.allows('analytics')).toBe(true)
  expect(privacy.decide('ads').reason).toBe('refused')
  privacy.destroy()
})

test('does not take the words of a purpose for members of its objects', () => {
  const privacy = open(createBrowser())

  for (const name of ['constructor', '__proto__', 'toString', '']) {
    expect(privacy.allows(name as 'analytics')).toBe(false) // as: the type forbids it
    expect(privacy.decide(name as 'analytics').reason).toBe('unknown-purpose') // as: the type forbids it
    expect(() => privacy.choose({ [name]: 'granted' }, BANNER)).toThrow('no purpose')
  }
  privacy.destroy()
})

test('says that it cannot answer about anything but plain use before the engine is there', async () => {
  const privacy = open(visited())

  expect(privacy.decide('analytics', { operation: 'disclose', recipient: 'x' }).reason).toBe('state-stale')
  await privacy.prepare()

  expect(privacy.decide('analytics', { operation: 'use' }).reason).toBe('granted')
  privacy.destroy()
})

test('closes when the time of the table is over although no engine has come', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T10:00:00.000Z'), toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  const browser = visited()
  rewrite(browser, { until: Date.now() + 20 })
  const privacy = open(browser, { now: Date.now })
  const log: string[] = []
  privacy.gate('analytics', () => {
    log.push('start')
    return () => void log.push('stop')
  })
  await Promise.resolve()

  vi.advanceTimersByTime(19)
  expect(log).toEqual(['start'])
  vi.advanceTimersByTime(1)

  expect(log).toEqual(['start', 'stop'])
  expect(privacy.decide('analytics').reason).toBe('state-stale')
  privacy.destroy()
})

test.each(['visibilitychange', 'pageshow', 'resume', 'storage'])('looks again at %s', async (event) => {
  const browser = visited()
  const privacy = open(browser)
  await Promise.resolve()
  browser.open({ deviceOnly: true }).choose({ analytics: 'withdrawn' }, BANNER)
  expect(privacy.allows('analytics')).toBe(true)

  privacy.fire(event, event === 'storage' ? { key: TABLE } : {})

  expect(privacy.allows('analytics')).toBe(false)
  privacy.destroy()
})

test('tells once of a name that the policy does not have', async () => {
  const browser = createBrowser()
  const privacy = open(browser)
  privacy.gate('analytcs' as 'analytics', () => {}) // as: the type forbids it
  privacy.buffer('analytcs' as 'analytics', () => {}) // as: the type forbids it

  await privacy.prepare()
  privacy.gate('analytcs' as 'analytics', () => {}) // as: the type forbids it
  privacy.gate('anlytics' as 'analytics', () => {}) // as: the type forbids it

  const told = browser.events.flatMap((event) => (event.kind === 'unknown-purpose' ? [event.purpose] : []))
  expect(told).toEqual(['analytcs', 'anlytics'])
  privacy.destroy()
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no policy', {}],
  ['half a policy', { policy: { purposes: {} } }],
  ['an endpoint without its slash', { policy, endpoint: 'api/privacy' }],
  ['an empty endpoint', { policy, endpoint: '' }],
])('refuses %s, and says what to give', (_, options) => {
  let thrown: unknown
  try {
    createPrivacyClient(options as never) // as: the type forbids it
  } catch (error) {
    thrown = error
  }

  expect(thrown).toMatchObject({ name: 'PrivacyError', code: 'invalid-option' })
  expect(String(thrown)).toMatch(/`policy` of definePolicy.*`endpoint` with \//)
})

test('takes a history that is null for none', () => {
  const browser = createBrowser()

  const privacy = browser.open({ history: null, engine })

  expect(privacy.questions()).toEqual(['analytics', 'ads'])
  privacy.destroy()
})

test('prepares once, also where the engine came with the page', async () => {
  const browser = visited()
  const privacy = browser.open({ deviceOnly: true })
  const before = privacy.snapshot()
  await privacy.prepare()

  privacy.choose({ analytics: 'withdrawn' }, BANNER)

  expect(before.allowed.has('analytics')).toBe(true)
  expect(privacy.allows('analytics')).toBe(false)
  privacy.destroy()
})
