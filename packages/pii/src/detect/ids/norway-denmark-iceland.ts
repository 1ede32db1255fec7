/** Norway, Denmark, Iceland, the Faroes. */
import type { IdRule } from '../id-rule.ts'
import { fillsMod11, isShortDate, part, weighted } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { ACCOUNT, COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION } from './vocabulary.ts'

// day (a D-number has 40 added), month (made-up ones have 40 or 80 added), two check digits
function isFodselsnummer(digits: string): boolean {
  const day = part(digits, 0, 2)
  const month = part(digits, 2, 4)
  return (
    isShortDate(
      part(digits, 4, 6),
      month > 80 ? month - 80 : month > 40 ? month - 40 : month,
      day > 40 ? day - 40 : day,
    ) &&
    fillsMod11(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) &&
    fillsMod11(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
  )
}

const isKontonummer = (digits: string) => fillsMod11(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])

const BANK = ['kontonummer', 'kontonr', 'bankkonto', 'account number', 'bank account'] as const

const isNorwegianCompany = (digits: string) => fillsMod11(digits, [3, 2, 7, 6, 5, 4, 3, 2])

// no check digit since 2007
const isCpr = (digits: string) => isShortDate(part(digits, 4, 6), part(digits, 2, 4), part(digits, 0, 2))

// day (a company has 40 added), month, year, serial, check digit, century
function isKennitala(digits: string): boolean {
  const day = part(digits, 0, 2)
  return (
    isShortDate(part(digits, 4, 6), part(digits, 2, 4), day > 40 ? day - 40 : day) &&
    fillsMod11(digits, [3, 2, 7, 6, 5, 4, 3, 2])
  )
}

const DAY_FIRST = /^\d{6}[ -]?\d{4}$/

/** Rules for Norway, Denmark and Iceland. */
export const NORWAY_DENMARK_ICELAND: readonly IdRule[] = [
  {
    type: 'NO_FODSELSNUMMER',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    chance: 0.002,
    lengths: [11],
    valid: isFodselsnummer,
    written: /^\d{6}[ -]?\d{5}$/,
    stands: 'written',
    standsAlone: true,
    context: ['fødselsnummer', 'fodselsnummer', 'personnummer', 'd-nummer', 'fnr', ...ID_WORDS],
  },
  {
    type: 'NO_ORGNR',
    category: ORGANIZATION,
    pattern: /^[89]\d{8}$/,
    chance: 0.02,
    lengths: [9],
    valid: isNorwegianCompany,
    stands: 'alone',
    context: ['organisasjonsnummer', 'orgnr', 'org.nr', 'org nr', ...COMPANY_WORDS],
  },
  {
    type: 'NO_MVA',
    category: ORGANIZATION,
    pattern: /^(?:NO)?[89]\d{8}MVA$/,
    chance: 0.00001,
    lengths: [12, 14],
    valid: (text) => isNorwegianCompany(text.replace('NO', '')),
    stands: 'always',
    context: ['mva', ...COMPANY_WORDS],
  },
  {
    type: 'NO_KONTONR',
    category: ACCOUNT,
    pattern: /^\d{11}$/,
    lengths: [11],
    valid: isKontonummer,
    written: /^\d{4}\.\d\d\.\d{5}$/,
    stands: 'written',
    standsAlone: true,
    context: BANK,
  },
  {
    type: 'NO_KONTONR',
    category: ACCOUNT,
    pattern: /^\d{11}$/,
    lengths: [11],
    valid: isKontonummer,
    written: /^\d{4} \d\d \d{5}$/,
    stands: 'never',
    context: BANK,
  },
  {
    type: 'DK_CPR',
    category: NATIONAL,
    pattern: /^\d{10}$/,
    chance: 0.05,
    lengths: [10],
    valid: isCpr,
    written: DAY_FIRST,
    stands: 'written',
    standsAlone: true,
    context: ['cpr', 'cpr-nummer', 'cprnr', 'personnummer', ...ID_WORDS],
  },
  ...withPrefix('DK', {
    type: 'DK_CVR',
    category: ORGANIZATION,
    pattern: /^[1-9]\d{7}$/,
    lengths: [8],
    valid: (digits) => weighted(digits, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    stands: 'alone',
    context: ['cvr', 'cvr-nummer', 'se-nummer', 'moms', ...COMPANY_WORDS],
  }),
  {
    type: 'IS_KENNITALA',
    category: NATIONAL,
    pattern: /^\d{9}[890]$/,
    chance: 0.002,
    lengths: [10],
    valid: isKennitala,
    written: DAY_FIRST,
    stands: 'written',
    standsAlone: true,
    context: ['kennitala', 'kt', ...ID_WORDS],
  },
  {
    type: 'IS_VSK',
    category: ORGANIZATION,
    pattern: /^(?:IS)?\d{5,6}$/,
    chance: 0.5,
    lengths: [5, 6, 7, 8],
    stands: 'never',
    context: ['vsk', 'virðisaukaskattsnúmer', 'vsk-númer'],
  },
  {
    type: 'FO_VN',
    category: ORGANIZATION,
    pattern: /^(?:FO)?\d{6}$/,
    chance: 0.5,
    lengths: [6, 8],
    stands: 'never',
    context: ['vinnutal', 'v-tal', 'v.tal'],
  },
]
