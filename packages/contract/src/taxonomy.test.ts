import { describe, expect, it } from 'vitest'
import { CATEGORIES, findCategory, isWithinCategory } from './index.ts'

describe('findCategory', () => {
  it('finds the nearest entry at or above a key', () => {
    expect(findCategory('user.contact.email.work')).toBe(CATEGORIES['user.contact.email'])
    expect(findCategory('user.name')).toBe(CATEGORIES['user.name'])
  })

  it.each(['', 'system.logs', 'user', '__proto__', 'constructor', 'user..name'])('answers null for %j', (key) => {
    expect(findCategory(key)).toBeNull()
  })
})

describe('isWithinCategory', () => {
  it('compares whole segments', () => {
    expect(isWithinCategory('user.contact.email', 'user.contact')).toBe(true)
    expect(isWithinCategory('user.contact', 'user.contact')).toBe(true)
    expect(isWithinCategory('user.contacts', 'user.contact')).toBe(false)
    expect(isWithinCategory('user.contact', 'user.contact.email')).toBe(false)
  })
})

describe('CATEGORIES', () => {
  it('has an entry for every level above a known key, so that a narrower key falls back to the nearest one', () => {
    const above = Object.keys(CATEGORIES).map((key) => key.slice(0, key.lastIndexOf('.')))

    expect(above.filter((key) => key !== 'user' && !Object.hasOwn(CATEGORIES, key))).toEqual([])
  })
})
