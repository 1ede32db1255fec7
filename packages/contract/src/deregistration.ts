/** Closing an account: request, plan, steps that hooks run, proof. */
import * as z from 'zod/mini'
import { accountIdSchema, idSchema, instantSchema, nameSchema } from './ids.ts'
import { withdrawalSchema, withdrawalTaskSchema } from './withdrawal.ts'

/** An app's part of a deregistration, as deployed. `after`: hooks whose erase step must be done first. */
export const hookDeclarationSchema = z.strictObject({
  name: nameSchema,
  after: z.array(nameSchema),
  /** `identity`: holds the account row itself and runs last. */
  phase: z.enum(['data', 'identity']),
  /** Whether the hook can find external ids before anything is erased, and look for leftovers afterwards. */
  identifies: z.boolean(),
  verifies: z.boolean(),
  /**
   * Purposes whose withdrawal alone it can carry out, and how; none: it holds nothing of any. Absent: nobody has said, so a withdrawal waits,
   * blocked, until somebody does. The hook is never asked to erase a whole account instead.
   */
  withdrawals: z.optional(
    z.strictObject({
      purposes: z.array(nameSchema).check(z.maxLength(256)),
      identifies: z.boolean(),
      verifies: z.boolean(),
    }),
  ),
})
export type HookDeclaration = z.infer<typeof hookDeclarationSchema>

/** received → scheduled (undo possible) → running ⇄ waiting / blocked → confirming → completed; or withdrawn. */
export const deregistrationStatusSchema = z.enum([
  'scheduled',
  'running',
  'waiting',
  'blocked',
  'confirming',
  'completed',
  'withdrawn',
])
export type DeregistrationStatus = z.infer<typeof deregistrationStatusSchema>

/** Rows that stay, by rule: which of the policy's retention rules, how many, until when. Never which rows. */
export const retainedSchema = z.object({
  rule: nameSchema,
  count: z.int().check(z.gte(0)),
  until: z.nullable(instantSchema),
})
export type Retained = z.infer<typeof retainedSchema>

/** What a hook answers. There is no `skipped`. Codes and rules only: no personal data. */
export const outcomeSchema = z.discriminatedUnion('outcome', [
  /** Ids the hook will need once the rows are gone; sealed by the backend, destroyed after the last check. */
  z.strictObject({ outcome: z.literal('identified'), aliases: z.record(z.string(), z.array(z.string())) }),
  z.strictObject({
    outcome: z.literal('erased'),
    count: z.int().check(z.gte(0)),
    retained: z.optional(z.array(retainedSchema)),
  }),
  z.strictObject({ outcome: z.literal('retained'), retained: z.array(retainedSchema).check(z.minLength(1)) }),
  z.strictObject({ outcome: z.literal('verified'), residual: z.int().check(z.gte(0)) }),
  /** The recipient has been told of a withdrawal. */
  z.strictObject({ outcome: z.literal('told') }),
  z.strictObject({ outcome: z.literal('waiting'), checkAfter: instantSchema }),
  z.strictObject({ outcome: z.literal('failed'), code: nameSchema }),
])
export type Outcome = z.infer<typeof outcomeSchema>

/** `notify` tells a recipient (GDPR 19); its `hook` is the recipient's name in the policy. */
export const stepKindSchema = z.enum(['identify', 'erase', 'verify', 'residual-check', 'notify'])
export type StepKind = z.infer<typeof stepKindSchema>
export const stepStatusSchema = z.enum(['pending', 'ready', 'leased', 'waiting', 'failed', 'done'])

/** One run of a hook in a plan. `id` is the idempotency key of every attempt. */
export const stepSchema = z.object({
  id: idSchema,
  requestId: idSchema,
  hook: nameSchema,
  kind: stepKindSchema,
  status: stepStatusSchema,
  /** Attempts started so far. */
  attempts: z.int(),
  count: z.optional(z.int()),
  retained: z.optional(z.array(retainedSchema)),
  residual: z.optional(z.int()),
  /** Code of the last failure. */
  failure: z.optional(nameSchema),
  /** When it runs again by itself (waiting, failed). */
  nextAt: z.optional(instantSchema),
})
export type Step = z.infer<typeof stepSchema>

