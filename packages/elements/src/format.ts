/** Numbers, days and facts in the reader's language. `Intl` does the work; `locale` is the view's. */

/** `A, B, C`: facts side by side, for which "and" would make a sentence. */
export function facts(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(names)
}

/** A calendar day: `22 November 2026`. Empty for what is no instant. */
export function day(instant: string, locale: string): string {
  return moment(instant, locale, { dateStyle: 'long' })
}

/** A day and the time: what ends within two days needs the hour. */
export function dayAndTime(instant: string, locale: string): string {
  return moment(instant, locale, { dateStyle: 'long', timeStyle: 'short' })
}

/** A whole number, grouped. */
export function number(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value)
}

/** A length of time given in days, in the largest unit that keeps it whole: 1 minute, 14 days, 10 years. */
export function duration(days: number, locale: string): string {
  const [value, unit] = inUnits(days)
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

function inUnits(days: number): [number, 'minute' | 'hour' | 'day' | 'year'] {
  if (days * 24 < 1) return [Math.max(1, Math.round(days * 1440)), 'minute']
  if (days < 2 && days !== 1) return [Math.round(days * 24), 'hour']
  return days >= 730 && days % 365 === 0 ? [days / 365, 'year'] : [Math.round(days), 'day']
}

function moment(instant: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? '' : new Intl.DateTimeFormat(locale, options).format(date)
}
