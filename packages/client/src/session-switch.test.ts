/** One browser, several people: sessions that change with and without a word. */
import { expect, test } from 'vitest'
import { createBrowser, until } from './fake-browser.ts'
import { problem } from './fake-server.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const
const PANEL = { surface: 'panel', noticeId: 'panel-1' } as const

/** Where alice has granted analytics, bob has refused it. */
function giveBobARefusal({ server }: ReturnType<typeof createBrowser>): void {
  const [listed] = server.lists.get('alice') ?? []
  if (listed?.stamp === undefined) throw new Error('alice has chosen nothing yet')
  const record = { ...listed.record, id: 'b'.repeat(22), choice: 'refused' as const }
  const stamp = { ...listed.stamp, subject: { kind: 'account' as const, id: 'bob' } }
  server.lists.set('bob', [{ record: record as never, stamp }]) // as: a spread of a union of records
}

test('notices from the list that somebody else is signed in', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const privacy = browser.open()
  await privacy.signedIn()
  await privacy.choose({ analytics: 'granted' }, PANEL).saved
  await privacy.signedIn()
  browser.server.session = 'bob'
  giveBobARefusal(browser)

  await privacy.signedIn()

  expect(privacy.decide('analytics').reason).toBe('refused')
})

test('speaks for the visitor who is there now when a tab slept through a sign-out', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const awake = browser.open()
  await awake.signedIn()
  await awake.choose({ analytics: 'granted' }, PANEL).saved
  const asleep = browser.open({}, browser.openTab({ deaf: true }))
  browser.server.session = null
  await awake.signedOut()
  expect(asleep.allows('analytics')).toBe(true)

  const { saved, records } = asleep.choose({ analytics: 'withdrawn' }, PANEL)
  await saved

  expect(records[0]?.replaces).toEqual([])
  expect(asleep.decide('analytics').reason).toBe('withdrawn')
  expect(browser.server.idsOf('alice')).not.toContain(records[0]?.id)
})

test('leaves behind the choices of a device that belongs to another account', async () => {
  const browser = createBrowser()
  const privacy = browser.open()
  await privacy.choose({ ads: 'refused' }, BANNER).saved
  browser.server.session = 'bob'
  browser.server.intercept = ({ path }) => (path === '/link' ? problem(409, 'device-linked') : undefined)

  await privacy.signedIn({ adopt: true })

  expect(privacy.decide('ads').reason).toBe('not-asked')
  expect(browser.events).toContainEqual({ kind: 'device-linked' })
})

test('sends nothing that an earlier page left to whoever has the session now', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const first = browser.open()
  await first.signedIn()
  await first.choose({ ads: 'refused' }, PANEL).saved
  await first.signedIn()
  browser.server.goDown()
  first.choose({ analytics: 'granted' }, PANEL)
  await until(() => first.status().lastError !== null)
  first.destroy()

  browser.server.goUp()
  browser.server.session = 'bob'
  const second = browser.open()
  second.fire('pageshow')
  second.fire('online')
  const { saved, records } = second.choose({ chat: 'refused' }, PANEL)
  await second.signedIn()
  await saved.catch(() => undefined)

  expect(second.allows('analytics')).toBe(false)
  expect(browser.server.idsOf('bob').filter((id) => id !== records[0]?.id)).toEqual([])
  second.destroy()
})

test('sends a named account’s waiting choice to nobody else before the app says who is signed in', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const first = browser.open()
  await first.signedIn({ account: 'alice' })
  await first.choose({ ads: 'refused' }, PANEL).saved
  await first.signedIn({ account: 'alice' })
  browser.server.goDown()
  const { records } = first.choose({ analytics: 'granted' }, PANEL)
  await until(() => first.status().lastError !== null)
  first.destroy()

  browser.server.goUp()
  browser.server.session = 'bob'
  const second = browser.open()
  await until(() => !second.allows('analytics'))
  await second.signedIn({ account: 'bob' })
  expect(browser.server.idsOf('bob')).toEqual([])

  browser.server.session = 'alice'
  await second.signedIn({ account: 'alice' })
  expect(browser.server.idsOf('alice')).toContain(records[0]?.id)
  second.destroy()
})

test('says nothing in the name of whoever signed in elsewhere while this page stood open', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const privacy = browser.open()
  await privacy.signedIn()
  await privacy.choose({ ads: 'refused' }, PANEL).saved
  await privacy.signedIn()
  browser.server.session = 'bob'

  const { saved } = privacy.choose({ analytics: 'granted' }, PANEL)

  await expect(saved).rejects.toMatchObject({ code: 'foreign-subject' })
  expect(browser.server.idsOf('bob')).toEqual([])
  privacy.destroy()
})

test('offers no acknowledged choice to an account that may be another', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const privacy = browser.open()
  await privacy.signedIn()
  await privacy.choose({ analytics: 'granted' }, PANEL).saved
  privacy.destroy()

  browser.server.session = 'bob'
  const next = browser.open()
  await until(() => !next.allows('analytics'))

  expect(browser.server.idsOf('bob')).toEqual([])
  next.destroy()
})

test('keeps a choice that was acknowledged while the list was on its way', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const privacy = browser.open()
  let answer = () => {}
  const early = new Date(browser.clock.at - 1).toISOString()
  const flags = { suppressed: false, ageUnknown: false }
  const empty = { kind: 'account', generation: 1, records: [], asOf: early, seq: 0, policyVersion: '1', flags }
  browser.server.intercept = ({ path }) =>
    path === '/state'
      ? new Promise((resolve) => {
          answer = () => resolve(Response.json(empty))
        })
      : undefined
  const done = privacy.signedIn()
  await until(() => browser.server.seen.some(({ path }) => path === '/state'))

  await privacy.choose({ analytics: 'granted' }, PANEL).saved
  answer()
  await done

  expect(privacy.allows('analytics')).toBe(true)
})

test('reads the list of whoever is named while another one’s is still on its way', async () => {
  const browser = createBrowser()
  browser.server.session = 'alice'
  const earlier = browser.open()
  await earlier.signedIn({ account: 'alice' })
  await earlier.choose({ analytics: 'granted' }, PANEL).saved
  earlier.destroy()
  browser.server.session = 'bob'
  giveBobARefusal(browser)

  const seen = browser.server.seen.length
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  browser.server.intercept = async ({ path }) => {
    if (path === '/state') await held
    return undefined
  }
  const privacy = browser.open()
  await until(() => browser.server.seen.slice(seen).some(({ path }) => path === '/state'))

  const named = privacy.signedIn({ account: 'bob' })
  release()
  await named

  expect(privacy.decide('analytics').reason).toBe('refused')
})
