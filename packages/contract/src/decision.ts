/** What `decide` answers, and the closed list of its reasons. */
import * as z from 'zod/mini'
import { basisSchema } from './policy.ts'

/** What is to be done with the data. */
export const operationSchema = z.enum(['collect', 'use', 'store', 'disclose'])
export type Operation = z.infer<typeof operationSchema>

/** In the order in which they are looked for. */
export const denialReasonSchema = z.enum([
  'unreadable-record',
  'unknown-purpose',
  'no-policy-in-force',
  'at-in-future',
  'history-unavailable',
  'undeclared-category',
  'undeclared-recipient',
  'undeclared-storage',
  'state-stale',
  'erased',
  'deregistering',
  'restricted',
  'law-table-stale',
  'jurisdiction-unknown',
  'prohibited-for-age',
  'age-unknown',
  'guardian-required',
  'guardian-revoked',
  'guardian-vetoed',
  'guardian-outdated',
  'notice-missing',
  'withdrawn',
  'refused',
  'conflict',
  'opted-out-by-signal',
  'outdated',
  'expired',
  'not-asked',
  'no-contract',
  'contract-ended',
  'change-not-notified',
  'suppressed',
  'objected-marketing',
  'objected',
  'law-not-applicable',
  'no-live-record',
])
export const allowReasonSchema = z.enum([
  'granted',
  'guardian-approved',
  'contract',
  'interests',
  'obligation',
  'emergency',
  'protection',
  'held',
  'retained',
])
export const reasonSchema = z.union([denialReasonSchema, allowReasonSchema])
export type DenialReason = z.infer<typeof denialReasonSchema>
export type AllowReason = z.infer<typeof allowReasonSchema>
export type Reason = z.infer<typeof reasonSchema>

export const decisionSchema = z.object({
  allowed: z.boolean(),
  reason: reasonSchema,
  /** Basis of the purpose in the version that was asked; null when there is none. */
  basis: z.nullable(basisSchema),
  /** ePrivacy 5(3), when storage on the device was asked about. */
  storage: z.optional(z.enum(['necessary', 'consented', 'denied'])),
  /** `claimed`: rests on an author's clock that nobody else saw. */
  evidence: z.enum(['recorded', 'claimed']),
  policyVersion: z.nullable(z.string()),
  /** Records that decided it; empty when their absence did. */
  recordIds: z.array(z.string()),
  /** Whether asking the person now could change the answer and is fair. */
  mayAsk: z.boolean(),
})
export type Decision = z.infer<typeof decisionSchema>
