import { expect, test } from 'vitest'
import { createBrowser, until } from './fake-browser.ts'
import { problem, type SeenRequest } from './fake-server.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const
const PANEL = { surface: 'panel', noticeId: 'panel-1' } as const

const bodyOf = ({ body }: SeenRequest) => JSON.stringify(body ?? null)

test('sends what was said before the sign-in as the device, and what was said after as the account', async () => {
  const browser = createBrowser()
  browser.server.goDown()
  const privacy = browser.open()
  const before = privacy.choose({ analytics: 'refused' }, BANNER)
  await until(() => privacy.status().lastError !== null)
  browser.server.goUp()
  browser.server.session = 'u_81'

  await privacy.signedIn()
  const after = privacy.choose({ ads: 'granted' }, PANEL)
  await Promise.all([before.saved, after.saved])

  const appends = browser.server.seen.filter(({ path }) => path === '/records').slice(-2)
  expect(appends.map((request) => [bodyOf(request).includes('analytics'), bodyOf(request).includes('ads')])).toEqual([
    [true, false],
    [false, true],
  ])
  expect(appends.map(({ credentials }) => credentials)).toEqual(['omit', 'same-origin'])
  expect(appends.map(({ headers }) => headers.has('privacy-device'))).toEqual([true, false])
  expect(browser.server.idsOf('u_81')).toContain(after.records[0]?.id)
  privacy.destroy()
})

test('links with both credentials, and carries denials along but no grant', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ analytics: 'granted', ads: 'refused' }, BANNER).saved
  browser.server.session = 'u_81'

  const done = privacy.signedIn()
  expect(privacy.allows('analytics')).toBe(false)
  expect(privacy.decide('ads').reason).toBe('refused')
  await done

  const link = browser.server.seen.find(({ path }) => path === '/link')
  expect(link?.body).toEqual({ mode: 'deny-only' })
  expect(link?.headers.get('privacy-device')).toMatch(/^[\w-]{43}$/)
  expect(link?.headers.get('privacy-expect')).toBe('account')
})

test('does not bring a refusal to life that the person had lifted on the device', async () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  privacy.choose({ analytics: 'refused' }, BANNER)
  privacy.choose({ analytics: 'granted' }, PANEL)

  await privacy.signedIn()

  expect(privacy.decide('analytics').reason).toBe('not-asked')
})

test('keeps grants when the person says that the choices are theirs', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ analytics: 'granted' }, BANNER).saved
  browser.server.session = 'u_81'

  const done = privacy.signedIn({ adopt: true })

  expect(privacy.allows('analytics')).toBe(true)
  await done
  expect(browser.server.seen.find(({ path }) => path === '/link')?.body).toEqual({ mode: 'adopt' })
})

test('links after the network has come back', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ analytics: 'refused' }, BANNER).saved
  browser.server.session = 'u_81'
  browser.server.goDown()
  await privacy.signedIn()
  privacy.destroy()

  browser.server.goUp()
  const next = browser.open()
  await until(() => browser.server.idsOf('u_81').length === 1)

  expect(next.decide('analytics').reason).toBe('refused')
})

test('starts the next visitor with nothing, under a new device', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ analytics: 'granted' }, BANNER).saved
  browser.server.session = 'u_81'
  await privacy.signedIn({ adopt: true })
  await privacy.choose({ ads: 'granted' }, PANEL).saved
  const [first] = browser.server.seen.filter(({ path }) => path === '/records')

  browser.server.session = null
  await privacy.signedOut()
  expect([privacy.allows('analytics'), privacy.allows('ads')]).toEqual([false, false])
  expect(await privacy.history()).toEqual([])
  expect(browser.localStorage.keys().sort()).toEqual(['privacykit:shop:subject', 'privacykit:shop:table'])

  await privacy.choose({ analytics: 'refused' }, BANNER).saved
  const last = browser.server.seen.at(-1)
  expect(last?.headers.get('privacy-device')).not.toBe(first?.headers.get('privacy-device'))
})

test('never sends one account’s waiting choice as another account', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const privacy = browser.open()
  await privacy.signedIn({ account: 'alice' })
  browser.server.goDown()
  const { records } = privacy.choose({ analytics: 'granted' }, PANEL)
  await privacy.signedOut()

  browser.server.goUp()
  browser.server.session = 'bob'
  await privacy.signedIn({ account: 'bob' })
  privacy.fire('online')
  await privacy.choose({ ads: 'refused' }, PANEL).saved
  expect(privacy.allows('analytics')).toBe(false)
  expect(browser.server.idsOf('bob')).toHaveLength(1)
  expect(browser.server.idsOf('alice')).toEqual([])

  browser.server.session = 'alice'
  await privacy.signedOut()
  await privacy.signedIn({ account: 'alice' })
  await until(() => browser.server.idsOf('alice').length === 1)
  expect(browser.server.idsOf('alice')).toEqual([records[0]?.id])
  privacy.destroy()
})

test('rejects saved when the session ended before the record went out and nobody can send it any more', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const privacy = browser.open()
  await privacy.signedIn()
  browser.server.goDown()
  const { saved } = privacy.choose({ analytics: 'granted' }, PANEL)

  await privacy.signedOut()

  await expect(saved).rejects.toMatchObject({ code: 'missing-credential' })
  expect(browser.localStorage.keys().sort()).toEqual(['privacykit:shop:subject', 'privacykit:shop:table'])
  privacy.destroy()
})

test('does not store an account’s choice under the device when the session has ended unnoticed', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ analytics: 'refused' }, BANNER).saved
  browser.server.session = 'alice'
  await privacy.signedIn({ account: 'alice' })
  browser.server.session = null

  const { saved, records } = privacy.choose({ ads: 'refused' }, PANEL)
  await expect(saved).rejects.toMatchObject({ code: 'foreign-subject' })
  expect(privacy.decide('ads').reason).toBe('refused')
  expect(privacy.status().pending).toBe(1)

  browser.server.session = 'alice'
  await privacy.signedIn({ account: 'alice' })
  expect(browser.server.idsOf('alice')).toContain(records[0]?.id)
  privacy.destroy()
})

test('follows a sign-out of another tab', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const [one, two] = [browser.open(), browser.open()]
  await one.signedIn()
  await one.choose({ analytics: 'granted' }, PANEL).saved
  expect(two.allows('analytics')).toBe(true)

  await one.signedOut()

  expect(two.allows('analytics')).toBe(false)
})

test('forgets the account when the backend says that it was erased', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const privacy = browser.open()
  await privacy.signedIn()
  await privacy.choose({ analytics: 'granted' }, PANEL).saved
  browser.server.intercept = () => problem(410, 'erased')

  await privacy.signedIn()

  expect(privacy.allows('analytics')).toBe(false)
  expect(browser.localStorage.keys().sort()).toEqual(['privacykit:shop:subject', 'privacykit:shop:table'])
})

test('stores nothing when a visitor who never signed in is signed out', async () => {
  const browser = createBrowser()
  const privacy = browser.open()

  await privacy.signedOut()

  expect(browser.localStorage.keys()).toEqual([])
  expect(browser.server.seen).toEqual([])
})
