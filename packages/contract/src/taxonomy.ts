/** The taxonomy of data categories: fideslang keys for names, W3C DPV 2.3 IRIs as second names. Free of zod, so that a browser can load it. */

export interface CategoryEntry {
  /** What it is, in a few words. */
  label: string
  /** IRI in the W3C Data Privacy Vocabulary (PD extension), or null where it has none. */
  dpv: string | null
}

const pd = (term: string) => `https://w3id.org/dpv/pd#${term}`

/** Categories known by name. A policy may use deeper keys below any of these (`user.contact.email.work`). */
export const CATEGORIES = {
  'user.name': { label: 'Name', dpv: pd('Name') },
  'user.contact.email': { label: 'E-mail address', dpv: pd('EmailAddress') },
  'user.contact.phone_number': { label: 'Phone number', dpv: pd('TelephoneNumber') },
  'user.contact.organization': { label: 'Organisation', dpv: pd('CurrentEmployment') },
  'user.contact.address': { label: 'Address', dpv: pd('PhysicalAddress') },
  'user.contact.address.street': { label: 'Street', dpv: pd('PhysicalAddress') },
  'user.contact.address.city': { label: 'City', dpv: pd('City') },
  'user.contact.address.state': { label: 'State or province', dpv: pd('Region') },
  'user.contact.address.country': { label: 'Country', dpv: pd('Country') },
  'user.contact.address.postal_code': { label: 'Postal code', dpv: pd('PostalCode') },
  'user.job_title': { label: 'Job position', dpv: pd('Job') },
  'user.account.username': { label: 'User name', dpv: pd('Username') },
  'user.authorization.password': { label: 'Password', dpv: pd('Password') },
  'user.unique_id': { label: 'Account or other unique id', dpv: pd('UID') },
  'user.unique_id.pseudonymous': { label: 'Pseudonymous id', dpv: pd('UID') },
  'user.device.cookie_id': { label: 'Cookie id', dpv: pd('DeviceBased') },
  'user.device.ip_address': { label: 'IP address', dpv: pd('IPAddress') },
  'user.device.telemetry': { label: 'Device data', dpv: pd('DeviceBased') },
  'user.demographic.age_range': { label: 'Age range', dpv: pd('AgeRange') },
  'user.demographic.date_of_birth': { label: 'Date of birth', dpv: pd('BirthDate') },
  'user.behavior.purchase_history': { label: 'Purchases', dpv: pd('PurchasesAndSpendingHabit') },
  'user.behavior.browsing_history': { label: 'Pages viewed', dpv: pd('BrowsingBehaviour') },
  'user.behavior.search_history': { label: 'Searches and queries', dpv: pd('BrowsingBehaviour') },
  'user.content.private': { label: 'Content of messages', dpv: pd('Communication') },
  'user.content.public': { label: 'Published content', dpv: pd('Communication') },
  'user.financial': { label: 'Payment data', dpv: pd('Financial') },
  'user.financial.bank_account': { label: 'Bank account', dpv: pd('BankAccount') },
  'user.financial.credit_card': { label: 'Payment card', dpv: pd('PaymentCard') },
  'user.government_id': { label: 'Government identifier', dpv: pd('OfficialID') },
  'user.health_and_medical': { label: 'Health', dpv: pd('Health') },
  'user.biometric': { label: 'Biometrics', dpv: pd('Biometric') },
  'user.location': { label: 'Location', dpv: pd('Location') },
  'user.telemetry': { label: 'Use of the product', dpv: pd('ServiceConsumptionBehaviour') },
  'user.privacy_preferences': { label: 'Privacy choices', dpv: pd('PrivacyPreference') },
} as const satisfies Record<string, CategoryEntry>

export type KnownCategory = keyof typeof CATEGORIES
/** A category key; known ones complete in the editor, deeper ones are any `user.…` key. */
export type Category = KnownCategory | (`user.${string}` & {})

/** The nearest entry at or above a key (`user.contact.email.work` → E-mail address), or null when the taxonomy has none. */
export function findCategory(key: string): CategoryEntry | null {
  for (let at = key; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (Object.hasOwn(CATEGORIES, at)) return CATEGORIES[at as KnownCategory] // as: hasOwn has just checked it
  }
  return null
}

/** True when `key` is `parent` or lies below it: a purpose that declares `user.contact` covers `user.contact.email`. */
export function isWithinCategory(key: string, parent: string): boolean {
  return key === parent || key.startsWith(`${parent}.`)
}
