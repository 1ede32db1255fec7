/** Which words a first visit meets, and in which direction they run. A language loads when an element first needs it. */
import { en } from './languages/en.ts'
import type { FirstStrings, MoreStrings } from './strings.ts'

/** The languages that come along besides English, whose first words load with the elements. */
const FILES: Readonly<Record<string, () => Promise<FirstStrings>>> = {
  id: () => import('./languages/id.ts').then(({ id }) => id),
}

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

const first = new Map<string, FirstStrings>([['en', en]])
/** The other words, as far as they are here: what an app gave, and what was loaded. */
export const more: Map<string, MoreStrings> = new Map()
const loading = new Map<string, Promise<boolean>>()

/**
 * Gives the elements the words of a language: one of your own, or one that comes along and shall not load by itself. Give the first words
 * (banner and link), the other words, or both in one object. Call it before the elements are defined; those on the page take it at their
 * next change.
 *
 * @example
 * ```ts
 * import { setPrivacyStrings } from '@privacykit/elements/banner'
 * import { id } from '@privacykit/elements/languages/id'
 *
 * setPrivacyStrings('id', id) // the banner waits for no second file
 * ```
 *
 * @param language BCP 47 tag, such as `ar` or `pt-BR`.
 */
export function setPrivacyStrings(language: string, strings: FirstStrings | MoreStrings): void {
  const tag = language.toLowerCase()
  if ('banner' in strings) first.set(tag, strings)
  if ('panel' in strings) more.set(tag, strings)
}

/** The language that serves a tag: the tag itself, then its first part, then English. */
export function servedLanguage(language: string): string {
  const wanted = language.toLowerCase()
  return [wanted, wanted.split('-')[0] ?? ''].find((tag) => first.has(tag) || Object.hasOwn(FILES, tag)) ?? 'en'
}

/** The first words of a language that `servedLanguage` named; undefined until they are loaded. */
export function firstStrings(language: string): FirstStrings | undefined {
  return first.get(language)
}

/** Loads the first words of a language. Resolves with whether they are there now; the next call after a failure tries again. */
export function loadFirst(language: string): Promise<boolean> {
  return once(`first ${language}`, async () => {
    const strings = await FILES[language]?.()
    if (strings !== undefined) first.set(language, strings)
  })
}

/** Runs work that may fail once at a time; false when it failed. */
export function once(key: string, work: () => Promise<void>): Promise<boolean> {
  const running =
    loading.get(key) ??
    work()
      .then(() => true)
      .catch(() => false)
      .finally(() => loading.delete(key))
  loading.set(key, running)
  return running
}

/** Writing direction of a language, by its first part. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr'
}
