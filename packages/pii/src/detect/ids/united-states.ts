/** United States: social security, taxes, health care, banks. */
import type { IdRule } from '../id-rule.ts'
import { luhnSum, part, weighted } from './check-digits.ts'
import { ACCOUNT, HEALTH, NATIONAL, PROFESSIONAL } from './vocabulary.ts'

// printed on wallets and in advertisements, void ever since
const ADVERTISED = new Set(['078051120', '219099999'])

function isSsn(digits: string): boolean {
  const area = part(digits, 0, 3)
  return (
    area > 0 &&
    area < 900 &&
    area !== 666 &&
    part(digits, 3, 5) > 0 &&
    part(digits, 5, 9) > 0 &&
    !ADVERTISED.has(digits)
  )
}

// IRS, internal revenue manual 3.21.263: the groups it gives out
function isItin(digits: string): boolean {
  const group = part(digits, 3, 5)
  return group >= 50 && group !== 89 && group !== 93 && !(group > 65 && group < 70)
}

// campus codes that the IRS never gave
const NO_CAMPUS = new Set([0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97])

// ABA: a Federal Reserve district, thrifts from 21, electronic ones from 61, traveller's cheques 80
function isRouting(digits: string): boolean {
  const district = part(digits, 0, 2)
  const known =
    (district > 0 && district <= 12) ||
    (district > 20 && district <= 32) ||
    (district > 60 && district <= 72) ||
    district === 80
  return known && weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0
}

function isDea(text: string): boolean {
  return weighted(text.slice(2), [1, 2, 1, 2, 1, 2]) % 10 === Number(text[8])
}

const NINE = /^\d{3}([- ])\d{2}\1\d{4}$/

/** Rules for the United States; passports and driver's licences are with those of the other countries. */
export const UNITED_STATES: readonly IdRule[] = [
  {
    type: 'US_SSN',
    category: NATIONAL,
    pattern: /^\d{9}$/,
    chance: 1,
    lengths: [9],
    valid: isSsn,
    written: NINE,
    stands: 'written',
    context: ['ssn', 'social security', 'soc sec', 'social insurance', 'ssid', 'ss#'],
  },
  {
    type: 'US_ITIN',
    category: NATIONAL,
    pattern: /^9\d{8}$/,
    chance: 0.05,
    lengths: [9],
    valid: isItin,
    written: NINE,
    stands: 'written',
    standsAlone: true,
    context: ['itin', 'individual taxpayer', 'tax id', 'taxpayer'],
  },
  {
    type: 'US_EIN',
    category: NATIONAL,
    pattern: /^\d{9}$/,
    chance: 1,
    lengths: [9],
    valid: (digits) => !NO_CAMPUS.has(part(digits, 0, 2)),
    written: /^\d{2}-\d{7}$/,
    stands: 'never',
    // the bare word is German's article
    context: ['ein:', 'ein #', 'ein number', 'ein no', 'ein is', 'fein', 'employer identification'],
  },
  {
    type: 'US_ROUTING',
    category: ACCOUNT,
    pattern: /^\d{9}$/,
    chance: 0.05,
    lengths: [9],
    valid: isRouting,
    written: /^\d{4}-\d{4}-\d$/,
    stands: 'written',
    standsAlone: true,
    context: ['routing', 'aba', 'rtn', 'transit number', 'bank'],
  },
  {
    // a Luhn digit over 80840 and the number: the prefix adds 24
    type: 'US_NPI',
    category: PROFESSIONAL,
    pattern: /^[12]\d{9}$/,
    chance: 0.02,
    lengths: [10],
    valid: (digits) => (luhnSum(digits) + 24) % 10 === 0,
    stands: 'alone',
    context: ['npi', 'national provider', 'provider identifier', 'provider number', 'provider id'],
  },
  {
    // CMS: letters without S, L, O, I, B, Z
    type: 'US_MBI',
    category: HEALTH,
    pattern: /^[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/,
    chance: 0.2,
    lengths: [11],
    written: /^\w{4}([- ])\w{3}\1\w{4}$/,
    stands: 'always',
    context: ['mbi', 'medicare', 'beneficiary'],
  },
  {
    // kind of registrant, first letter of the name
    type: 'US_DEA',
    category: PROFESSIONAL,
    pattern: /^[A-HJ-MPR-UX][A-Z9]\d{7}$/,
    chance: 0.05,
    lengths: [9],
    valid: isDea,
    stands: 'alone',
    context: ['dea', 'drug enforcement', 'prescriber'],
  },
]
