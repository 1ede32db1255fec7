import { expect, it } from 'vitest'
import { directionOf, firstStrings, loadFirst, more, servedLanguage, setPrivacyStrings } from './language.ts'
import { loadMore } from './language-more.ts'
import { en } from './languages/en.ts'
import { enMore } from './languages/en-more.ts'
import { id } from './languages/id.ts'
import { idMore } from './languages/id-more.ts'
import type { MoreStrings } from './strings.ts'

it('falls back from a region to its language, and from an unknown language to English', () => {
  expect(servedLanguage('id-ID')).toBe('id')
  expect(servedLanguage('EN-us')).toBe('en')
  expect(servedLanguage('tlh')).toBe('en')
})

it('has English at once, and another language when it was loaded', async () => {
  const before = firstStrings('id')

  const loaded = await loadFirst('id')

  expect(firstStrings('en')).toBe(en)
  expect(before).toBeUndefined()
  expect(loaded).toBe(true)
  expect(firstStrings('id')).toBe(id)
})

it('loads the other words of a language', async () => {
  const words = new Map<string, MoreStrings>()

  const loaded = await loadMore('id', words)

  expect(loaded).toBe(true)
  expect(words.get('id')).toBe(idMore)
})

it('takes the first words of a language that the app adds, and says the rest in English', async () => {
  const klingon = { ...en, link: 'peghmey' }

  setPrivacyStrings('tlh', klingon)
  await loadMore('tlh', more)

  expect(servedLanguage('tlh-Piqd')).toBe('tlh')
  expect(firstStrings('tlh')).toBe(klingon)
  expect(more.get('tlh')).toBe(enMore)
})

it('lets an app replace words that come along', async () => {
  const own = { ...enMore, panel: { ...enMore.panel, title: 'Your data' } }

  setPrivacyStrings('en', own)
  await loadMore('en', more)

  expect(more.get('en')).toBe(own)
})

it('knows which way a language runs', () => {
  expect(directionOf('ar-EG')).toBe('rtl')
  expect(directionOf('he')).toBe('rtl')
  expect(directionOf('id')).toBe('ltr')
})
