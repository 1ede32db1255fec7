/** Records around a parent or guardian. */
import * as z from 'zod/mini'
import { replacesSchema } from './consent.ts'
import { idSchema, nameSchema, policyVersionSchema, scopeDigestSchema } from './ids.ts'

/** 16 CFR 312.5(b)(2) and the like, named for what they show and no more. */
const methodSchema = z.enum([
  'mailbox-confirmed',
  'text-confirmed',
  'payment',
  'signed-form',
  'phone-call',
  'video-call',
  'id-document',
  'knowledge-questions',
  'device-guardian',
])

export const guardianLinkedFields = {
  guardian: idSchema,
  method: methodSchema,
  assurance: z.enum(['asserted', 'standard', 'enhanced', 'strict']),
}
export const guardianEndedFields = { guardian: idSchema }

export const guardianApprovalFields = {
  guardian: idSchema,
  purpose: nameSchema,
  approval: z.enum(['approved', 'revoked', 'vetoed']),
  replaces: replacesSchema,
  policyVersion: policyVersionSchema,
  scopeDigest: scopeDigestSchema,
  noticeId: z.string().check(z.minLength(1), z.maxLength(128)),
  /** Approves disclosure to third parties too (16 CFR 312.5(a)(2)); asked apart. */
  thirdParties: z.boolean(),
}

/** A named person's decision to use data for a child's protection, or in an emergency (at most 72 hours). */
export const protectionFields = {
  purpose: nameSchema,
  reason: z.string().check(z.minLength(1), z.maxLength(2000)),
  namedPerson: z.string().check(z.minLength(1), z.maxLength(128)),
  expiresAt: z.string(),
  reviewDue: z.string(),
}
