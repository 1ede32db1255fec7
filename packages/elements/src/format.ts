/** Numbers, days and lists in the reader's language. `Intl` does the work. */
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
  return (
    locales.find((locale) => locale.toLowerCase() === wanted) ??
    locales.find((locale) => locale.toLowerCase() === base) ??
    locales.find((locale) => locale.toLowerCase().split('-')[0] === base) ??
    null
  )
}

/** `A, B and C`, as parts, so that the names can be marked. */
export function listParts(names: readonly string[], language: string): { name: boolean; text: string }[] {
  return new Intl.ListFormat(region(language), { type: 'conjunction' })
    .formatToParts(names)
    .map(({ type, value }) => ({ name: type === 'element', text: value }))
}

/** `A, B and C`. */
export function list(names: readonly string[], language: string): string {
  return listParts(names, language)
    .map((part) => part.text)
    .join('')
}

/** `A, B, C`: facts side by side, for which "and" would make a sentence. */
export function facts(names: readonly string[], language: string): string {
  return new Intl.ListFormat(region(language), { type: 'unit', style: 'short' }).format(names)
}

/** A calendar day: `22 November 2026`. Empty for what is no instant. */
export function day(instant: string, language: string): string {
  return moment(instant, language, { dateStyle: 'long' })
}

/** A day and the time: what ends within two days needs the hour. */
export function dayAndTime(instant: string, language: string): string {
  return moment(instant, language, { dateStyle: 'long', timeStyle: 'short' })
}

/** A whole number, grouped. */
export function number(value: number, language: string): string {
  return new Intl.NumberFormat(region(language)).format(value)
}

/** A length of time given in days, in the largest unit that keeps it whole: 1 minute, 14 days, 10 years. */
export function duration(days: number, language: string): string {
  const [value, unit] = inUnits(days)
  return new Intl.NumberFormat(region(language), { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

function inUnits(days: number): [number, 'minute' | 'hour' | 'day' | 'year'] {
  if (days * 24 < 1) return [Math.max(1, Math.round(days * 1440)), 'minute']
  if (days < 2 && days !== 1) return [Math.round(days * 24), 'hour']
  return days >= 730 && days % 365 === 0 ? [days / 365, 'year'] : [Math.round(days), 'day']
}

function moment(instant: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? '' : new Intl.DateTimeFormat(region(language), options).format(date)
}

/** Plain `en` would write American dates; the day comes first for everyone who did not ask otherwise. */
export function region(language: string): string {
  return language.toLowerCase() === 'en' ? 'en-GB' : language
}
