import { afterEach, expect, test, vi } from 'vitest'
import { sleepUntilChange } from './clock.ts'
import { createBrowser } from './fake-browser.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const
const DAY_MS = 86_400_000

afterEach(() => vi.useRealTimers())

test('closes the gate when the grant lapses, without anybody asking', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T10:00:00.000Z') })
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true, now: Date.now })
  const log: string[] = []
  privacy.gate('analytics', () => {
    log.push('start')
    return () => void log.push('stop')
  })
  privacy.choose({ analytics: 'granted' }, BANNER)

  vi.advanceTimersByTime(180 * DAY_MS - 1)
  expect(log).toEqual(['start'])
  vi.advanceTimersByTime(1)

  expect(log).toEqual(['start', 'stop'])
  expect(privacy.decide('analytics').reason).toBe('expired')
  expect(privacy.questions()).toContain('analytics')
})

test('sees at wake-up that the grant lapsed while the machine slept', () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  privacy.choose({ analytics: 'granted' }, BANNER)

  browser.clock.at += 181 * DAY_MS
  privacy.fire('visibilitychange')

  expect(privacy.allows('analytics')).toBe(false)
  privacy.destroy()
})

test('does not bring a lapsed grant to life when the clock is set back', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ analytics: 'granted' }, BANNER).saved
  browser.clock.at += 179 * DAY_MS
  await privacy.choose({ ads: 'refused' }, BANNER).saved
  browser.clock.at += 2 * DAY_MS
  await privacy.choose({ ads: 'refused' }, BANNER).saved
  expect(privacy.allows('analytics')).toBe(false)

  browser.clock.at -= 100 * DAY_MS
  privacy.fire('visibilitychange')

  expect(privacy.allows('analytics')).toBe(false)
  privacy.destroy()
})

test('can still be granted after a click under a clock that was years ahead', () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  browser.clock.at += 2000 * DAY_MS
  privacy.choose({ ads: 'refused' }, BANNER)
  browser.clock.at -= 2000 * DAY_MS

  privacy.choose({ analytics: 'granted' }, BANNER)

  expect(privacy.allows('analytics')).toBe(true)
  privacy.destroy()
})

test('never refuses to be asked again too early', () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  privacy.choose({ analytics: 'refused' }, BANNER)

  browser.clock.at += 179 * DAY_MS
  privacy.fire('visibilitychange')
  expect(privacy.questions()).not.toContain('analytics')
  browser.clock.at += 2 * DAY_MS
  privacy.fire('visibilitychange')

  expect(privacy.questions()).toContain('analytics')
  expect(privacy.decide('analytics').reason).toBe('refused')
  privacy.destroy()
})

test('sleeps six hours at most, and not past the next change', () => {
  const at = Date.parse('2026-11-22T10:00:00.000Z')
  const record = { id: 'a', type: 'policy-acknowledged', claimedAt: new Date(at - 180 * DAY_MS + 5000).toISOString() }
  const policies = [{ policy: { purposes: { a: { askAgainDays: 180 } } } }] as never // as: only what the clock reads

  expect(sleepUntilChange(at, [], policies)).toBe(6 * 3_600_000)
  expect(sleepUntilChange(at, [{ record }], policies)).toBe(5000)
})

test('does not spin while the clock stands behind the latest record', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T10:00:00.000Z') })
  const browser = createBrowser()
  let reads = 0
  const now = () => {
    reads += 1
    return browser.clock.at
  }
  const privacy = browser.open({ deviceOnly: true, now })
  privacy.choose({ analytics: 'granted' }, BANNER)
  browser.clock.at += 180 * DAY_MS - 5
  privacy.choose({ ads: 'refused' }, BANNER)
  browser.clock.at -= 10 * DAY_MS
  privacy.fire('visibilitychange')

  reads = 0
  vi.advanceTimersByTime(60_000)

  expect(reads).toBeLessThan(50)
  privacy.destroy()
})
