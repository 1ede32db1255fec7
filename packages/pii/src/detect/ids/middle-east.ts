/** Turkey, Israel, Iran, the Gulf. */
import type { IdRule } from '../id-rule.ts'
import { isRepeated, luhn, part, valueAt, weighted } from './check-digits.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS, UNSEPARATED, VEHICLE } from './vocabulary.ts'

// the tenth digit from the odd and the even places, the eleventh from the sum of all
function isKimlik(digits: string): boolean {
  const odd = weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1])
  const even = weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1])
  return (
    (((odd * 7 - even) % 10) + 10) % 10 === valueAt(digits, 9) &&
    (odd + even + valueAt(digits, 9)) % 10 === valueAt(digits, 10)
  )
}

// each digit moved by its place, times a power of two modulo nine
function isVergi(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < 9; index += 1) {
    const moved = (valueAt(digits, index) + 9 - index) % 10
    sum += moved === 0 ? 0 : (moved * 2 ** (9 - index)) % 9 || 9
  }
  return (10 - (sum % 10)) % 10 === valueAt(digits, 9)
}

function isIranian(digits: string): boolean {
  const rest = weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
  return (rest < 2 ? rest : 11 - rest) === valueAt(digits, 9) && !isRepeated(digits) && part(digits, 3, 9) > 0
}

const PLATE = ['plaka', 'plakası', 'plate', 'licence plate', 'license plate', 'vehicle', 'araç'] as const

/** Rules for the Middle East. */
export const MIDDLE_EAST: readonly IdRule[] = [
  {
    type: 'TR_NATIONAL_ID',
    category: NATIONAL,
    pattern: /^[1-9]\d{9}[02468]$/,
    chance: 0.01,
    lengths: [11],
    valid: isKimlik,
    written: UNSEPARATED,
    stands: 'alone',
    context: ['kimlik', 'tckn', 'tc no', 't.c.', 'tc kimlik', 'kişi', ...ID_WORDS],
  },
  {
    type: 'TR_VKN',
    category: ORGANIZATION,
    pattern: /^\d{10}$/,
    lengths: [10],
    valid: isVergi,
    stands: 'alone',
    context: ['vkn', 'vergi', 'vergi kimlik', ...TAX_WORDS],
  },
  {
    // province, letters, digits
    type: 'TR_LICENSE_PLATE',
    category: VEHICLE,
    pattern: /^(?:0[1-9]|[1-7]\d|8[01])(?:[A-PR-VYZ]\d{2,5}|[A-PR-VYZ]{2}\d{2,4}|[A-PR-VYZ]{3}\d{2,3})$/,
    chance: 0.5,
    lengths: [5, 6, 7, 8],
    written: /^\d{2}[ -]?[A-Z]{1,3}[ -]?\d{2,5}$/i,
    stands: 'alone',
    context: PLATE,
  },
  {
    type: 'IL_IDNR',
    category: NATIONAL,
    pattern: /^\d{9}$/,
    lengths: [9],
    valid: (digits) => luhn(digits) && Number(digits) > 0,
    stands: 'alone',
    context: ['teudat zehut', 'תעודת זהות', 'ת.ז.', 'מספר זהות', ...ID_WORDS],
  },
  {
    // the leading zero left out
    type: 'IL_IDNR',
    category: NATIONAL,
    pattern: /^\d{8}$/,
    lengths: [8],
    valid: luhn,
    written: /^\d{7}-\d$/,
    stands: 'alone',
    context: ['teudat zehut', 'תעודת זהות', 'ת.ז.', 'מספר זהות', ...ID_WORDS],
  },
  {
    type: 'IL_HP',
    category: ORGANIZATION,
    pattern: /^5\d{8}$/,
    chance: 0.01,
    lengths: [9],
    valid: luhn,
    stands: 'alone',
    context: ['ח.פ.', 'ח"פ', 'עוסק מורשה', ...COMPANY_WORDS],
  },
  {
    type: 'IR_NATIONAL_ID',
    category: NATIONAL,
    pattern: /^\d{10}$/,
    lengths: [10],
    valid: isIranian,
    written: /^\d{3}-?\d{6}-?\d$/,
    stands: 'alone',
    context: ['کد ملی', 'کدملی', 'شماره ملی', 'melli', 'code melli', ...ID_WORDS],
  },
  {
    // 784, year of birth, serial, a Luhn digit
    type: 'AE_EMIRATES_ID',
    category: NATIONAL,
    pattern: /^784(?:19|20)\d{10}$/,
    chance: 0.00001,
    lengths: [15],
    valid: luhn,
    stands: 'always',
    context: ['emirates id', 'الهوية', 'eid', ...ID_WORDS],
  },
  {
    // 1 for citizens, 2 for residents
    type: 'SA_NATIONAL_ID',
    category: NATIONAL,
    pattern: /^[12]\d{9}$/,
    chance: 0.02,
    lengths: [10],
    valid: luhn,
    stands: 'never',
    context: ['iqama', 'الهوية الوطنية', 'رقم الهوية', 'إقامة', 'absher', ...ID_WORDS],
  },
]
