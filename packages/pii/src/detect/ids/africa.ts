/** Africa south of the Sahara. */
import type { IdRule } from '../id-rule.ts'
import { isShortDate, luhn, part, verhoeff, weighted } from './check-digits.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS, UNSEPARATED, VEHICLE } from './vocabulary.ts'

// birthday, serial, citizenship, a digit that was the race until 1986, a Luhn digit
const isSouthAfrican = (digits: string) =>
  isShortDate(part(digits, 0, 2), part(digits, 2, 4), part(digits, 4, 6)) && luhn(digits)

const GHANA = '0123456789X'

const MAURITIUS = '0123456789ABCDEFG'

// letter of the surname, birthday, serial, a sign that fills the sum up to a multiple of 17
const isMauritian = (text: string) =>
  isShortDate(part(text, 5, 7), part(text, 3, 5), part(text, 1, 3)) &&
  MAURITIUS[17 - (weighted(text, [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 17)] === text[13]

const isNuit = (digits: string) => '01234567891'[weighted(digits, [8, 9, 4, 5, 6, 7, 8, 9]) % 11] === digits[8]

const BI = ['bilhete de identidade', 'bilhete', 'b.i.', ...ID_WORDS] as const

/** Rules for Africa south of the Sahara. */
export const AFRICA: readonly IdRule[] = [
  {
    type: 'ZA_ID_NUMBER',
    category: NATIONAL,
    pattern: /^\d{10}[012]\d{2}$/,
    chance: 0.001,
    lengths: [13],
    valid: isSouthAfrican,
    written: /^\d{6} ?\d{4} ?\d{2} ?\d$/,
    stands: 'alone',
    context: ['sa id', 'south african id', 'rsa id', 'id number', 'id no', 'id nommer', ...ID_WORDS],
  },
  {
    type: 'ZA_TIN',
    category: NATIONAL,
    pattern: /^[0-39]\d{9}$/,
    chance: 0.05,
    lengths: [10],
    valid: luhn,
    stands: 'alone',
    context: ['sars', 'income tax', 'tax reference', ...TAX_WORDS],
  },
  {
    type: 'ZA_VAT',
    category: ORGANIZATION,
    pattern: /^4\d{9}$/,
    chance: 0.1,
    lengths: [10],
    stands: 'never',
    context: COMPANY_WORDS,
  },
  {
    // its commission publishes no check; most of those given out carry Verhoeff's
    type: 'NG_NIN',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    lengths: [11],
    valid: verhoeff,
    written: UNSEPARATED,
    stands: 'alone',
    context: ['nin', 'nimc', ...ID_WORDS],
  },
  {
    type: 'NG_NIN',
    category: NATIONAL,
    pattern: /^[1-9]\d{10}$/,
    lengths: [11],
    written: UNSEPARATED,
    stands: 'never',
    context: ['nin', 'nimc'],
  },
  {
    // local government, serial, year and batch
    type: 'NG_VEHICLE_REGISTRATION',
    category: VEHICLE,
    pattern: /^[A-Z]{3}\d{3}[A-Z]{2}$/,
    lengths: [8],
    written: /^[A-Z]{3}[ -]\d{3} ?[A-Z]{2}$/i,
    stands: 'alone',
    context: ['plate', 'plates', 'plate number', 'vehicle', 'registration', 'frsc'],
  },
  {
    type: 'NG_VEHICLE_REGISTRATION',
    category: VEHICLE,
    pattern: /^[A-Z]{3}\d{3}[A-Z]{2}$/,
    lengths: [8],
    written: /^[A-Z]{3}-\d{3}[A-Z]{2}$/,
    stands: 'written',
    context: [],
  },
  {
    // A for persons, P for companies
    type: 'KE_PIN',
    category: NATIONAL,
    pattern: /^[AP]\d{9}[A-Z]$/,
    chance: 0.1,
    lengths: [11],
    stands: 'alone',
    context: ['kra', 'kra pin', 'pin', ...TAX_WORDS],
  },
  {
    type: 'KE_NATIONAL_ID',
    category: NATIONAL,
    pattern: /^\d{7,8}$/,
    lengths: [7, 8],
    written: UNSEPARATED,
    stands: 'never',
    context: ['kitambulisho', 'huduma', 'maisha namba'],
  },
  {
    type: 'GH_TIN',
    category: NATIONAL,
    pattern: /^[PCGQV]00\d{7}[0-9X]$/,
    chance: 0.0001,
    lengths: [11],
    valid: (text) => GHANA[weighted(text.slice(1), [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11] === text[10],
    stands: 'always',
    context: ['ghana', 'gra', ...TAX_WORDS],
  },
  {
    type: 'GN_NIFP',
    category: ORGANIZATION,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: luhn,
    stands: 'never',
    context: ['nifp', 'nif', ...TAX_WORDS],
  },
  {
    type: 'MZ_BI',
    category: NATIONAL,
    pattern: /^\d{12}[A-Z]$/,
    lengths: [13],
    stands: 'alone',
    context: BI,
  },
  {
    type: 'MZ_NUIT',
    category: NATIONAL,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: isNuit,
    stands: 'alone',
    context: ['nuit', ...TAX_WORDS],
  },
  {
    // the letters are the province's
    type: 'AO_BI',
    category: NATIONAL,
    pattern: /^\d{9}(?:B[AEOI]|C[ACNSEU]|H[AO]|L[ANSU]|M[AEOX]|N[AE]|U[EI]|Z[AE])\d{3}$/,
    chance: 0.05,
    lengths: [14],
    stands: 'always',
    context: BI,
  },
  {
    type: 'AO_NIF',
    category: ORGANIZATION,
    pattern: /^\d{10}$/,
    lengths: [10],
    stands: 'never',
    context: ['nif', 'número de identificação fiscal'],
  },
  {
    type: 'MU_NID',
    category: NATIONAL,
    pattern: /^[A-Z]\d{12}[0-9A-G]$/,
    chance: 0.001,
    lengths: [14],
    valid: isMauritian,
    stands: 'always',
    context: ['nic', ...ID_WORDS],
  },
]
