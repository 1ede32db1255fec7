/** What may be told about an error: its code. Messages of foreign errors may hold personal data. */
import { type ErrorCode, isPrivacyError, type PrivacyError } from '@privacykit/contract'

/** The error's own code, or `internal-error` for anything that is not a `PrivacyError`. */
export function codeOf(error: unknown): ErrorCode {
  return isPrivacyError(error) ? error.code : 'internal-error'
}

/** True for a `PrivacyError` with that code. */
export function hasCode(error: unknown, code: ErrorCode): error is PrivacyError {
  return isPrivacyError(error) && error.code === code
}
