/** The wire form of a failure: RFC 9457 problem details. */
import * as z from 'zod/mini'
import { ERRORS, type ErrorCode } from './error.ts'

export const errorCodeSchema = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]) // as: Object.keys forgets the literal keys

/** `type` is `urn:privacykit:error:<code>`; `pointers` are JSON pointers (RFC 6901) into the body, never values from it. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: errorCodeSchema,
  detail: z.optional(z.string()),
  pointers: z.optional(z.array(z.string())),
})
export type Problem = z.infer<typeof problemSchema>