/** A step handed to a worker, for as long as the lease runs. */
export const leasedStepSchema = z.object({
  step: stepSchema,
  /** `account` null: a device of a visitor who is not signed in; `withdrawal` names it. */
  subject: z.object({ account: z.nullable(accountIdSchema), generation: z.int() }),
  /** The step belongs to a withdrawal and takes no more than this says; absent: the whole account closes. */
  withdrawal: z.optional(withdrawalTaskSchema),
  leaseToken: idSchema,
  leaseUntil: instantSchema,
  /** What the hook's `identify` step found, opened for this worker only. */
  aliases: z.record(z.string(), z.array(z.string())),
})
export type LeasedStep = z.infer<typeof leasedStepSchema>

export const deregistrationSchema = z.object({
  requestId: idSchema,
  status: deregistrationStatusSchema,
  requestedAt: instantSchema,
  undoUntil: instantSchema,
  /** When nothing could be undone any more; null before. */
  irreversibleAt: z.nullable(instantSchema),
  completedAt: z.nullable(instantSchema),
  steps: z.array(stepSchema),
  interimProofId: z.nullable(idSchema),
  finalProofId: z.nullable(idSchema),
  /** The request is the erasure of one purpose, not of the account: it cannot be undone, has no interim proof and no second look. */
  withdrawal: z.optional(withdrawalSchema),
})
/** Status of a request. It names no subject: whoever holds the 128-bit id may read it. */
export type Deregistration = z.infer<typeof deregistrationSchema>

export const withdrawalsReplySchema = z.object({ withdrawals: z.array(deregistrationSchema) })

/** What will happen, before it is confirmed; made by the same planner as the plan. */
export const deregistrationPreviewSchema = z.object({
  undoDays: z.number(),
  items: z.array(
    z.object({
      hook: nameSchema,
      what: z.string(),
      count: z.int(),
      fate: z.enum(['erased', 'retained', 'external']),
      rule: z.optional(nameSchema),
      until: z.optional(z.nullable(instantSchema)),
    }),
  ),
})
export type DeregistrationPreview = z.infer<typeof deregistrationPreviewSchema>

/** Signed end of a deregistration, without personal data: interim at once, final after the second residual check. */
export const proofPayloadSchema = z.object({
  v: z.literal(1),
  proofId: idSchema,
  requestId: idSchema,
  app: z.string(),
  kind: z.enum(['interim', 'final']),
  requestedAt: instantSchema,
  completedAt: instantSchema,
  steps: z.array(
    z.object({
      hook: nameSchema,
      kind: stepKindSchema,
      attempts: z.int(),
      count: z.optional(z.int()),
      retained: z.optional(z.array(retainedSchema)),
      residual: z.optional(z.int()),
    }),
  ),
  /** Leftovers that the last check of each verifying hook found; a proof exists only when it is 0. */
  residual: z.int(),
  /** Hooks that declare no `verify`: their word is declared, not verified. */
  notVerified: z.array(nameSchema),
  /** Records of the subject that the backend itself deleted. */
  recordsDeleted: z.int(),
  /** When tombstone and fence end; of a withdrawal, which has neither, the moment of the proof. */
  fenceUntil: instantSchema,
  /** The proof is about one purpose: what of it could go and what stays, and why. */
  withdrawal: z.optional(withdrawalSchema),
})
export type ProofPayload = z.infer<typeof proofPayloadSchema>

/** The payload, and the same as a compact JWS (RFC 7515, EdDSA, `typ: privacy-proof+jws`). */
export const proofSchema = z.object({ ...proofPayloadSchema.shape, jws: z.string() })
export type Proof = z.infer<typeof proofSchema>
