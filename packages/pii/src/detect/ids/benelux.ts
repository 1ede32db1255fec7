/** Netherlands, Belgium, Luxembourg. */
import type { IdRule } from '../id-rule.ts'
import { isDate, isRepeated, isShortDate, luhn, part, remainder, verhoeff, weighted } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION } from './vocabulary.ts'

// the eleven test, with the last digit taken off
const elevenTest = (digits: string) => weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1])
const isBsn = (digits: string) => {
  const nine = digits.padStart(9, '0')
  return elevenTest(nine) % 11 === 0 && !isRepeated(nine)
}

// year, month (20 or 40 more for people who are not in the register), day (zero where unknown), serial, 97 minus the rest
function isNational(digits: string): boolean {
  const [year, month, day] = [part(digits, 0, 2), part(digits, 2, 4), part(digits, 4, 6)]
  const inYear = month % 20
  const known = month < 53 && (inYear === 0 || day === 0 ? inYear < 13 && day < 32 : isShortDate(year, inYear, day))
  const check = part(digits, 9, 11)
  // born since 2000: a two stands before the number
  const rest = 97 - check
  return known && (part(digits, 0, 9) % 97 === rest || (year < 50 && (2e9 + part(digits, 0, 9)) % 97 === rest))
}

const WRITTEN = /^\d{2}\.\d{2}\.\d{2}[- ]\d{3}[.-]\d{2}$/
const BELGIAN = [
  'rijksregisternummer',
  'rijksregister',
  'registre national',
  'numéro national',
  'niss',
  'insz',
  ...ID_WORDS,
] as const

/** Rules for the Benelux countries. */
export const BENELUX: readonly IdRule[] = [
  {
    type: 'NL_BSN',
    category: NATIONAL,
    pattern: /^\d{8,9}$/,
    lengths: [8, 9],
    valid: isBsn,
    stands: 'alone',
    context: [
      'bsn',
      'burgerservicenummer',
      'burger service nummer',
      'sofinummer',
      'sofi-nummer',
      'rsin',
      'citizen service number',
    ],
  },
  {
    type: 'NL_ONDERWIJSNUMMER',
    category: NATIONAL,
    pattern: /^10\d{7}$/,
    chance: 0.001,
    lengths: [9],
    valid: (digits) => elevenTest(digits) % 11 === 5,
    stands: 'alone',
    context: ['onderwijsnummer', 'persoonsgebonden nummer'],
  },
  {
    type: 'NL_BTW',
    category: ORGANIZATION,
    pattern: /^(?:NL)?\d{9}B\d{2}$/,
    chance: 0.002,
    lengths: [12, 14],
    // since 2020 a sole trader's is no longer the BSN: the whole of it is 1 modulo 97
    valid: (text) => isBsn(text.slice(-12, -3)) || remainder(`NL${text.slice(-12)}`, 97) === 1,
    stands: 'always',
    context: ['btw', 'btw-nummer', 'btw-id', ...COMPANY_WORDS],
  },
  {
    type: 'BE_NN',
    category: NATIONAL,
    pattern: /^\d{2}[01]\d{8}$/,
    chance: 0.0005,
    lengths: [11],
    valid: isNational,
    written: WRITTEN,
    stands: 'written',
    standsAlone: true,
    context: BELGIAN,
  },
  {
    type: 'BE_BIS',
    category: NATIONAL,
    pattern: /^\d{2}[2-5]\d{8}$/,
    chance: 0.001,
    lengths: [11],
    valid: isNational,
    written: WRITTEN,
    stands: 'written',
    standsAlone: true,
    context: [...BELGIAN, 'bis-nummer', 'numéro bis'],
  },
  ...withPrefix('BE', {
    type: 'BE_VAT',
    category: ORGANIZATION,
    pattern: /^[01]?\d{9}$/,
    chance: 0.01,
    lengths: [9, 10],
    valid: (digits) => 97 - (Number(digits.slice(0, -2)) % 97) === Number(digits.slice(-2)),
    stands: 'alone',
    context: ['btw', 'tva', 'ondernemingsnummer', "numéro d'entreprise", 'kbo', 'bce', ...COMPANY_WORDS],
  }),
  {
    // birthday, serial, a Luhn digit over eleven, a Verhoeff digit over the same eleven
    type: 'LU_NIN',
    category: NATIONAL,
    pattern: /^(?:18|19|20)\d{11}$/,
    chance: 0.00001,
    lengths: [13],
    valid: (digits) =>
      isDate(part(digits, 0, 4), part(digits, 4, 6), part(digits, 6, 8)) &&
      luhn(digits.slice(0, 12)) &&
      verhoeff(digits.slice(0, 11) + digits[12]),
    stands: 'always',
    context: ['matricule', 'numéro d’identification nationale', ...ID_WORDS],
  },
  ...withPrefix('LU', {
    type: 'LU_TVA',
    category: ORGANIZATION,
    pattern: /^\d{8}$/,
    chance: 0.01,
    lengths: [8],
    valid: (digits) => part(digits, 0, 6) % 89 === part(digits, 6, 8),
    stands: 'alone',
    context: ['tva', ...COMPANY_WORDS],
  }),
]
