/** Which words are spoken, and in which direction they run: the languages that come along, and those an app adds. */
import type { PrivacyStrings } from './strings.ts'
import { en } from './strings-en.ts'
import { id } from './strings-id.ts'

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

const known = new Map<string, PrivacyStrings>([
  ['en', en],
  ['id', id],
])

/**
 * Adds a language, or replaces one. Call it before the elements are defined; those on the page take it at their next change.
 *
 * @param language BCP 47 tag, such as `ar` or `pt-BR`.
 */
export function setPrivacyStrings(language: string, strings: PrivacyStrings): void {
  known.set(language.toLowerCase(), strings)
}

/** The words for a language: exact tag, then its first part, then English. `language` tells which one it became. */
export function stringsFor(language: string): { language: string; strings: PrivacyStrings } {
  const wanted = language.toLowerCase()
  for (const tag of [wanted, wanted.split('-')[0] ?? '']) {
    const strings = known.get(tag)
    if (strings !== undefined) return { language: tag, strings }
  }
  return { language: 'en', strings: en }
}

/** Writing direction of a language, by its first part. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr'
}
