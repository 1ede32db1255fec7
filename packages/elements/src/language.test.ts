import { expect, it } from 'vitest'
import { directionOf, firstStrings, loadFirst, servedLanguage, setPrivacyStrings } from './language.ts'
import { allStrings, loadAll } from './language-more.ts'
import { en } from './languages/en.ts'
import { enMore } from './languages/en-more.ts'
import { id } from './languages/id.ts'
import { idMore } from './languages/id-more.ts'

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

it('has the other words only when all of them were loaded', async () => {
  const before = allStrings('id')

  await loadAll('id')

  expect(before).toBeUndefined()
  expect(allStrings('id')).toEqual({ ...id, ...idMore })
})

it('takes the first words of a language that the app adds, and says the rest in English', async () => {
  const klingon = { ...en, link: 'peghmey' }

  setPrivacyStrings('tlh', klingon)
  await loadAll('tlh')

  expect(servedLanguage('tlh-Piqd')).toBe('tlh')
  expect(firstStrings('tlh')).toBe(klingon)
  expect(allStrings('tlh')?.panel.title).toBe(enMore.panel.title)
})

it('lets an app replace words that come along', async () => {
  setPrivacyStrings('en', { ...enMore, panel: { ...enMore.panel, title: 'Your data' } })

  expect(allStrings('en')?.panel.title).toBe('Your data')
})

it('knows which way a language runs', () => {
  expect(directionOf('ar-EG')).toBe('rtl')
  expect(directionOf('he')).toBe('rtl')
  expect(directionOf('id')).toBe('ltr')
})
