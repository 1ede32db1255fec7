/** Sweden and Finland. */
import type { IdRule } from '../id-rule.ts'
import { fillsMod11, isDate, isShortDate, luhn, part } from './check-digits.ts'
import { withPrefix } from './prefixed.ts'
import { COMPANY_WORDS, ID_WORDS, NATIONAL, ORGANIZATION } from './vocabulary.ts'

const SWEDISH = ['personnummer', 'samordningsnummer', 'personal number', 'personal identity', ...ID_WORDS] as const

const SWEDISH_COMPANY = [
  'organisationsnummer',
  'orgnr',
  'orgnum',
  'org nr',
  'org.nr',
  'momsnummer',
  ...COMPANY_WORDS,
] as const

// year, month, day (a coordination number has 60 added), serial, Luhn digit; centenarians write a plus
function isPersonnummer(digits: string): boolean {
  const day = part(digits, 4, 6)
  const serial = part(digits, 6, 9)
  return serial > 0 && isShortDate(part(digits, 0, 2), part(digits, 2, 4), day > 60 ? day - 60 : day) && luhn(digits)
}

const SIGNS = '0123456789ABCDEFHJKLMNPRSTUVWXY'

// birthday, the century's sign where it is a letter, serial, a sign for the remainder of both
function isHetu(text: string): boolean {
  const date = text.slice(0, 6)
  const rest = text.slice(-4)
  const century = text.length > 10 && /[A-F]/.test(text[6] ?? '') ? 2000 : 1900
  return (
    isDate(century + part(date, 4, 6), part(date, 2, 4), part(date, 0, 2)) &&
    part(rest, 0, 3) > 1 &&
    SIGNS[Number(date + rest.slice(0, 3)) % 31] === rest[3]
  )
}

const FINNISH = ['hetu', 'henkilötunnus', 'personbeteckning', 'henkilotunnus', 'id code', ...ID_WORDS] as const

const isBusinessId = (digits: string) => fillsMod11(digits, [7, 9, 10, 5, 8, 4, 2])

/** Rules for Sweden and Finland. */
export const SWEDEN_FINLAND: readonly IdRule[] = [
  {
    type: 'SE_PERSONNUMMER',
    category: NATIONAL,
    pattern: /^\d{10}$/,
    chance: 0.01,
    lengths: [10],
    valid: isPersonnummer,
    written: /^\d{6}[-+]\d{4}$/,
    stands: 'written',
    standsAlone: true,
    context: SWEDISH,
  },
  {
    type: 'SE_PERSONNUMMER',
    category: NATIONAL,
    pattern: /^(?:1[89]\d\d|200\d|201[0-4])\d{8}$/,
    chance: 0.0002,
    lengths: [12],
    valid: (text) => isPersonnummer(text.slice(2)),
    written: /^\d{8}[-+]\d{4}$/,
    stands: 'written',
    standsAlone: true,
    context: SWEDISH,
  },
  {
    // a child's: without a word it would be mistaken for a time, 20231125-1030
    type: 'SE_PERSONNUMMER',
    category: NATIONAL,
    pattern: /^20(?:1[5-9]|[2-9]\d)\d{8}$/,
    chance: 0.0001,
    lengths: [12],
    valid: (text) => isPersonnummer(text.slice(2)),
    written: /^\d{8}-\d{4}$/,
    stands: 'never',
    context: SWEDISH,
  },
  {
    // the third digit is 2 or more, so that it is no month
    type: 'SE_ORGANISATIONSNUMMER',
    category: ORGANIZATION,
    pattern: /^\d\d[2-9]\d{7}$/,
    lengths: [10],
    valid: luhn,
    written: /^\d{6}-\d{4}$/,
    stands: 'written',
    standsAlone: true,
    context: SWEDISH_COMPANY,
  },
  {
    type: 'SE_VAT',
    category: ORGANIZATION,
    pattern: /^SE\d{10}\d[1-9]$/,
    chance: 0.0001,
    lengths: [14],
    valid: (text) => luhn(text.slice(2, 12)),
    stands: 'always',
    context: SWEDISH_COMPANY,
  },
  {
    type: 'FI_PERSONAL_IDENTITY_CODE',
    category: NATIONAL,
    pattern: /^\d{6}[A-FU-Y]\d{3}[0-9A-Y]$/,
    chance: 0.0005,
    lengths: [11],
    valid: isHetu,
    stands: 'always',
    context: FINNISH,
  },
  {
    // the sign of the last century is a hyphen, that of the one before a plus
    type: 'FI_PERSONAL_IDENTITY_CODE',
    category: NATIONAL,
    pattern: /^\d{9}[0-9A-Y]$/,
    chance: 0.001,
    lengths: [10],
    valid: isHetu,
    written: /^\d{6}[-+]\d{3}[0-9A-Y]$/i,
    stands: 'written',
    context: FINNISH,
  },
  ...withPrefix('FI', {
    type: 'FI_ALV',
    category: ORGANIZATION,
    pattern: /^\d{8}$/,
    lengths: [8],
    valid: isBusinessId,
    stands: 'alone',
    context: ['alv', 'arvonlisävero', 'alv-numero', ...COMPANY_WORDS],
  }),
  {
    type: 'FI_YTUNNUS',
    category: ORGANIZATION,
    pattern: /^\d{8}$/,
    lengths: [8],
    valid: isBusinessId,
    written: /^\d{7}-\d$/,
    stands: 'alone',
    context: ['y-tunnus', 'ytunnus', 'fo-nummer', 'business id', ...COMPANY_WORDS],
  },
]
