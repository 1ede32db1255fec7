/** Writes the purposes of a policy as a fideslang system: its privacy declarations, with legal basis, sharing and retention. */
import type { Basis } from '@privacykit/contract'
import { asKey, requireKey } from './fideslang-dataset.ts'
import type { DataMap } from './map.ts'
import type { PurposePart, RecordPolicy } from './policy-part.ts'
import { type ProcessingRow, recordOfProcessing } from './record-of-processing.ts'
import { covers, unique } from './uses.ts'
import { erasedWhen, wordsFor } from './words/index.ts'

export interface FideslangDeclaration {
  name: string
  data_categories: string[]
  /** A key of fideslang's taxonomy of data uses. */
  data_use: string
  data_subjects: string[]
  dataset_references?: string[]
  legal_basis_for_processing?: string
  retention_period?: string
  processes_special_category_data: boolean
  data_shared_with_third_parties: boolean
  third_parties?: string
  shared_categories: string[]
  cookies?: { name: string }[]
}

/** One entry under `system:` of a Fides file. */
export interface FideslangSystem {
  fides_key: string
  name: string
  description?: string
  system_type: string
  privacy_declarations: FideslangDeclaration[]
  dataset_references?: string[]
  does_international_transfers: boolean
  legal_basis_for_transfers: string[]
  uses_cookies: boolean
  legal_name: string
  legal_address?: string
  dpo?: string
  data_security_practices?: string
  responsibility: string[]
}

export interface FideslangSystemOptions {
  /** Default: the app's name, with `_` for what a key cannot have. */
  key?: string
  /** Default: the key. */
  name?: string
  description?: string
  /**
   * fideslang's data use of a purpose, by the purpose's name. Default: the nearest that the policy itself shows, from advertising,
   * marketing, profiling and the legal basis; where it shows none, `collect`, which fideslang defines as "not yet expressly defined".
   */
  uses?: Readonly<Record<string, string>>
  /** fideslang's keys of data subjects, such as `customer`. Default: none. */
  subjects?: readonly string[]
  /** Keys of the datasets that the system reads. */
  datasets?: readonly string[]
  /** Security measures in general words. */
  security?: string
}

/**
 * Makes the system. What the policy does not say is left out; `child-protection`, a basis that fideslang has no word for, is too.
 *
 * @throws PrivacyError `invalid-option` for a key that Fides does not take
 */
export function toFideslangSystem(
  map: DataMap,
  policy: RecordPolicy,
  options: FideslangSystemOptions = {},
): FideslangSystem {
  const {
    key = asKey(policy.app),
    name = key,
    description,
    uses = {},
    subjects = [],
    datasets = [],
    security,
  } = options
  const { rows } = recordOfProcessing(map, policy, { language: 'en' })
  const { controller } = policy
  const transfers = rows.flatMap((row) => row.transfers)
  const declarations = rows.map((row): FideslangDeclaration => {
    const purpose = policy.purposes[row.purpose] as PurposePart // as: the rows are made from the purposes
    const use = Object.hasOwn(uses, row.purpose) ? uses[row.purpose] : undefined
    return { ...declarationOf(row, purpose), data_use: requireKey(use ?? useOf(purpose)), data_subjects: [...subjects] }
  })
  return {
    fides_key: requireKey(key),
    name,
    ...(description === undefined ? {} : { description }),
    system_type: 'Application',
    privacy_declarations: declarations,
    ...(datasets.length === 0 ? {} : { dataset_references: datasets.map(requireKey) }),
    does_international_transfers: transfers.length > 0,
    legal_basis_for_transfers: unique(transfers.flatMap(({ safeguard }) => safeguard ?? [])),
    uses_cookies: declarations.some(({ cookies = [] }) => cookies.length > 0),
    legal_name: controller.name,
    ...(controller.contact.address === undefined ? {} : { legal_address: controller.contact.address }),
    ...(controller.dpo === undefined ? {} : { dpo: controller.dpo.email }),
    ...(security === undefined ? {} : { data_security_practices: security }),
    responsibility: ['Controller'],
  }
}

function declarationOf(
  row: ProcessingRow,
  { data, stores = [] }: PurposePart,
): Omit<FideslangDeclaration, 'data_use' | 'data_subjects'> {
  const basis = BASES[row.basis]
  const cookies = stores.flatMap(({ cookie }) => (cookie === undefined ? [] : [{ name: cookie }]))
  return {
    name: row.title,
    data_categories: [...data],
    ...(basis === null ? {} : { legal_basis_for_processing: basis }),
    ...(row.erasure === null ? {} : { retention_period: erasedWhen(row.erasure, wordsFor('en').words, 'en') }),
    processes_special_category_data: data.some((category) => covers(SPECIAL, category)),
    data_shared_with_third_parties: row.recipients.length > 0,
    ...(row.recipients.length === 0 ? {} : { third_parties: row.recipients.map(({ name }) => name).join(', ') }),
    shared_categories: unique(row.recipients.flatMap(({ categories }) => categories)),
    ...(cookies.length === 0 ? {} : { cookies }),
  }
}

/** Names of `LegalBasisForProcessingEnum` in fideslang. */
const BASES: Readonly<Record<Basis, string | null>> = {
  consent: 'Consent',
  contract: 'Contract',
  'legitimate-interests': 'Legitimate interests',
  'legal-obligation': 'Legal obligations',
  'vital-interests': 'Vital interests',
  'child-protection': null,
}

/** GDPR Art. 9(1), as far as the taxonomy names it. */
const SPECIAL = [
  'user.health_and_medical',
  'user.biometric',
  'user.authorization.biometric',
  'user.demographic.race_ethnicity',
  'user.demographic.political_opinion',
  'user.demographic.religious_belief',
  'user.demographic.sexual_orientation',
]

/** The nearest data use of fideslang that the policy shows. */
function useOf(purpose: PurposePart): string {
  if (purpose.targetedAdvertising === true) return 'marketing.advertising'
  if (purpose.directMarketing === true) return 'marketing.communications'
  if (purpose.sale === true) return 'third_party_sharing'
  if (purpose.basis === 'legal-obligation') return 'essential.legal_obligation'
  if (purpose.profiling === true) return 'personalize'
  return purpose.basis === 'contract' ? 'essential.service' : 'collect'
}
