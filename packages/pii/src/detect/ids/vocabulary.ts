/** What the rules of all countries share: the categories they speak of, and the words that name such numbers in English. */

/** Keys of the taxonomy, by what an issued number stands for. */
export const NATIONAL = 'user.government_id.national_identification_number'
export const PASSPORT = 'user.government_id.passport_number'
export const LICENCE = 'user.government_id.drivers_license_number'
export const VEHICLE = 'user.government_id.vehicle_registration'
/** A company's number: a sole trader's is a person's. */
export const ORGANIZATION = 'user.government_id.organization'
/** A doctor's or a practice's number. */
export const PROFESSIONAL = 'user.government_id.professional_licence'
export const HEALTH = 'user.health_and_medical.insurance_beneficiary_id'
export const ACCOUNT = 'user.financial.account_number'

/** Words for a person's number, whatever the country. */
export const ID_WORDS = [
  'national id',
  'national identification',
  'national number',
  'identity card',
  'identity number',
  'identity code',
  'id card',
  'citizen id',
] as const
/** Words for a tax number. */
export const TAX_WORDS = ['tax id', 'tax number', 'tax identification', 'taxpayer', 'tax code', 'tin'] as const
/** Words for a company's number. */
export const COMPANY_WORDS = [
  'vat number',
  'vat no',
  'vat id',
  'vat reg',
  'vat registration',
  'company number',
  'company registration',
  'business number',
] as const
/** For `written`: the number is never written with separators. */
export const UNSEPARATED = /^\w+$/
