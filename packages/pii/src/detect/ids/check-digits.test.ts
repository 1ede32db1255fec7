import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  endsInMod11,
  fillsMod10,
  fillsMod11,
  isDate,
  isRepeated,
  isShortDate,
  luhn,
  mod11And10,
  remainder,
  verhoeff,
  weighted,
} from './check-digits.ts'

const body = fc.stringMatching(/^\d{4,20}$/)

/** The check digits, 0–9, that a check accepts behind a body. */
function accepted(check: (digits: string) => boolean, digits: string): string[] {
  return [...'0123456789'].filter((digit) => check(digits + digit))
}

describe.each([
  ['luhn', luhn],
  ['verhoeff', verhoeff],
  ['mod11And10', mod11And10],
] as const)('%s', (_, check) => {
  test('has one check digit for every body', () => {
    fc.assert(fc.property(body, (digits) => accepted(check, digits).length === 1))
  })

  test('refuses a number with one digit changed', () => {
    fc.assert(
      fc.property(body, fc.nat(20), fc.integer({ min: 1, max: 9 }), (digits, place, by) => {
        const number = digits + (accepted(check, digits)[0] ?? '')
        const at = place % number.length
        const changed = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1)

        return !check(changed)
      }),
    )
  })
})

test('verhoeff refuses neighbours that have changed places', () => {
  fc.assert(
    fc.property(body, fc.nat(20), (digits, place) => {
      const number = digits + (accepted(verhoeff, digits)[0] ?? '')
      const at = place % (number.length - 1)
      const [one, other] = [number[at], number[at + 1]]

      return one === other || !verhoeff(number.slice(0, at) + other + one + number.slice(at + 2))
    }),
  )
})

test('the checks hold for published examples', () => {
  expect(luhn('79927398713')).toBe(true) // ISO/IEC 7812-1
  expect(verhoeff('2363')).toBe(true) // Verhoeff 1969
  expect(mod11And10('07945')).toBe(true) // ISO/IEC 7064
  expect(remainder('3214282912345698765432161182', 97)).toBe(1) // ECBS, an IBAN moved round
})

test('remainder agrees with long division', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,30}$/), fc.integer({ min: 2, max: 1000 }), (digits, modulus) => {
      expect(remainder(digits, modulus)).toBe(Number(BigInt(digits) % BigInt(modulus)))
    }),
  )
})

test('remainder reads letters as two digits', () => {
  expect(remainder('1A2Z', 97)).toBe(110235 % 97)
})

test('weighted stops where the weights do, and reads letters from ten', () => {
  expect(weighted('129', [2, 3])).toBe(8)
  expect(weighted('AZ', [1, 1])).toBe(45)
})

test('a sum modulo eleven may stand as it is, or fill up; ten is zero, refused, or what the rule says', () => {
  expect(endsInMod11('95', [1])).toBe(false)
  expect(endsInMod11('99', [1])).toBe(true)
  expect(endsInMod11('550', [1, 1])).toBe(true)
  expect(fillsMod11('38', [1])).toBe(true)
  expect(accepted((digits) => fillsMod11(digits, [1]), '1')).toEqual([])
  expect(fillsMod11('10', [1], 0)).toBe(true)
  expect(fillsMod11('19', [1], 9)).toBe(true)
  expect(fillsMod10('373', [1, 1])).toBe(false)
  expect(fillsMod10('370', [1, 1])).toBe(true)
})

test('isDate knows the calendar', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1800, max: 2100 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 33 }),
      (year, month, day) => {
        const date = new Date(Date.UTC(year, month - 1, day))
        const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year

        expect(isDate(year, month, day)).toBe(isReal)
      },
    ),
  )
})

test('a short year is of this or of the last century', () => {
  expect(isShortDate(0, 2, 29)).toBe(true)
  expect(isShortDate(99, 2, 29)).toBe(false)
  expect(isDate(1900, 2, 29)).toBe(false)
})

test('isRepeated sees one character only', () => {
  expect(isRepeated('1111')).toBe(true)
  expect(isRepeated('1112')).toBe(false)
})
