/** Valid records for tests: every field has a sensible value unless the test names another. */
import type { RecordOf } from '@privacykit/contract'
import { type PolicyInput, scopeDigest } from '@privacykit/policy'
import { newId } from './bytes.ts'
import { fixturePolicy } from './fixture-policy.ts'

/** Fields that differ from the builder's own. `policy` (default `fixturePolicy`) gives version and scope digest. */
export type ChoiceFields = Partial<RecordOf<'choice'>> & { policy?: PolicyInput }

/**
 * A choice: by default a grant of `analytics` on the banner, in English, that replaces nothing, with a fresh id. For a purpose that
 * the policy lacks the scope digest is all zeros.
 */
export function choiceRecord(fields: ChoiceFields = {}): RecordOf<'choice'> {
  const { policy = fixturePolicy, purpose = 'analytics', ...rest } = fields
  return {
    id: newId(),
    type: 'choice',
    purpose,
    choice: 'granted',
    replaces: [],
    policyVersion: policy.version,
    scopeDigest: scopeDigest(policy, purpose) ?? '0'.repeat(16),
    noticeId: 'notice-1',
    language: 'en',
    surface: 'banner',
    ...rest,
  }
}

/** An objection: by default to all direct marketing (GDPR 21(2)). */
export function objectionRecord(fields: Partial<RecordOf<'objection'>> = {}): RecordOf<'objection'> {
  return { id: newId(), type: 'objection', scope: 'direct-marketing', objection: 'objected', replaces: [], ...fields }
}

/** A Global Privacy Control signal, as the app server writes it. */
export function signalRecord(fields: Partial<RecordOf<'signal'>> = {}): RecordOf<'signal'> {
  return { id: newId(), type: 'signal', signal: 'gpc', value: 1, ...fields }
}

/** An opened contract: by default for `orders`. */
export function contractRecord(fields: Partial<RecordOf<'contract-opened'>> = {}): RecordOf<'contract-opened'> {
  return { id: newId(), type: 'contract-opened', purposes: ['orders'], ...fields }
}
