/** One suite for every implementation of the port. */
import { describe, expect, test } from 'vitest'
import { createBrowser } from './fake-browser.ts'
import { pagePersistence } from './page-persistence.ts'
import { memoryPersistence, type Persistence } from './persistence.ts'

const page = (state: { blocked?: boolean; full?: boolean } = {}) => pagePersistence(createBrowser(state).openTab().page)
const implementations: [string, () => Persistence][] = [
  ['memory', () => memoryPersistence()],
  ['localStorage', () => page()],
  ['blocked localStorage', () => page({ blocked: true })],
  ['full localStorage', () => page({ full: true })],
  ['no page', () => pagePersistence(null)],
]

describe.each(implementations)('%s', (_, create) => {
  test('reads what was written, and null for what was not', () => {
    const persistence = create()

    persistence.write('p:a', '1')
    persistence.write('p:a', '2')

    expect(persistence.read('p:a')).toBe('2')
    expect(persistence.read('p:b')).toBeNull()
  })

  test('keeps an empty value apart from none', () => {
    const persistence = create()

    persistence.write('p:a', '')

    expect(persistence.read('p:a')).toBe('')
  })

  test('lists keys by prefix, each once', () => {
    const persistence = create()
    for (const key of ['p:a', 'p:b', 'q:a', 'p:a']) persistence.write(key, '1')

    const keys = persistence.keys('p:')

    expect(keys.sort()).toEqual(['p:a', 'p:b'])
  })

  test('removes a key, and bears the removal of one that is not there', () => {
    const persistence = create()
    persistence.write('p:a', '1')

    persistence.remove('p:a')
    persistence.remove('p:a')

    expect(persistence.read('p:a')).toBeNull()
    expect(persistence.keys('')).toEqual([])
  })
})

test('says where values do not outlive the page', () => {
  const full = page({ full: true })
  expect(full.kind()).toBe('persistent')

  full.write('p:a', '1')

  expect(full.kind()).toBe('memory')
  expect(page({ blocked: true }).kind()).toBe('memory')
  expect(page().kind()).toBe('persistent')
})
