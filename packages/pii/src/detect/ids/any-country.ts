/** Tax numbers and passports as a text names them, whatever their country. */
import type { IdRule } from '../id-rule.ts'
import { NATIONAL, PASSPORT, TAX_WORDS } from './vocabulary.ts'

/** Rules that hold for many countries. */
export const ANY_COUNTRY: readonly IdRule[] = [
  {
    // France and Mozambique, Latvia and Ireland, China, Canada, the Philippines: letters elsewhere than in front of all digits
    type: 'PASSPORT',
    category: PASSPORT,
    pattern: /^(?:\d{2}[A-Z]{2}\d{5}|\d[A-Z]\d{7}|E[A-HJ-NP-Z]\d{7}|[A-Z]\d{6}[A-Z]{2}|[A-Z]\d{7}[A-Z])$/,
    lengths: [9],
    written: /^\w{9}$/,
    stands: 'alone',
    context: ['passport', 'passports', 'passeport', 'passaporte', 'pasaporte', '护照', '護照'],
  },
  {
    // a text in English that says no more than this: most often the United States
    type: 'TAX_ID',
    category: NATIONAL,
    pattern: /^\d{9}$/,
    lengths: [9],
    written: /^\d{2}-\d{7}$/,
    stands: 'never',
    context: [...TAX_WORDS, 'federal tax'],
  },
]
