/** Korea. */
import type { IdRule } from '../id-rule.ts'
import { isDate, part, valueAt, weighted } from './check-digits.ts'
import { ID_WORDS, LICENCE, NATIONAL, ORGANIZATION, PASSPORT, TAX_WORDS } from './vocabulary.ts'

// birthday; sex and century. The check digit is not asked for: since October 2020 the rest is chance
function isRegistration(digits: string): boolean {
  const kind = valueAt(digits, 6)
  const century = kind === 3 || kind === 4 || kind === 7 || kind === 8 ? 2000 : 1900
  const region = part(digits, 7, 9)
  return isDate(century + part(digits, 0, 2), part(digits, 2, 4), part(digits, 4, 6)) && region <= 95
}

function isBusiness(digits: string): boolean {
  const sum = weighted(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor(valueAt(digits, 8) / 2)
  return (
    part(digits, 0, 3) > 100 &&
    part(digits, 3, 5) > 0 &&
    part(digits, 5, 9) > 0 &&
    (sum + valueAt(digits, 9)) % 10 === 0
  )
}

// regional police: 11 Seoul to 28 Incheon
const isLicence = (digits: string) => part(digits, 0, 2) >= 11 && part(digits, 0, 2) <= 28

const WRITTEN = /^\d{6}[- ]?\d{7}$/
const PASS = ['여권', '여권번호', '여권번호는', 'passport', 'passport number'] as const

/** Rules for Korea. */
export const KOREA: readonly IdRule[] = [
  {
    type: 'KR_RRN',
    category: NATIONAL,
    pattern: /^\d{6}[1-4]\d{6}$/,
    chance: 0.01,
    lengths: [13],
    valid: isRegistration,
    written: WRITTEN,
    stands: 'written',
    standsAlone: true,
    context: ['주민등록번호', '주민번호', 'rrn', 'resident registration', ...ID_WORDS],
  },
  {
    type: 'KR_FRN',
    category: NATIONAL,
    pattern: /^\d{6}[5-8]\d{6}$/,
    chance: 0.01,
    lengths: [13],
    valid: isRegistration,
    written: WRITTEN,
    stands: 'written',
    standsAlone: true,
    context: ['외국인등록번호', 'frn', 'foreigner registration', 'alien registration', ...ID_WORDS],
  },
  {
    type: 'KR_BRN',
    category: ORGANIZATION,
    pattern: /^\d{10}$/,
    lengths: [10],
    valid: isBusiness,
    written: /^\d{3}-\d{2}-\d{5}$/,
    stands: 'written',
    standsAlone: true,
    context: ['사업자등록번호', '사업자번호', 'brn', 'business registration', ...TAX_WORDS],
  },
  {
    type: 'KR_DRIVER_LICENSE',
    category: LICENCE,
    pattern: /^[12]\d{11}$/,
    chance: 0.2,
    lengths: [12],
    valid: isLicence,
    written: /^\d{2}-\d{2}-\d{6}-\d{2}$/,
    stands: 'written',
    standsAlone: true,
    context: ['운전면허', '면허번호', '운전면허번호', 'driver license', "driver's license", 'korean license'],
  },
  {
    // issued since 2021
    type: 'KR_PASSPORT',
    category: PASSPORT,
    pattern: /^[MSRODG]\d{3}[A-Z]\d{4}$/,
    chance: 0.2,
    lengths: [9],
    written: /^\w{9}$/,
    stands: 'alone',
    context: PASS,
  },
  {
    type: 'KR_PASSPORT',
    category: PASSPORT,
    pattern: /^[MSRODG]\d{8}$/,
    chance: 0.2,
    lengths: [9],
    written: /^\w{9}$/,
    stands: 'never',
    context: ['여권', '여권번호', '여권번호는', 'korean passport'],
  },
]
