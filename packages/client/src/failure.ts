/** Failures of the front, whose first load has no room for the class of them. */
import type { ErrorCode, PrivacyError } from '@privacykit/contract/error'

/** A `PrivacyError` in all but its prototype: `isPrivacyError` says yes, and that is how they are to be told apart. */
export function failure(code: ErrorCode, message: string): PrivacyError {
  return Object.assign(new Error(message), {
    name: 'PrivacyError',
    code,
    pointers: [],
    [Symbol.for('privacykit.error')]: true,
  })
}
