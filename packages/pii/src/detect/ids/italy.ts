/** Italy and San Marino. */
import type { IdRule } from '../id-rule.ts'
import { isShortDate, luhn, part, valueAt } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, LICENCE, NATIONAL, ORGANIZATION } from './vocabulary.ts'

// Decreto 23 dicembre 1976: what a sign is worth at an odd place; at an even place it is worth itself
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23] as const
const MONTHS = 'ABCDEHLMPRST'
// letters that stand for digits when two people would have the same code
const OMOCODIA = 'LMNPQRSTUV'

const signOf = (text: string, index: number) => {
  const value = valueAt(text, index)
  return value > 9 ? value - 10 : value
}

function plainDigits(text: string): string {
  let digits = ''
  for (const sign of text) digits += sign >= 'A' ? OMOCODIA.indexOf(sign) : sign
  return digits
}

function isCodiceFiscale(text: string): boolean {
  let sum = 0
  for (let index = 0; index < 15; index += 1) {
    const sign = signOf(text, index)
    sum += index % 2 === 0 ? (ODD[sign] ?? 0) : sign
  }
  const day = Number(plainDigits(text.slice(9, 11)))
  const year = Number(plainDigits(text.slice(6, 8)))
  const month = MONTHS.indexOf(text[8] ?? '') + 1
  return sum % 26 === valueAt(text, 15) - 10 && isShortDate(year, month, day > 40 ? day - 40 : day)
}

// seven digits of the holder, the office of the province, a Luhn digit
function isPartitaIva(digits: string): boolean {
  const office = part(digits, 7, 10)
  const known = (office > 0 && office <= 100) || office === 120 || office === 121 || office === 888 || office === 999
  return known && part(digits, 0, 7) > 0 && luhn(digits)
}

const CARD = ["carta d'identità", 'carta identità', 'identity card', 'identity document', 'cie', 'documento'] as const
const LICENCE_WORDS = ['patente', 'patente di guida', 'licenza', 'license', 'licence', 'driving licence'] as const

/** Rules for Italy and San Marino. */
export const ITALY: readonly IdRule[] = [
  {
    type: 'IT_FISCAL_CODE',
    category: NATIONAL,
    pattern: /^[A-Z]{6}[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/,
    chance: 0.0001,
    lengths: [16],
    valid: isCodiceFiscale,
    written: /^[A-Z]{3}( ?)[A-Z]{3}\1\w{5}\1\w{5}$/i,
    stands: 'always',
    context: ['codice fiscale', 'cod fisc', 'fiscal code', 'cf'],
  },
  ...withPrefix('IT', {
    type: 'IT_VAT_CODE',
    category: ORGANIZATION,
    pattern: /^\d{11}$/,
    chance: 0.01,
    lengths: [11],
    valid: isPartitaIva,
    stands: 'alone',
    context: ['partita iva', 'p.iva', 'p. iva', 'piva', 'codice fiscale', ...COMPANY_WORDS],
  }),
  {
    // the electronic card
    type: 'IT_IDENTITY_CARD',
    category: NATIONAL,
    pattern: /^C[A-Z]\d{5}[A-Z]{2}$/,
    chance: 0.05,
    lengths: [9],
    valid: (text) => part(text, 2, 7) > 0,
    stands: 'alone',
    context: CARD,
  },
  {
    // the one of paper
    type: 'IT_IDENTITY_CARD',
    category: NATIONAL,
    pattern: /^(?:[A-Z]{2}\d{7}|\d{7}[A-Z]{2})$/,
    lengths: [9],
    stands: 'never',
    context: CARD,
  },
  {
    type: 'IT_DRIVER_LICENSE',
    category: LICENCE,
    pattern: /^[A-Z]{2}\d{7}[A-Z]$/,
    lengths: [10],
    stands: 'alone',
    context: LICENCE_WORDS,
  },
  {
    // made by the ministry, without vowels
    type: 'IT_DRIVER_LICENSE',
    category: LICENCE,
    pattern: /^U1[B-DF-HJ-NPR-TV-Z0-9]{7}[A-Z]$/,
    chance: 0.0002,
    lengths: [10],
    valid: (text) => /\d{2}/.test(text.slice(2)),
    stands: 'always',
    context: LICENCE_WORDS,
  },
  {
    type: 'SM_COE',
    category: ORGANIZATION,
    pattern: /^(?:SM)?\d{3,5}$/,
    chance: 0.5,
    lengths: [3, 4, 5, 6, 7],
    stands: 'never',
    context: ['codice operatore economico'],
  },
]
