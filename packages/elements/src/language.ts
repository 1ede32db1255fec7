/** Which words a first visit meets, and in which direction they run. A language loads when an element first needs it. */
import { en } from './languages/en.ts'
import type { FirstStrings, MoreStrings } from './strings.ts'

/** The languages that come along; `language-files.ts` says where they are. */
const OWN = 'ar de en es fr id it ja nl pl pt zh'.split(' ')

const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)(-|$)/i

const first = new Map<string, FirstStrings>([['en', en]])
/** The other words, as far as they are here: what an app gave, and what was loaded. */
export const more: Map<string, MoreStrings> = new Map()

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
  return [wanted, wanted.split('-')[0] ?? ''].find((tag) => first.has(tag) || OWN.includes(tag)) ?? 'en'
}

/** The first words of a language that `servedLanguage` named; undefined until they are loaded. */
export function firstStrings(language: string): FirstStrings | undefined {
  return first.get(language)
}

/** Loads the first words of a language. Resolves with whether they are there now. */
export async function loadFirst(language: string): Promise<boolean> {
  try {
    const { FIRST_FILES } = await import('./language-files.ts')
    const strings = await FIRST_FILES[language]?.()
    if (strings !== undefined) first.set(language, strings)
    return first.has(language)
  } catch {
    return false // the network, or a deploy that took the file away
  }
}

/** Writing direction of a language, by its first part. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr'
}
