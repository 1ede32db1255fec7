/** Chile, Uruguay, Paraguay; Argentina is with Brazil. */
import type { IdRule } from '../id-rule.ts'
import { part, valueAt, weighted } from './check-digits.ts'
import { ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

// weights 2–7 again and again, or rising without end, from the right; the last sign is the check
function fromRight(text: string, cycle: number): number {
  const last = text.length - 1
  let sum = 0
  for (let index = 0; index < last; index += 1) sum += valueAt(text, index) * (((last - 1 - index) % cycle) + 2)
  return (11 - (sum % 11)) % 11
}

const isRut = (text: string) => '0123456789K'[fromRight(text, 6)] === text[text.length - 1]

const isUruguayanCedula = (digits: string) => weighted(digits, [2, 9, 8, 7, 6, 3, 4, 1]) % 10 === 0

const isUruguayanRut = (digits: string) => {
  const office = part(digits, 0, 2)
  const sum = weighted(digits, [4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])
  return office > 0 && office <= 22 && part(digits, 2, 8) > 0 && (11 - (sum % 11)) % 11 === valueAt(digits, 11)
}

const CEDULA = ['cédula', 'cedula', 'cédula de identidad', 'carnet de identidad', 'c.i.', ...ID_WORDS] as const

/** Rules for the south of South America. */
export const SOUTHERN_CONE: readonly IdRule[] = [
  {
    type: 'CL_RUT',
    category: NATIONAL,
    pattern: /^[1-9]\d{6,7}[0-9K]$/,
    chance: 0.05,
    lengths: [8, 9],
    valid: isRut,
    written: /^\d{1,2}\.\d{3}\.\d{3}-[0-9K]$/i,
    stands: 'written',
    standsAlone: true,
    context: ['rut', 'rol único', 'cédula de identidad', ...ID_WORDS],
  },
  {
    type: 'CL_RUT',
    category: NATIONAL,
    pattern: /^[1-9]\d{6,7}[0-9K]$/,
    chance: 0.05,
    lengths: [8, 9],
    valid: isRut,
    written: /^\d{7,8}-[0-9K]$/i,
    stands: 'alone',
    context: ['rut', 'rol único', 'cédula de identidad', ...ID_WORDS],
  },
  {
    type: 'CL_RUT',
    category: NATIONAL,
    pattern: /^CL[1-9]\d{6,7}[0-9K]$/,
    chance: 0.0001,
    lengths: [10, 11],
    valid: (text) => isRut(text.slice(2)),
    stands: 'always',
    context: ['rut'],
  },
  {
    type: 'UY_CEDULA',
    category: NATIONAL,
    pattern: /^[1-9]\d{7}$/,
    lengths: [8],
    valid: isUruguayanCedula,
    written: /^\d(?:\.\d{3}\.\d{3}-\d|\d{6}-?\d)$/,
    stands: 'alone',
    context: CEDULA,
  },
  {
    type: 'UY_RUT',
    category: ORGANIZATION,
    pattern: /^\d{8}001\d$/,
    chance: 0.00001,
    lengths: [12],
    valid: isUruguayanRut,
    stands: 'alone',
    context: ['rut', ...TAX_WORDS],
  },
  {
    type: 'UY_RUT',
    category: ORGANIZATION,
    pattern: /^UY\d{8}001\d$/,
    chance: 0.00001,
    lengths: [14],
    valid: (text) => isUruguayanRut(text.slice(2)),
    stands: 'always',
    context: ['rut'],
  },
  {
    // the sum is that of companies
    type: 'UY_NIE',
    category: NATIONAL,
    pattern: /^9\d{8}$/,
    chance: 0.01,
    lengths: [9],
    valid: (digits) => (11 - (weighted(digits, [5, 4, 3, 2, 9, 8, 7, 6]) % 11)) % 10 === valueAt(digits, 8),
    stands: 'alone',
    context: CEDULA,
  },
  {
    type: 'PY_RUC',
    category: NATIONAL,
    pattern: /^[1-9]\d{4,8}$/,
    lengths: [5, 6, 7, 8, 9],
    valid: (digits) => fromRight(digits, 99) % 10 === valueAt(digits, digits.length - 1),
    written: /^\d{4,8}-\d$/,
    stands: 'never',
    context: ['ruc', 'registro único del contribuyente'],
  },
  {
    type: 'PY_RUC',
    category: NATIONAL,
    pattern: /^[1-9]\d{7,8}$/,
    lengths: [8, 9],
    valid: (digits) => fromRight(digits, 99) % 10 === valueAt(digits, digits.length - 1),
    written: /^\d{7,8}-\d$/,
    stands: 'alone',
    context: [],
  },
  {
    type: 'PY_CEDULA',
    category: NATIONAL,
    pattern: /^[1-9]\d{4,6}$/,
    lengths: [5, 6, 7],
    stands: 'never',
    context: CEDULA,
  },
]
