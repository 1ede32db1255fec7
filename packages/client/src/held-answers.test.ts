/** What the answer cookie holds where storage holds nothing. */
import { expect, test } from 'vitest'
import { answerCookie } from './cookie/answer-cookie.ts'
import { createBrowser } from './fake-browser.ts'
import { policy } from './fake-policy.ts'

const BANNER = { surface: 'banner' } as const
const DAY = 86_400_000

/** A browser that blocks storage, or keeps it; each page starts with nothing but the cookie. */
function startBrowser(state: { blocked?: boolean } = { blocked: true }) {
  const browser = createBrowser(state)
  const open = (more: Parameters<typeof browser.open>[0] = {}) => {
    const tab = browser.openTab()
    const cookie = answerCookie({ policy, page: tab.page })
    return browser.open({ deviceOnly: true, cookie, ...more }, tab)
  }
  return { ...browser, open }
}
const reasons = ({ decide }: ReturnType<ReturnType<typeof startBrowser>['open']>) =>
  (['analytics', 'ads', 'ranking'] as const).map((name) => decide(name).reason)

test('holds a yes and a no on the next page', () => {
  const { open } = startBrowser()
  open().choose({ analytics: 'granted', ads: 'refused' }, BANNER)

  const next = open()

  expect(reasons(next)).toEqual(['granted', 'refused', 'interests'])
  expect([next.allows('analytics'), next.questions()]).toEqual([true, []])
})

test('holds an objection, which nobody is asked about', () => {
  const { open } = startBrowser()
  open().object({ purpose: 'ranking' }, 'objected')

  expect(open().decide('ranking').reason).toBe('objected')
})

test('goes on holding the rest when one answer changes', () => {
  const { open } = startBrowser()
  open().choose({ analytics: 'granted', ads: 'granted' }, BANNER)

  open().choose({ analytics: 'withdrawn' }, BANNER)

  expect(reasons(open())).toEqual(['refused', 'granted', 'interests'])
})

test('lets a new yes replace a no that it cannot name', () => {
  const { open } = startBrowser()
  open().choose({ analytics: 'refused' }, BANNER)

  const next = open()
  next.choose({ analytics: 'granted' }, BANNER)

  expect(next.allows('analytics')).toBe(true)
  expect(open().allows('analytics')).toBe(true)
})

test('opens nothing past its time or against the signal', () => {
  const { open, clock, signals } = startBrowser()
  open().choose({ analytics: 'granted', ads: 'granted' }, BANNER)

  signals.gpc = true
  expect(reasons(open()).slice(0, 2)).toEqual(['not-asked', 'opted-out-by-signal'])
  signals.gpc = undefined
  clock.at += 400 * DAY
  expect(reasons(open()).slice(0, 2)).toEqual(['not-asked', 'not-asked'])
})

test('says nothing where records say something', () => {
  const { open, cookies } = startBrowser({})
  open().choose({ analytics: 'granted' }, BANNER)
  const granted = [...cookies]
  open().choose({ analytics: 'withdrawn' }, BANNER)
  for (const [name, value] of granted) cookies.set(name, value)

  expect(open().decide('analytics').reason).toBe('withdrawn')
})

test('says nothing of the visitor before, once somebody has signed in', async () => {
  const { open } = startBrowser()
  open().choose({ analytics: 'granted' }, BANNER)
  const privacy = open()

  await privacy.signedIn({ account: 'alice' })

  expect(privacy.decide('analytics').reason).toBe('not-asked')
  expect(open().decide('analytics').reason).toBe('not-asked')
})
