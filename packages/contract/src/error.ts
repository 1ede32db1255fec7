/** The closed list of failures and the one error class. Free of zod, so that a browser can load it. */

/** Every failure PrivacyKit reports, with its HTTP status on the wire (RFC 9457) and its short title. */
export const ERRORS = {
  'bad-json': { status: 400, title: 'The body is not JSON' },
  'invalid-body': { status: 422, title: 'The body does not match the contract' },
  'body-too-large': { status: 413, title: 'The body is larger than this endpoint takes' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'unknown-endpoint': { status: 404, title: 'There is no such endpoint' },
  'method-not-allowed': { status: 405, title: 'This endpoint does not take that method' },
  'missing-credential': { status: 401, title: 'A credential is needed' },
  'invalid-credential': { status: 401, title: 'The credential is not known, or has ended' },
  'insufficient-scope': { status: 403, title: 'The credential does not cover this' },
  'foreign-subject': { status: 403, title: 'The credential does not speak for that subject' },
  'foreign-origin': { status: 403, title: 'The request comes from another origin' },
  'stale-session': { status: 403, title: 'Sign in again, then repeat this' },
  'not-found': { status: 404, title: 'Nothing is stored under that id' },
  'id-reused': { status: 409, title: 'That id is taken by other bytes' },
  'unknown-purpose': { status: 422, title: 'The policy has no such purpose' },
  'unknown-replaces': { status: 422, title: 'A replaced record is not known for this subject' },
  'scope-mismatch': { status: 422, title: 'The scope is not the one published in that version' },
  'unknown-policy-version': { status: 503, title: 'That policy version has not arrived here yet; repeat later' },
  'policy-version-reused': { status: 409, title: 'That policy version exists with other content' },
  'role-not-allowed': { status: 403, title: 'That role may not write this kind of record' },
  'device-linked': { status: 409, title: 'The device belongs to another account' },
  'undo-period-over': { status: 409, title: 'The deregistration can no longer be undone' },
  'lease-lost': { status: 409, title: 'Another worker holds this step now' },
  erased: { status: 410, title: 'That generation of the account has been erased' },
  'not-allowed': { status: 403, title: 'The policy does not allow this' },
  'rate-limited': { status: 429, title: 'Too many requests; slow down' },
  unavailable: { status: 503, title: 'Not reachable at the moment; repeat later' },
  'internal-error': { status: 500, title: 'Something failed here' },
  'invalid-policy': { status: 422, title: 'The policy is not valid' },
  'invalid-option': { status: 500, title: 'An option is missing or wrong' },
  'storage-locked': { status: 500, title: 'Another process has this database folder open' },
  'storage-newer': { status: 500, title: 'The database is newer than this code' },
  'not-authentic': { status: 422, title: 'The content does not fit its signature or seal' },
  'personal-data-refused': { status: 422, title: 'The payload carries personal data that the sink does not take' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof ERRORS

/** Codes after which the same request may succeed later, unchanged. All others are final for that request. */
export const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'unknown-policy-version',
  'rate-limited',
  'unavailable',
  'internal-error',
])

export interface PrivacyErrorOptions {
  /** What failed underneath. */
  cause?: unknown
  /** JSON pointers into the request, for `invalid-body`; never values. */
  pointers?: readonly string[]
}

const MARK = Symbol.for('privacykit.error')

/** The one error of PrivacyKit. Tell errors apart by `code`; `message` says what to do next and holds no personal data. */
export class PrivacyError extends Error {
  readonly code: ErrorCode
  readonly pointers: readonly string[]

  constructor(code: ErrorCode, message: string, options: PrivacyErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'PrivacyError'
    this.code = code
    this.pointers = options.pointers ?? []
    Object.defineProperty(this, MARK, { value: true })
  }
}

/** True for a `PrivacyError` of any copy of this package. */
export function isPrivacyError(value: unknown): value is PrivacyError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[MARK] === true // as: reading a mark from an unknown object
}
