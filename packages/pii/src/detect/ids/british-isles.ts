/** United Kingdom and Ireland. */
import type { IdRule } from '../id-rule.ts'
import { fillsMod11, isRepeated, isShortDate, part, valueAt, weighted } from './check-digits.ts'
import { COMPANY_WORDS, HEALTH, ID_WORDS, LICENCE, NATIONAL, ORGANIZATION, TAX_WORDS, VEHICLE } from './vocabulary.ts'

const NO_NINO_PREFIX = new Set(['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'])

// five letters of the name; decade, month (a woman's has 50 added), day, year; initials; computer digits
function isDrivingLicence(text: string): boolean {
  const month = part(text, 6, 8)
  return isShortDate(part(text, 5, 6) * 10 + part(text, 10, 11), month > 50 ? month - 50 : month, part(text, 8, 10))
}

// two letters of the region, an age identifier that changes each March and September, three letters
function isPlate(text: string): boolean {
  const age = part(text, 2, 4) % 50
  return age >= 1 && age < 40 && part(text, 2, 4) !== 1
}

// the sum is nothing modulo 97, or 55 or 42 for numbers since 2010, which begin at 100
function isVat(digits: string): boolean {
  const rest = (weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + part(digits, 7, 9)) % 97
  return part(digits, 0, 7) > 0 && (rest === 0 || (!digits.startsWith('0') && (rest === 42 || rest === 55)))
}

const PPS = 'WABCDEFGHIJKLMNOPQRSTUV'

// the second letter, where there is one, weighs nine; T, W, X are older and weigh nothing
function isPps(text: string): boolean {
  const second = text[8]
  const extra = second === undefined || second > 'I' ? 0 : (valueAt(text, 8) - 9) * 9
  return PPS[(weighted(text, [8, 7, 6, 5, 4, 3, 2]) + extra) % 23] === text[7]
}

// until 2013 the second place was a letter or a sign, and the first digit was added at the end
function isIrishVat(text: string): boolean {
  return /^\d[A-Z]/.test(text) ? isPps(`0${text.slice(2, 7)}${text[0]}${text[7]}`) : isPps(text)
}

/** Rules for the United Kingdom and Ireland. */
export const BRITISH_ISLES: readonly IdRule[] = [
  {
    type: 'UK_NINO',
    category: NATIONAL,
    pattern: /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
    lengths: [9],
    valid: (text) => !NO_NINO_PREFIX.has(text.slice(0, 2)),
    written: /^[A-Z]{2}[ -]?\d{2}([ -]?)\d{2}\1\d{2}[ -]?[A-D]$/i,
    stands: 'always',
    context: ['nino', 'national insurance', 'ni number', 'ni no'],
  },
  {
    // the suffix left out
    type: 'UK_NINO',
    category: NATIONAL,
    pattern: /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}$/,
    chance: 0.5,
    lengths: [8],
    valid: (text) => !NO_NINO_PREFIX.has(text.slice(0, 2)),
    stands: 'never',
    context: ['nino', 'national insurance', 'ni number', 'ni no'],
  },
  {
    type: 'UK_NHS',
    category: HEALTH,
    pattern: /^\d{10}$/,
    lengths: [10],
    valid: (digits) => fillsMod11(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) && !isRepeated(digits),
    written: /^\d{3}([ -])\d{3}\1\d{4}$/,
    stands: 'alone',
    context: ['nhs', 'national health', 'chi number', 'h&c number'],
  },
  {
    type: 'UK_UTR',
    category: NATIONAL,
    pattern: /^\d{10}$/,
    lengths: [10],
    valid: (digits) => '21987654321'[weighted(digits.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] === digits[0],
    written: /^\d{5} \d{5}$/,
    stands: 'alone',
    context: ['utr', 'unique taxpayer', 'tax reference', 'self assessment', 'hmrc'],
  },
  {
    type: 'UK_DRIVING_LICENCE',
    category: LICENCE,
    pattern: /^[A-Z][A-Z9]{4}\d[0156]\d[0-3]\d\d[A-Z9]{2}[A-HJ-NP-Z0-9][A-Z]{2}$/,
    chance: 0.002,
    lengths: [16],
    valid: isDrivingLicence,
    written: /^\w{5}([ -]?)\w{6}\1\w{5}$/,
    stands: 'always',
    context: ['driving licence', 'driver number', 'licence number', 'dvla'],
  },
  {
    type: 'UK_VEHICLE_REGISTRATION',
    category: VEHICLE,
    pattern: /^[A-HJ-PR-Y]{2}\d{2}[A-HJ-PR-Z]{3}$/,
    chance: 0.5,
    lengths: [7],
    valid: isPlate,
    written: /^[A-Z]{2}\d{2} [A-Z]{3}$/i,
    stands: 'alone',
    context: ['registration', 'reg', 'number plate', 'plate', 'vrm', 'vehicle', 'car'],
  },
  {
    // a letter for the year, before 2001 in front and before 1983 behind; older ones have none
    type: 'UK_VEHICLE_REGISTRATION',
    category: VEHICLE,
    pattern: /^(?:[A-HJ-NPR-TV-Y]\d{1,3}[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3}\d{1,3}[A-HJ-NPR-TV-Y])$/,
    chance: 0.5,
    lengths: [5, 6, 7],
    written: /^(?:[A-Z]\d{1,3} [A-Z]{3}|[A-Z]{3} \d{1,3}[A-Z])$/i,
    stands: 'alone',
    context: ['registration', 'number plate', 'vrm', 'vehicle'],
  },
  {
    type: 'GB_VAT',
    category: ORGANIZATION,
    pattern: /^(?:\d{9}|\d{12})$/,
    chance: 0.02,
    lengths: [9, 12],
    valid: isVat,
    stands: 'alone',
    context: COMPANY_WORDS,
  },
  {
    type: 'GB_VAT',
    category: ORGANIZATION,
    pattern: /^(?:GB|XI)(?:\d{9}|\d{12})$/,
    chance: 0.0001,
    lengths: [11, 14],
    valid: (text) => isVat(text.slice(2)),
    stands: 'always',
    context: COMPANY_WORDS,
  },
  {
    type: 'IE_PPS',
    category: NATIONAL,
    pattern: /^\d{7}[A-W][AHTWX]?$/,
    chance: 0.02,
    lengths: [8, 9],
    valid: isPps,
    stands: 'alone',
    context: ['pps', 'ppsn', 'personal public service', 'rsi number', ...ID_WORDS, ...TAX_WORDS],
  },
  {
    type: 'IE_VAT',
    category: ORGANIZATION,
    pattern: /^(?:\d[A-Z]\d{5}[A-W]|\d{7}[A-W][AHTWX]?)$/,
    chance: 0.05,
    lengths: [8, 9],
    valid: isIrishVat,
    stands: 'alone',
    context: COMPANY_WORDS,
  },
  {
    type: 'IE_VAT',
    category: ORGANIZATION,
    pattern: /^IE(?:\d[A-Z]\d{5}[A-W]|\d{7}[A-W][AHTWX]?)$/,
    chance: 0.0001,
    lengths: [10, 11],
    valid: (text) => isIrishVat(text.slice(2)),
    stands: 'always',
    context: COMPANY_WORDS,
  },
]
