/** The keys under which apps usually log personal data and secrets, each with its category. */
import type { Category } from '@privacykit/contract'
import type { TagKind } from './tag.ts'

/** A key that holds personal data wherever it stands. */
export interface PersonalKey {
  /** Its name; case and separators do not matter: `postalCode` is `postal_code` is `Postal-Code`. */
  key: string
  category: Category
  /** Default `direct`. */
  kind?: TagKind
  /** True: only a key that is nothing but this name. Default false: also as a word of a longer key (`customerEmail`). */
  whole?: boolean
}

const names = (category: Category, keys: string, more: { kind?: TagKind; whole?: boolean } = {}): PersonalKey[] =>
  keys.split(' ').map((key) => ({ key, category, ...more }))

/**
 * The default list of `createKeyRedactor`. Not in it: `name`, which loggers use for themselves, and words that mean too
 * much (`id`, `to`, `from`, `city`). Add what your lines hold: `[...PERSONAL_KEYS, { key: 'name', category: 'user.name', whole: true }]`.
 */
export const PERSONAL_KEYS: readonly PersonalKey[] = [
  ...names('user.authorization.password', 'password passwd passphrase pwd passcode secret credential authorization'),
  ...names('user.authorization.password', 'token jwt api-key private-key access-key signing-key otp'),
  ...names('user.authorization.password', 'pin auth bearer', { whole: true }),
  ...names('user.device.cookie_id', 'cookie session-id device-id advertising-id idfa gaid'),
  ...names('user.device.cookie_id', 'sid', { whole: true }),
  ...names('user.contact.email', 'email'),
  ...names('user.contact.email', 'mail', { whole: true }),
  ...names('user.contact.phone_number', 'phone telephone cellphone msisdn mobile-number whats-app fax'),
  ...names('user.contact.phone_number', 'mobile tel', { whole: true }),
  ...names('user.name', 'first-name last-name middle-name full-name given-name family-name surname maiden-name'),
  ...names('user.name', 'display-name nickname customer-name patient-name recipient-name contact-name cardholder'),
  ...names('user.account.username', 'username'),
  ...names('user.account.username', 'login', { whole: true }),
  ...names('user.contact.address', 'home-address postal-address mailing-address shipping-address billing-address'),
  ...names('user.contact.address', 'address delivery-address', { whole: true }),
  ...names('user.contact.address.street', 'street street-address address-line address1 address2'),
  ...names('user.contact.address.postal_code', 'postal-code postcode zip-code', { kind: 'quasi' }),
  ...names('user.contact.address.postal_code', 'zip', { kind: 'quasi', whole: true }),
  ...names('user.demographic.date_of_birth', 'birth-date date-of-birth dob birthday', { kind: 'quasi' }),
  ...names('user.device.ip_address', 'ip ip-address remote-address remote-addr x-forwarded-for'),
  ...names('user.location', 'latitude longitude geolocation', { kind: 'quasi' }),
  ...names('user.location', 'lat lng lon gps', { kind: 'quasi', whole: true }),
  ...names('user.unique_id', 'imei imsi mac-address'),
  ...names('user.financial.credit_card', 'credit-card card-number cc-number cvv cvc'),
  ...names('user.financial.credit_card', 'pan', { whole: true }),
  ...names('user.financial.bank_account', 'iban bank-account account-number routing-number'),
  ...names('user.government_id', 'ssn social-security-number nik ktp npwp nino aadhaar cpf passport tax-id'),
  ...names('user.government_id', 'national-id drivers-license driver-license license-number'),
  ...names('user.health_and_medical', 'blood-type diagnosis medical-record', { kind: 'sensitive' }),
]
