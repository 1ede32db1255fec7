/** Central America and the Caribbean. */
import type { IdRule } from '../id-rule.ts'
import { isRepeated, isShortDate, luhn, part, valueAt, weighted } from './check-digits.ts'
import { ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

const K = '0123456789K'

// weights rise from the right
function isGuatemalanNit(text: string): boolean {
  const last = text.length - 1
  let sum = 0
  for (let index = 0; index < last; index += 1) sum += valueAt(text, index) * (last + 1 - index)
  return K[(11 - (sum % 11)) % 11] === text[last]
}

// municipalities in each of the 22 departments
const MUNICIPALITIES = [17, 8, 16, 16, 13, 14, 19, 8, 24, 21, 9, 30, 32, 21, 8, 17, 14, 5, 11, 11, 7, 17] as const

const isCui = (digits: string) =>
  (weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9]) % 11) % 10 === valueAt(digits, 8) &&
  part(digits, 11, 13) > 0 &&
  part(digits, 11, 13) <= (MUNICIPALITIES[part(digits, 9, 11) - 1] ?? 0)

// municipality, birthday, serial, check digit; serials up to 100 have the older sum
function isSalvadoran(digits: string): boolean {
  if (part(digits, 10, 13) <= 100)
    return (weighted(digits, [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 === valueAt(digits, 13)
  return ((11 - (weighted(digits, [2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === valueAt(digits, 13)
}

const isRnc = (digits: string) =>
  ((10 - (weighted(digits, [7, 9, 8, 6, 5, 4, 3, 2]) % 11) + 9) % 9) + 1 === valueAt(digits, 8)

const CEDULA = ['cédula', 'cedula', 'cédula de identidad', ...ID_WORDS] as const

/** Rules for Central America and the Caribbean. */
export const CENTRAL_AMERICA: readonly IdRule[] = [
  {
    type: 'GT_NIT',
    category: ORGANIZATION,
    pattern: /^\d{4,11}[0-9K]$/,
    chance: 0.05,
    lengths: [5, 6, 7, 8, 9, 10, 11, 12],
    valid: isGuatemalanNit,
    written: /^\d+-?[0-9K]$/i,
    stands: 'never',
    context: ['nit', ...TAX_WORDS],
  },
  {
    // a K at its end is distinctive
    type: 'GT_NIT',
    category: ORGANIZATION,
    pattern: /^\d{5,8}K$/,
    chance: 0.005,
    lengths: [6, 7, 8, 9],
    valid: isGuatemalanNit,
    written: /^\d+-K$/i,
    stands: 'alone',
    context: [],
  },
  {
    type: 'GT_CUI',
    category: NATIONAL,
    pattern: /^[1-9]\d{12}$/,
    chance: 0.002,
    lengths: [13],
    valid: isCui,
    written: /^\d{4} ?\d{5} ?\d{4}$/,
    stands: 'alone',
    context: ['cui', 'dpi', ...ID_WORDS],
  },
  {
    type: 'SV_NIT',
    category: NATIONAL,
    pattern: /^[019]\d{13}$/,
    chance: 0.02,
    lengths: [14],
    valid: isSalvadoran,
    written: /^\d{4}-\d{6}-\d{3}-\d$/,
    stands: 'written',
    standsAlone: true,
    context: ['nit', 'dui', ...TAX_WORDS],
  },
  {
    type: 'SV_NIT',
    category: NATIONAL,
    pattern: /^SV[019]\d{13}$/,
    chance: 0.0001,
    lengths: [16],
    valid: (text) => isSalvadoran(text.slice(2)),
    stands: 'always',
    context: ['nit'],
  },
  {
    type: 'DO_CEDULA',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    lengths: [11],
    valid: (digits) => luhn(digits) && !isRepeated(digits),
    written: /^\d{3}-\d{7}-\d$/,
    stands: 'written',
    standsAlone: true,
    context: CEDULA,
  },
  {
    type: 'DO_RNC',
    category: ORGANIZATION,
    pattern: /^[145]\d{8}$/,
    chance: 0.05,
    lengths: [9],
    valid: isRnc,
    stands: 'alone',
    context: ['rnc', 'registro nacional del contribuyente', ...TAX_WORDS],
  },
  {
    // birthday, century and serial
    type: 'CU_NI',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    chance: 0.05,
    lengths: [11],
    valid: (digits) => isShortDate(part(digits, 0, 2), part(digits, 2, 4), part(digits, 4, 6)),
    stands: 'alone',
    context: ['carné de identidad', 'carne de identidad', 'número de identidad', ...ID_WORDS],
  },
  {
    type: 'CR_CPF',
    category: NATIONAL,
    pattern: /^0?[1-9]\d{8}$/,
    chance: 0.5,
    lengths: [9, 10],
    written: /^0?[1-9]-?\d{4}-?\d{4}$/,
    stands: 'never',
    context: CEDULA,
  },
  {
    type: 'CR_CPJ',
    category: ORGANIZATION,
    pattern: /^[2-5]\d{9}$/,
    chance: 0.5,
    lengths: [10],
    written: /^[2-5]-?\d{3}-?\d{6}$/,
    stands: 'never',
    context: ['cédula jurídica', 'cedula juridica', 'persona jurídica'],
  },
  {
    type: 'CR_CPJ',
    category: ORGANIZATION,
    pattern: /^(?:2[1-4]00|3(?:00[2-9]|01[0-4]|1\d\d)|4000|5001)\d{6}$/,
    chance: 0.01,
    lengths: [10],
    written: /^\d-\d{3}-\d{6}$/,
    stands: 'written',
    standsAlone: true,
    context: ['cédula jurídica', 'cedula juridica', 'persona jurídica'],
  },
  {
    type: 'CR_CR',
    category: NATIONAL,
    pattern: /^1\d{10,11}$/,
    chance: 0.1,
    lengths: [11, 12],
    written: /^1\d{3}-?\d{5,6}-?\d{2,3}$/,
    stands: 'never',
    context: ['dimex', 'cédula de residencia', 'cedula de residencia', ...CEDULA],
  },
  {
    type: 'BZ_TIN',
    category: NATIONAL,
    pattern: /^\d{6}(?:10|13|66)?$/,
    chance: 0.5,
    lengths: [6, 8],
    stands: 'never',
    context: ['belize'],
  },
]
