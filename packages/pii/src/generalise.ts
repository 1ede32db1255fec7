/** Makes single values coarser: what is left says less about one person, and never nothing. */
import { isWithinCategory } from '@privacykit/contract'
import type { StrategyContext } from './redaction.ts'

export interface GeneraliseOptions {
  /** Width of the range a number is put into: 10 makes `30-39` of 34. Without it numbers are masked. */
  bucket?: number
  /** How many leading characters of a postal code stay. Default 2. */
  postalDigits?: number
}

const BIRTH = 'user.demographic.date_of_birth'
const ADDRESS = 'user.contact.address'
const POSTAL = 'user.contact.address.postal_code'
const IP = 'user.device.ip_address'
const DATE = /^([+-]\d{6}|\d{4})-(?:0[1-9]|1[0-2])(?:-\d{2}(?:[T ].{0,40})?)?$/

/** The coarser value; undefined when there is none. */
export function generaliseValue(value: unknown, context: StrategyContext, options: GeneraliseOptions): unknown {
  const { category } = context
  if (value instanceof Date) return yearOf(value)
  if (typeof value === 'number') return rangeOf(value, options.bucket)
  if (typeof value === 'string') {
    if (isWithinCategory(category, POSTAL)) return leading(value, options.postalDigits ?? 2)
    if (isWithinCategory(category, IP)) return networkOf(value)
    return DATE.exec(value)?.[1] ?? (isWithinCategory(category, BIRTH) ? yearIn(value) : undefined)
  }
  return isWithinCategory(category, ADDRESS) ? countryOf(value) : undefined
}

function yearOf(date: Date): string | undefined {
  const time = date.getTime()
  return Number.isNaN(time) ? undefined : String(date.getUTCFullYear())
}

/** `04/05/1987`, `4 May 1987`: the one number of four digits in it. */
function yearIn(text: string): string | undefined {
  const years = text.length > 40 ? [] : (text.match(/(?<!\d)(?:1[89]|20)\d{2}(?!\d)/g) ?? [])
  return years.length === 1 ? years[0] : undefined
}

function rangeOf(value: number, bucket: number | undefined): string | undefined {
  if (bucket === undefined || !(bucket > 0) || !Number.isFinite(value)) return undefined
  const from = Math.floor(value / bucket) * bucket
  return Number.isInteger(bucket) && Number.isInteger(value)
    ? `${from}-${from + bucket - 1}`
    : `${from}-<${from + bucket}`
}

/** At least half of a postal code goes, and never less than one character. */
function leading(text: string, count: number): string | undefined {
  const code = text.trim()
  const kept = Math.min(count, Math.floor(code.length / 2))
  return kept < 1 || !/^[\p{L}\p{N} -]{2,12}$/u.test(code) ? undefined : `${code.slice(0, kept)}…`
}

function networkOf(text: string): string | undefined {
  const v4 = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/i.exec(text.trim())
  if (v4 !== null) return `${v4[1]}.${v4[2]}.${v4[3]}.0/24`
  const groups = groupsOf(text.trim().toLowerCase())
  return groups === null ? undefined : `${groups.slice(0, 3).join(':')}::/48`
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(text: string): string[] | null {
  if (!/^[0-9a-f:]{2,39}$/.test(text)) return null
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return null
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return null
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after]
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => group.replace(/^0+(?=.)/, ''))
    : null
}

function countryOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const country: unknown = Object.entries(value).find(([key]) => /^country(?:_?code)?$/i.test(key))?.[1]
  return typeof country === 'string' && country.length <= 60 ? { country } : undefined
}
