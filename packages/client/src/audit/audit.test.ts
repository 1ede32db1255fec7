import { expect, test, vi } from 'vitest'
import { policy } from '../fake-policy.ts'
import type { Page, WebStorage } from '../page.ts'
import { findUndeclaredStores, watchUndeclaredStores } from './audit.ts'

function storage(...keys: string[]): WebStorage {
  return { length: keys.length, key: (index) => keys[index] ?? null, getItem: () => '1', setItem() {}, removeItem() {} }
}

function pageWith(parts: Partial<Page>): Page {
  return { document: { cookie: '' }, localStorage: storage(), sessionStorage: storage(), ...parts }
}

test('finds what no purpose declares, of all four kinds, and leaves out what is declared or the client’s own', async () => {
  const page = pageWith({
    document: { cookie: '_ga=1; _ga_X1=1; cart=1; shop-privacy-device=1' },
    localStorage: storage('stats:a', 'theme', 'privacykit:shop:table'),
    sessionStorage: storage('stats', 'wizard'),
    indexedDB: {
      deleteDatabase: () => {},
      databases: async () => [{ name: 'privacykit:shop:receipts' }, { name: 'drafts' }, {}],
    },
  })

  const found = await findUndeclaredStores(policy, page)

  expect(found).toEqual([
    { kind: 'cookie', name: 'cart', suggestion: '{ cookie: "cart" },' },
    { kind: 'localStorage', name: 'theme', suggestion: '{ localStorage: "theme" },' },
    { kind: 'sessionStorage', name: 'wizard', suggestion: '{ sessionStorage: "wizard" },' },
    { kind: 'indexedDB', name: 'drafts', suggestion: '{ indexedDB: "drafts" },' },
  ])
})

test.each([
  ['_hjSession_3141592', '_hjSession_*'],
  ['ph_phc_4Bz8TqLw1kRsV0yXn2Dd_posthog', 'ph_phc_*_posthog'],
  ['id.1f8fd0b4-98a1-4c2d-9a4e-0d3a5c1b2e3f', 'id.*'],
  ['cart2', 'cart2'],
  ['ajs_anonymous_identifier', 'ajs_anonymous_identifier'],
  ['9007199254740991', '9007199254740991'],
  ['a"b', 'a\\"b'],
])('suggests for %s the pattern %s', async (name, pattern) => {
  const found = await findUndeclaredStores(policy, pageWith({ localStorage: storage(name) }))

  expect(found[0]?.suggestion).toBe(`{ localStorage: "${pattern}" },`)
})

test('finds nothing on a server, nor where the browser blocks everything', async () => {
  const blocked: Page = {
    document: {
      get cookie(): string {
        throw new Error('SecurityError')
      },
    },
    get localStorage(): never {
      throw new Error('SecurityError')
    },
    indexedDB: { deleteDatabase: () => {}, databases: () => Promise.reject(new Error('InvalidStateError')) },
  }

  expect(await findUndeclaredStores(policy, null)).toEqual([])
  expect(await findUndeclaredStores(policy, blocked)).toEqual([])
})

test('tells of each pattern once, of later ones too, and of none after it was ended', async () => {
  vi.useFakeTimers()
  const document = { cookie: '_hjSession_31415=1; _hjSession_92653=1' }
  const changes = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    changes.add(listener)
    return () => void changes.delete(listener)
  }
  const told: string[] = []

  const end = watchUndeclaredStores(
    { policy, subscribe },
    { page: pageWith({ document }), onFound: ({ name }) => told.push(name), everyMs: 1000 },
  )
  await vi.advanceTimersByTimeAsync(3000)
  const first = [...told]
  document.cookie += '; late=1'
  await vi.advanceTimersByTimeAsync(1000)
  document.cookie += '; change=1'
  for (const change of changes) change()
  await vi.advanceTimersByTimeAsync(0)
  end()
  document.cookie += '; over=1'
  await vi.advanceTimersByTimeAsync(5000)
  vi.useRealTimers()

  expect(first).toEqual(['_hjSession_31415'])
  expect(told).toEqual(['_hjSession_31415', 'late', 'change'])
  expect(changes.size).toBe(0)
})

test('says on the console what to write where, when nobody else listens', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})

  const end = watchUndeclaredStores(
    { policy, subscribe: () => () => {} },
    { page: pageWith({ localStorage: storage('x') }) },
  )
  await vi.waitFor(() => expect(warn).toHaveBeenCalled(), 20_000)
  end()
  const [[text] = []] = warn.mock.calls
  warn.mockRestore()

  expect(text).toContain('Add { localStorage: "x" }, to the `stores` of the purpose')
})
