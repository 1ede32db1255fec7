/** India, Pakistan, Sri Lanka. */
import type { IdRule } from '../id-rule.ts'
import { luhn, part, valueAt, verhoeff } from './check-digits.ts'
import { ID_WORDS, NATIONAL, ORGANIZATION, VEHICLE } from './vocabulary.ts'

const isPalindrome = (digits: string) => [...digits].reverse().join('') === digits

// the check character over 36 signs: every second value is doubled, and its two digits are added
function isGstin(text: string): boolean {
  let sum = 0
  for (let index = 0; index < 14; index += 1) {
    const value = valueAt(text, index) * (index % 2 === 0 ? 1 : 2)
    sum += Math.floor(value / 36) + (value % 36)
  }
  return isGstState(text) && (36 - (sum % 36)) % 36 === valueAt(text, 14)
}

function isGstState(text: string): boolean {
  const state = part(text, 0, 2)
  return (state > 0 && state <= 38) || state === 97 || state === 99
}

const STATES = new Set(
  'AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN TR TS UA UK UP WB'.split(
    ' ',
  ),
)

// year of birth and day of the year, 500 more for a woman; always counted as in a leap year
function isLankan(year: number, day: number): boolean {
  const inYear = day > 500 ? day - 500 : day
  return inYear > 0 && inYear <= 366 && year > 1900 && year < 2016
}

/** Rules for South Asia. */
export const SOUTH_ASIA: readonly IdRule[] = [
  {
    type: 'IN_AADHAAR',
    category: NATIONAL,
    pattern: /^[2-9]\d{11}$/,
    lengths: [12],
    valid: (digits) => verhoeff(digits) && !isPalindrome(digits),
    written: /^\d{4}([ :-])\d{4}\1\d{4}$/,
    stands: 'written',
    standsAlone: true,
    context: ['aadhaar', 'aadhar', 'adhaar', 'uidai', 'आधार'],
  },
  {
    // stands in for an Aadhaar number
    type: 'IN_VID',
    category: NATIONAL,
    pattern: /^[2-9]\d{15}$/,
    lengths: [16],
    valid: (digits) => verhoeff(digits) && !isPalindrome(digits),
    written: /^\d{4}([ :-])\d{4}\1\d{4}\1\d{4}$/,
    stands: 'alone',
    context: ['virtual id', 'vid', 'aadhaar', 'uidai'],
  },
  {
    // the fourth letter is the kind of holder
    type: 'IN_PAN',
    category: NATIONAL,
    pattern: /^[A-Z]{3}[ABCEFGHJLPT][A-Z]\d{4}[A-Z]$/,
    chance: 0.5,
    lengths: [10],
    valid: (text) => part(text, 5, 9) > 0,
    stands: 'always',
    context: ['pan', 'pan card', 'permanent account number', 'income tax'],
  },
  {
    // named as one, whatever its fourth letter
    type: 'IN_PAN',
    category: NATIONAL,
    pattern: /^[A-Z]{5}\d{4}[A-Z]$/,
    lengths: [10],
    stands: 'never',
    context: ['pan', 'pan card', 'permanent account number'],
  },
  {
    type: 'IN_GSTIN',
    category: ORGANIZATION,
    pattern: /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/,
    chance: 0.0005,
    lengths: [15],
    valid: isGstin,
    stands: 'always',
    context: ['gstin', 'gst'],
  },
  {
    // without its check character: state, PAN, Z are shape enough where nothing else is
    type: 'IN_GSTIN',
    category: ORGANIZATION,
    pattern: /^[0-39]\d[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/,
    chance: 0.01,
    lengths: [15],
    valid: isGstState,
    stands: 'alone',
    context: ['gstin', 'gst'],
  },
  {
    type: 'IN_VOTER',
    category: NATIONAL,
    pattern: /^[A-Z]{3}\d{7}$/,
    lengths: [10],
    valid: (text) => luhn(text.slice(3)),
    stands: 'alone',
    context: ['epic', 'voter', 'elector', 'vote', 'election'],
  },
  {
    // the older ones have no check digit
    type: 'IN_VOTER',
    category: NATIONAL,
    pattern: /^[A-Z]{2}[A-Z0-9]\d{7}$/,
    lengths: [10],
    stands: 'never',
    context: ['epic no', 'epic number', 'voter', 'vote', 'elector', 'election commission'],
  },
  {
    type: 'IN_VEHICLE_REGISTRATION',
    category: VEHICLE,
    pattern: /^[A-Z]{2}\d{1,2}[A-Z]{1,3}\d{4}$/,
    chance: 0.05,
    lengths: [8, 9, 10, 11],
    valid: (text) => STATES.has(text.slice(0, 2)) && part(text, text.length - 4, text.length) > 0,
    written: /^[A-Z]{2}[ -]\d{1,2}[ -][A-Z]{1,3}[ -]\d{4}$/,
    stands: 'written',
    standsAlone: true,
    context: ['registration', 'vehicle', 'number plate', 'rc number', 'plate'],
  },
  {
    // Bharat series: year, BH, number, letters
    type: 'IN_VEHICLE_REGISTRATION',
    category: VEHICLE,
    pattern: /^2\dBH\d{4}[A-HJ-NP-Z]{1,2}$/,
    chance: 0.0002,
    lengths: [9, 10],
    stands: 'alone',
    context: ['registration', 'vehicle', 'number plate', 'plate'],
  },
  {
    // province, division; family; sex
    type: 'PK_CNIC',
    category: NATIONAL,
    pattern: /^[1-7]\d{12}$/,
    lengths: [13],
    written: /^\d{5}-\d{7}-\d$/,
    stands: 'written',
    context: ['cnic', 'nicop', 'nadra', 'شناختی کارڈ', ...ID_WORDS],
  },
  {
    type: 'PK_NTN',
    category: ORGANIZATION,
    pattern: /^\d{8}$/,
    lengths: [8],
    written: /^\d{7}-\d$/,
    stands: 'never',
    context: ['ntn', 'national tax number'],
  },
  {
    type: 'LK_NIC',
    category: NATIONAL,
    pattern: /^[1-9]\d{8}[VX]$/,
    chance: 0.05,
    lengths: [10],
    valid: (text) => isLankan(1900 + part(text, 0, 2), part(text, 2, 5)),
    written: /^\d{9}[ -]?[VX]$/i,
    stands: 'alone',
    context: ['nic', ...ID_WORDS],
  },
  {
    type: 'LK_NIC',
    category: NATIONAL,
    pattern: /^(?:19|20)\d{10}$/,
    chance: 0.01,
    lengths: [12],
    valid: (text) => isLankan(part(text, 0, 4), part(text, 4, 7)),
    stands: 'alone',
    context: ['nic', ...ID_WORDS],
  },
]
