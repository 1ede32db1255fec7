/** China, Hong Kong, Taiwan, Japan. */
import type { IdRule } from '../id-rule.ts'
import { isDate, isShortDate, part, valueAt, weighted } from './check-digits.ts'
import { ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

// GB/T 2260: provinces
const PROVINCES = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
  64, 65, 71, 81, 82, 83, 91,
])

// GB 11643: region, birthday, serial, ISO 7064 MOD 11-2
function isResident(text: string): boolean {
  return (
    PROVINCES.has(part(text, 0, 2)) &&
    isDate(part(text, 6, 10), part(text, 10, 12), part(text, 12, 14)) &&
    '10X98765432'[weighted(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === text[17]
  )
}

const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY'

// GB 32100: powers of three modulo 31, over an alphabet without I, O, S, V, Z
function isCreditCode(text: string): boolean {
  let sum = 0
  for (let index = 0, weight = 1; index < 17; index += 1, weight = (weight * 3) % 31)
    sum += CREDIT.indexOf(text[index] ?? '') * weight
  return PROVINCES.has(part(text, 2, 4)) && CREDIT[(31 - (sum % 31)) % 31] === text[17]
}

// brackets may have been left in
function isHkid(text: string): boolean {
  const plain = text.replace(/[()]/g, '')
  const eight = plain.length === 8
  const sum = weighted(plain, eight ? [8, 7, 6, 5, 4, 3, 2] : [9, 8, 7, 6, 5, 4, 3, 2]) + (eight ? 9 * 36 : 0)
  return (sum + valueAt(plain, plain.length - 1)) % 11 === 0
}

// a letter counts as two digits; these are its numbers in the order of the alphabet
const TAIWAN = [
  10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33,
] as const

function isTaiwanese(text: string): boolean {
  const letter = TAIWAN[valueAt(text, 0) - 10] ?? 0
  const second = valueAt(text, 1)
  const digit = second > 9 ? (TAIWAN[second - 10] ?? 0) % 10 : second
  const sum =
    Math.floor(letter / 10) + (letter % 10) * 9 + digit * 8 + weighted(text.slice(2), [7, 6, 5, 4, 3, 2, 1, 1])
  return sum % 10 === 0
}

// digit sums of the products; five where it was ten, since 2023; a seven at the seventh place may be one less
function isUniform(digits: string): boolean {
  let sum = 0
  for (const [index, weight] of [1, 2, 1, 2, 1, 2, 4, 1].entries()) {
    const value = valueAt(digits, index) * weight
    sum += Math.floor(value / 10) + (value % 10)
  }
  return Number(digits) > 0 && (sum % 5 === 0 || (digits[6] === '7' && (sum + 1) % 5 === 0))
}

function isMyNumber(digits: string): boolean {
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
  return (rest < 2 ? 0 : 11 - rest) === valueAt(digits, 11)
}

const isJapaneseCompany = (digits: string) =>
  9 - (weighted(digits.slice(1), [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) % 9) === valueAt(digits, 0)

const CHINESE = [
  '身份证',
  '身份证号',
  '公民身份号码',
  '居民身份证',
  'resident identity',
  'chinese id',
  ...ID_WORDS,
] as const
const TAIWANESE = ['身分證', '身分證字號', '統一證號', '居留證', 'arc', ...ID_WORDS] as const
const HKID = ['hkid', '香港身份證', '身份證', '身份證號碼', ...ID_WORDS] as const

/** Rules for East Asia; Korea has a file of its own. */
export const EAST_ASIA: readonly IdRule[] = [
  {
    type: 'CN_RIC',
    category: NATIONAL,
    pattern: /^[1-9]\d{5}(?:18|19|20)\d{9}[0-9X]$/,
    chance: 0.00001,
    lengths: [18],
    valid: isResident,
    stands: 'always',
    context: CHINESE,
  },
  {
    // until 1999
    type: 'CN_RIC',
    category: NATIONAL,
    pattern: /^[1-9]\d{14}$/,
    chance: 0.01,
    lengths: [15],
    valid: (digits) =>
      PROVINCES.has(part(digits, 0, 2)) && isShortDate(part(digits, 6, 8), part(digits, 8, 10), part(digits, 10, 12)),
    stands: 'alone',
    context: CHINESE,
  },
  {
    type: 'CN_USCC',
    category: ORGANIZATION,
    pattern: /^[1-9A-GNY][1-9A]\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/,
    chance: 0.0002,
    lengths: [18],
    valid: isCreditCode,
    stands: 'alone',
    context: ['统一社会信用代码', '社会信用代码', '纳税人识别号', 'uscc', 'unified social credit'],
  },
  {
    type: 'HK_HKID',
    category: NATIONAL,
    pattern: /^[A-Z]{1,2}\d{6}[0-9A]$/,
    chance: 0.05,
    lengths: [8, 9],
    valid: isHkid,
    stands: 'alone',
    context: HKID,
  },
  {
    type: 'HK_HKID',
    category: NATIONAL,
    pattern: /^[A-Z]{1,2}\d{6}\([0-9A]\)$/,
    chance: 0.05,
    lengths: [10, 11],
    valid: isHkid,
    written: /^[A-Z]{1,2}\d{6}\([0-9A]\)$/i,
    stands: 'always',
    context: HKID,
  },
  {
    // sex, or the kind of resident, in second place
    type: 'TW_NATID',
    category: NATIONAL,
    pattern: /^[A-Z][1289]\d{8}$/,
    chance: 0.05,
    lengths: [10],
    valid: isTaiwanese,
    stands: 'alone',
    context: TAIWANESE,
  },
  {
    type: 'TW_UI',
    category: NATIONAL,
    pattern: /^[A-Z][A-D]\d{8}$/,
    chance: 0.02,
    lengths: [10],
    valid: isTaiwanese,
    stands: 'alone',
    context: TAIWANESE,
  },
  {
    type: 'TW_UBN',
    category: ORGANIZATION,
    pattern: /^\d{8}$/,
    chance: 0.2,
    lengths: [8],
    valid: isUniform,
    stands: 'alone',
    context: ['統一編號', '統編', 'ubn', 'gui number'],
  },
  {
    // foreigners: the birthday, and two letters of the name
    type: 'TW_TAX_CODE',
    category: NATIONAL,
    pattern: /^(?:19|20)\d{6}[A-Z]{2}$/,
    chance: 0.001,
    lengths: [10],
    valid: (text) => isDate(part(text, 0, 4), part(text, 4, 6), part(text, 6, 8)),
    stands: 'alone',
    context: ['稅籍編號', ...TAX_WORDS],
  },
  {
    // from mainland China: 9, and the birthday
    type: 'TW_TAX_CODE',
    category: NATIONAL,
    pattern: /^9\d{6}$/,
    chance: 0.005,
    lengths: [7],
    valid: (text) => isShortDate(part(text, 1, 3), part(text, 3, 5), part(text, 5, 7)),
    stands: 'never',
    context: ['稅籍編號', ...TAX_WORDS],
  },
  {
    type: 'JP_MY_NUMBER',
    category: NATIONAL,
    pattern: /^\d{12}$/,
    lengths: [12],
    valid: isMyNumber,
    written: /^\d{4}([ -]?)\d{4}\1\d{4}$/,
    stands: 'alone',
    context: ['マイナンバー', '個人番号', 'my number', 'individual number', ...ID_WORDS],
  },
  {
    type: 'JP_CN',
    category: ORGANIZATION,
    pattern: /^[1-9]\d{12}$/,
    lengths: [13],
    valid: isJapaneseCompany,
    written: /^\d-?\d{4}-?\d{4}-?\d{4}$/,
    stands: 'alone',
    context: ['法人番号', 'corporate number'],
  },
]
