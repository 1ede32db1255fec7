/** Romania, Bulgaria, Moldova, Greece, Cyprus, Malta. */
import type { IdRule } from '../id-rule.ts'
import { endsInMod11, fillsMod11, isShortDate, luhn, part, valueAt, weighted } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION } from './vocabulary.ts'

// sex and century, year, month, day, county, serial, check digit
function isCnp(digits: string): boolean {
  const county = part(digits, 7, 9)
  const rest = weighted(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
  return (
    isShortDate(part(digits, 1, 3), part(digits, 3, 5), part(digits, 5, 7)) &&
    ((county > 0 && county <= 48) || county === 51 || county === 52 || (county >= 70 && county <= 83)) &&
    (rest === 10 ? 1 : rest) === valueAt(digits, 12)
  )
}

function isCui(digits: string): boolean {
  const ten = digits.padStart(10, '0')
  return ((weighted(ten, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === valueAt(ten, 9)
}

// month: 20 more for the 1800s, 40 more for the 2000s
function isEgn(digits: string): boolean {
  const month = part(digits, 2, 4)
  const inYear = month > 40 ? month - 40 : month > 20 ? month - 20 : month
  return (
    isShortDate(part(digits, 0, 2), inYear, part(digits, 4, 6)) && endsInMod11(digits, [2, 4, 8, 5, 10, 9, 7, 3, 6])
  )
}

const isLnch = (digits: string) => weighted(digits, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === valueAt(digits, 9)

// nine digits for companies; a person's is the EGN, the LNCh, or has a sum of its own
function isBulgarianVat(digits: string): boolean {
  if (digits.length === 10) return isEgn(digits) || isLnch(digits) || fillsMod11(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2], 0)
  const once = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
  const sum = once === 10 ? (weighted(digits, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10 : once
  return sum === valueAt(digits, 8)
}

function isGreekVat(digits: string): boolean {
  return endsInMod11(digits, [256, 128, 64, 32, 16, 8, 4, 2]) && Number(digits) > 0
}

const isAmka = (digits: string) =>
  isShortDate(part(digits, 4, 6), part(digits, 2, 4), part(digits, 0, 2)) && luhn(digits)

const CYPRIOT = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21] as const

function isCypriotVat(text: string): boolean {
  let sum = 0
  for (let index = 0; index < 8; index += 1) {
    const digit = valueAt(text, index)
    sum += index % 2 === 0 ? (CYPRIOT[digit] ?? 0) : digit
  }
  return sum % 26 === valueAt(text, 8) - 10 && !text.startsWith('12')
}

/** Rules for South-East Europe. */
export const SOUTH_EAST_EUROPE: readonly IdRule[] = [
  {
    type: 'RO_CNP',
    category: NATIONAL,
    pattern: /^[1-9]\d{12}$/,
    chance: 0.002,
    lengths: [13],
    valid: isCnp,
    stands: 'alone',
    context: ['cnp', 'cod numeric personal', 'codul numeric personal', ...ID_WORDS],
  },
  ...withPrefix('RO', {
    type: 'RO_CIF',
    category: ORGANIZATION,
    pattern: /^[1-9]\d{4,9}$/,
    lengths: [5, 6, 7, 8, 9, 10],
    valid: isCui,
    stands: 'never',
    context: ['cif', 'cui', 'cod fiscal', 'cod unic', ...COMPANY_WORDS],
  }),
  {
    type: 'RO_ONRC',
    category: ORGANIZATION,
    pattern: /^[JFC]\d{6,12}$/,
    chance: 0.1,
    lengths: [7, 8, 9, 10, 11, 12, 13],
    written: /^[JFC]\d{1,2}\/\d{1,6}\/(?:19|20)\d{2}$/i,
    stands: 'written',
    context: ['onrc', 'registrul comerțului', 'registrul comertului'],
  },
  {
    type: 'BG_EGN',
    category: NATIONAL,
    pattern: /^\d{10}$/,
    chance: 0.01,
    lengths: [10],
    valid: isEgn,
    stands: 'alone',
    context: ['egn', 'егн', 'единен граждански номер', ...ID_WORDS],
  },
  {
    type: 'BG_PNF',
    category: NATIONAL,
    pattern: /^\d{10}$/,
    lengths: [10],
    valid: isLnch,
    stands: 'alone',
    context: ['lnch', 'лнч', 'личен номер на чужденец', ...ID_WORDS],
  },
  ...withPrefix('BG', {
    type: 'BG_VAT',
    category: ORGANIZATION,
    pattern: /^\d{9,10}$/,
    lengths: [9, 10],
    valid: isBulgarianVat,
    stands: 'alone',
    context: ['ддс', 'еик', 'булстат', 'bulstat', ...COMPANY_WORDS],
  }),
  ...withPrefix('EL', {
    type: 'GR_VAT',
    category: ORGANIZATION,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: isGreekVat,
    stands: 'alone',
    context: ['αφμ', 'a.φ.μ.', 'α.φ.μ.', 'afm', 'φπα', ...COMPANY_WORDS],
  }),
  {
    type: 'GR_AMKA',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    chance: 0.005,
    lengths: [11],
    valid: isAmka,
    stands: 'alone',
    context: ['αμκα', 'α.μ.κ.α.', 'amka', ...ID_WORDS],
  },
  ...withPrefix('CY', {
    type: 'CY_VAT',
    category: ORGANIZATION,
    pattern: /^\d{8}[A-Z]$/,
    chance: 0.05,
    lengths: [9],
    valid: isCypriotVat,
    stands: 'alone',
    context: ['φπα', ...COMPANY_WORDS],
  }),
  ...withPrefix('MT', {
    type: 'MT_VAT',
    category: ORGANIZATION,
    pattern: /^[1-9]\d{7}$/,
    chance: 0.02,
    lengths: [8],
    valid: (digits) => weighted(digits, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0,
    stands: 'alone',
    context: COMPANY_WORDS,
  }),
  {
    type: 'MD_IDNO',
    category: ORGANIZATION,
    pattern: /^[12]\d{12}$/,
    chance: 0.02,
    lengths: [13],
    valid: (digits) => weighted(digits, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === valueAt(digits, 12),
    stands: 'alone',
    context: ['idno', 'idnp', ...COMPANY_WORDS],
  },
]
