import { describe, expect, it } from 'vitest'
import { day, duration, facts, list, localeOf, textOf } from './format.ts'

describe('textOf', () => {
  const text = { en: 'Orders', 'pt-BR': 'Pedidos' }

  it('takes the exact language, then a related one, then the policy’s first', () => {
    expect(textOf(text, 'pt-br', ['en'])).toBe('Pedidos')
    expect(textOf(text, 'pt', ['en'])).toBe('Pedidos')
    expect(textOf(text, 'en-GB', ['en'])).toBe('Orders')
    expect(textOf(text, 'fr', ['en'])).toBe('Orders')
    expect(textOf({ id: 'Pesanan' }, 'fr', ['en'])).toBe('Pesanan')
    expect(textOf({}, 'en', [])).toBe('')
  })
})

describe('localeOf', () => {
  it('answers null for a language that no locale serves', () => {
    expect(localeOf(['en', 'id'], 'id-ID')).toBe('id')
    expect(localeOf(['en'], 'fr')).toBeNull()
  })
})

describe('duration', () => {
  it.each([
    [1 / 1440, '1 minute'],
    [2 / 1440, '2 minutes'],
    [0.5, '12 hours'],
    [1, '1 day'],
    [14, '14 days'],
    [365, '365 days'],
    [3650, '10 years'],
  ])('writes %s days as %s', (days, text) => {
    expect(duration(days, 'en')).toBe(text)
  })

  it('speaks Indonesian', () => {
    expect(duration(14, 'id')).toBe('14 hari')
  })
})

it('joins names as a sentence does, and facts as a list does', () => {
  expect(list(['A', 'B', 'C'], 'en')).toBe('A, B and C')
  expect(list(['A', 'B'], 'id')).toBe('A dan B')
  expect(facts(['A', 'B'], 'en')).toBe('A, B')
})

it('writes the day first in plain English, and nothing for what is no date', () => {
  expect(day('2026-11-22T10:00:00.000Z', 'en')).toBe('22 November 2026')
  expect(day('soon', 'en')).toBe('')
})
