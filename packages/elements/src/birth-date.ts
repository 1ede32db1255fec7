/** Dates of birth: what is a real one. Nothing here leaves the page. */
import type { BirthDay } from './port.ts'

/** What was typed, as typed. */
export interface TypedDate {
  readonly day: string
  readonly month: string
  readonly year: string
}

/** A real date, or what is wrong with it. `incomplete`: still being typed. */
export type BirthDate =
  | { readonly ok: true; readonly date: BirthDay }
  | { readonly ok: false; readonly problem: 'incomplete' | 'impossible' | 'future' | 'yearFormat' }

/** Nobody alive was born longer ago. */
const OLDEST_YEARS = 130

/** Reads a typed date. `today` is `YYYY-MM-DD`; calendar dates carry no time zone. */
export function readBirthDate(typed: TypedDate, today: string): BirthDate {
  const [day, month, year] = [typed.day, typed.month, typed.year].map((part) => part.trim())
  if (!day || !month || !year || year.length < 4) return { ok: false, problem: 'incomplete' }
  if (![day, month, year].every((part) => /^\d+$/.test(part))) return { ok: false, problem: 'impossible' }
  if (year.length > 4 || Number(year) < Number(today.slice(0, 4)) - OLDEST_YEARS)
    return { ok: false, problem: 'yearFormat' }
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` as BirthDay // as: the parts are digits, checked above
  if (!exists(date)) return { ok: false, problem: 'impossible' }
  return date > today ? { ok: false, problem: 'future' } : { ok: true, date }
}

/** A date that the calendar moves elsewhere (31 February) does not exist. */
function exists(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === date
}

/** Order of the three fields in a language: Indonesian asks day first, Japanese year first. */
export function fieldOrder(language: string): readonly ('day' | 'month' | 'year')[] {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', year: 'numeric', calendar: 'gregory' })
    .formatToParts(0)
    .map((part) => part.type)
    .filter((type) => type === 'day' || type === 'month' || type === 'year')
}
