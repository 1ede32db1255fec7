import { expect, test } from 'vitest'
import { clearStores } from './cleanup.ts'
import { createBrowser } from './fake-browser.ts'
import { policy } from './fake-policy.ts'
import type { Page } from './page.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const

test('takes cookies and storage of a withdrawn purpose in the same tick, and nothing else', () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  privacy.choose({ analytics: 'granted' }, BANNER)
  for (const name of ['_ga', '_ga_X1', 'cart']) browser.cookies.set(name, '1')
  browser.localStorage.setItem('stats:a', '1')
  browser.localStorage.setItem('cart', '1')
  browser.sessionStorage.setItem('stats', '1')

  privacy.choose({ analytics: 'withdrawn' }, BANNER)

  expect([...browser.cookies.keys()]).toEqual(['cart'])
  expect(browser.localStorage.keys().filter((key) => !key.startsWith('privacykit:'))).toEqual(['cart'])
  expect(browser.sessionStorage.keys()).toEqual([])
})

test('leaves a store that another open purpose declares too', () => {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  privacy.choose({ analytics: 'granted', ads: 'granted' }, BANNER)
  browser.cookies.set('shared', '1')

  privacy.choose({ analytics: 'withdrawn' }, BANNER)
  expect([...browser.cookies.keys()]).toEqual(['shared'])
  privacy.choose({ ads: 'withdrawn' }, BANNER)

  expect([...browser.cookies.keys()]).toEqual([])
})

test('takes at the next load what a script wrote after the withdrawal', () => {
  const browser = createBrowser()
  browser.open({ deviceOnly: true }).choose({ analytics: 'refused' }, BANNER)
  browser.cookies.set('_ga', '1')

  browser.open({ deviceOnly: true })

  expect([...browser.cookies.keys()]).toEqual([])
})

test('touches no cookie of a visitor who has not answered', () => {
  const browser = createBrowser()
  browser.cookies.set('_ga', '1')

  browser.open()

  expect([...browser.cookies.keys()]).toEqual(['_ga'])
})

test('reports a cookie that it could not take', () => {
  const browser = createBrowser()
  const tab = browser.openTab()
  const stubborn: Page = { ...tab.page, document: { cookie: '_ga=1', visibilityState: 'visible' } }
  Object.defineProperty(stubborn.document, 'cookie', { get: () => '_ga=1', set: () => {} })

  const left = clearStores({ page: stubborn, policy, purpose: 'analytics', open: [] })

  expect(left).toEqual(['_ga'])
})

test('tries every parent domain and path that a cookie may have been set for', () => {
  const written: string[] = []
  const page: Page = {
    document: {
      get cookie() {
        return '_ga=1'
      },
      set cookie(line: string) {
        written.push(line.replace(/.*GMT/, ''))
      },
    },
    location: { hostname: 'www.shop.example', pathname: '/a/b', protocol: 'https:' },
  }

  clearStores({ page, policy, purpose: 'analytics', open: [] })

  expect(written).toContain('; Path=/; Secure')
  expect(written).toContain('; Path=/; Domain=shop.example; Secure; Partitioned')
  expect(written).toContain('; Path=/a/b/; Domain=www.shop.example; Secure')
  expect(written.some((line) => line.includes('Domain=example;'))).toBe(false)
})

test('never takes its own keys, whatever a pattern says', () => {
  const browser = createBrowser()
  const greedy = { ...policy, purposes: { all: { ...policy.purposes.analytics, stores: [{ localStorage: '*' }] } } }
  browser.localStorage.setItem('privacykit:shop:subject', 'x')
  browser.localStorage.setItem('other', 'x')

  clearStores({ page: browser.openTab().page, policy: greedy, purpose: 'all', open: [] })

  expect(browser.localStorage.keys()).toEqual(['privacykit:shop:subject'])
})

test('never takes the cookies that remember the choices, whatever a pattern says', () => {
  const browser = createBrowser()
  const greedy = { ...policy, purposes: { all: { ...policy.purposes.analytics, stores: [{ cookie: '*' }] } } }
  for (const name of ['shop-privacy-answers', 'has-privacy-device', '_ga']) browser.cookies.set(name, '1')

  const left = clearStores({ page: browser.openTab().page, policy: greedy, purpose: 'all', open: [] })

  expect([...browser.cookies.keys()]).toEqual(['shop-privacy-answers', 'has-privacy-device'])
  expect(left).toEqual([])
})

test('takes databases by name and by pattern', async () => {
  const deleted: string[] = []
  const databases = {
    databases: async () => [{ name: 'stats-1' }, { name: 'cart' }],
    deleteDatabase: (name: string) => void deleted.push(name),
  }
  const stores = [{ indexedDB: 'exact' }, { indexedDB: 'stats-*' }]
  const withDatabases = { ...policy, purposes: { all: { ...policy.purposes.analytics, stores } } }

  clearStores({ page: { indexedDB: databases }, policy: withDatabases, purpose: 'all', open: [] })
  await new Promise((resolve) => setTimeout(resolve))

  expect(deleted).toEqual(['exact', 'stats-1'])
})
