/** A subject's list as it travels: the reader folds it with the same code as everybody else. */
import * as z from 'zod/mini'
import { instantSchema, regionSchema } from './ids.ts'
import { receiptSchema } from './receipt.ts'
import { listedRecordSchema } from './record.ts'

export const subjectStateSchema = z.object({
  kind: z.enum(['account', 'device']),
  generation: z.int(),
  /** All records that count for this subject: its own, and what a link carried over. */
  records: z.array(listedRecordSchema),
  /** Receipts of the subject's own records, newest last; only where asked for. */
  receipts: z.optional(z.array(receiptSchema)),
  /** Database clock at the read. */
  asOf: instantSchema,
  /** Highest `seq` of the subject's own list; 0 for an empty one. */
  seq: z.int(),
  /** Version in force at `asOf`. */
  policyVersion: z.nullable(z.string()),
  /** A marketing address that objected earlier, or an erased account's minor flag, found at sign-up. */
  flags: z.object({ suppressed: z.boolean(), ageUnknown: z.boolean() }),
})
/** The list of one subject. `ListedRecord[]` in `records`. */
export type SubjectState = z.infer<typeof subjectStateSchema>

/** The person's own list as a page reads it: also where the server takes the person to be, and which device it answered for. */
export const browserStateSchema = z.object({
  ...subjectStateSchema.shape,
  /** From the request's edge, never from the page. Null: unknown, so the strictest rule. Absent: the app does not look. */
  region: z.optional(z.nullable(regionSchema)),
  /**
   * Set when the list is a device's: its public id, and what proved it. `cookie`: this page cannot know the secret, and goes on with
   * `Privacy-Expect: device:<id>`.
   */
  device: z.optional(z.object({ id: z.string(), by: z.enum(['header', 'cookie']) })),
})
/** What `GET /state` answers a page. */
export type BrowserState = z.infer<typeof browserStateSchema>
