/** Australia and New Zealand. */
import type { IdRule } from '../id-rule.ts'
import { fillsMod10, isRepeated, part, valueAt, weighted } from './check-digits.ts'
import { ACCOUNT, COMPANY_WORDS, HEALTH, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

const isTfn = (digits: string) => {
  const sum =
    digits.length === 9 ? weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) : weighted(digits, [10, 7, 8, 4, 6, 3, 5, 1])
  return sum % 11 === 0 && !isRepeated(digits)
}

// one is taken from the first digit
const isAbn = (digits: string) => (weighted(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0
const isAcn = (digits: string) => fillsMod10(digits, [8, 7, 6, 5, 4, 3, 2, 1]) && Number(digits) > 0
const isMedicare = (digits: string) =>
  weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === valueAt(digits, 8) && digits[9] !== '0'

// other weights where the first leave ten
function isIrd(digits: string): boolean {
  const nine = digits.padStart(9, '0')
  const number = Number(digits)
  const once = (11 - (weighted(nine, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
  const check = once < 10 ? once : (11 - (weighted(nine, [7, 4, 3, 2, 5, 2, 7, 6]) % 11)) % 11
  return number > 10_000_000 && number < 200_000_000 && check === valueAt(nine, 8)
}

// these have schemes of their own, and their shape has to do
const OWN_SCHEME = new Set([8, 9, 25, 26, 28, 29, 31, 33])

// bank, branch, account, suffix; from account 990 000 on, bank and branch do not count
function isNewZealandAccount(digits: string): boolean {
  const bank = part(digits, 0, 2)
  const known = (bank > 0 && bank < 39) || bank === 88
  const short = `${digits.slice(0, 2)}0${digits.slice(2)}`
  // a branch is written with three digits or with four
  return (
    known &&
    (OWN_SCHEME.has(bank) ||
      (digits.length > 14 && isBranchAccount(digits)) ||
      (digits.length < 16 && isBranchAccount(short)))
  )
}

function isBranchAccount(digits: string): boolean {
  const own = part(digits, 6, 13) < 990_000 ? [0, 0, 6, 3, 7, 9] : [0, 0, 0, 0, 0, 0]
  return weighted(digits, [...own, 0, 10, 5, 8, 4, 2, 1]) % 11 === 0
}

const NHI = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
function isNhi(text: string): boolean {
  let sum = 0
  for (let index = 0; index < 6; index += 1)
    sum += (index < 3 ? NHI.indexOf(text[index] ?? '') + 1 : valueAt(text, index)) * (7 - index)
  const rest = sum % 11
  return rest > 0 && (11 - rest) % 10 === valueAt(text, 6)
}

/** Rules for Oceania. */
export const OCEANIA: readonly IdRule[] = [
  {
    type: 'AU_TFN',
    category: NATIONAL,
    pattern: /^\d{8,9}$/,
    lengths: [8, 9],
    valid: isTfn,
    stands: 'alone',
    context: ['tfn', 'tax file', ...TAX_WORDS],
  },
  {
    // a tenth digit for the issue, an eleventh for the person on the card
    type: 'AU_MEDICARE',
    category: HEALTH,
    pattern: /^[2-6]\d{9,10}$/,
    chance: 0.05,
    lengths: [10, 11],
    valid: isMedicare,
    written: /^\d{4}[ -]?\d{5}[ -]?\d(?:[ /-]?\d)?$/,
    stands: 'alone',
    context: ['medicare'],
  },
  {
    type: 'AU_ABN',
    category: ORGANIZATION,
    pattern: /^(?:1[1-9]|[2-9]\d)\d{9}$/,
    chance: 0.01,
    lengths: [11],
    valid: isAbn,
    written: /^\d{2}([ -]?)\d{3}\1\d{3}\1\d{3}$/,
    stands: 'written',
    standsAlone: true,
    context: ['abn', 'australian business'],
  },
  {
    type: 'AU_ACN',
    category: ORGANIZATION,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: isAcn,
    stands: 'alone',
    context: ['acn', 'australian company', 'arbn', ...COMPANY_WORDS],
  },
  {
    type: 'NZ_IRD',
    category: NATIONAL,
    pattern: /^\d{8,9}$/,
    chance: 0.05,
    lengths: [8, 9],
    valid: isIrd,
    written: /^\d{2,3}([ -]?)\d{3}\1\d{3}$/,
    stands: 'alone',
    context: ['ird', 'inland revenue', 'gst number', ...TAX_WORDS],
  },
  {
    type: 'NZ_BANK',
    category: ACCOUNT,
    pattern: /^\d{14,16}$/,
    lengths: [14, 15, 16],
    valid: isNewZealandAccount,
    written: /^\d{2}[- ]\d{3,4}[- ]\d{7}[- ]\d{2,3}$/,
    stands: 'written',
    context: ['bank account', 'account number', 'account'],
  },
  {
    type: 'NZ_NHI',
    category: HEALTH,
    pattern: /^[A-HJ-NP-Z]{3}\d{4}$/,
    chance: 0.05,
    lengths: [7],
    valid: isNhi,
    stands: 'never',
    context: ['nhi', 'national health index'],
  },
]
