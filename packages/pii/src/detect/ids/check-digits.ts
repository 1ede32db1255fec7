/** The arithmetic behind issued numbers: check digits and calendar days. Every function takes what its rule's pattern has let through. */

/** Value of one character: `0`–`9` as they are, `A`–`Z` as 10–35. */
export function valueAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code < 58 ? code - 48 : code - 55
}

/** A piece of the text as a number. */
export function part(text: string, from: number, to: number): number {
  return Number(text.slice(from, to))
}

/** Each character times its weight, summed; as many characters as there are weights. */
export function weighted(text: string, weights: readonly number[]): number {
  let sum = 0
  // by index: an iterator would cost more than the sum
  for (let index = 0; index < weights.length; index += 1) sum += valueAt(text, index) * (weights[index] ?? 0)
  return sum
}

/** The last character is the sum of the ones before it, modulo 11; a remainder of ten is written as zero. */
export function endsInMod11(text: string, weights: readonly number[]): boolean {
  return (weighted(text, weights) % 11) % 10 === valueAt(text, weights.length)
}

/** The last character fills the sum up to a multiple of 11; eleven is written as zero, and ten is never issued unless `ten` says how it is written. */
export function fillsMod11(text: string, weights: readonly number[], ten = -1): boolean {
  const rest = (11 - (weighted(text, weights) % 11)) % 11
  return (rest === 10 ? ten : rest) === valueAt(text, weights.length)
}

/** The last character fills the sum up to a multiple of 10. */
export function fillsMod10(text: string, weights: readonly number[]): boolean {
  return (weighted(text, weights) + valueAt(text, weights.length)) % 10 === 0
}

/** ISO/IEC 7812-1, Annex B: every second digit from the right is doubled. */
export function luhn(digits: string): boolean {
  return luhnSum(digits) % 10 === 0
}

/** The sum that `luhn` wants to be a multiple of ten. */
export function luhnSum(digits: string): number {
  let sum = 0
  for (let index = digits.length - 1, twice = false; index >= 0; index -= 1, twice = !twice) {
    const digit = valueAt(digits, index) * (twice ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum
}

// the dihedral group of order ten, and the permutation that Verhoeff chose
const DIHEDRAL = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
] as const
const PERMUTED = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
] as const

/** Verhoeff's check digit, the last one: catches every single wrong digit and every swap of neighbours. */
export function verhoeff(digits: string): boolean {
  let state = 0
  for (let index = digits.length - 1, place = 0; index >= 0; index -= 1, place += 1) {
    const moved = valueAt(PERMUTED[place % 8] ?? '', valueAt(digits, index))
    state = valueAt(DIHEDRAL[state] ?? '', moved)
  }
  return state === 0
}

/** ISO/IEC 7064, MOD 11,10 (Germany, Croatia, Serbia): the last digit is the check digit. */
export function mod11And10(digits: string): boolean {
  let state = 10
  for (let index = 0; index < digits.length - 1; index += 1) {
    const sum = (state + valueAt(digits, index)) % 10 || 10
    state = (sum * 2) % 11
  }
  return (state + valueAt(digits, digits.length - 1)) % 10 === 1
}

/** The remainder of a long number, digit by digit; letters count as two digits, 10–35 (ISO/IEC 7064, MOD 97-10). */
export function remainder(text: string, modulus: number): number {
  let rest = 0
  for (let index = 0; index < text.length; index += 1) {
    const value = valueAt(text, index)
    rest = (rest * (value > 9 ? 100 : 10) + value) % modulus
  }
  return rest
}

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** A day of the Gregorian calendar. */
export function isDate(year: number, month: number, day: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day > 0 && day <= (DAYS[month] ?? 0) + (leap ? 1 : 0)
}

/** A day whose year has two digits: of this or of the last century, which have the same leap years but for 1900. */
export function isShortDate(year: number, month: number, day: number): boolean {
  return isDate(2000 + year, month, day)
}

/** All characters are the same: never issued, though some check digits hold for it. */
export function isRepeated(text: string): boolean {
  for (let index = 1; index < text.length; index += 1) if (text[index] !== text[0]) return false
  return true
}
