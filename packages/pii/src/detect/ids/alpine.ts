/** Austria, Switzerland, Liechtenstein. */
import type { IdRule } from '../id-rule.ts'
import { fillsMod10, fillsMod11, isShortDate, luhnSum, part, valueAt, weighted } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

// serial, check digit, birthday; months above 12 are given where a day's serials ran out
function isVersicherung(digits: string): boolean {
  const month = part(digits, 6, 8)
  return (
    !digits.startsWith('0') &&
    isShortDate(part(digits, 8, 10), month > 12 && month < 16 ? 12 : month, part(digits, 4, 6)) &&
    weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === valueAt(digits, 3)
  )
}

// the tax office first
const OFFICES = new Set([
  3, 4, 6, 7, 8, 9, 10, 12, 15, 16, 18, 22, 23, 29, 33, 38, 41, 46, 51, 52, 53, 54, 57, 59, 61, 65, 67, 68, 69, 71, 72,
  81, 82, 83, 84, 90, 91, 93, 97, 98,
])
const isAbgabenkonto = (digits: string) => luhnSum(digits) % 10 === 0 && OFFICES.has(part(digits, 0, 2))
// every second digit is doubled, and four is added
const isUid = (text: string) => (luhnSum(text.slice(1, 8)) + 4 + valueAt(text, 8)) % 10 === 0

const isSwissCompany = (text: string) => fillsMod11(text.slice(3, 12), [5, 4, 3, 2, 7, 6, 5, 4])

/** Rules for the Alpine countries. */
export const ALPINE: readonly IdRule[] = [
  {
    type: 'AT_VNR',
    category: NATIONAL,
    pattern: /^\d{10}$/,
    chance: 0.005,
    lengths: [10],
    valid: isVersicherung,
    written: /^\d{4}[ -]?\d{6}$/,
    stands: 'written',
    standsAlone: true,
    context: ['svnr', 'vsnr', 'sozialversicherungsnummer', 'versicherungsnummer', 'sv-nummer', ...ID_WORDS],
  },
  ...withPrefix('AT', {
    type: 'AT_UID',
    category: ORGANIZATION,
    pattern: /^U\d{8}$/,
    chance: 0.005,
    lengths: [9],
    valid: isUid,
    stands: 'alone',
    context: ['uid', 'ust-id', 'umsatzsteuer', ...COMPANY_WORDS],
  }),
  {
    type: 'AT_TIN',
    category: NATIONAL,
    pattern: /^\d{9}$/,
    chance: 0.05,
    lengths: [9],
    valid: isAbgabenkonto,
    written: /^\d{2}[- ]\d{3}\/\d{4}$/,
    stands: 'written',
    standsAlone: true,
    context: ['steuernummer', 'abgabenkontonummer', 'st.nr', ...TAX_WORDS],
  },
  {
    type: 'AT_BUSINESSID',
    category: ORGANIZATION,
    pattern: /^(?:FN)?\d{5,6}[A-Z]$/,
    chance: 0.5,
    lengths: [6, 7, 8, 9],
    stands: 'never',
    context: ['firmenbuch', 'firmenbuchnummer', 'fn'],
  },
  {
    type: 'AT_BUSINESSID',
    category: ORGANIZATION,
    pattern: /^FN\d{5,6}[A-Z]$/,
    chance: 0.002,
    lengths: [8, 9],
    stands: 'always',
    context: ['firmenbuch', 'firmenbuchnummer'],
  },
  {
    // an EAN whose country is Switzerland's
    type: 'CH_SSN',
    category: NATIONAL,
    pattern: /^756\d{10}$/,
    chance: 0.0001,
    lengths: [13],
    valid: (digits) => fillsMod10(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]),
    written: /^756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}$/,
    stands: 'always',
    context: ['ahv', 'avs', 'ahv-nummer', 'numéro avs', 'navs', 'sozialversicherungsnummer', ...ID_WORDS],
  },
  {
    type: 'CH_UID',
    category: ORGANIZATION,
    pattern: /^CHE\d{9}$/,
    chance: 0.00001,
    lengths: [12],
    valid: isSwissCompany,
    stands: 'always',
    context: ['uid', 'ide', 'idi', ...COMPANY_WORDS],
  },
  {
    type: 'CH_VAT',
    category: ORGANIZATION,
    pattern: /^CHE\d{9}(?:MWST|TVA|IVA|TPV)$/,
    chance: 0.00001,
    lengths: [15, 16],
    valid: isSwissCompany,
    stands: 'always',
    context: ['mwst', 'tva', 'iva', ...COMPANY_WORDS],
  },
  {
    type: 'LI_PEID',
    category: NATIONAL,
    pattern: /^\d{4,12}$/,
    lengths: [4, 5, 6, 7, 8, 9, 10, 11, 12],
    stands: 'never',
    context: ['peid', 'pid-nummer', 'personenidentifikationsnummer'],
  },
]
