/** Poland, Czechia, Slovakia, Hungary. */
import type { IdRule } from '../id-rule.ts'
import { endsInMod11, fillsMod10, isRepeated, isShortDate, part, valueAt, weighted } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS, UNSEPARATED } from './vocabulary.ts'

// the century is added to the month: 80 for the 1800s, 20 for the 2000s, 40, 60
function isPesel(digits: string): boolean {
  const month = part(digits, 2, 4) % 20
  return (
    isShortDate(part(digits, 0, 2), month, part(digits, 4, 6)) && fillsMod10(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3])
  )
}

const isNip = (digits: string) =>
  weighted(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === valueAt(digits, 9) && !isRepeated(digits)
const isRegon = (digits: string) =>
  endsInMod11(digits, [8, 9, 2, 3, 4, 5, 6, 7]) &&
  (digits.length === 9 || endsInMod11(digits, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]))

// a woman's month has 50 added, 20 more where a day's numbers ran out; until 1953 there was no check digit
function isRodneCislo(digits: string): boolean {
  const month = part(digits, 2, 4) % 50
  const year = part(digits, 0, 2)
  if (!isShortDate(year, month > 20 ? month - 20 : month, part(digits, 4, 6))) return false
  if (digits.length === 9) return year < 54 && part(digits, 6, 9) > 0
  // numbers with a remainder of ten were given a zero until 1985
  return Number(digits) % 11 === 0 || (part(digits, 0, 9) % 11 === 10 && digits.endsWith('0'))
}

function isIco(digits: string): boolean {
  const rest = weighted(digits, [8, 7, 6, 5, 4, 3, 2]) % 11
  return (11 - rest) % 10 === valueAt(digits, 7)
}

const isDic = (digits: string) =>
  digits.length === 8 ? !digits.startsWith('9') && isIco(digits) : isRodneCislo(digits)

// sex and century, year, month, day, serial, check digit; since 1997 the weights run the other way
function isSzemelyi(digits: string): boolean {
  const rising = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) % 11
  const falling = weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11
  return (
    isShortDate(part(digits, 1, 3), part(digits, 3, 5), part(digits, 5, 7)) &&
    (rising === valueAt(digits, 10) || falling === valueAt(digits, 10))
  )
}

/** Rules for Central Europe. */
export const CENTRAL_EUROPE: readonly IdRule[] = [
  {
    type: 'PL_PESEL',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    chance: 0.02,
    lengths: [11],
    valid: isPesel,
    written: UNSEPARATED,
    stands: 'alone',
    context: ['pesel', 'numer pesel', ...ID_WORDS],
  },
  ...withPrefix('PL', {
    type: 'PL_NIP',
    category: ORGANIZATION,
    pattern: /^[1-9]\d{9}$/,
    lengths: [10],
    valid: isNip,
    written: /^\d{3}[ -](?:\d{3}[ -]\d{2}[ -]\d{2}|\d{2}[ -]\d{2}[ -]\d{3})$/,
    stands: 'alone',
    context: ['nip', 'numer identyfikacji podatkowej', ...TAX_WORDS, ...COMPANY_WORDS],
  }),
  {
    type: 'PL_REGON',
    category: ORGANIZATION,
    pattern: /^(?:\d{9}|\d{14})$/,
    chance: 0.05,
    lengths: [9, 14],
    valid: isRegon,
    stands: 'alone',
    context: ['regon', ...COMPANY_WORDS],
  },
  {
    // Slovakia's is the same
    type: 'CZ_RC',
    category: NATIONAL,
    pattern: /^\d{9,10}$/,
    chance: 0.05,
    lengths: [9, 10],
    valid: isRodneCislo,
    written: /^\d{6}\/\d{3,4}$/,
    stands: 'written',
    standsAlone: true,
    context: ['rodné číslo', 'rodne cislo', 'r.č.', 'rč', 'birth number', ...ID_WORDS],
  },
  ...withPrefix('CZ', {
    type: 'CZ_DIC',
    category: ORGANIZATION,
    pattern: /^\d{8,10}$/,
    lengths: [8, 9, 10],
    valid: isDic,
    stands: 'never',
    context: ['dič', 'dic', ...COMPANY_WORDS],
  }),
  {
    type: 'CZ_ICO',
    category: ORGANIZATION,
    pattern: /^[0-8]\d{7}$/,
    lengths: [8],
    valid: isIco,
    stands: 'alone',
    context: ['ičo', 'ič', 'ico', ...COMPANY_WORDS],
  },
  ...withPrefix('SK', {
    type: 'SK_DPH',
    category: ORGANIZATION,
    pattern: /^[1-9]\d[2-47-9]\d{7}$/,
    chance: 0.05,
    lengths: [10],
    valid: (digits) => Number(digits) % 11 === 0,
    stands: 'alone',
    context: ['dph', 'ič dph', 'dič', ...COMPANY_WORDS],
  }),
  ...withPrefix('HU', {
    type: 'HU_ANUM',
    category: ORGANIZATION,
    pattern: /^\d{8}$/,
    lengths: [8],
    valid: (digits) => fillsMod10(digits, [9, 7, 3, 1, 9, 7, 3]),
    stands: 'alone',
    context: ['adószám', 'adoszam', 'áfa', ...COMPANY_WORDS],
  }),
  {
    // with the kind of taxation and the county
    type: 'HU_ANUM',
    category: ORGANIZATION,
    pattern: /^\d{8}[1-5]\d{2}$/,
    chance: 0.05,
    lengths: [11],
    valid: (digits) => fillsMod10(digits, [9, 7, 3, 1, 9, 7, 3]),
    written: /^\d{8}-\d-\d{2}$/,
    stands: 'written',
    context: ['adószám', 'adoszam', ...COMPANY_WORDS],
  },
  {
    type: 'HU_SZEMELYI',
    category: NATIONAL,
    pattern: /^[1-8]\d{10}$/,
    chance: 0.005,
    lengths: [11],
    valid: isSzemelyi,
    written: /^\d([ -]?)\d{6}\1\d{4}$/,
    stands: 'never',
    context: ['személyi azonosító', 'személyi szám', 'szemelyi szam', ...ID_WORDS],
  },
  {
    type: 'HU_TAJ',
    category: NATIONAL,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: (digits) => weighted(digits, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === valueAt(digits, 8),
    stands: 'never',
    context: ['taj', 'taj szám', 'taj-szám', 'társadalombiztosítási'],
  },
]
