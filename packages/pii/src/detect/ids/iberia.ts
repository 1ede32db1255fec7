/** Spain, Portugal, Andorra. */
import type { IdRule } from '../id-rule.ts'
import { fillsMod11, part, valueAt } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'
const isDni = (text: string) => LETTERS[part(text, 0, 8) % 23] === text[8]
// X, Y, Z stand for 0, 1, 2
const isNie = (text: string) => isDni(`${valueAt(text, 0) - 33}${text.slice(1)}`)

// a company's, and a person's without DNI: K, L, M; the check is a digit, a letter, or either, by the first letter
function isCif(text: string): boolean {
  const digit = cifDigit(text)
  const asLetter = 'JABCDEFGHI'[digit] === text[8]
  if (/^[KLM]/.test(text)) return asLetter || LETTERS[part(text, 1, 8) % 23] === text[8]
  if (/^[NPQRSW]/.test(text)) return asLetter
  return String(digit) === text[8] || (asLetter && !/^[ABEH]/.test(text))
}

function cifDigit(text: string): number {
  let sum = 0
  for (let index = 1; index < 8; index += 1) {
    const value = valueAt(text, index) * (index % 2 === 1 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return (10 - (sum % 10)) % 10
}

// eight digits and their check digit, two signs of the version, a Luhn digit over all, letters from 10
function isCartaoCidadao(text: string): boolean {
  let sum = 0
  for (let index = 0; index < 12; index += 1) {
    const value = valueAt(text, index)
    sum += index % 2 === 1 ? value : value > 4 ? value * 2 - 9 : value * 2
  }
  return sum % 10 === 0
}

const SPANISH = [
  'dni',
  'nif',
  'nie',
  'documento nacional',
  'número de identificación fiscal',
  'cif',
  ...ID_WORDS,
  ...TAX_WORDS,
] as const

/** Rules for the Iberian peninsula. */
export const IBERIA: readonly IdRule[] = [
  ...withPrefix('ES', {
    type: 'ES_NIF',
    category: NATIONAL,
    pattern: /^\d{8}[A-HJ-NP-TV-Z]$/,
    chance: 0.05,
    lengths: [9],
    valid: isDni,
    stands: 'alone',
    context: SPANISH,
  }),
  {
    type: 'ES_NIE',
    category: NATIONAL,
    pattern: /^[XYZ]\d{7}[A-HJ-NP-TV-Z]$/,
    chance: 0.005,
    lengths: [9],
    valid: isNie,
    stands: 'always',
    context: SPANISH,
  },
  ...withPrefix('ES', {
    type: 'ES_NIF',
    category: ORGANIZATION,
    pattern: /^[A-HJ-NP-SUVWKLM]\d{7}[0-9A-Z]$/,
    chance: 0.05,
    lengths: [9],
    valid: isCif,
    stands: 'alone',
    context: [...SPANISH, ...COMPANY_WORDS],
  }),
  ...withPrefix('PT', {
    type: 'PT_NIF',
    category: NATIONAL,
    pattern: /^[1-35-9]\d{8}$/,
    lengths: [9],
    valid: (digits) => fillsMod11(digits, [9, 8, 7, 6, 5, 4, 3, 2], 0),
    stands: 'alone',
    context: ['nif', 'nipc', 'contribuinte', 'número de contribuinte', 'iva', ...TAX_WORDS],
  }),
  {
    type: 'PT_CC',
    category: NATIONAL,
    pattern: /^\d{9}[A-Z0-9]{2}\d$/,
    lengths: [12],
    valid: (text) => isCartaoCidadao(text) && /[A-Z]/.test(text),
    stands: 'alone',
    context: ['cartão de cidadão', 'cartao de cidadao', 'cartão do cidadão', ...ID_WORDS],
  },
  {
    type: 'AD_NRT',
    category: ORGANIZATION,
    pattern: /^[ACDEFGLOPU]\d{6}[A-Z]$/,
    chance: 0.2,
    lengths: [8],
    valid: (text) =>
      (text[0] !== 'F' || part(text, 1, 7) < 700000) &&
      (!/^[AL]/.test(text) || (part(text, 1, 7) > 699999 && part(text, 1, 7) < 800000)),
    written: /^[A-Z]-?\d{6}-?[A-Z]$/i,
    stands: 'alone',
    context: ['nrt', 'número de registre tributari', ...TAX_WORDS],
  },
]
