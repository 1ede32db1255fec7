import { describe, expect, test } from 'vitest'
import { countryName, erasedWhen, wordsFor } from './index.ts'

const LANGUAGES = ['en', 'id', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh', 'ar']

/** Every text of a language; functions are asked with marks that must come back. */
function textsOf(language: string): string[] {
  const { words } = wordsFor(language)
  const said = [
    words.title('«1»'),
    words.lead('«1»'),
    words.picture({ categories: 81, purposes: 82, recipients: 83 }),
    words.accountEnd('«1»'),
    words.collected('«1»'),
    words.event('«1»', '«2»'),
  ]
  return [...said, ...leaves(words)]
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return value === 'rtl' ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []
}

describe.each(LANGUAGES)('%s', (language) => {
  test('has words of its own for everything, and says what it is given', () => {
    const [title, lead, picture, accountEnd, collected, event, ...rest] = textsOf(language)

    for (const text of [title, lead, accountEnd, collected, event]) expect(text).toContain('«1»')
    expect(event).toContain('«2»')
    for (const count of ['81', '82', '83']) expect(picture).toContain(count)
    expect(rest.length).toBeGreaterThan(60)
    expect(rest.filter((text) => text.trim() === '')).toEqual([])
  })

  test('says when data goes', () => {
    const { words, spoken } = wordsFor(language)

    expect(erasedWhen({ days: 30, from: 'collected' }, words, spoken)).toContain('30')
    expect(erasedWhen({ from: 'account-end' }, words, spoken)).toBe(words.accountLife)
  })
})

test('no language borrows a sentence from English', () => {
  const english = new Set(textsOf('en').filter((text) => text.includes(' ') && !text.includes('«')))

  for (const language of LANGUAGES.slice(1)) expect(textsOf(language).filter((text) => english.has(text))).toEqual([])
})

test('a region takes its language, and any other English', () => {
  expect(wordsFor('pt-BR')).toMatchObject({ spoken: 'pt-BR', words: { none: 'nenhum' } })
  expect(wordsFor('tlh')).toMatchObject({ spoken: 'en', words: { none: 'none' } })
})

test.each([
  ['SG', 'Singapore'],
  ['US-CA', 'United States (US-CA)'],
  ['not a code', 'not a code'],
])('names the country %s', (code, name) => {
  expect(countryName(code, 'en')).toBe(name)
})
