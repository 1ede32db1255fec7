/** Thailand, Malaysia, Singapore, the Philippines, Vietnam; Indonesia has a file of its own. */
import type { IdRule } from '../id-rule.ts'
import { isShortDate, part, valueAt, weighted } from './check-digits.ts'
import { ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS } from './vocabulary.ts'

const isThai = (digits: string) =>
  (11 - (weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === valueAt(digits, 12)

// kind of citizen, then the province where the person was registered
function isCitizen(digits: string): boolean {
  const province = part(digits, 1, 3)
  const known =
    province < 28
      ? province > 9
      : province < 50
        ? province > 29
        : province < 59 || /^(?:6[0-7]|7[0-7]|8[0-6]|9[0-6])/.test(digits.slice(1))
  return known && isThai(digits)
}

// birthday, place of birth (1–16 states, 21–59 their later codes, 60 and more abroad), serial
const NO_PLACE = new Set([0, 17, 18, 19, 20, 69, 70, 73, 80, 81, 94, 95, 96, 97])
const isMyKad = (digits: string) =>
  isShortDate(part(digits, 0, 2), part(digits, 2, 4), part(digits, 4, 6)) && !NO_PLACE.has(part(digits, 6, 8))

// S, T for citizens and residents, F, G, M for foreigners; later series start at another sum
function isNric(text: string): boolean {
  const series = text[0] ?? ''
  const sum = weighted(text.slice(1), [2, 7, 6, 5, 4, 3, 2]) + ('TG'.includes(series) ? 4 : series === 'M' ? 3 : 0)
  const letters = 'ST'.includes(series) ? 'JZIHGFEDCBA' : series === 'M' ? 'XWUTRQPNJLK' : 'XWUTRQPNMLK'
  return letters[sum % 11] === text[8]
}

const UEN_KIND =
  'LP LL FC PF RF MQ MM NB CC CS MB FM GS DP CP NR CM CD MD HS VH CH MH CL XL CX HC RP TU TC FB FN PA PB SS MC SM GA GB'
const UEN_SIGNS = 'ABCDEFGHJKLMNPQRSTUVWX0123456789'

function isUen(text: string): boolean {
  if (text.length === 9) return 'XMKECAWLJDB'[weighted(text, [10, 4, 9, 3, 8, 2, 7, 1]) % 11] === text[8]
  if (text[0] !== undefined && text[0] <= '9')
    return 'ZKCMDNERGWH'[weighted(text, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11] === text[9]
  let sum = 0
  for (const [index, weight] of [4, 3, 5, 3, 10, 2, 2, 5, 7].entries())
    sum += UEN_SIGNS.indexOf(text[index] ?? '') * weight
  return UEN_KIND.includes(text.slice(3, 5)) && UEN_SIGNS[(((sum - 5) % 11) + 11) % 11] === text[9]
}

const isMst = (digits: string) =>
  10 - (weighted(digits, [31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11) === valueAt(digits, 9) &&
  part(digits, 0, 2) > 0 &&
  part(digits, 2, 9) > 0 &&
  digits.slice(10) !== '000'

const THAI = ['เลขบัตรประชาชน', 'เลขประจำตัวประชาชน', 'บัตรประชาชน', 'thai id', ...ID_WORDS] as const

/** Rules for South-East Asia. */
export const SOUTH_EAST_ASIA: readonly IdRule[] = [
  {
    type: 'TH_TNIN',
    category: NATIONAL,
    pattern: /^[1-8]\d{12}$/,
    chance: 0.05,
    lengths: [13],
    valid: isCitizen,
    written: /^\d([- ])\d{4}\1\d{5}\1\d{2}\1\d$/,
    stands: 'written',
    standsAlone: true,
    context: THAI,
  },
  {
    type: 'TH_TIN',
    category: NATIONAL,
    pattern: /^[0-8]\d{12}$/,
    lengths: [13],
    valid: isThai,
    stands: 'never',
    context: ['เลขประจำตัวผู้เสียภาษี', ...TAX_WORDS],
  },
  {
    type: 'TH_MOA',
    category: ORGANIZATION,
    pattern: /^0\d{12}$/,
    chance: 0.01,
    lengths: [13],
    valid: isThai,
    stands: 'alone',
    context: ['เลขทะเบียนนิติบุคคล', 'เลขประจำตัวผู้เสียภาษี', ...TAX_WORDS],
  },
  {
    type: 'MY_NRIC',
    category: NATIONAL,
    pattern: /^\d{12}$/,
    chance: 0.02,
    lengths: [12],
    valid: isMyKad,
    written: /^\d{6}-\d{2}-\d{4}$/,
    stands: 'written',
    standsAlone: true,
    context: ['mykad', 'nric', 'kad pengenalan', 'no kp', 'no. kp', 'ic number', ...ID_WORDS],
  },
  {
    type: 'SG_NRIC_FIN',
    category: NATIONAL,
    pattern: /^[STFGM]\d{7}[A-Z]$/,
    chance: 0.01,
    lengths: [9],
    valid: isNric,
    stands: 'always',
    context: ['nric', 'fin', ...ID_WORDS],
  },
  {
    type: 'SG_UEN',
    category: ORGANIZATION,
    pattern: /^\d{8}[A-Z]$/,
    chance: 0.05,
    lengths: [9],
    valid: isUen,
    stands: 'alone',
    context: ['uen', 'unique entity', 'acra'],
  },
  {
    type: 'SG_UEN',
    category: ORGANIZATION,
    pattern: /^(?:(?:19|20)\d{7}[A-Z]|[RST]\d{2}[A-Z]{2}\d{4}[A-Z])$/,
    chance: 0.0005,
    lengths: [10],
    valid: isUen,
    stands: 'always',
    context: ['uen', 'unique entity', 'acra'],
  },
  {
    // 9 digits and the branch
    type: 'PH_TIN',
    category: NATIONAL,
    pattern: /^(?:\d{9}|\d{12}|\d{14})$/,
    lengths: [9, 12, 14],
    valid: (digits) => weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === valueAt(digits, 8) && part(digits, 0, 9) > 0,
    written: /^\d{3}-\d{3}-\d{3}(?:-\d{3}|-\d{5})?$/,
    stands: 'never',
    context: ['bir', ...TAX_WORDS],
  },
  {
    type: 'VN_MST',
    category: ORGANIZATION,
    pattern: /^(?:\d{10}|\d{13})$/,
    lengths: [10, 13],
    valid: isMst,
    written: /^\d{10}(?:-?\d{3})?$/,
    stands: 'alone',
    context: ['mst:', 'mã số thuế', 'ma so thue', ...TAX_WORDS],
  },
  {
    // province, century and sex, year
    type: 'VN_CCCD',
    category: NATIONAL,
    pattern: /^0[0-9]{2}[0-3]\d{8}$/,
    chance: 0.05,
    lengths: [12],
    valid: (digits) => part(digits, 0, 3) > 0 && part(digits, 0, 3) <= 96,
    stands: 'never',
    context: ['cccd', 'căn cước', 'cmnd', 'chứng minh nhân dân', ...ID_WORDS],
  },
]
