/** The western Balkans: Yugoslavia's citizen number that its heirs kept, their tax numbers, and Albania's. */
import type { IdRule } from '../id-rule.ts'
import { fillsMod11, isShortDate, mod11And10, part, weighted } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

// day, month, three digits of the year, region, serial, check digit
const isJmbg = (digits: string) =>
  isShortDate(part(digits, 5, 7), part(digits, 2, 4), part(digits, 0, 2)) &&
  fillsMod11(digits, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 0)

// decade and year, month (30 or 50 more for a woman, a company), day
function isNipt(text: string): boolean {
  const month = (part(text, 2, 4) - 1) % 12
  return part(text, 2, 4) > 0 && isShortDate(0, month + 1, Math.min(part(text, 4, 6), 28)) && part(text, 4, 6) < 32
}

const JMBG = [
  'jmbg',
  'matični broj',
  'maticni broj',
  'матични број',
  'embg',
  'ембг',
  'ematični broj',
  ...ID_WORDS,
] as const

const VAT_WORDS = ['pib', 'пиб', 'pdv', 'пдв', ...COMPANY_WORDS] as const

/** Rules for the western Balkans. */
export const BALKANS: readonly IdRule[] = [
  ...withPrefix('HR', {
    type: 'HR_OIB',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    lengths: [11],
    valid: mod11And10,
    stands: 'alone',
    context: ['oib', 'osobni identifikacijski broj', ...ID_WORDS, ...TAX_WORDS],
  }),
  {
    // regions 50–59
    type: 'SI_EMSO',
    category: NATIONAL,
    pattern: /^\d{7}5\d{5}$/,
    chance: 0.0005,
    lengths: [13],
    valid: isJmbg,
    stands: 'alone',
    context: ['emšo', 'emso', 'enotna matična številka', ...ID_WORDS],
  },
  {
    // Bosnia 10–19, Montenegro 20–29, Croatia 30–39, Macedonia 40–49, Serbia 70–99, foreigners 01–09 and 60–69
    type: 'BA_JMBG',
    category: NATIONAL,
    pattern: /^\d{7}[0-46-9]\d{5}$/,
    chance: 0.005,
    lengths: [13],
    valid: isJmbg,
    stands: 'alone',
    context: JMBG,
  },
  ...withPrefix('SI', {
    type: 'SI_DDV',
    category: ORGANIZATION,
    pattern: /^[1-9]\d{7}$/,
    chance: 0.05,
    lengths: [8],
    valid: (digits) => fillsMod11(digits, [8, 7, 6, 5, 4, 3, 2], 0) && weighted(digits, [8, 7, 6, 5, 4, 3, 2]) % 11 > 0,
    stands: 'alone',
    context: ['ddv', 'davčna številka', 'davcna stevilka', ...COMPANY_WORDS],
  }),
  {
    type: 'RS_PIB',
    category: ORGANIZATION,
    pattern: /^[1-9]\d{8}$/,
    lengths: [9],
    valid: mod11And10,
    stands: 'alone',
    context: VAT_WORDS,
  },
  {
    type: 'ME_PIB',
    category: ORGANIZATION,
    pattern: /^0\d{7}$/,
    chance: 0.01,
    lengths: [8],
    valid: (digits) => fillsMod11(digits, [8, 7, 6, 5, 4, 3, 2], 0),
    stands: 'alone',
    context: VAT_WORDS,
  },
  ...withPrefix('MK', {
    type: 'MK_EDB',
    category: ORGANIZATION,
    pattern: /^4\d{12}$/,
    chance: 0.01,
    lengths: [13],
    valid: (digits) => fillsMod11(digits, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 0),
    stands: 'alone',
    context: ['edb', 'едб', 'даночен број', ...TAX_WORDS],
  }),
  {
    type: 'AL_NIPT',
    category: NATIONAL,
    pattern: /^[A-M]\d{8}[A-Z]$/,
    chance: 0.2,
    lengths: [10],
    valid: isNipt,
    stands: 'alone',
    context: ['nipt', 'nuis', ...TAX_WORDS],
  },
]
