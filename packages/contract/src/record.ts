/** The append-only list: every record type, who may write it, and the stamp that the backend adds. */
import * as z from 'zod/mini'
import { ageClaimFields, ageCorrectedFields } from './age.ts'
import {
  choiceFields,
  objectionFields,
  objectionOverriddenFields,
  restrictionFields,
  restrictionLiftedFields,
  signalFields,
} from './consent.ts'
import { guardianApprovalFields, guardianEndedFields, guardianLinkedFields, protectionFields } from './guardian.ts'
import {
  accountIdSchema,
  idSchema,
  instantSchema,
  languageSchema,
  nameSchema,
  policyVersionSchema,
  type Role,
  regionSchema,
  roleSchema,
  subjectSchema,
} from './ids.ts'

const head = { id: idSchema, claimedAt: z.optional(instantSchema) }
const record = <T extends string, F extends z.core.$ZodShape>(type: T, fields: F) =>
  z.strictObject({ ...head, type: z.literal(type), ...fields })

const purposesSchema = z.array(nameSchema).check(z.minLength(1), z.maxLength(64))
const noticeFields = {
  policyVersion: policyVersionSchema,
  noticeId: z.string().check(z.minLength(1), z.maxLength(128)),
  language: languageSchema,
}

/** Every type that this version can read. A type outside this list may be a denial: `decide` answers `unreadable-record`. */
export const recordSchema = z.discriminatedUnion('type', [
  record('choice', choiceFields),
  record('objection', objectionFields),
  record('objection-overridden', objectionOverriddenFields),
  record('signal', signalFields),
  record('restriction', restrictionFields),
  record('restriction-lifted', restrictionLiftedFields),
  record('age-claim', ageClaimFields),
  record('age-corrected', ageCorrectedFields),
  record('guardian-linked', guardianLinkedFields),
  record('guardian-ended', guardianEndedFields),
  record('guardian-approval', guardianApprovalFields),
  record('child-protection', protectionFields),
  record('emergency', protectionFields),
  record('account-opened', {}),
  record('contract-opened', { purposes: purposesSchema }),
  record('contract-ended', { purposes: purposesSchema }),
  record('deregistration-requested', { requestId: idSchema }),
  record('deregistration-cancelled', { requestId: idSchema }),
  record('deregistration-irreversible', { requestId: idSchema }),
  record('erased', { requestId: idSchema, proofId: idSchema }),
  record('link', { device: z.string(), account: accountIdSchema, mode: z.enum(['adopt', 'deny-only']) }),
  record('unlink', { linkId: idSchema }),
  record('notice-shown', { ...noticeFields, purposes: purposesSchema, channel: z.enum(['page', 'app', 'message']) }),
  record('policy-acknowledged', noticeFields),
  record('notice-delivered', {
    policyVersion: policyVersionSchema,
    channel: z.enum(['page', 'email', 'sms', 'push', 'post']),
  }),
  record('disclosure', {
    recipient: nameSchema,
    categories: z.array(z.string()),
    purpose: nameSchema,
    ground: z.string(),
    evidenceRef: z.optional(z.string()),
    conceal: z.optional(z.strictObject({ until: instantSchema, law: z.string() })),
  }),
  record('hold', { rows: z.string(), ground: z.string(), until: z.optional(instantSchema) }),
  record('hold-released', { holdId: idSchema }),
  record('request', { kind: z.string(), identity: z.string(), status: z.string() }),
  /** `declared`: the person says so; decisions leave that out, for it could loosen what binds where they are. */
  record('jurisdiction', { region: regionSchema, source: z.enum(['edge-header', 'account', 'app', 'declared']) }),
])
/** A record as its author wrote it. Records never change; a later one may replace an earlier one that its author saw. */
export type PrivacyRecord = z.infer<typeof recordSchema>
export type RecordType = PrivacyRecord['type']
export type RecordOf<T extends RecordType> = Extract<PrivacyRecord, { type: T }>

/** Who may write each type through the records endpoint. `backend`: nobody from outside; its own endpoints write those. */
export const RECORD_ROLES = {
  choice: ['subject'],
  objection: ['subject', 'guardian'],
  'objection-overridden': ['admin'],
  signal: ['app'],
  restriction: ['subject', 'admin'],
  'restriction-lifted': ['admin'],
  'age-claim': ['app'],
  'age-corrected': ['admin'],
  // an admin vouches for the method; a guardian speaks as its principal, and only while it is linked
  'guardian-linked': ['admin'],
  'guardian-ended': ['admin'],
  'guardian-approval': ['guardian'],
  'child-protection': ['admin'],
  emergency: ['admin'],
  'account-opened': ['backend'],
  'contract-opened': ['app'],
  'contract-ended': ['app'],
  'deregistration-requested': ['backend'],
  'deregistration-cancelled': ['backend'],
  'deregistration-irreversible': ['backend'],
  erased: ['backend'],
  link: ['backend'],
  unlink: ['backend'],
  'notice-shown': ['subject'],
  'policy-acknowledged': ['subject'],
  'notice-delivered': ['app', 'backend'],
  disclosure: ['app'],
  hold: ['admin'],
  'hold-released': ['admin'],
  request: ['backend'],
  jurisdiction: ['app'],
} as const satisfies Record<RecordType, readonly Role[]>

/** What the backend adds when it stores a record. */
export const stampSchema = z.object({
  subject: subjectSchema,
  /** 1 for the first account under an id; a new sign-up after erasure is the next. */
  generation: z.int(),
  actor: z.object({ role: roleSchema, principal: z.optional(z.string()) }),
  /** Position in the subject's list, from 1, without gaps. */
  seq: z.int(),
  /** Database clock, never going back. */
  receivedAt: instantSchema,
  /** When it took effect: the author's clock when that is plausible, else `receivedAt`. */
  effectiveAt: instantSchema,
  /** `estimated` from the author's clock; `received` when that clock was outside the plausible range or not given. */
  clock: z.enum(['estimated', 'received']),
})
export type Stamp = z.infer<typeof stampSchema>

/** A record with the backend's stamp, or still without one (made here, not yet acknowledged). */
export interface ListedRecord {
  record: PrivacyRecord | UnreadableRecord
  stamp?: Stamp | undefined
}
/** A record of a type that this version does not know. */
export interface UnreadableRecord {
  id: string
  type: string
  [field: string]: unknown
}

/** On the wire a record may be of a newer type, so replies keep what they cannot read. */
export const listedRecordSchema = z.object({
  record: z.union([recordSchema, z.looseObject({ id: z.string(), type: z.string() })]),
  stamp: z.optional(stampSchema),
})
