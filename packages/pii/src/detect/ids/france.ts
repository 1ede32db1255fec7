/** France and Monaco. */
import type { IdRule } from '../id-rule.ts'
import { luhn, part, remainder, valueAt } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

// sex, year, month (over 20 when the certificate is incomplete), department; Corsica's 2A and 2B count as 19 and 18
function isNir(text: string): boolean {
  const month = part(text, 3, 5)
  const number = text.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return (
    ((month > 0 && month < 13) || (month >= 20 && month <= 42) || month >= 50) &&
    number.slice(5, 7) !== '00' &&
    (text.length === 13 || 97 - remainder(number, 97) === part(text, 13, 15))
  )
}

// the branches of La Poste ran out of Luhn digits: the sum of all digits is a multiple of five
function isSiret(digits: string): boolean {
  if (!luhn(digits.slice(0, 9))) return false
  if (luhn(digits)) return true
  let sum = 0
  for (let index = 0; index < 14; index += 1) sum += valueAt(digits, index)
  return digits.startsWith('356000000') && sum % 5 === 0
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

// the key of digits is made from the SIREN; the newer one with letters, without I and O, the other way round
function isTva(text: string): boolean {
  const siren = text.slice(2)
  // Monaco's have no SIREN
  if (!siren.startsWith('000') && !luhn(siren)) return false
  if (/^\d\d/.test(text)) return part(text, 0, 2) === (12 + 3 * (Number(siren) % 97)) % 97
  const first = ALPHABET.indexOf(text[0] ?? '')
  const second = ALPHABET.indexOf(text[1] ?? '')
  const check = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
  return (Number(siren) + 1 + Math.floor(check / 11)) % 11 === check % 11
}

const NIR = [
  'sécurité sociale',
  'securite sociale',
  'insee',
  'nir',
  'numéro de sécu',
  'social security',
  ...ID_WORDS,
] as const

/** Rules for France and Monaco. */
export const FRANCE: readonly IdRule[] = [
  {
    type: 'FR_NIR',
    category: NATIONAL,
    pattern: /^[12]\d\d(?:0[1-9]|1[0-2])(?:\d\d|2[AB])\d{8}$/,
    chance: 0.0002,
    lengths: [15],
    valid: isNir,
    stands: 'always',
    context: NIR,
  },
  {
    // provisional ones, and those whose month is not known
    type: 'FR_NIR',
    category: NATIONAL,
    pattern: /^[1-478]\d{4}(?:\d\d|2[AB])\d{8}$/,
    chance: 0.002,
    lengths: [15],
    valid: isNir,
    stands: 'alone',
    context: NIR,
  },
  {
    type: 'FR_NIR',
    category: NATIONAL,
    pattern: /^[1-478]\d{4}(?:\d\d|2[AB])\d{6}$/,
    chance: 0.2,
    lengths: [13],
    valid: isNir,
    stands: 'never',
    context: NIR,
  },
  {
    type: 'FR_NIF',
    category: NATIONAL,
    pattern: /^[0-3]\d{12}$/,
    chance: 0.0005,
    lengths: [13],
    valid: (digits) => part(digits, 0, 10) % 511 === part(digits, 10, 13),
    written: /^\d\d([ .]?)\d\d\1\d{3}\1\d{3}\1\d{3}$/,
    stands: 'written',
    standsAlone: true,
    context: ['numéro fiscal', 'numero fiscal', 'spi', 'nif', ...TAX_WORDS],
  },
  ...withPrefix('FR', {
    type: 'FR_TVA',
    category: ORGANIZATION,
    pattern: /^(?:\d{2}|[A-HJ-NP-Z]\d|\d[A-HJ-NP-Z])\d{9}$/,
    chance: 0.01,
    lengths: [11],
    valid: isTva,
    stands: 'alone',
    context: ['tva', 'tva intracommunautaire', ...COMPANY_WORDS],
  }),
  {
    type: 'MC_TVA',
    category: ORGANIZATION,
    pattern: /^FR\d{2}000\d{6}$/,
    chance: 0.00001,
    lengths: [13],
    valid: (text) => isTva(text.slice(2)),
    stands: 'always',
    context: ['tva', 'monaco'],
  },
  {
    type: 'FR_SIRET',
    category: ORGANIZATION,
    pattern: /^\d{14}$/,
    chance: 0.01,
    lengths: [14],
    valid: isSiret,
    stands: 'alone',
    context: ['siret', ...COMPANY_WORDS],
  },
  {
    type: 'FR_SIREN',
    category: ORGANIZATION,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: luhn,
    stands: 'alone',
    context: ['siren', 'rcs', ...COMPANY_WORDS],
  },
]
