/** What two kinds of issued numbers have in common: without a word that tells them apart, no country can be named. */
import type { Kind } from './detection.ts'

const CLASSES: readonly (readonly [string, Kind])[] = [
  ['user.government_id.organization', { type: 'COMPANY_ID', category: 'user.government_id.organization' }],
  [
    'user.government_id.professional_licence',
    { type: 'HEALTH_ID', category: 'user.government_id.professional_licence' },
  ],
  ['user.government_id.passport_number', { type: 'PASSPORT', category: 'user.government_id.passport_number' }],
  [
    'user.government_id.drivers_license_number',
    { type: 'DRIVER_LICENSE', category: 'user.government_id.drivers_license_number' },
  ],
  ['user.government_id.vehicle_registration', { type: 'VEHICLE', category: 'user.government_id.vehicle_registration' }],
  ['user.health_and_medical', { type: 'HEALTH_ID', category: 'user.health_and_medical.insurance_beneficiary_id' }],
  ['user.financial', { type: 'BANK_ACCOUNT', category: 'user.financial.bank_account' }],
]
const GOVERNMENT: Kind = { type: 'NATIONAL_ID', category: 'user.government_id' }

/** The kind itself for two of a name; their class where they share one (`PASSPORT`, `COMPANY_ID`); else `NATIONAL_ID`, unless one has no class. */
export function commonKind(one: Kind, other: Kind): Kind {
  if (one.type === other.type) return one
  const first = classOf(one)
  const second = classOf(other)
  if (first === null || second === null) return first === null ? one : other
  return first.type === second.type ? first : GOVERNMENT
}

function classOf({ type, category }: Kind): Kind | null {
  if (type === GOVERNMENT.type) return GOVERNMENT
  for (const [key, kind] of CLASSES) if (category.startsWith(key)) return kind
  return category.startsWith('user.government_id') ? GOVERNMENT : null
}
