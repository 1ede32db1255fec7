/** Estonia, Latvia, Lithuania. */
import type { IdRule } from '../id-rule.ts'
import { isShortDate, part, valueAt, weighted } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION } from './vocabulary.ts'

// sum with weights 1, 2, 3 …; when ten remains, again with weights 3, 4, 5 …; when ten remains again, zero
function endsTwice(digits: string): boolean {
  const count = digits.length - 1
  const sum = (first: number) => {
    let total = 0
    for (let index = 0; index < count; index += 1) total += valueAt(digits, index) * (((first + index - 1) % 9) + 1)
    return total % 11
  }
  const once = sum(1)
  return (once < 10 ? once : sum(3) % 10) === valueAt(digits, count)
}

const isIsikukood = (digits: string) =>
  isShortDate(part(digits, 1, 3), part(digits, 3, 5), part(digits, 5, 7)) && endsTwice(digits)

// day, month, year, century, serial, check digit; since 2017 the date is replaced by 32 and chance
function isPersonasKods(digits: string): boolean {
  if (digits.startsWith('32')) return true
  const sum = weighted(digits, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])
  return (
    isShortDate(part(digits, 4, 6), part(digits, 2, 4), part(digits, 0, 2)) &&
    ((sum + 1) % 11) % 10 === valueAt(digits, 10)
  )
}

// companies begin with 4 or more; persons have their personal code
function isLatvianVat(digits: string): boolean {
  if (valueAt(digits, 0) < 4) return isPersonasKods(digits)
  return weighted(digits, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3
}

/** Rules for the Baltic countries. */
export const BALTIC: readonly IdRule[] = [
  {
    type: 'EE_IK',
    category: NATIONAL,
    pattern: /^[1-8]\d{10}$/,
    chance: 0.002,
    lengths: [11],
    valid: isIsikukood,
    stands: 'alone',
    context: ['isikukood', 'isikukoodi', ...ID_WORDS],
  },
  ...withPrefix('EE', {
    type: 'EE_KMKR',
    category: ORGANIZATION,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: (digits) => weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
    stands: 'alone',
    context: ['kmkr', 'käibemaks', ...COMPANY_WORDS],
  }),
  {
    type: 'EE_REGISTRIKOOD',
    category: ORGANIZATION,
    pattern: /^[1789]\d{7}$/,
    chance: 0.05,
    lengths: [8],
    valid: endsTwice,
    stands: 'alone',
    context: ['registrikood', ...COMPANY_WORDS],
  },
  {
    type: 'LT_ASMENS',
    category: NATIONAL,
    pattern: /^[1-9]\d{10}$/,
    chance: 0.01,
    lengths: [11],
    // nine first: given without a birthday
    valid: (digits) => (digits.startsWith('9') ? endsTwice(digits) : isIsikukood(digits)),
    stands: 'alone',
    context: ['asmens kodas', 'asmens kodo', ...ID_WORDS],
  },
  ...withPrefix('LT', {
    type: 'LT_PVM',
    category: ORGANIZATION,
    pattern: /^(?:\d{7}1\d|\d{10}1\d)$/,
    chance: 0.01,
    lengths: [9, 12],
    valid: endsTwice,
    stands: 'alone',
    context: ['pvm', 'pvm kodas', ...COMPANY_WORDS],
  }),
  {
    type: 'LV_PK',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    chance: 0.01,
    lengths: [11],
    valid: isPersonasKods,
    written: /^\d{6}-\d{5}$/,
    stands: 'written',
    context: ['personas kods', ...ID_WORDS],
  },
  ...withPrefix('LV', {
    type: 'LV_PVN',
    category: ORGANIZATION,
    pattern: /^\d{11}$/,
    chance: 0.05,
    lengths: [11],
    valid: isLatvianVat,
    stands: 'alone',
    context: ['pvn', 'personas kods', ...COMPANY_WORDS],
  }),
]
