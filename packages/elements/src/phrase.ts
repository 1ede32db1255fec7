/** The policy's texts, and names in a row, in the reader's language. */
import type { PolicyText } from './port.ts'

/** The text in a language: exact tag, then its first part, then the policy's first locale. Empty when there is none. */
export function textOf(text: PolicyText, language: string, locales: readonly string[]): string {
  const tag = localeOf(Object.keys(text), language) ?? locales[0] ?? ''
  return text[tag] ?? Object.values(text)[0] ?? ''
}

/** The one of the locales that serves a language; null when none does. */
export function localeOf(locales: readonly string[], language: string): string | null {
  const wanted = language.toLowerCase()
  const base = wanted.split('-')[0]
  const find = (fits: (locale: string) => boolean) => locales.find((locale) => fits(locale.toLowerCase()))
  return (
    find((locale) => locale === wanted) ??
    find((locale) => locale === base) ??
    find((locale) => locale.split('-')[0] === base) ??
    null
  )
}

/**
 * The locale for dates, numbers and lists: that of the page where the words are in its language too, so that a sentence never mixes two.
 * Plain `en` would write American dates; the day comes first for everyone who did not ask otherwise.
 */
export function localeFor(language: string, wordsLanguage: string): string {
  const isServed = language.toLowerCase().split('-')[0] === wordsLanguage.split('-')[0]
  const wanted = isServed ? language : wordsLanguage
  try {
    return wanted.toLowerCase() === 'en' ? 'en-GB' : (Intl.getCanonicalLocales(wanted)[0] ?? 'en-GB')
  } catch {
    return 'en-GB' // what a page calls its language need not be one
  }
}

/** `A, B and C`, as parts, so that the names can be marked. */
export function listParts(names: readonly string[], locale: string): { name: boolean; text: string }[] {
  return new Intl.ListFormat(locale)
    .formatToParts(names)
    .map(({ type, value }) => ({ name: type === 'element', text: value }))
}
