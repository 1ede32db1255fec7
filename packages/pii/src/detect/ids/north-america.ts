/** Canada and Mexico; the United States have a file of their own. */
import type { IdRule } from '../id-rule.ts'
import { fillsMod10, fillsMod11, isShortDate, luhn, part, valueAt, weighted } from './check-digits.ts'
import { ACCOUNT, COMPANY_WORDS, HEALTH, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

const QST = [4, 3, 2, 7, 6, 5, 4, 3, 2] as const
const isQst = (text: string) => (11 - (weighted(text, QST) % 11)) % 10 === valueAt(text, 9)

const CURP = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
const STATES = new Set(
  'AS BC BS CC CH CL CM CS DF DG GR GT HG JC MC MN MS NE NL NT OC PL QR QT SL SP SR TC TL TS VZ YN ZS'.split(' '),
)

// four letters of the name, birthday, sex, state, three consonants, a sign against doubles, check digit
function isCurp(text: string): boolean {
  let sum = 0
  for (let index = 0; index < 17; index += 1) sum += CURP.indexOf(text[index] ?? '') * (18 - index)
  return (
    isShortDate(part(text, 4, 6), part(text, 6, 8), part(text, 8, 10)) &&
    STATES.has(text.slice(11, 13)) &&
    (10 - (sum % 10)) % 10 === valueAt(text, 17)
  )
}

const RFC = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ'
const isRfcDate = (text: string, from: number) =>
  isShortDate(part(text, from, from + 2), part(text, from + 2, from + 4), part(text, from + 4, from + 6))

// companies have three letters, and a space before them in the sum
function isRfc(text: string): boolean {
  const padded = text.padStart(13, ' ')
  let sum = 0
  for (let index = 0; index < 12; index += 1) sum += RFC.indexOf(padded[index] ?? '') * (13 - index)
  return isRfcDate(padded, 4) && '0A987654321'[sum % 11] === padded[12]
}

const SIN = [
  'sin',
  'social insurance',
  'nas',
  'numéro d’assurance sociale',
  "numéro d'assurance sociale",
  'assurance sociale',
] as const

/** Rules for North America. */
export const NORTH_AMERICA: readonly IdRule[] = [
  {
    type: 'CA_SIN',
    category: NATIONAL,
    pattern: /^[1-79]\d{8}$/,
    lengths: [9],
    valid: luhn,
    written: /^\d{3}([ -]?)\d{3}\1\d{3}$/,
    stands: 'alone',
    context: SIN,
  },
  {
    type: 'CA_BN',
    category: ORGANIZATION,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: luhn,
    stands: 'alone',
    context: ['cra', "numéro d'entreprise", ...COMPANY_WORDS],
  },
  {
    // the business number, and an account of one kind
    type: 'CA_GST',
    category: ORGANIZATION,
    pattern: /^\d{9}R[CMPTRZ]\d{4}$/,
    chance: 0.001,
    lengths: [15],
    valid: (text) => luhn(text.slice(0, 9)),
    stands: 'always',
    context: ['gst', 'hst', 'tps', 'tvh'],
  },
  {
    type: 'CA_QST',
    category: ORGANIZATION,
    pattern: /^\d{10}TQ\d{4}$/,
    chance: 0.0001,
    lengths: [16],
    valid: isQst,
    stands: 'always',
    context: ['qst', 'tvq'],
  },
  {
    type: 'CA_PST',
    category: ORGANIZATION,
    pattern: /^PST\d{8}$/,
    chance: 0.0001,
    lengths: [11],
    // with other separators it would be a time zone before a date
    written: /^PST-\d{4}-\d{4}$/i,
    stands: 'always',
    context: ['pst'],
  },
  {
    type: 'CA_BC_BHN',
    category: HEALTH,
    pattern: /^9\d{9}$/,
    chance: 0.01,
    lengths: [10],
    valid: (digits) => fillsMod11(digits.slice(1), [2, 4, 8, 5, 10, 9, 7, 3]),
    stands: 'alone',
    context: ['phn', 'personal health', 'bc services card', 'health number'],
  },
  {
    type: 'MX_CURP',
    category: NATIONAL,
    pattern: /^[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d$/,
    chance: 0.00001,
    lengths: [18],
    valid: isCurp,
    stands: 'always',
    context: ['curp', 'clave única', 'clave unica'],
  },
  {
    type: 'MX_RFC',
    category: NATIONAL,
    pattern: /^[A-ZÑ&]{3,4}\d{6}[0-9A-Z]{2}[0-9A]$/,
    chance: 0.002,
    lengths: [12, 13],
    valid: isRfc,
    stands: 'always',
    context: ['rfc', 'registro federal', ...TAX_WORDS],
  },
  {
    // a person's without the last three, or with a check digit that the office gave by hand
    type: 'MX_RFC',
    category: NATIONAL,
    pattern: /^[A-ZÑ&]{3}(?:[A-ZÑ&]\d{6}|[A-ZÑ&]?\d{6}[0-9A-Z]{3})$/,
    chance: 0.05,
    lengths: [10, 12, 13],
    valid: (text) => isRfcDate(text, text.search(/\d/)),
    stands: 'alone',
    context: ['rfc', 'registro federal', ...TAX_WORDS],
  },
  {
    type: 'MX_CLABE',
    category: ACCOUNT,
    pattern: /^\d{18}$/,
    lengths: [18],
    // each product counts without its tens, which is the same modulo ten
    valid: (digits) =>
      fillsMod10(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7]) && part(digits, 0, 3) > 0,
    stands: 'alone',
    context: ['clabe', 'cuenta clabe', 'clabe interbancaria', 'cuenta'],
  },
  {
    type: 'MX_NSS',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    lengths: [11],
    valid: luhn,
    stands: 'never',
    context: ['nss', 'imss', 'seguro social', ...ID_WORDS],
  },
]
