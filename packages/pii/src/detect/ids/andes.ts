/** Colombia, Peru, Ecuador, Bolivia, Venezuela. */
import type { IdRule } from '../id-rule.ts'
import { part, valueAt, weighted } from './check-digits.ts'
import { ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

const PRIMES = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71] as const

function isColombian(digits: string): boolean {
  const last = digits.length - 1
  let sum = 0
  for (let index = 0; index < last; index += 1) sum += valueAt(digits, index) * (PRIMES[last - 1 - index] ?? 0)
  const rest = sum % 11
  return (rest < 2 ? rest : 11 - rest) === valueAt(digits, last)
}

const FIVES = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const

const isPeruvianRuc = (digits: string) => (11 - (weighted(digits, FIVES) % 11)) % 10 === valueAt(digits, 10)

// a digit or a letter, by the same sum
function isCui(text: string): boolean {
  const rest = weighted(text, [3, 2, 7, 6, 5, 4, 3, 2]) % 11
  return '65432110987'[rest] === text[8] || 'KJIHGFEDCBA'[rest] === text[8]
}

const isProvince = (digits: string) => {
  const province = part(digits, 0, 2)
  return (province > 0 && province <= 24) || province === 30 || province === 50
}

function isCedula(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < 10; index += 1) {
    const value = valueAt(digits, index) * (index % 2 === 0 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return isProvince(digits) && valueAt(digits, 2) < 7 && sum % 10 === 0
}

// a person's is the cédula and the branch; the state's has 6, a company's 9 in third place
function isEcuadorianRuc(digits: string): boolean {
  if (!isProvince(digits)) return false
  const kind = valueAt(digits, 2)
  const branch = part(digits, 10, 13) > 0
  if (kind === 9) return branch && weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  if (kind === 6 && part(digits, 9, 13) > 0 && weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0) return true
  return branch && isCedula(digits)
}

const KINDS: Readonly<Record<string, number>> = { V: 4, E: 8, J: 12, P: 16, G: 20, C: 12 }

const isRif = (text: string) => {
  const sum = (KINDS[text[0] ?? ''] ?? 0) + weighted(text.slice(1), [3, 2, 7, 6, 5, 4, 3, 2])
  return '00987654321'[sum % 11] === text[9]
}

const CEDULA = ['cédula', 'cedula', 'cédula de identidad', 'carnet de identidad', 'c.i.', ...ID_WORDS] as const

const RUC = ['ruc', 'registro único', 'sunat', ...TAX_WORDS] as const

/** Rules for the north and west of South America. */
export const ANDES: readonly IdRule[] = [
  {
    type: 'CO_NIT',
    category: NATIONAL,
    pattern: /^[1-9]\d{8,10}$/,
    lengths: [9, 10, 11],
    valid: isColombian,
    written: /^\d{1,3}(?:\.\d{3}){2,3}-\d$/,
    stands: 'written',
    standsAlone: true,
    context: ['nit', 'dian', 'rut', ...TAX_WORDS],
  },
  {
    type: 'CO_CC',
    category: NATIONAL,
    pattern: /^[1-9]\d{5,9}$/,
    lengths: [6, 7, 8, 9, 10],
    stands: 'never',
    context: ['cédula de ciudadanía', 'cedula de ciudadania', 'c.c.'],
  },
  {
    type: 'PE_RUC',
    category: ORGANIZATION,
    pattern: /^(?:1[0567]|20)\d{9}$/,
    chance: 0.005,
    lengths: [11],
    valid: isPeruvianRuc,
    stands: 'alone',
    context: RUC,
  },
  {
    type: 'PE_CUI',
    category: NATIONAL,
    pattern: /^\d{8}[0-9A-K]$/,
    lengths: [9],
    valid: isCui,
    written: /^\d{8}-?[0-9A-K]$/i,
    stands: 'alone',
    context: ['dni', 'cui', 'reniec', ...ID_WORDS],
  },
  {
    type: 'PE_CUI',
    category: NATIONAL,
    pattern: /^\d{8}$/,
    lengths: [8],
    written: /^\d{8}$/,
    stands: 'never',
    context: ['dni', 'reniec', ...ID_WORDS],
  },
  {
    type: 'PE_CE',
    category: NATIONAL,
    pattern: /^\d{9}$/,
    lengths: [9],
    stands: 'never',
    context: ['carné de extranjería', 'carnet de extranjería', 'carnet de extranjeria'],
  },
  {
    type: 'EC_CI',
    category: NATIONAL,
    pattern: /^\d{10}$/,
    chance: 0.02,
    lengths: [10],
    valid: isCedula,
    written: /^\d{9}-?\d$/,
    stands: 'alone',
    context: CEDULA,
  },
  {
    type: 'EC_RUC',
    category: ORGANIZATION,
    pattern: /^\d{13}$/,
    chance: 0.02,
    lengths: [13],
    valid: isEcuadorianRuc,
    written: /^\d{10}-?\d{3}$/,
    stands: 'alone',
    context: ['ruc', 'sri', ...TAX_WORDS],
  },
  {
    type: 'VE_RIF',
    category: NATIONAL,
    pattern: /^[VEJPGC]\d{9}$/,
    chance: 0.02,
    lengths: [10],
    valid: isRif,
    written: /^[VEJPGC]-?\d{8}-?\d$/i,
    stands: 'written',
    standsAlone: true,
    context: ['rif', 'registro único de información fiscal', ...TAX_WORDS],
  },
  {
    // number, department, complement
    type: 'BO_CI',
    category: NATIONAL,
    pattern: /^\d{7,8}(?:LP|SC|CB|CH|OR|PT|TJ|BE|BN|PD|PA)[0-9A-Z]{0,2}$/,
    chance: 0.02,
    lengths: [9, 10, 11, 12],
    stands: 'alone',
    context: CEDULA,
  },
]
