/** Tells records that this version can read from those that may be a denial it does not understand. No zod: browsers load this. */
import type { PrivacyRecord, RecordType, UnreadableRecord } from '@privacykit/contract'

type Check = (value: unknown) => boolean
const text: Check = (value) => typeof value === 'string' && value !== ''
const texts: Check = (value) => Array.isArray(value) && value.every(text)
const object: Check = (value) => typeof value === 'object' && value !== null
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string) // as: includes only compares

const agreement = { purpose: text, replaces: texts, policyVersion: text, scopeDigest: text }
const protection = { purpose: text, expiresAt: text }
const request = { requestId: text }
const contract = { purposes: texts }

/** Only the fields that decisions rest on. */
const FIELDS: Record<RecordType, Readonly<Record<string, Check>>> = {
  choice: { ...agreement, choice: oneOf('granted', 'refused', 'withdrawn') },
  objection: {
    objection: oneOf('objected', 'lifted'),
    replaces: texts,
    scope: (value) => value === 'direct-marketing' || (object(value) && text((value as { purpose?: unknown }).purpose)), // as: object was just checked
  },
  'objection-overridden': { objectionId: text },
  signal: { signal: oneOf('gpc') },
  restriction: { scope: (value) => value === 'all' || texts(value) },
  'restriction-lifted': { restrictionId: text },
  'age-claim': { band: object, source: text, assurance: text },
  'age-corrected': { band: object, supersedes: texts, assurance: text },
  'guardian-linked': { guardian: text },
  'guardian-ended': { guardian: text },
  'guardian-approval': { ...agreement, guardian: text, approval: oneOf('approved', 'revoked', 'vetoed') },
  'child-protection': protection,
  emergency: protection,
  'account-opened': {},
  'contract-opened': contract,
  'contract-ended': contract,
  'deregistration-requested': request,
  'deregistration-cancelled': request,
  'deregistration-irreversible': request,
  erased: request,
  link: { device: text, mode: oneOf('adopt', 'deny-only') },
  unlink: { linkId: text },
  'notice-shown': { policyVersion: text, purposes: texts },
  'policy-acknowledged': { policyVersion: text },
  'notice-delivered': { policyVersion: text },
  disclosure: {},
  hold: { rows: text },
  'hold-released': { holdId: text },
  request: {},
  jurisdiction: { region: text },
}

/** True when the record is of a type, and has the fields, that this version understands. */
export function isReadable(record: PrivacyRecord | UnreadableRecord): record is PrivacyRecord {
  if (!Object.hasOwn(FIELDS, record.type)) return false
  const fields = FIELDS[record.type as RecordType] // as: hasOwn has just checked it
  return Object.entries(fields).every(([field, check]) => check((record as UnreadableRecord)[field])) // as: reading fields by name
}
