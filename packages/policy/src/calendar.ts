/** Plain calendar dates, `YYYY-MM-DD`, compared as text. */

/** True for a date that exists in the Gregorian calendar. */
export function isCalendarDate(date: unknown): date is string {
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return false
  const instant = new Date(`${date}T00:00:00.000Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date)
}

/**
 * The latest birth date of those who have completed `years` on `date`. Who was born on 29 February has the anniversary on 1 March in common
 * years (the protective reading; some laws say 28 February).
 */
export function yearsBefore(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) - years).padStart(4, '0')
  const same = `${year}${date.slice(4)}`
  return isCalendarDate(same) ? same : `${year}-02-28`
}
