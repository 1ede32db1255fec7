import { expect, test } from 'vitest'
import { createBrowser, until } from './fake-browser.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const

test('closes a purpose in the other tab at once', () => {
  const browser = createBrowser()
  const [one, two] = [browser.open(), browser.open()]
  const log: string[] = []
  one.choose({ analytics: 'granted' }, BANNER)
  two.gate('analytics', () => {
    log.push('start')
    return () => void log.push('stop')
  })

  one.choose({ analytics: 'withdrawn' }, BANNER)

  expect(two.allows('analytics')).toBe(false)
  expect(log).toEqual(['start', 'stop'])
})

test('hears through storage events where there is no BroadcastChannel', () => {
  const browser = createBrowser()
  const one = browser.open()
  const two = browser.open({}, browser.openTab({ deaf: true }))

  const { records } = one.choose({ analytics: 'granted' }, BANNER)
  expect(two.allows('analytics')).toBe(false)
  two.fire('storage', { key: `privacykit:shop:record:${records[0]?.id}` })

  expect(two.allows('analytics')).toBe(true)
})

test('keeps both records when two tabs answer at once', async () => {
  const browser = createBrowser()
  const tabs = [browser.openTab({ deaf: true }), browser.openTab({ deaf: true })] as const
  const one = browser.open({}, tabs[0])
  const two = browser.open({}, tabs[1])

  const first = one.choose({ analytics: 'refused' }, BANNER)
  const second = two.choose({ ads: 'granted' }, BANNER)
  await Promise.all([first.saved, second.saved])

  const third = browser.open()
  expect(third.decide('analytics').reason).toBe('refused')
  expect(third.allows('ads')).toBe(true)
  expect(browser.server.lists.size).toBe(1)
})

test('brings both answers to one device when each tab had made a secret of its own', async () => {
  const browser = createBrowser()
  const key = 'privacykit:shop:secret:d0'
  const [one, two] = [browser.open(), browser.open({}, browser.openTab({ deaf: true }))]
  await one.choose({ analytics: 'refused' }, BANNER).saved
  // in another process, whose storage does not show it yet: the two meet a moment later, and what was written last stays
  browser.localStorage.removeItem(key)
  await two.choose({ ads: 'granted' }, BANNER).saved

  one.fire('storage', { key })

  const choices = () =>
    (browser.server.lists.get(browser.localStorage.getItem(key) ?? '') ?? []).map(({ record }) => record)
  await until(() => choices().length === 2)
  expect(choices()).toContainEqual(expect.objectContaining({ purpose: 'analytics', choice: 'refused' }))
  expect(browser.open().decide('analytics').reason).toBe('refused')
  one.destroy()
  two.destroy()
})

test('does not let a sleeping tab grant again what another tab withdrew', () => {
  const browser = createBrowser()
  const one = browser.open()
  one.choose({ analytics: 'granted' }, BANNER)
  const sleeping = browser.open({}, browser.openTab({ deaf: true }))
  one.choose({ analytics: 'withdrawn' }, BANNER)

  expect(sleeping.allows('analytics')).toBe(true)
  sleeping.choose({ analytics: 'granted' }, BANNER)

  expect(sleeping.decide('analytics').reason).toBe('conflict')
  expect(one.allows('analytics')).toBe(false)
})

test('replaces what was shown at the render, not what is known at the click', () => {
  const browser = createBrowser()
  const [one, two] = [browser.open(), browser.open()]
  one.choose({ analytics: 'granted' }, BANNER)
  const shown = two.shown()
  one.choose({ analytics: 'withdrawn' }, BANNER)

  two.choose({ analytics: 'granted' }, { ...BANNER, shown })
  expect(two.allows('analytics')).toBe(false)

  two.choose({ analytics: 'granted' }, { ...BANNER, shown: two.shown() })
  expect(two.allows('analytics')).toBe(true)
})

test('resolves saved when another tab sent the record', async () => {
  const browser = createBrowser()
  browser.server.goDown()
  const one = browser.open()
  const two = browser.open()
  const { saved, records } = one.choose({ analytics: 'granted' }, BANNER)
  await until(() => one.status().lastError !== null)

  browser.server.goUp()
  two.fire('online')

  expect((await saved)[0]?.recordId).toBe(records[0]?.id)
  expect([one.status().pending, two.status().pending]).toEqual([0, 0])
  one.destroy()
  two.destroy()
})

test('sees a change that the other tab made before this page came back from the cache', () => {
  const browser = createBrowser()
  const one = browser.open()
  one.choose({ analytics: 'granted' }, BANNER)
  const cached = browser.open({}, browser.openTab({ deaf: true }))
  one.choose({ analytics: 'withdrawn' }, BANNER)

  cached.fire('pageshow')

  expect(cached.decide('analytics').reason).toBe('withdrawn')
})

test('keeps the snapshot until something changes, and then tells every listener once', () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  let calls = 0
  privacy.subscribe(() => {
    throw new Error('a broken listener')
  })
  privacy.subscribe(() => {
    calls += 1
  })
  const before = privacy.snapshot()

  privacy.fire('visibilitychange')
  expect(privacy.snapshot()).toBe(before)
  privacy.choose({ analytics: 'granted' }, BANNER)

  expect(privacy.snapshot()).not.toBe(before)
  expect(before.allowed.has('analytics')).toBe(false)
  expect(calls).toBe(1)
  expect(browser.events).toMatchObject([{ kind: 'callback-failed', purpose: null }])
})

test('hangs up while it lies in the back/forward cache, and listens again when it is back', () => {
  const browser = createBrowser()
  const [one, two] = [browser.open(), browser.open()]
  one.choose({ analytics: 'granted' }, BANNER)

  two.fire('pagehide')
  one.choose({ analytics: 'withdrawn' }, BANNER)
  expect(two.allows('analytics')).toBe(true)
  two.fire('pageshow')
  expect(two.decide('analytics').reason).toBe('withdrawn')
  one.choose({ analytics: 'granted' }, BANNER)

  expect(two.allows('analytics')).toBe(true)
  for (const tab of [one, two]) tab.destroy()
})
