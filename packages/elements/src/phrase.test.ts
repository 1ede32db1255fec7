import { describe, expect, it } from 'vitest'
import { listParts, localeFor, localeOf, textOf } from './phrase.ts'

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

it('joins names as a sentence does, and marks them', () => {
  const text = (names: string[], locale: string) =>
    listParts(names, locale)
      .map((part) => part.text)
      .join('')

  expect(text(['A', 'B', 'C'], 'en-GB')).toBe('A, B and C')
  expect(text(['A', 'B'], 'id')).toBe('A dan B')
  expect(listParts(['A', 'B'], 'id').map((part) => part.name)).toEqual([true, false, true])
})

describe('localeFor', () => {
  it('keeps the region of the page, and writes the day first in plain English', () => {
    expect(localeFor('en-US', 'en')).toBe('en-US')
    expect(localeFor('pt-BR', 'pt')).toBe('pt-BR')
    expect(localeFor('en', 'en')).toBe('en-GB')
  })

  it('follows the words where the page speaks a language that we do not', () => {
    expect(localeFor('sv', 'en')).toBe('en-GB')
  })

  it('survives what is no language tag', () => {
    expect(localeFor('en_US!', 'en')).toBe('en-GB')
    expect(() => new Intl.ListFormat(localeFor('pt_BR', 'pt'))).not.toThrow()
  })
})
