/** Bodies and replies of the endpoints, where a noun of the contract alone is not the whole message. */
import * as z from 'zod/mini'
import { operationSchema } from './decision.ts'
import { outcomeSchema } from './deregistration.ts'
import { idSchema, instantSchema, nameSchema, regionSchema } from './ids.ts'
import { receiptSchema } from './receipt.ts'
import { recordSchema } from './record.ts'

/** Largest body, in bytes, that an endpoint reads. */
export const BODY_LIMIT_BYTES = 65_536
/** Most records in one request. */
export const BATCH_LIMIT = 50

export const appendBodySchema = z.strictObject({
  records: z.array(recordSchema).check(z.minLength(1), z.maxLength(BATCH_LIMIT)),
  /** The author's clock when it sent this; with `claimedAt` it gives the estimate of when the person acted. */
  sentAt: instantSchema,
})
export type AppendBody = z.infer<typeof appendBodySchema>
/** One receipt a record, in the order of the request. */
export const appendReplySchema = z.object({ receipts: z.array(receiptSchema), seq: z.int(), generation: z.int() })
export type AppendReply = z.infer<typeof appendReplySchema>

export const decideBodySchema = z.strictObject({
  purpose: z.string(),
  operation: operationSchema,
  at: z.optional(instantSchema),
  knownAt: z.optional(instantSchema),
  categories: z.optional(z.array(z.string())),
  recipient: z.optional(z.string()),
  region: z.optional(regionSchema),
  gpc: z.optional(z.boolean()),
})
export type DecideBody = z.infer<typeof decideBodySchema>

/** `adopt`: grants come along (sign-up in the same session, or confirmed by the person). `deny-only`: only denials do. */
export const linkBodySchema = z.strictObject({ mode: z.enum(['adopt', 'deny-only']) })
export const linkReplySchema = z.object({ linked: z.literal(true), seq: z.int() })

/** What the person can be recognised by after an erasure; stored only as a keyed hash. */
export const identifierSchema = z.strictObject({
  kind: z.enum(['email', 'phone', 'username', 'external']),
  value: z.string().check(z.minLength(1), z.maxLength(320)),
})
export type Identifier = z.infer<typeof identifierSchema>
const identifiersSchema = z.array(identifierSchema).check(z.maxLength(16))
export const openAccountBodySchema = z.strictObject({ identifiers: identifiersSchema })
export const openAccountReplySchema = z.object({
  generation: z.int(),
  flags: z.object({ suppressed: z.boolean(), ageUnknown: z.boolean() }),
})
export type OpenAccountReply = z.infer<typeof openAccountReplySchema>

export const requestDeregistrationBodySchema = z.strictObject({
  /** Made by the caller; the same id again is the same request. */
  requestId: idSchema,
  /** When the person last proved who they are. */
  authTime: instantSchema,
  requestedAt: instantSchema,
  identifiers: identifiersSchema,
})
export const leaseBodySchema = z.strictObject({
  /** Hooks deployed here; only their steps are handed out. */
  hooks: z.array(nameSchema).check(z.maxLength(64)),
  /** Those of them that know withdrawals: no other hook is handed a step of one. Default none. */
  withdrawals: z.optional(z.array(nameSchema).check(z.maxLength(64))),
  /** Recipients that can be told from here. Default none. */
  recipients: z.optional(z.array(nameSchema).check(z.maxLength(256))),
  max: z.int().check(z.gte(1), z.lte(32)),
  leaseSeconds: z.int().check(z.gte(1), z.lte(900)),
  /** Wait this long for work before answering with none. 0: do not wait. */
  waitSeconds: z.int().check(z.gte(0), z.lte(25)),
})
export const reportBodySchema = z.strictObject({ leaseToken: idSchema, outcome: outcomeSchema })

export const feedReplySchema = z.object({
  /** Pass as `after` next time. Opaque; ordered by commit. Without `after` the feed begins with the oldest change, with `latest` behind the newest. */
  cursor: z.string(),
  changes: z.array(z.object({ kind: z.enum(['account', 'device']), id: z.string(), seq: z.int() })),
})
export type FeedReply = z.infer<typeof feedReplySchema>

/** JSON Web Key Set (RFC 7517) with the Ed25519 keys (RFC 8037) that sign receipts and proofs. */
export const keysReplySchema = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      use: z.literal('sig'),
      alg: z.literal('EdDSA'),
    }),
  ),
})
export type KeysReply = z.infer<typeof keysReplySchema>
