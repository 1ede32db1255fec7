/** Numbers without a check that only the words around them tell from others: documents, accounts, records, plates. */
import type { IdRule } from './id-rule.ts'

function lengths(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** Digits in groups, or letters and digits that hyphens, dots or slashes join. */
const GROUPED = /^(?:\d+(?:[ -]\d+)*|[\dA-Za-z]+(?:[-./][\dA-Za-z]+)*)$/

const PASSPORT = {
  type: 'PASSPORT',
  category: 'user.government_id.passport_number',
  context: [
    'passport', 'passports', 'passport no', 'travel document', 'paspor', 'nomor paspor', 'pasport', 'pass-nr', 'passnummer', 'reisepass', 'reisepassnummer',
    'passeport', 'pasaporte', 'passaporte', 'passaporto', 'paspoort', 'paszport', 'pasaport', 'паспорт', '旅券', 'パスポート', '护照', '護照', '여권', '여권번호', 'หนังสือเดินทาง', 'hộ chiếu',
  ], // biome-ignore format: a list of words reads better in lines
} as const

const LICENCE = {
  type: 'DRIVER_LICENSE',
  category: 'user.government_id.drivers_license_number',
  context: [
    "driver's license", 'driver’s license', 'drivers license', 'driver license', 'driving licence', 'driving license', "driver's licence", 'driver licence', 'license number',
    'licence number', 'dl', 'dl number', 'driver id', 'sim', 'nomor sim', 'führerschein', 'fuehrerschein', 'permis de conduire', 'permiso de conducir', 'carnet de conducir',
    'licencia de conducir', 'patente di guida', 'carta de condução', 'cnh', 'rijbewijs', 'körkort', 'ajokortti', 'prawo jazdy', '운전면허', '運転免許',
  ], // biome-ignore format: a list of words reads better in lines
} as const

const ACCOUNT = {
  type: 'BANK_ACCOUNT',
  category: 'user.financial.bank_account',
  context: [
    'account', 'account number', 'account no', 'account details', 'acct', 'a/c', 'bank account', 'checking', 'savings', 'rekening', 'no rek', 'no. rek', 'norek',
    'konto', 'kontonummer', 'compte', 'cuenta', 'conto corrente', 'conta', 'rekeningnummer', 'счёт', '口座', '账号', '계좌',
  ], // biome-ignore format: a list of words reads better in lines
} as const

const RECORD = {
  type: 'HEALTH_ID',
  category: 'user.health_and_medical.record_id',
  context: [
    'mrn', 'medical record', 'medical record number', 'medical file', 'patient id', 'patient number', 'patient no', 'insurance number', 'insurance code', 'health insurance',
    'health card', 'member id', 'policy number', 'bpjs', 'rekam medis', 'krankenversichertennummer', 'versichertennummer', 'numéro de patient',
  ], // biome-ignore format: a list of words reads better in lines
} as const

const VEHICLE = {
  type: 'VEHICLE',
  category: 'user.government_id.vehicle_registration',
  context: [
    'plate', 'license plate', 'licence plate', 'number plate', 'plate number', 'plates', 'vehicle registration', 'registration number', 'reg no', 'nopol', 'plat nomor', 'nomor polisi',
    'kennzeichen', 'plaka', 'matrícula', 'immatriculation', 'targa', 'kenteken', 'vin', 'chassis', 'vehicle identification number',
  ], // biome-ignore format: a list of words reads better in lines
} as const

const EMPLOYEE = {
  type: 'EMPLOYEE_ID',
  category: 'user.unique_id.employee',
  context: [
    'employee id',
    'employee number',
    'employee no',
    'staff id',
    'staff number',
    'personnel number',
    'nip',
    'nomor pegawai',
    'personalnummer',
    'badge',
  ],
} as const

/** The rules. A passport's number may also fill a text: one to three letters and digits, as most states issue them. */
export const NAMED_RULES: readonly IdRule[] = [
  {
    ...PASSPORT,
    pattern: /^(?=(?:[A-Z]*\d){4})[A-Z\d]{6,10}$/,
    lengths: lengths(6, 10),
    written: /^[A-Za-z]{1,3}[- ]?\d+$/,
    stands: 'never',
  },
  { ...PASSPORT, pattern: /^(?:[A-Z]{1,2}\d{6,8}|[A-Z]{3}\d{6})$/, lengths: [7, 8, 9, 10], stands: 'alone' },
  {
    ...LICENCE,
    pattern: /^(?=(?:[A-Z]*\d){4})[A-Z\d]{5,18}$/,
    lengths: lengths(5, 18),
    written: GROUPED,
    stands: 'never',
  },
  {
    ...ACCOUNT,
    pattern: /^(?=(?:[A-Z]*\d){6})[A-Z\d]{7,20}$/,
    lengths: lengths(7, 20),
    written: /^\d+(?:[- ]\d+)*$/,
    stands: 'never',
  },
  {
    ...RECORD,
    pattern: /^(?=(?:[A-Z]*\d){4})[A-Z\d]{5,16}$/,
    lengths: lengths(5, 16),
    written: GROUPED,
    stands: 'never',
  },
  {
    ...VEHICLE,
    pattern: /^(?=(?:[A-Z]*\d){2})(?:[A-Z\d]{4,9}|[A-HJ-NPR-Z\d]{17})$/,
    lengths: [...lengths(4, 9), 17],
    written: GROUPED,
    stands: 'never',
  },
  { ...EMPLOYEE, pattern: /^[A-Z]{0,4}\d{4,10}$/, lengths: lengths(4, 14), written: GROUPED, stands: 'never' },
]
