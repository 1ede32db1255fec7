/** Failures on the wire: RFC 9457 problem details. */
import { ERRORS, type ErrorCode, type PrivacyError, type Problem, RETRYABLE } from '@privacykit/contract'

/** The response of a failure. `allow`: methods of the path, for 405 (RFC 9110 15.5.6). */
export function problemResponse(error: PrivacyError, options: { allow?: string } = {}): Response {
  const { status, title } = ERRORS[error.code]
  const problem: Problem = {
    type: `urn:privacykit:error:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    ...(error.pointers.length > 0 && { pointers: [...error.pointers] }),
  }
  return new Response(JSON.stringify(problem), { status, headers: headersOf(error.code, status, options.allow) })
}

function headersOf(code: ErrorCode, status: number, allow: string | undefined): Record<string, string> {
  return {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(RETRYABLE.has(code) && status !== 500 && { 'retry-after': '1' }),
    ...(allow !== undefined && { allow }),
  }
}
