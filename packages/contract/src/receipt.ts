/** A receipt: the backend's signed word that a record is stored. */
import * as z from 'zod/mini'
import { idSchema, instantSchema } from './ids.ts'

/** What the signature covers. `commitment` is HMAC-SHA256(salt, canonical bytes of the record), base64url. */
export const receiptPayloadSchema = z.object({
  v: z.literal(1),
  recordId: idSchema,
  app: z.string(),
  seq: z.int(),
  receivedAt: instantSchema,
  effectiveAt: instantSchema,
  commitment: z.string(),
  /** `process`: survives a killed process (PGlite). `power`: synced to disk before the answer (PostgreSQL with fsync). */
  durability: z.enum(['process', 'power']),
})
export type ReceiptPayload = z.infer<typeof receiptPayloadSchema>

/** The payload, and the same as a compact JWS (RFC 7515, EdDSA, `typ: privacy-receipt+jws`). */
export const receiptSchema = z.object({ ...receiptPayloadSchema.shape, jws: z.string() })
export type Receipt = z.infer<typeof receiptSchema>
