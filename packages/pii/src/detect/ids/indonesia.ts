/** Indonesia: the population number on every KTP, and the tax number in its old and its new form. */
import type { IdRule } from '../id-rule.ts'
import { isShortDate, luhn, part } from './check-digits.ts'
import { NATIONAL } from './vocabulary.ts'

// Kemendagri's codes of provinces
const PROVINCES = new Set([
  11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73, 74, 75,
  76, 81, 82, 91, 92, 93, 94, 95, 96, 97,
])

// province, regency, district, day (a woman's has 40 added), month, year, serial
function isNik(digits: string): boolean {
  const day = part(digits, 6, 8)
  return (
    PROVINCES.has(part(digits, 0, 2)) &&
    part(digits, 2, 4) > 0 &&
    part(digits, 4, 6) > 0 &&
    isShortDate(part(digits, 10, 12), part(digits, 8, 10), day > 40 ? day - 40 : day) &&
    part(digits, 12, 16) > 0
  )
}

const TAX = ['npwp', 'nomor pokok wajib pajak', 'wajib pajak', 'nitku', 'tax number', 'tax id'] as const

/** Rules for Indonesia. */
export const INDONESIA: readonly IdRule[] = [
  {
    type: 'ID_NIK',
    category: NATIONAL,
    pattern: /^\d{16}$/,
    chance: 0.02,
    lengths: [16],
    valid: isNik,
    stands: 'alone',
    context: [
      'nik',
      'ktp',
      'e-ktp',
      'nomor induk kependudukan',
      'no ktp',
      'kartu tanda penduduk',
      'kartu keluarga',
      'npwp',
    ],
  },
  {
    type: 'ID_NPWP',
    category: NATIONAL,
    pattern: /^\d{15}$/,
    lengths: [15],
    // eight digits of the taxpayer with a Luhn digit; then the tax office and the branch
    valid: (digits) => luhn(digits.slice(0, 9)) && part(digits, 0, 8) > 0,
    written: /^\d{2}\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}$/,
    stands: 'written',
    standsAlone: true,
    context: TAX,
  },
  {
    // since 2024: a zero before the old number (a person's is the NIK)
    type: 'ID_NPWP',
    category: NATIONAL,
    pattern: /^0\d{15}$/,
    chance: 0.01,
    lengths: [16],
    valid: (digits) => luhn(digits.slice(1, 10)) && part(digits, 1, 9) > 0,
    stands: 'alone',
    context: TAX,
  },
]
