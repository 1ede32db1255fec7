import { expect, test } from 'vitest'
import { createBrowser, until } from './fake-browser.ts'
import { problem } from './fake-server.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const

test('stores nothing and asks nothing before the first choice', async () => {
  const browser = createBrowser()

  const privacy = browser.open()
  privacy.gate('analytics', () => {})
  privacy.allows('analytics')
  privacy.shown()
  await privacy.history()
  privacy.fire('visibilitychange')

  expect(browser.localStorage.keys()).toEqual([])
  expect(browser.cookies.size).toBe(0)
  expect(browser.server.seen).toEqual([])
  expect(privacy.questions()).toEqual(['analytics', 'ads'])
})

test('has the choice in storage, and the request on its way, when choose returns', () => {
  const calls: RequestInit[] = []
  const browser = createBrowser()
  const privacy = browser.open({
    fetch: (_, init) => {
      calls.push(init ?? {})
      return new Promise(() => {})
    },
  })

  const { records } = privacy.choose({ analytics: 'refused' }, BANNER)

  expect(browser.localStorage.keys()).toContain(`privacykit:shop:record:${records[0]?.id}`)
  expect(calls).toHaveLength(1)
  expect(calls[0]).toMatchObject({ method: 'POST', keepalive: true })
  expect(new Headers(calls[0]?.headers).get('privacy-device')).toMatch(/^[A-Za-z0-9_-]{43}$/)
})

test('resolves saved with the receipts of the backend, and keeps its stamp', async () => {
  const browser = createBrowser()
  const privacy = browser.open()

  const { saved, records } = privacy.choose({ analytics: 'granted', ads: 'refused' }, BANNER)
  expect(privacy.status().pending).toBe(2)
  const receipts = await saved

  expect(receipts.map(({ recordId }) => recordId)).toEqual(records.map(({ id }) => id))
  expect(privacy.status()).toEqual({ pending: 0, lastError: null, storage: 'persistent', endpoint: 'connected' })
  expect(privacy.decide('analytics')).toMatchObject({ allowed: true, evidence: 'recorded' })
  expect((await privacy.history()).map(({ state, receipt }) => [state, receipt?.v])).toEqual([
    ['stored', 1],
    ['stored', 1],
  ])
})

test.each(['granted', 'refused'] as const)(
  'keeps a choice (%s) made offline over closing and reopening, then sends it',
  async (answer) => {
    const browser = createBrowser()
    browser.server.goDown()
    const first = browser.open()
    const { records } = first.choose({ analytics: answer }, BANNER)
    await until(() => first.status().lastError !== null)
    first.destroy()

    const second = browser.open()
    expect(second.allows('analytics')).toBe(answer === 'granted')
    expect(second.status().pending).toBe(1)
    browser.server.goUp()
    second.fire('online')
    await until(() => second.status().pending === 0)

    expect(browser.server.all()).toEqual(records)
    expect(second.status().lastError).toBeNull()
    second.destroy()
  },
)

test('sends again after the answer was lost, and the backend sees one record', async () => {
  const browser = createBrowser()
  browser.server.afterwards = () => Promise.reject(new TypeError('the tab went to a tunnel'))
  const first = browser.open()
  const { records } = first.choose({ analytics: 'refused' }, BANNER)
  await until(() => first.status().lastError !== null)
  first.destroy()

  browser.server.afterwards = () => Promise.resolve()
  const second = browser.open()
  await until(() => second.status().pending === 0)

  expect(browser.server.all()).toEqual(records)
  second.destroy()
})

test('keeps a choice in force when the backend refuses its record for good', async () => {
  const browser = createBrowser()
  browser.server.intercept = ({ path }) => (path === '/records' ? problem(422, 'scope-mismatch') : undefined)
  const privacy = browser.open()

  const { saved } = privacy.choose({ analytics: 'granted' }, BANNER)

  await expect(saved).rejects.toMatchObject({ code: 'scope-mismatch' })
  expect(privacy.allows('analytics')).toBe(true)
  expect(privacy.status()).toMatchObject({ pending: 0, lastError: { code: 'scope-mismatch' } })
  expect(await privacy.history()).toMatchObject([{ state: 'failed' }])
  const requests = browser.server.seen.length
  privacy.destroy()
  const next = browser.open()
  await until(() => browser.server.seen.some(({ path }) => path === '/state'))
  expect(browser.server.seen.filter(({ path }) => path === '/records').length).toBeLessThanOrEqual(requests)
  expect(next.allows('analytics')).toBe(true)
  next.destroy()
})

test('sends the others when one record of a batch is refused', async () => {
  const browser = createBrowser()
  const isBad = (body: unknown) => JSON.stringify(body).includes('"ads"')
  browser.server.intercept = ({ path, body }) =>
    path === '/records' && isBad(body) ? problem(422, 'scope-mismatch') : undefined
  const privacy = browser.open()

  const { saved } = privacy.choose({ analytics: 'granted', ads: 'granted' }, BANNER)
  await expect(saved).rejects.toMatchObject({ code: 'scope-mismatch' })
  await until(() => privacy.status().pending === 0)

  expect(browser.server.all()).toMatchObject([{ purpose: 'analytics' }])
})

test('changes no stored choice when reading the list fails', async () => {
  const browser = createBrowser()
  const first = browser.open()
  await first.choose({ analytics: 'granted', ads: 'refused' }, BANNER).saved
  first.destroy()

  browser.server.intercept = () => problem(500, 'internal-error')
  const second = browser.open()
  await until(() => browser.server.seen.at(-1)?.path === '/state')

  expect(second.allows('analytics')).toBe(true)
  expect(second.decide('ads').reason).toBe('refused')
  second.destroy()
})

