/** One thing that a person, or a guardian, said about a purpose, as an event of consent. */
import type { ListedRecord, Receipt, RecordOf } from '@privacykit/contract'
import type { PolicyInput } from './policy.ts'
import { findPurpose } from './policy.ts'
import { processIri } from './receipt-process.ts'
import { daysNode, type JsonLd, untilNode } from './receipt-vocabulary.ts'

/** A record that says yes or no to one purpose. */
export type Said = RecordOf<'choice'> | RecordOf<'guardian-approval'>

/** What belongs to a record. */
export interface EventOptions {
  readonly base: string
  readonly stamp: ListedRecord['stamp']
  readonly receipt: Receipt | undefined
  /** The version it was said under, where it is at hand. */
  readonly policy: PolicyInput | undefined
}

const STATES = {
  granted: 'dpv:ConsentGiven',
  refused: 'dpv:ConsentRefused',
  withdrawn: 'dpv:ConsentWithdrawn',
  approved: 'dpv:ConsentGiven',
  revoked: 'dpv:ConsentWithdrawn',
  vetoed: 'dpv:ConsentRefused',
} as const

/** True for a yes. */
export function isGrant(said: Said): boolean {
  return said.type === 'choice' ? said.choice === 'granted' : said.approval === 'approved'
}

/** The event as a node. */
export function eventNode(said: Said, options: EventOptions): JsonLd {
  const { base, stamp, receipt, policy } = options
  const at = stamp?.effectiveAt ?? said.claimedAt
  const state = STATES[said.type === 'choice' ? said.choice : said.approval]
  return {
    '@id': `${base}record:${said.id}`,
    '@type': state === 'dpv:ConsentGiven' ? [state, 'dpv:ExpressedConsent'] : [state],
    'dct:identifier': said.id,
    ...(at === undefined ? {} : { 'dpv:isIndicatedAtTime': at }),
    'dpv:isIndicatedBy': said.type === 'choice' ? `${base}subject` : guardianNode(said),
    'dpv:hasIndicationMethod': methodOf(said),
    'dpv:hasDuration': durationNode(said, policy),
    'dpv:hasNotice': noticeNode(said, base),
    'dpv:hasProcess': processIri(base, { purpose: said.purpose, version: said.policyVersion }),
    ...(receipt === undefined ? {} : { 'dct:provenance': provenanceNode(receipt) }),
  }
}

function guardianNode(said: RecordOf<'guardian-approval'>): JsonLd {
  return { '@type': 'dpv:GuardianOfDataSubject', 'dct:identifier': said.guardian }
}

function methodOf(said: Said): string {
  if (said.type !== 'choice') return 'guardian approval'
  return said.overrides === 'gpc'
    ? `${said.surface}, against Global Privacy Control that was pointed out`
    : said.surface
}

/** A grant lasts as long as its purpose says; a denial until something else is said. */
function durationNode(said: Said, policy: PolicyInput | undefined): JsonLd {
  const days = policy === undefined ? undefined : findPurpose(policy, said.purpose)?.expiresDays
  if (isGrant(said) && days !== undefined) return daysNode(days)
  return untilNode(isGrant(said) ? 'withdrawal' : 'a later choice')
}

function noticeNode(said: Said, base: string): JsonLd {
  const { noticeId, policyVersion } = said
  const language = said.type === 'choice' ? said.language : undefined
  const hash = said.type === 'choice' ? said.textHash : undefined
  const path = [
    policyVersion,
    noticeId,
    ...(language === undefined ? [] : [language]),
    ...(hash === undefined ? [] : [hash]),
  ]
  return {
    '@id': `${base}notice:${path.map(encodeURIComponent).join(':')}`,
    '@type': 'dpv:ConsentNotice',
    'dct:identifier': noticeId,
    'schema:version': policyVersion,
    ...(language === undefined ? {} : { 'dct:language': language }),
    ...(hash === undefined ? {} : { 'schema:sha256': hexOf(hash) }),
  }
}

/** The backend's signed word that it has the record. */
function provenanceNode({ jws, commitment, receivedAt, seq }: Receipt): JsonLd {
  return {
    '@type': 'dct:ProvenanceStatement',
    'dct:identifier': commitment,
    'dct:issued': receivedAt,
    'schema:position': seq,
    'rdf:value': jws,
  }
}

/** schema.org writes a SHA-256 in hex. */
function hexOf(base64url: string): string {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Array.from(bytes, (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}
