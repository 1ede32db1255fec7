/** What a record must satisfy before it is stored: who may write it, and that it speaks of a published purpose and scope. */
import { type PolicyDocument, PrivacyError, type PrivacyRecord, RECORD_ROLES, type Role } from '@privacykit/contract'
import { canonicalJson } from './canonical.ts'
import type { Caller, Context } from './context.ts'
import { checkGuardian } from './guardian.ts'
import type { KnownSubject } from './subject.ts'

/**
 * Throws `role-not-allowed`, `insufficient-scope`, `id-reused`, `unknown-policy-version`, `unknown-purpose`, `scope-mismatch`, each but
 * `insufficient-scope` with a pointer to the record; for a guardian also what `checkGuardian` throws.
 */
export async function checkRecords(
  records: readonly PrivacyRecord[],
  author: { caller: Caller; subject: KnownSubject },
  context: Context,
): Promise<void> {
  const { role } = author.caller
  if (role === 'admin' && !context.credential.scopes.has('admin')) {
    throw new PrivacyError('insufficient-scope', 'Use a service key with the scope admin for records of an admin.')
  }
  refuseRepeatedIds(records)
  for (const [index, record] of records.entries()) {
    const roles: readonly Role[] = RECORD_ROLES[record.type]
    if (!roles.includes(role)) {
      throw new PrivacyError('role-not-allowed', `A record of this type is written by: ${roles.join(', ')}.`, {
        pointers: [`/records/${index}/type`],
      })
    }
    await checkPolicy(record, index, context)
  }
  if (role === 'guardian') await checkGuardian(records, author, context)
}

/** One request may not name one id twice; a repetition belongs into a request of its own. */
function refuseRepeatedIds(records: readonly PrivacyRecord[]): void {
  if (records.length === 1) return
  const seen = new Map<string, string>()
  for (const [index, record] of records.entries()) {
    const bytes = canonicalJson(record)
    if (seen.has(record.id)) {
      throw new PrivacyError('id-reused', 'Give each record of a request an id of its own.', {
        pointers: [`/records/${index}`],
      })
    }
    seen.set(record.id, bytes)
  }
}

async function checkPolicy(record: PrivacyRecord, index: number, context: Context): Promise<void> {
  const purposes = purposesOf(record)
  if ('policyVersion' in record) {
    const policy = await findPolicy(record.policyVersion, index, context)
    requirePurposes(purposes, [policy], index)
    if ('scopeDigest' in record && context.policies.digest(policy, record.purpose) !== record.scopeDigest) {
      throw new PrivacyError('scope-mismatch', 'Derive scopeDigest from the policy version that the record names.', {
        pointers: [`/records/${index}/scopeDigest`],
      })
    }
  } else if (purposes.length > 0) {
    // without a version of its own, a purpose of any published one will do: a denial under an old name must not be lost
    const published = await context.policies.list(context)
    if (published.length === 0) throw versionMissing(index)
    requirePurposes(
      purposes,
      published.map((each) => each.policy),
      index,
    )
  }
}

async function findPolicy(version: string, index: number, context: Context): Promise<PolicyDocument> {
  const policy = await context.policies.find(context, version)
  if (policy === null) throw versionMissing(index)
  return policy
}

function requirePurposes(purposes: readonly string[], policies: readonly PolicyDocument[], index: number): void {
  if (purposes.every((purpose) => policies.some((policy) => Object.hasOwn(policy.purposes, purpose)))) return
  throw new PrivacyError('unknown-purpose', 'Use a purpose of the policy version that the record names.', {
    pointers: [`/records/${index}`],
  })
}

function purposesOf(record: PrivacyRecord): readonly string[] {
  if ('purposes' in record) return record.purposes
  if ('purpose' in record) return [record.purpose]
  if (record.type === 'objection') return record.scope === 'direct-marketing' ? [] : [record.scope.purpose]
  if (record.type === 'restriction') return record.scope === 'all' ? [] : record.scope
  return []
}

function versionMissing(index: number): PrivacyError {
  return new PrivacyError('unknown-policy-version', 'Publish that policy version here, then repeat the same request.', {
    pointers: [`/records/${index}/policyVersion`],
  })
}
