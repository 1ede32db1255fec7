/** Russia, Ukraine, Belarus, Kazakhstan, Azerbaijan. */
import type { IdRule } from '../id-rule.ts'
import { endsInMod11, isShortDate, part, valueAt, weighted } from './check-digits.ts'
import { NATIONAL, ORGANIZATION, PASSPORT, TAX_WORDS } from './vocabulary.ts'

// ten digits for companies, twelve with two check digits for persons
function isInn(digits: string): boolean {
  if (digits.length === 10) return endsInMod11(digits, [2, 4, 10, 3, 5, 9, 4, 6, 8])
  return endsInMod11(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) && endsInMod11(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
}

// two check digits: the sum modulo 101, a hundred written as zero
const isSnils = (digits: string) => (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === part(digits, 9, 11)

// other weights between 30 000 000 and 60 000 000; two more for each when ten remains
function isEdrpou(digits: string): boolean {
  const weights = /^[345]/.test(digits) ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7]
  const once = weighted(digits, weights) % 11
  const sum =
    once < 10
      ? once
      : weighted(
          digits,
          weights.map((weight) => weight + 2),
        ) % 11
  return sum % 10 === valueAt(digits, 7)
}

// days since 31 December 1899, serial, check digit
const isRntrc = (digits: string) =>
  (((weighted(digits, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === valueAt(digits, 9)

// letters that look alike in both alphabets: in second place they count from zero
const CYRILLIC = 'ABCEHKMOPT'
function isUnp(text: string): boolean {
  const second = CYRILLIC.indexOf(text[1] ?? '')
  const digits = second < 0 ? text : `${text[0]}${second}${text.slice(2)}`
  return weighted(digits, [29, 23, 19, 17, 13, 7, 5, 3]) % 11 === valueAt(text, 8)
}

// birthday, sex and century, serial; two sums as in Lithuania
function isIin(digits: string): boolean {
  const once = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11
  const sum = once < 10 ? once : weighted(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11
  return isShortDate(part(digits, 0, 2), part(digits, 2, 4), part(digits, 4, 6)) && sum === valueAt(digits, 11)
}

/** Rules for Eastern Europe. */
export const EASTERN_EUROPE: readonly IdRule[] = [
  {
    type: 'RU_INN',
    category: NATIONAL,
    pattern: /^(?:\d{10}|\d{12})$/,
    chance: 0.05,
    lengths: [10, 12],
    valid: isInn,
    stands: 'alone',
    context: ['инн', 'inn', ...TAX_WORDS],
  },
  {
    type: 'RU_SNILS',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    chance: 0.01,
    lengths: [11],
    valid: isSnils,
    written: /^\d{3}-\d{3}-\d{3}[ -]\d{2}$/,
    stands: 'written',
    context: ['снилс', 'snils', 'страховой номер'],
  },
  {
    type: 'RU_PASSPORT',
    category: PASSPORT,
    pattern: /^\d{10}$/,
    lengths: [10],
    written: /^\d{2} ?\d{2} ?\d{6}$/,
    stands: 'never',
    context: ['паспорт', 'серия и номер'],
  },
  {
    type: 'UA_EDRPOU',
    category: ORGANIZATION,
    pattern: /^\d{8}$/,
    lengths: [8],
    valid: isEdrpou,
    stands: 'alone',
    context: ['єдрпоу', 'едрпоу', 'edrpou'],
  },
  {
    type: 'UA_RNTRC',
    category: NATIONAL,
    pattern: /^\d{10}$/,
    lengths: [10],
    valid: isRntrc,
    stands: 'alone',
    context: ['рнокпп', 'іпн', 'ідентифікаційний номер', 'rntrc', 'rnokpp', ...TAX_WORDS],
  },
  {
    type: 'BY_UNP',
    category: NATIONAL,
    pattern: /^(?:[1-7]\d{8}|[1-7ABCEHKM][ABCEHKMOPT]\d{7})$/,
    chance: 0.05,
    lengths: [9],
    valid: isUnp,
    stands: 'alone',
    context: ['унп', 'unp', ...TAX_WORDS],
  },
  {
    type: 'KZ_IIN',
    category: NATIONAL,
    pattern: /^\d{6}[0-6]\d{5}$/,
    chance: 0.002,
    lengths: [12],
    valid: isIin,
    stands: 'never',
    context: ['иин', 'жсн', 'iin', 'бин', 'bin'],
  },
  {
    // 1 for companies, 2 for persons at the end
    type: 'AZ_TIN',
    category: ORGANIZATION,
    pattern: /^\d{9}[12]$/,
    chance: 0.2,
    lengths: [10],
    stands: 'never',
    context: ['vöen', 'voen'],
  },
]
