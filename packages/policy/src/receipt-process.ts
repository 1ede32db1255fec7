/** What one purpose does with data, by one version of the policy, as DPV names it. */
import { findCategory } from '@privacykit/contract/taxonomy'
import { findPurpose, type PolicyInput, type PurposeInput } from './policy.ts'
import { daysNode, type JsonLd, placeIri, taggedTexts, untilNode } from './receipt-vocabulary.ts'

/** What describes a purpose besides the policy. */
export interface ProcessOptions {
  /** IRI that everything in the document begins with. */
  readonly base: string
  /** ISO 3166 codes of where the data is kept. */
  readonly storedIn: readonly string[]
}

/** IRI of a purpose in a version. */
export function processIri(base: string, { purpose, version }: { purpose: string; version: string }): string {
  return `${base}process:${encodeURIComponent(version)}:${encodeURIComponent(purpose)}`
}

/** The purpose as a node; null when this version has none of that name. */
export function processNode(policy: PolicyInput, name: string, { base, storedIn }: ProcessOptions): JsonLd | null {
  const purpose = findPurpose(policy, name)
  if (purpose === null) return null
  const recipients = recipientNodes(policy, purpose, base)
  return {
    '@id': processIri(base, { purpose: name, version: policy.version }),
    '@type': 'dpv:Process',
    'schema:version': policy.version,
    'dpv:hasPurpose': purposeNode(purpose, { name, base }),
    'dpv:hasLegalBasis': 'dpv:ExpressedConsent',
    'dpv:hasPersonalData': dataNodes(purpose),
    'dpv:hasDataController': `${base}controller`,
    // without another recipient the data stays with the controller
    'dpv:hasRecipient': recipients.length === 0 ? [`${base}controller`] : recipients,
    'dpv:hasStorageCondition': [...retentionNodes(policy, purpose), ...locationNodes(storedIn)],
  }
}

function purposeNode(purpose: PurposeInput, { name, base }: { name: string; base: string }): JsonLd {
  const kinds = [
    ...(purpose.dpv === undefined ? [] : [purpose.dpv]),
    ...(purpose.directMarketing === true ? ['dpv:DirectMarketing'] : []),
    ...(purpose.targetedAdvertising === true ? ['dpv:TargetedAdvertising'] : []),
    ...(purpose.sale === true ? ['dpv:SellDataToThirdParties'] : []),
  ]
  return {
    '@id': `${base}purpose:${encodeURIComponent(name)}`,
    '@type': 'dpv:Purpose',
    'dct:identifier': name,
    'dct:title': taggedTexts(purpose.title),
    'dct:description': taggedTexts(purpose.summary),
    ...(kinds.length === 0 ? {} : { 'skos:broader': kinds }),
  }
}

function dataNodes({ data, optional = [] }: PurposeInput): JsonLd[] {
  const node = (key: string, necessity: 'dpv:Required' | 'dpv:Optional'): JsonLd => {
    const category = findCategory(key)
    return {
      '@type': 'dpv:PersonalData',
      'dct:identifier': key,
      'skos:broader': category?.dpv ?? 'dpv:PersonalData',
      ...(category === null ? {} : { 'dct:title': { '@value': category.label, '@language': 'en' } }),
      'dpv:hasNecessity': necessity,
    }
  }
  return [
    ...data.map((key) => node(key, 'dpv:Required')),
    ...optional.map(({ category }) => node(category, 'dpv:Optional')),
  ]
}

const ROLES = {
  processor: 'dpv:DataProcessor',
  controller: 'dpv:ThirdParty',
  'joint-controller': 'dpv:JointDataControllers',
} as const

function recipientNodes({ recipients }: PolicyInput, purpose: PurposeInput, base: string): JsonLd[] {
  return (purpose.recipients ?? []).flatMap((name) => {
    const recipient = Object.hasOwn(recipients, name) ? recipients[name] : undefined
    if (recipient === undefined) return []
    return {
      '@id': `${base}recipient:${encodeURIComponent(name)}`,
      '@type': ['dpv:Recipient', ROLES[recipient.role]],
      'dpv:hasName': recipient.name,
      'dpv:hasIdentifier': name,
      'dpv:hasLocation': placeIri(recipient.country),
      ...(recipient.url === undefined ? {} : { 'schema:url': recipient.url }),
      ...(recipient.safeguard === undefined ? {} : { 'dct:description': recipient.safeguard }),
    }
  })
}

function retentionNodes({ retention }: PolicyInput, { retention: name }: PurposeInput): JsonLd[] {
  const rule = name !== undefined && Object.hasOwn(retention, name) ? retention[name] : undefined
  if (rule === undefined) return []
  const days = rule.days ?? (rule.years === undefined ? null : Math.round(rule.years * 365.25))
  const duration = days === null ? untilNode('account-end') : daysNode(days)
  return [{ '@type': 'dpv:StorageDuration', 'dpv:hasDuration': duration, 'dct:description': taggedTexts(rule.reason) }]
}

function locationNodes(codes: readonly string[]): JsonLd[] {
  return codes.length === 0 ? [] : [{ '@type': 'dpv:StorageLocation', 'dpv:hasLocation': codes.map(placeIri) }]
}