test('answers from storage while the network hangs', async () => {
  const browser = createBrowser()
  const first = browser.open()
  await first.choose({ analytics: 'granted' }, BANNER).saved
  first.destroy()

  browser.server.intercept = () => new Promise<Response>(() => {})
  const second = browser.open()
  const started: string[] = []
  second.gate('analytics', () => void started.push('analytics'))

  expect(started).toEqual(['analytics'])
  second.destroy()
})

test('sends the records that a new one replaces first when the backend lost them', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ analytics: 'granted' }, BANNER).saved
  browser.server.lists.clear()

  const { saved } = privacy.choose({ analytics: 'withdrawn' }, BANNER)
  await saved

  expect(browser.server.all()).toMatchObject([{ choice: 'granted' }, { choice: 'withdrawn' }])
  expect(privacy.allows('analytics')).toBe(false)
})

test('writes a withdrawal anew when the backend will never know what it replaces', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ analytics: 'granted' }, BANNER).saved
  browser.server.lists.clear()
  const isGrant = (body: unknown) => JSON.stringify(body).includes('"granted"')
  browser.server.intercept = ({ path, body }) =>
    path === '/records' && isGrant(body) ? problem(422, 'scope-mismatch') : undefined

  const { saved, records } = privacy.choose({ analytics: 'withdrawn' }, BANNER)
  const [receipt] = await saved

  expect(receipt?.recordId).not.toBe(records[0]?.id)
  expect(browser.server.all()).toMatchObject([{ choice: 'withdrawn', replaces: [] }])
  expect(privacy.decide('analytics').reason).toBe('withdrawn')
  privacy.choose({ analytics: 'granted' }, BANNER)
  expect(privacy.allows('analytics')).toBe(true)
})

test('offers an acknowledged choice again when the backend came back without it', async () => {
  const browser = createBrowser()
  const first = browser.open()
  const { saved, records } = first.choose({ analytics: 'refused' }, BANNER)
  await saved
  first.destroy()
  browser.server.lists.clear()

  const second = browser.open()
  await until(() => browser.server.all().length === 1)

  expect(browser.server.all()).toEqual(records)
  second.destroy()
})

test('obeys a withdrawal that the person made on another device', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  const { saved, records } = privacy.choose({ analytics: 'granted' }, BANNER)
  await saved
  const [subject = ''] = browser.server.lists.keys()
  const withdrawal = {
    ...records[0],
    id: 'w'.repeat(22),
    choice: 'withdrawn' as const,
    replaces: [records[0]?.id ?? ''],
  }
  const [listed] = browser.server.lists.get(subject) ?? []
  browser.server.lists.get(subject)?.push({ ...listed, record: withdrawal as never }) // as: spread of a possibly missing element

  browser.clock.at += 61_000
  privacy.fire('visibilitychange')
  await until(() => !privacy.allows('analytics'))

  expect(privacy.decide('analytics').reason).toBe('withdrawn')
})

test('works without an endpoint, and says that nothing is sent', async () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })

  const { saved } = privacy.choose({ analytics: 'granted' }, BANNER)

  expect(await saved).toEqual([])
  expect(privacy.status()).toMatchObject({ pending: 0, endpoint: 'device-only' })
  expect(privacy.allows('analytics')).toBe(true)
  expect(browser.server.seen).toEqual([])
  expect(browser.localStorage.keys().join()).not.toContain('secret')
})

test('denies a misspelled purpose and names of the object prototype, and refuses to store an answer for them', () => {
  const browser = createBrowser()
  const privacy = browser.open()

  for (const name of ['analytcs', 'constructor', '__proto__', '']) {
    expect(privacy.allows(name as 'analytics')).toBe(false) // as: the type forbids it
    expect(privacy.decide(name as 'analytics').allowed).toBe(false) // as: the type forbids it
  }
  expect(() => privacy.choose({ analytcs: 'granted' } as never, BANNER)).toThrow('analytcs') // as: the type forbids it
  expect(browser.localStorage.keys()).toEqual([])
})

test('keeps the choice of a person against a pointed-out signal, and no accept-all beats the signal', () => {
  const browser = createBrowser()
  browser.signals.gpc = true
  const privacy = browser.open()

  privacy.choose({ analytics: 'granted', ads: 'granted' }, BANNER)
  expect(privacy.allows('analytics')).toBe(true)
  expect(privacy.decide('ads').reason).toBe('opted-out-by-signal')

  privacy.choose({ ads: 'granted' }, { ...BANNER, overrides: 'gpc' })
  expect(privacy.allows('ads')).toBe(true)
})

test('objects to a purpose on legitimate interests, and lifts that', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  expect(privacy.allows('ranking')).toBe(true)

  const { saved } = privacy.object({ purpose: 'ranking' }, 'objected')
  expect(privacy.decide('ranking').reason).toBe('objected')
  await saved
  privacy.object({ purpose: 'ranking' }, 'lifted')

  expect(privacy.allows('ranking')).toBe(true)
})

test('refuses an answer that is none, and writes nothing', () => {
  const browser = createBrowser()
  const privacy = browser.open()

  expect(() => privacy.choose({ analytics: 'yes' } as never, BANNER)).toThrow('granted, refused or withdrawn')
  expect(() => privacy.choose({ analytics: 'granted' }, undefined as never)).toThrow('surface')

  expect(browser.localStorage.keys()).toEqual([])
  expect(privacy.decide('analytics').reason).toBe('not-asked')
  privacy.destroy()
})
