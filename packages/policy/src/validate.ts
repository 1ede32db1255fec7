/** The zod side: is this a policy at all, and is it a good one. Servers, builds and the command line load it; browsers do not. */
import { type PolicyDocument, PrivacyError, policySchema } from '@privacykit/contract'
import { danglingNames } from './check-references.ts'

export { checkPolicy, type Finding } from './check.ts'

/**
 * Reads a policy that came from outside: right shape, and every name that it refers to is there. Nothing is changed.
 *
 * @throws PrivacyError `invalid-policy`, with `pointers` (RFC 6901) to what is wrong.
 */
export function validatePolicy(value: unknown): PolicyDocument {
  const parsed = policySchema.safeParse(value)
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(pointersOf))
  const dangling = danglingNames(parsed.data)
  if (dangling.length > 0) throw invalid(dangling.map(({ at }) => at))
  return parsed.data
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly keys?: readonly string[]
}

/** An unknown key is reported at the object that holds it; point at the key. */
function pointersOf(issue: Issue): string[] {
  const path = issue.path.map(String)
  const paths = issue.keys === undefined || issue.keys.length === 0 ? [path] : issue.keys.map((key) => [...path, key])
  return paths.map(toPointer)
}

/** RFC 6901. The empty path is the whole document, the empty pointer. */
function toPointer(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function invalid(pointers: readonly string[]): PrivacyError {
  const where = pointers.map((pointer) => (pointer === '' ? 'the whole document' : pointer)).join(', ')
  return new PrivacyError('invalid-policy', `Correct the policy at ${where}.`, { pointers })
}
