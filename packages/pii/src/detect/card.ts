/** Numbers of payment cards and of phones' radios, told as rules: Luhn's check and the ranges that are issued. */
import { passesLuhn } from './checksum.ts'
import type { IdRule } from './id-rule.ts'

const CARD_NAMES = (
  'card|credit|debit|cc|visa|mastercard|amex|american express|discover|diners|jcb|unionpay|maestro|pan|kartu|karte|kreditkarte|carte|tarjeta|cartão|' +
  'carta|kaart|карта|カード|信用卡|카드'
).split('|')

const CARD = { type: 'CREDIT_CARD', category: 'user.financial.credit_card', context: CARD_NAMES } as const

/** Ranges by network; 13 digits (old Visa) and 12 or 19 (Maestro, UnionPay) are too common in codes on goods to stand without a word. */
const COMMON =
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|6\d|8\d|9\d)\d{11}|3(?:0[0-5]|[689]\d)\d{13}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d|22\d)\d{12}|62\d{14}|8[12]\d{14}|220[0-4]\d{12}|9792\d{12})$/
const RARE = /^(?:4\d{12}|4\d{18}|(?:5[06-8]|6\d)\d{10,17}|62\d{15,17}|35\d{14}|1800\d{11}|2131\d{11}|3\d{13,15})$/
const WRITTEN =
  /^(?:\d{4}[ \u00a0-]\d{4}[ \u00a0-]\d{4}[ \u00a0-]\d{1,4}(?:[ \u00a0-]\d{3})?|\d{4}[ \u00a0-]\d{6}[ \u00a0-]\d{4,5}|\d{6}[ \u00a0-]\d{13})$/

/** Payment cards (ISO/IEC 7812). */
export const CARD_RULES: readonly IdRule[] = [
  { ...CARD, pattern: COMMON, lengths: [14, 15, 16], valid: passesLuhn, written: WRITTEN, stands: 'always' },
  {
    ...CARD,
    pattern: RARE,
    lengths: [12, 13, 14, 15, 16, 17, 18, 19],
    valid: passesLuhn,
    written: WRITTEN,
    stands: 'alone',
  },
  { ...CARD, pattern: /^\d{12,19}$/, lengths: [12, 13, 14, 15, 16, 17, 18, 19], valid: passesLuhn, stands: 'never' },
]

const IMEI = {
  type: 'IMEI',
  category: 'user.unique_id.imei',
  context: ['imei', 'imeisv', 'handset', 'device id', 'device identifier'],
} as const

/** Identities of mobile equipment (3GPP TS 23.003). */
export const IMEI_RULES: readonly IdRule[] = [
  {
    ...IMEI,
    pattern: /^\d{15}$/,
    lengths: [15],
    valid: passesLuhn,
    written: /^\d{2}([-/ ])\d{6}\1\d{6}\1\d$/,
    stands: 'written',
    standsAlone: true,
  },
]
