import { afterEach, expect, test, vi } from 'vitest'
import { createBrowser, until } from './fake-browser.ts'
import { problem } from './fake-server.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const

afterEach(() => vi.useRealTimers())

test('tries again by itself after the network failed, without an online event', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const browser = createBrowser()
  browser.server.goDown()
  const privacy = browser.open()
  const { saved } = privacy.choose({ analytics: 'granted' }, BANNER)
  await vi.waitFor(() => expect(privacy.status().lastError).not.toBeNull(), 20_000)

  browser.server.goUp()
  await vi.advanceTimersByTimeAsync(2_000)

  expect(await saved).toHaveLength(1)
  privacy.destroy()
})

test('repeats through ky while the server is busy', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const browser = createBrowser()
  let refusals = 3
  browser.server.intercept = ({ path }) =>
    path === '/records' && refusals-- > 0 ? problem(503, 'unknown-policy-version') : undefined
  const privacy = browser.open()

  const { saved } = privacy.choose({ analytics: 'granted' }, BANNER)
  await vi.waitFor(
    async () => {
      await vi.advanceTimersByTimeAsync(2_000)
      expect(privacy.status().pending).toBe(0)
    },
    { timeout: 20_000 },
  )

  expect(browser.server.seen.filter(({ path }) => path === '/records')).toHaveLength(4)
  expect(await saved).toHaveLength(1)
  expect(privacy.status().lastError).toBeNull()
  privacy.destroy()
})

test.each(['missing-credential', 'foreign-subject'] as const)(
  'sets a record aside after %s, and offers it on the next page',
  async (code) => {
    const browser = createBrowser()
    browser.server.intercept = ({ path }) => (path === '/records' ? problem(403, code) : undefined)
    const privacy = browser.open()

    const { saved, records } = privacy.choose({ analytics: 'refused' }, BANNER)
    await expect(saved).rejects.toMatchObject({ code })
    expect(privacy.status().pending).toBe(1)
    privacy.destroy()

    browser.server.goUp()
    const next = browser.open()
    await until(() => next.status().pending === 0)
    expect(browser.server.all()).toEqual(records)
    next.destroy()
  },
)

test('writes a record anew when its id lies with another subject', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  let taken = ''
  browser.server.intercept = ({ path, body }) =>
    path === '/records' && JSON.stringify(body).includes(taken) ? problem(409, 'id-reused') : undefined
  const { saved, records } = privacy.choose({ analytics: 'refused' }, BANNER)
  taken = records[0]?.id ?? ''

  const [receipt] = await saved

  expect(receipt?.recordId).not.toBe(taken)
  expect(browser.server.all()).toMatchObject([{ choice: 'refused' }])
  expect(privacy.decide('analytics').reason).toBe('refused')
})

test('gives up after a few rewritings, and keeps the choice', async () => {
  const browser = createBrowser()
  browser.server.intercept = ({ path }) => (path === '/records' ? problem(409, 'id-reused') : undefined)
  const privacy = browser.open()

  const { saved } = privacy.choose({ analytics: 'refused' }, BANNER)

  await expect(saved).rejects.toMatchObject({ code: 'id-reused' })
  expect(browser.server.seen.length).toBeLessThan(8)
  expect(privacy.decide('analytics').reason).toBe('refused')
})

test('keeps a code of a newer server in the queue when its status invites a repeat', async () => {
  const browser = createBrowser()
  browser.server.intercept = () => problem(503, 'moon-phase' as never) // as: a code that this version does not know
  const privacy = browser.open()

  privacy.choose({ analytics: 'refused' }, BANNER)
  await until(() => privacy.status().lastError !== null)

  expect(privacy.status()).toMatchObject({ pending: 1, lastError: { code: 'unavailable' } })
  privacy.destroy()
})

test('lets one tab drain at a time, by the browser’s locks', async () => {
  const browser = createBrowser()
  const names: string[] = []
  let inside = 0
  let most = 0
  let last: Promise<unknown> = Promise.resolve()
  const locks = {
    request<T>(name: string, work: () => Promise<T>): Promise<T> {
      const turn = last.then(async () => {
        names.push(name)
        most = Math.max(most, ++inside)
        try {
          return await work()
        } finally {
          inside -= 1
        }
      })
      last = turn
      return turn
    },
  }
  const openTab = () => {
    const tab = browser.openTab()
    return { ...tab, page: { ...tab.page, localStorage: browser.localStorage, navigator: { locks } } }
  }
  browser.server.goDown()
  const [one, two] = [browser.open({}, openTab()), browser.open({}, openTab())]
  one.choose({ analytics: 'refused' }, BANNER)
  await until(() => one.status().lastError !== null)
  const appends = () => browser.server.seen.filter(({ path }) => path === '/records').length
  const before = appends()

  browser.server.goUp()
  one.fire('online')
  two.fire('online')
  await until(() => one.status().pending === 0 && inside === 0 && names.length >= 2)

  expect(new Set(names)).toEqual(new Set(['privacykit:shop:outbox']))
  expect(most).toBe(1)
  expect(appends() - before).toBe(1)
  one.destroy()
  two.destroy()
})

test('sends more records than fit into one request, causes first', async () => {
  const browser = createBrowser()
  browser.server.goDown()
  const privacy = browser.open()
  for (let turn = 0; turn < 60; turn++)
    privacy.choose({ analytics: turn % 2 === 0 ? 'granted' : 'withdrawn' }, { surface: 'panel', noticeId: 'panel-1' })
  await until(() => privacy.status().lastError !== null)

  browser.server.goUp()
  privacy.fire('online')
  await until(() => privacy.status().pending === 0)

  expect(browser.server.all()).toHaveLength(60)
  expect(privacy.allows('analytics')).toBe(false)
  privacy.destroy()
})

test('does not take a captive portal for an acknowledgement', async () => {
  const browser = createBrowser()
  browser.server.intercept = () => new Response('<h1>Welcome to the airport</h1>', { status: 200 })
  const privacy = browser.open()

  privacy.choose({ analytics: 'refused' }, BANNER)
  await until(() => privacy.status().lastError !== null)

  expect(privacy.status()).toMatchObject({ pending: 1, lastError: { code: 'unavailable' } })
  privacy.destroy()
})

test('does not take an answer without receipts for an acknowledgement', async () => {
  const browser = createBrowser()
  browser.server.intercept = () => Response.json({ receipts: [], seq: 1, generation: 1 })
  const privacy = browser.open()

  privacy.choose({ analytics: 'refused' }, BANNER)
  await until(() => privacy.status().lastError !== null)

  expect(privacy.status().pending).toBe(1)
  privacy.destroy()
})
