/** Numbers without a check that only the words around them tell from others: documents, accounts, records, plates. */
import type { IdRule } from './id-rule.ts'

const PASSPORT = {
  type: 'PASSPORT',
  category: 'user.government_id.passport_number',
  context: (
    'passport|travel document|paspor|pasport|pass-nr|passnummer|reisepass|reisepassnummer|passeport|pasaporte|passaporte|passaporto|paspoort|' +
    'paszport|pasaport|паспорт|旅券|パスポート|护照|護照|여권|หนังสือเดินทาง|hộ chiếu'
  ).split('|'),
}

const LICENCE = {
  type: 'DRIVER_LICENSE',
  category: 'user.government_id.drivers_license_number',
  context: (
    "driver's license|driver’s license|drivers license|driver license|driving licence|driving license|driver's licence|driver licence|license number|" +
    'license no|licence number|licence no|dl|dl number|no sim|nomor sim|sim a|sim b|sim c|führerschein|permis de conduire|permiso de conducir|' +
    'carnet de conducir|licencia de conducir|patente di guida|carta de condução|cnh|rijbewijs|körkort|ajokortti|prawo jazdy|운전면허|運転免許'
  ).split('|'),
}

const ACCOUNT = {
  type: 'BANK_ACCOUNT',
  category: 'user.financial.bank_account',
  context: (
    'account|acct|a/c|acc no|checking|savings|rekening|no rek|no. rek|norek|konto|kontonummer|compte|cuenta|conto corrente|conta|rekeningnummer|' +
    'счёт|口座|账号|계좌'
  ).split('|'),
}

const RECORD = {
  type: 'HEALTH_ID',
  category: 'user.health_and_medical.record_id',
  context: (
    'mrn|medical record|medical file|patient id|patient number|patient no|insurance number|insurance code|insurance id|health insurance|health card|' +
    'member id|policy number|bpjs|rekam medis|versichertennummer|numéro de patient'
  ).split('|'),
}

const VEHICLE = {
  type: 'VEHICLE',
  category: 'user.government_id.vehicle_registration',
  context: (
    'plate|license plate|licence plate|number plate|plate number|vehicle registration|registration number|reg no|nopol|plat nomor|nomor polisi|' +
    'kennzeichen|plaka|matrícula|immatriculation|targa|kenteken|vin|chassis|vehicle identification number'
  ).split('|'),
}

const EMPLOYEE = {
  type: 'EMPLOYEE_ID',
  category: 'user.unique_id.employee',
  context:
    'employee id|employee number|employee no|staff id|staff number|personnel number|nip|nomor pegawai|personalnummer|badge'.split(
      '|',
    ),
}

/** Digits in groups, or letters and digits that hyphens, dots or slashes join. */
const GROUPED = /^(?:\d+(?:[ -]\d+)*|[\dA-Za-z]+(?:[-./][\dA-Za-z]+)*)$/

/** At least so many digits, so that a word next to the name is not taken for the number. */
const DIGITS_4 = '(?=(?:[A-Z]*\\d){4})'
const DIGITS_6 = '(?=(?:[A-Z]*\\d){6})'

/** The rules. A passport's number may also fill a text: one to three letters and digits, as most states issue them. */
export const NAMED_RULES: readonly IdRule[] = [
  { ...PASSPORT, ...form(`${DIGITS_4}[A-Z\\d]{6,10}`, 6, 10), written: /^[A-Z]{1,3}[- ]?\d+$/, stands: 'never' },
  { ...PASSPORT, ...form('(?:[A-Z]{1,2}\\d{6,8}|[A-Z]{3}\\d{6})', 7, 10), stands: 'alone' },
  { ...LICENCE, ...form(`${DIGITS_4}[A-Z\\d]{5,18}`, 5, 18), written: GROUPED, stands: 'never' },
  { ...ACCOUNT, ...form(`${DIGITS_6}[A-Z\\d]{7,20}`, 7, 20), written: /^\d+(?:[- ]\d+)*$/, stands: 'never' },
  { ...RECORD, ...form(`${DIGITS_4}[A-Z\\d]{5,16}`, 5, 16), written: GROUPED, stands: 'never' },
  { ...VEHICLE, ...form('(?=(?:[A-Z]*\\d){2})[A-Z\\d]{4,9}', 4, 9), written: GROUPED, stands: 'never' },
  { ...VEHICLE, ...form(`${DIGITS_4}[A-HJ-NPR-Z\\d]{17}`, 17, 17), stands: 'never' },
  { ...EMPLOYEE, ...form('[A-Z]{0,4}\\d{4,10}', 4, 14), written: GROUPED, stands: 'never' },
]

function form(source: string, from: number, to: number): { pattern: RegExp; lengths: number[] } {
  return {
    pattern: new RegExp(`^${source}$`),
    lengths: Array.from({ length: to - from + 1 }, (_, index) => from + index),
  }
}
