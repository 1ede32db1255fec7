/** Brazil and Argentina. */
import type { IdRule } from '../id-rule.ts'
import { fillsMod10, fillsMod11, isRepeated, part, valueAt } from './check-digits.ts'
import { ACCOUNT, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

const NINE = [10, 9, 8, 7, 6, 5, 4, 3, 2] as const
const TWELVE = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2] as const

const isCpf = (digits: string) =>
  fillsMod11(digits, NINE, 0) && fillsMod11(digits, [11, ...NINE], 0) && !isRepeated(digits)

// since July 2026 with letters: a sign counts as its ASCII code less 48
function isCnpj(text: string): boolean {
  return (
    cnpjDigit(text, TWELVE) === valueAt(text, 12) &&
    cnpjDigit(text, [6, ...TWELVE]) === valueAt(text, 13) &&
    !isRepeated(text)
  )
}

function cnpjDigit(text: string, weights: readonly number[]): number {
  let sum = 0
  for (const [index, weight] of weights.entries()) sum += (text.charCodeAt(index) - 48) * weight
  return sum % 11 < 2 ? 0 : 11 - (sum % 11)
}

const isCuit = (digits: string) => fillsMod11(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 9)

// bank and branch with their check digit, the account with its own
const isCbu = (digits: string) =>
  fillsMod10(digits, [7, 1, 3, 9, 7, 1, 3]) &&
  fillsMod10(digits.slice(8), [3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3]) &&
  part(digits, 0, 7) > 0

/** Rules for Brazil and Argentina. */
export const BRAZIL_ARGENTINA: readonly IdRule[] = [
  {
    type: 'BR_CPF',
    category: NATIONAL,
    pattern: /^\d{11}$/,
    chance: 0.01,
    lengths: [11],
    valid: isCpf,
    written: /^\d{3}\.\d{3}\.\d{3}-\d{2}$/,
    stands: 'written',
    standsAlone: true,
    context: ['cpf', 'cadastro de pessoas', 'contribuinte', ...TAX_WORDS],
  },
  {
    type: 'BR_CNPJ',
    category: ORGANIZATION,
    pattern: /^[0-9A-Z]{12}\d{2}$/,
    chance: 0.01,
    lengths: [14],
    valid: isCnpj,
    written: /^\w{2}\.\w{3}\.\w{3}\/\w{4}-\d{2}$/,
    stands: 'written',
    standsAlone: true,
    context: ['cnpj', 'cadastro nacional', ...TAX_WORDS],
  },
  {
    type: 'AR_CUIT',
    category: NATIONAL,
    pattern: /^(?:2[03-7]|3[034]|5[015])\d{9}$/,
    chance: 0.01,
    lengths: [11],
    valid: isCuit,
    written: /^\d{2}([- ])\d{8}\1\d$/,
    stands: 'written',
    standsAlone: true,
    context: ['cuit', 'cuil', 'cdi', ...TAX_WORDS],
  },
  {
    type: 'AR_DNI',
    category: NATIONAL,
    pattern: /^\d{7,8}$/,
    lengths: [7, 8],
    written: /^\d{1,2}\.\d{3}\.\d{3}$/,
    stands: 'never',
    context: ['dni', 'documento nacional de identidad', ...ID_WORDS],
  },
  {
    type: 'AR_CBU',
    category: ACCOUNT,
    pattern: /^\d{22}$/,
    chance: 0.01,
    lengths: [22],
    valid: isCbu,
    stands: 'alone',
    context: ['cbu', 'clave bancaria', 'cuenta', 'cvu'],
  },
]
