/** Who may speak as a guardian: the one whom the key's app has recognised, and whom an admin has linked to this subject. */
import { PrivacyError, type PrivacyRecord } from '@privacykit/contract'
import { fold, linkedGuardians } from '@privacykit/policy'
import type { Caller, Context } from './context.ts'
import { toListedRecord } from './record-list.ts'
import { readSubject, requireAlive } from './state.ts'
import type { KnownSubject } from './subject.ts'

/**
 * Throws `role-not-allowed` when the request names no principal, or a record another guardian than the principal; `foreign-subject` for a
 * guardian who is not linked to the subject, or whose link has ended. An end that comes between this look and the write is caught by
 * `decide`, which counts approvals of linked guardians only.
 */
export async function checkGuardian(
  records: readonly PrivacyRecord[],
  { caller, subject }: { caller: Caller; subject: KnownSubject },
  context: Context,
): Promise<void> {
  const { principal } = caller
  if (principal === null) {
    throw new PrivacyError('role-not-allowed', 'Send the guardian’s id in Privacy-Principal with the role guardian.')
  }
  for (const [index, record] of records.entries()) {
    if (!('guardian' in record) || record.guardian === principal) continue
    throw new PrivacyError('role-not-allowed', 'A guardian speaks for itself: name the principal as guardian.', {
      pointers: [`/records/${index}/guardian`],
    })
  }
  const reading = await readSubject(subject, context)
  requireAlive(reading)
  if (linkedGuardians(fold(reading.list.map(toListedRecord))).has(principal)) return
  throw new PrivacyError('foreign-subject', 'This guardian is not linked to the subject: let an admin link it first.')
}
