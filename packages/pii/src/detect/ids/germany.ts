/** Germany: taxes, pension, cards, health insurance, doctors. */
import type { IdRule } from '../id-rule.ts'
import { isDate, mod11And10, part, valueAt, weighted } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, HEALTH, ID_WORDS, NATIONAL, ORGANIZATION, PASSPORT, PROFESSIONAL } from './vocabulary.ts'

// BZSt: of the first ten digits one occurs two or three times, the others once at most
function isSteuerId(digits: string): boolean {
  const counts = new Array<number>(10).fill(0)
  for (let index = 0; index < 10; index += 1) {
    const digit = valueAt(digits, index)
    counts[digit] = (counts[digit] ?? 0) + 1
  }
  const repeated = counts.filter((count) => count > 1)
  return repeated.length === 1 && (repeated[0] ?? 0) < 4 && mod11And10(digits)
}

const digitSum = (value: number) => Math.floor(value / 10) + (value % 10)

// § 4 VKVV: area, birthday, first letter of the name (two digits, 01–26), serial; digit sums of the products
function isRentenversicherung(text: string): boolean {
  const letter = valueAt(text, 8) - 9
  const digits = `${text.slice(0, 8)}${letter < 10 ? '0' : ''}${letter}${text.slice(9, 11)}`
  let sum = 0
  for (const [index, weight] of [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].entries())
    sum += digitSum(valueAt(digits, index) * weight)
  // the same birthday too often: 50 is added to the day
  return isDate(2000, part(text, 4, 6), part(text, 2, 4) % 50) && part(text, 0, 2) > 1 && sum % 10 === valueAt(text, 11)
}

// § 290 SGB V: the letter as two digits, every second one doubled, digit sums
function isKvnr(text: string): boolean {
  const letter = valueAt(text, 0) - 9
  let sum = digitSum(Math.floor(letter / 10)) + digitSum((letter % 10) * 2)
  for (let index = 1; index < 9; index += 1) sum += digitSum(valueAt(text, index) * (index % 2 === 0 ? 2 : 1))
  return sum % 10 === valueAt(text, 9)
}

// ICAO 9303: weights 7, 3, 1
const isIcao = (text: string) => weighted(text, [7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === valueAt(text, 9)

const isLanr = (digits: string) =>
  (weighted(digits, [4, 9, 4, 9, 4, 9]) + valueAt(digits, 6)) % 10 === 0 && part(digits, 0, 6) > 0

// a letter among the digits tells the newer ones from other countries' passports; older cards begin with T
const isNew = (text: string) => /[A-Z]/.test(text.slice(2))
const isNewOrT = (text: string) => isNew(text) || /^T\d{8}$/.test(text)

const CARD = ['personalausweis', 'ausweisnummer', 'ausweis', 'perso', ...ID_WORDS] as const
const PASS = ['reisepass', 'passnummer', 'pass-nr', 'passport'] as const

/** Rules for Germany. */
export const GERMANY: readonly IdRule[] = [
  {
    type: 'DE_TAX_ID',
    category: NATIONAL,
    pattern: /^[1-9]\d{10}$/,
    chance: 0.005,
    lengths: [11],
    valid: isSteuerId,
    written: /^\d{2}([ -]?)\d{3}\1\d{3}\1\d{3}$/,
    stands: 'alone',
    context: [
      'steuer-id',
      'steuerid',
      'steueridentifikationsnummer',
      'steuer-idnr',
      'identifikationsnummer',
      'idnr',
      'tax id',
      'tin',
    ],
  },
  {
    type: 'DE_SOCIAL_SECURITY',
    category: NATIONAL,
    pattern: /^\d{8}[A-Z]\d{3}$/,
    chance: 0.005,
    lengths: [12],
    valid: isRentenversicherung,
    stands: 'always',
    context: [
      'rentenversicherungsnummer',
      'sozialversicherungsnummer',
      'rvnr',
      'sv-nummer',
      'sozialversicherung',
      'social security',
    ],
  },
  {
    type: 'DE_HEALTH_INSURANCE',
    category: HEALTH,
    pattern: /^[A-Z]\d{9}$/,
    lengths: [10],
    valid: isKvnr,
    stands: 'alone',
    context: [
      'krankenversicherung',
      'krankenversichertennummer',
      'versichertennummer',
      'kvnr',
      'krankenkasse',
      'health insurance',
    ],
  },
  {
    type: 'DE_LANR',
    category: PROFESSIONAL,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: isLanr,
    stands: 'alone',
    context: ['lanr', 'arztnummer', 'arzt-nr', 'lebenslange arztnummer'],
  },
  {
    type: 'DE_BSNR',
    category: PROFESSIONAL,
    pattern: /^\d{9}$/,
    lengths: [9],
    stands: 'never',
    context: ['bsnr', 'betriebsstättennummer', 'betriebsstaettennummer', 'betriebsstätte'],
  },
  {
    // the number, its check digit, and the D that German ones end in
    type: 'DE_PASSPORT',
    category: PASSPORT,
    pattern: /^[CFGHJK][CFGHJKLMNPRTVWXYZ\d]{8}\dD?$/,
    chance: 0.0005,
    lengths: [10, 11],
    valid: isIcao,
    stands: 'alone',
    context: PASS,
  },
  {
    type: 'DE_PWNR',
    category: NATIONAL,
    pattern: /^[LMNPRTVWXY\d][CFGHJKLMNPRTVWXYZ\d]{8}\dD?$/,
    chance: 0.002,
    lengths: [10, 11],
    valid: (text) => isIcao(text) && /[A-Z]/.test(text),
    stands: 'alone',
    context: CARD,
  },
  {
    type: 'DE_ID_CARD',
    category: NATIONAL,
    pattern: /^[LMNPRTVWXY][CFGHJKLMNPRTVWXYZ\d]{8}$/,
    chance: 0.02,
    lengths: [9],
    valid: isNewOrT,
    stands: 'alone',
    context: CARD,
  },
  {
    type: 'DE_PASSPORT',
    category: PASSPORT,
    pattern: /^[CFGHJK][CFGHJKLMNPRTVWXYZ\d]{8}$/,
    chance: 0.01,
    lengths: [9],
    valid: isNew,
    stands: 'alone',
    context: PASS,
  },
  ...withPrefix('DE', {
    type: 'DE_VAT_ID',
    category: ORGANIZATION,
    pattern: /^[1-9]\d{8}$/,
    lengths: [9],
    valid: mod11And10,
    stands: 'alone',
    context: ['ust-id', 'ust-idnr', 'umsatzsteuer', 'umsatzsteuer-id', ...COMPANY_WORDS],
  }),
  {
    type: 'DE_STNR',
    category: NATIONAL,
    pattern: /^(?:\d{10,11}|\d{13})$/,
    lengths: [10, 11, 13],
    written: /^(?:\d{2,3}[/ ]\d{3,4}[/ ]\d{4,5}|\d{5}\/\d{5})$/,
    stands: 'never',
    context: ['steuernummer', 'st.-nr', 'st-nr', 'stnr', 'finanzamt'],
  },
  {
    // as tax offices print it
    type: 'DE_STNR',
    category: NATIONAL,
    pattern: /^\d{10,11}$/,
    lengths: [10, 11],
    written: /^\d{2,3}\/\d{3,4}\/\d{4,5}$/,
    stands: 'written',
    context: [],
  },
]
