/** Egypt, Tunisia, Libya, Algeria, Morocco. */
import type { IdRule } from '../id-rule.ts'
import { isDate, part, remainder } from './check-digits.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION, TAX_WORDS, UNSEPARATED } from './vocabulary.ts'

// century, birthday, governorate, serial
function isEgyptian(digits: string): boolean {
  const governorate = part(digits, 7, 9)
  const century = digits.startsWith('2') ? 1900 : 2000
  return (
    isDate(century + part(digits, 1, 3), part(digits, 3, 5), part(digits, 5, 7)) &&
    ((governorate > 0 && governorate <= 35) || governorate === 88)
  )
}

/** Rules for North Africa. */
export const NORTH_AFRICA: readonly IdRule[] = [
  {
    type: 'EG_NATIONAL_ID',
    category: NATIONAL,
    pattern: /^[23]\d{13}$/,
    chance: 0.002,
    lengths: [14],
    valid: isEgyptian,
    written: UNSEPARATED,
    stands: 'alone',
    context: ['الرقم القومي', 'رقم قومي', 'بطاقة', ...ID_WORDS],
  },
  {
    // no check digit is public
    type: 'EG_TN',
    category: ORGANIZATION,
    pattern: /^\d{9}$/,
    lengths: [9],
    stands: 'never',
    context: ['الرقم الضريبي', 'رقم التسجيل الضريبي', 'egyptian tax'],
  },
  {
    type: 'TN_NATIONAL_ID',
    category: NATIONAL,
    pattern: /^\d{8}$/,
    lengths: [8],
    written: UNSEPARATED,
    stands: 'never',
    context: ['cin', "carte d'identité nationale", 'بطاقة التعريف', ...ID_WORDS],
  },
  {
    type: 'TN_MF',
    category: ORGANIZATION,
    pattern: /^\d{7}[A-HJ-NP-TV-Z](?:[ABDNP][CEMNP]\d{3})?$/,
    chance: 0.5,
    lengths: [8, 13],
    stands: 'alone',
    context: ['matricule fiscal', 'matricule fiscale', 'المعرف الجبائي'],
  },
  {
    // sex, year of birth, serial
    type: 'LY_NATIONAL_ID',
    category: NATIONAL,
    pattern: /^[12](?:19|20)\d{9}$/,
    chance: 0.005,
    lengths: [12],
    written: UNSEPARATED,
    stands: 'alone',
    context: ['الرقم الوطني', ...ID_WORDS],
  },
  {
    type: 'DZ_NIF',
    category: ORGANIZATION,
    pattern: /^(?:\d{15}|\d{20})$/,
    lengths: [15, 20],
    stands: 'never',
    context: ['nif', "numéro d'identification fiscale", ...TAX_WORDS],
  },
  {
    type: 'MA_ICE',
    category: ORGANIZATION,
    pattern: /^\d{15}$/,
    chance: 0.01,
    lengths: [15],
    valid: (digits) => remainder(digits, 97) === 0 && Number(digits) > 0,
    stands: 'alone',
    context: ['ice', "identifiant commun de l'entreprise", ...COMPANY_WORDS],
  },
]
