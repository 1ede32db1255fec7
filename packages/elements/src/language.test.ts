import { expect, it } from 'vitest'
import { directionOf, setPrivacyStrings, stringsFor } from './language.ts'
import { en } from './strings-en.ts'
import { id } from './strings-id.ts'

/** Every place in a language that holds words: `panel.title`, `state.granted`. */
function places(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, part]) =>
    typeof part === 'object' && !Array.isArray(part) ? places(part, `${path}${key}.`) : [`${path}${key}`],
  )
}

it('says the same things in both languages', () => {
  expect(places(id).toSorted()).toEqual(places(en).toSorted())
})

it('falls back from a region to its language, and from an unknown language to English', () => {
  expect(stringsFor('id-ID').language).toBe('id')
  expect(stringsFor('EN-us').language).toBe('en')
  expect(stringsFor('tlh')).toEqual({ language: 'en', strings: en })
})

it('takes a language that the app adds', () => {
  const arabic = { ...en, link: 'خيارات الخصوصية' }

  setPrivacyStrings('ar', arabic)

  expect(stringsFor('ar-EG')).toEqual({ language: 'ar', strings: arabic })
})

it('knows which way a language runs', () => {
  expect(directionOf('ar-EG')).toBe('rtl')
  expect(directionOf('he')).toBe('rtl')
  expect(directionOf('id')).toBe('ltr')
})
