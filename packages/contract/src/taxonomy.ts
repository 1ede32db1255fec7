/** The taxonomy of data categories: fideslang keys for names, W3C DPV 2.3 IRIs as second names. Free of zod, so that a browser can load it. */

export interface CategoryEntry {
  /** What it is, in a few words. */
  label: string
  /** IRI in the W3C Data Privacy Vocabulary (PD extension), or null where it has none. */
  dpv: string | null
}

// lets a bundle without the table drop it
/* @__NO_SIDE_EFFECTS__ */
const pd = (term: string) => `https://w3id.org/dpv/pd#${term}`

/** Categories known by name: the defaults of fideslang 3 and a few of ours. A policy may use deeper keys below any of these (`user.contact.email.work`). */
export const CATEGORIES = {
  'user.name': { label: 'Name', dpv: pd('Name') },
  'user.name.first': { label: 'First name', dpv: pd('Name') },
  'user.name.last': { label: 'Last name', dpv: pd('Name') },
  'user.contact': { label: 'Contact data', dpv: pd('Contact') },
  'user.contact.email': { label: 'E-mail address', dpv: pd('EmailAddress') },
  'user.contact.phone_number': { label: 'Phone number', dpv: pd('TelephoneNumber') },
  'user.contact.fax_number': { label: 'Fax number', dpv: pd('Contact') },
  'user.contact.url': { label: 'Website', dpv: pd('Contact') },
  'user.contact.organization': { label: 'Organisation', dpv: pd('CurrentEmployment') },
  'user.contact.address': { label: 'Address', dpv: pd('PhysicalAddress') },
  'user.contact.address.street': { label: 'Street', dpv: pd('Street') },
  'user.contact.address.city': { label: 'City', dpv: pd('City') },
  'user.contact.address.state': { label: 'State or province', dpv: pd('Region') },
  'user.contact.address.country': { label: 'Country', dpv: pd('Country') },
  'user.contact.address.postal_code': { label: 'Postal code', dpv: pd('PostalCode') },
  'user.job_title': { label: 'Job position', dpv: pd('Job') },
  'user.workplace': { label: 'Workplace', dpv: pd('WorkEnvironment') },
  'user.account': { label: 'Account data', dpv: null },
  'user.account.username': { label: 'User name', dpv: pd('Username') },
  'user.account.settings': { label: 'Account settings', dpv: pd('Preference') },
  'user.authorization': { label: 'Sign-in and permissions', dpv: pd('Authenticating') },
  'user.authorization.password': { label: 'Password', dpv: pd('Password') },
  'user.authorization.credentials': { label: 'Sign-in credentials', dpv: pd('Authenticating') },
  'user.authorization.biometric': { label: 'Biometric sign-in', dpv: pd('Biometric') },
  'user.unique_id': { label: 'Account or other unique id', dpv: pd('UID') },
  'user.unique_id.pseudonymous': { label: 'Pseudonymous id', dpv: pd('UID') },
  'user.device': { label: 'Device', dpv: pd('DeviceBased') },
  'user.device.cookie': { label: 'Cookie content', dpv: pd('DeviceBased') },
  'user.device.cookie_id': { label: 'Cookie id', dpv: pd('DeviceBased') },
  'user.device.device_id': { label: 'Device id', dpv: pd('DeviceBased') },
  'user.device.ip_address': { label: 'IP address', dpv: pd('IPAddress') },
  'user.device.telemetry': { label: 'Device data', dpv: pd('DeviceBased') },
  'user.demographic': { label: 'Demographic data', dpv: pd('Demographic') },
  'user.demographic.age_range': { label: 'Age range', dpv: pd('AgeRange') },
  'user.demographic.date_of_birth': { label: 'Date of birth', dpv: pd('BirthDate') },
  'user.demographic.gender': { label: 'Gender', dpv: pd('Gender') },
  'user.demographic.language': { label: 'Language', dpv: pd('Language') },
  'user.demographic.marital_status': { label: 'Marital status', dpv: pd('MaritalStatus') },
  'user.demographic.political_opinion': { label: 'Political opinion', dpv: pd('PoliticalOpinion') },
  'user.demographic.profile': { label: 'Profile', dpv: pd('IndividualProfile') },
  'user.demographic.race_ethnicity': { label: 'Race or ethnicity', dpv: pd('Race') },
  'user.demographic.religious_belief': { label: 'Religious belief', dpv: pd('ReligiousBelief') },
  'user.demographic.sexual_orientation': { label: 'Sexual orientation', dpv: pd('SexualPreference') },
  'user.behavior': { label: 'Behaviour', dpv: pd('Behavioural') },
  'user.behavior.purchase_history': { label: 'Purchases', dpv: pd('PurchasesAndSpendingHabit') },
  'user.behavior.browsing_history': { label: 'Pages viewed', dpv: pd('BrowsingBehaviour') },
  'user.behavior.search_history': { label: 'Searches and queries', dpv: pd('BrowsingBehaviour') },
  'user.behavior.media_consumption': { label: 'Media used', dpv: pd('ServiceConsumptionBehaviour') },
  'user.content': { label: 'Content', dpv: null },
  'user.content.private': { label: 'Content of messages', dpv: pd('Communication') },
  'user.content.public': { label: 'Published content', dpv: pd('Communication') },
  'user.content.self_image': { label: 'Picture of the person', dpv: pd('Picture') },
  'user.social': { label: 'Social activity', dpv: pd('Social') },
  'user.financial': { label: 'Payment data', dpv: pd('Financial') },
  'user.financial.bank_account': { label: 'Bank account', dpv: pd('BankAccount') },
  'user.financial.credit_card': { label: 'Payment card', dpv: pd('PaymentCard') },
  'user.payment': { label: 'Payments', dpv: pd('Transactional') },
  'user.government_id': { label: 'Government identifier', dpv: pd('OfficialID') },
  'user.government_id.birth_certificate': { label: 'Birth certificate', dpv: pd('OfficialID') },
  'user.government_id.drivers_license_number': { label: 'Driving licence', dpv: pd('VehicleLicense') },
  'user.government_id.immigration': { label: 'Immigration id', dpv: pd('OfficialID') },
  'user.government_id.national_identification_number': {
    label: 'National identification number',
    dpv: pd('OfficialID'),
  },
  'user.government_id.passport_number': { label: 'Passport', dpv: pd('Passport') },
  'user.government_id.vehicle_registration': { label: 'Vehicle registration', dpv: pd('VehicalLicenseRegistration') },
  'user.health_and_medical': { label: 'Health', dpv: pd('Health') },
  'user.health_and_medical.genetic': { label: 'Genetic data', dpv: pd('Genetic') },
  'user.health_and_medical.insurance_beneficiary_id': { label: 'Health insurance number', dpv: pd('Insurance') },
  'user.health_and_medical.record_id': { label: 'Health record number', dpv: pd('HealthRecord') },
  'user.biometric': { label: 'Biometrics', dpv: pd('Biometric') },
  'user.biometric.fingerprint': { label: 'Fingerprint', dpv: pd('Fingerprint') },
  'user.biometric.retinal': { label: 'Retina scan', dpv: pd('Retina') },
  'user.biometric.voice': { label: 'Voice recording', dpv: pd('VoiceCommunicationRecording') },
  'user.biometric.health': { label: 'Health measured on the body', dpv: pd('Health') },
  'user.criminal_history': { label: 'Criminal history', dpv: pd('Criminal') },
  'user.childrens': { label: 'Data about children', dpv: null },
  'user.location': { label: 'Location', dpv: pd('Location') },
  'user.location.precise': { label: 'Precise location', dpv: pd('Location') },
  'user.location.imprecise': { label: 'Rough location', dpv: pd('Location') },
  'user.sensor': { label: 'Sensor data', dpv: null },
  'user.user_sensor': { label: 'Sensors around the person', dpv: null },
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
