/** The shape of one row of the endpoint table, and what all rows share. */
import * as z from 'zod/mini'
import type { ErrorCode } from './error.ts'

/** What a service key may do. `records` speaks for subjects; `admin` writes admin records. */
export const scopeSchema = z.enum(['read', 'records', 'policy', 'deregister', 'steps', 'admin'])
export type Scope = z.infer<typeof scopeSchema>

/**
 * Request headers. Service: `Authorization: Bearer <service key>`; `Privacy-Account` and `Privacy-Generation` name the account that
 * the app vouches for; `Privacy-Device` carries a device's secret; `Privacy-Role` (default `app`) and `Privacy-Principal` the author.
 * Browser: the app's own session, or the device cookie, or `Privacy-Device`. `Privacy-Expect: account` says that the
 * author meant the signed-in account: when the session has ended, the answer is `foreign-subject`, and the device is not taken instead.
 * `Privacy-Expect: account:<id>` says that the author meant this account: somebody else's session gets the same answer, so that what one
 * person said never lands in the list of the next. It can only narrow: who speaks is still the session.
 * `Privacy-Expect: device` says that the author meant this browser's device, whoever is signed in, and `device:<id>` that very device. A page
 * whose storage was cleared reads its list so, by the cookie alone; a page of another origin cannot send the header.
 */
export const HEADERS = {
  account: 'privacy-account',
  generation: 'privacy-generation',
  device: 'privacy-device',
  role: 'privacy-role',
  principal: 'privacy-principal',
  expect: 'privacy-expect',
} as const

export interface Endpoint {
  surface: 'service' | 'browser'
  method: 'GET' | 'POST' | 'PUT'
  /** Service paths start at the origin; browser paths at the app's prefix. `:name` is one segment. */
  path: string
  summary: string
  status: 200 | 202
  /** Null: the endpoint needs no credential. */
  scope: Scope | null
  /** Whose credential the endpoint needs besides the key: one subject, an account, account and device, or none. */
  subject: 'any' | 'account' | 'both' | 'none'
  query?: readonly string[]
  body?: z.core.$ZodType
  reply: z.core.$ZodType
  /** Codes it may answer besides those that any endpoint may. */
  codes: readonly ErrorCode[]
}

/** Any endpoint may answer these. */

export const COMMON_CODES = [
  'missing-credential',
  'invalid-credential',
  'insufficient-scope',
  'method-not-allowed',
  'rate-limited',
  'unavailable',
  'internal-error',
] as const satisfies readonly ErrorCode[]

/** Codes of every endpoint that reads a body. */
export const BODY_CODES = ['bad-json', 'invalid-body', 'body-too-large', 'unsupported-media-type'] as const
/** Codes of every endpoint that appends records. */
export const RECORD_CODES = [
  ...BODY_CODES,
  'id-reused',
  'unknown-purpose',
  'unknown-replaces',
  'scope-mismatch',
  'unknown-policy-version',
  'role-not-allowed',
  'erased',
] as const
