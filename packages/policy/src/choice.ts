/** What a person said, as records. */
import type { RecordOf, Surface } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'
import { findPurpose, type PolicyInput, type PurposeName } from './policy.ts'
import { scopeDigest } from './scope.ts'
import { isFlagged } from './signal.ts'

/** One answer for a purpose. `withdrawn` takes back an earlier grant. */
export type Answer = 'granted' | 'refused' | 'withdrawn'

/** Most ids that one record may replace on the wire. */
const REPLACES_LIMIT = 64

/** What was asked, what was shown, and what the person answered. */
export interface ChoiceInput<P extends PolicyInput = PolicyInput> {
  /** The version whose notice was shown. */
  readonly policy: P
  /** From `shownHeads`, taken when the notice was rendered, not at the click: only what was seen can be replaced. */
  readonly shown: Readonly<Partial<Record<string, readonly string[]>>>
  /** Only the purposes that the person touched. */
  readonly answers: Readonly<Partial<Record<PurposeName<P>, Answer>>>
  readonly surface: Surface
  /** Names the text that was shown. */
  readonly noticeId: string
  /** `textHash(noticeText(…))` of `@privacykit/policy/text-hash`: proves the text that was shown. */
  readonly textHash?: string | undefined
  readonly language: string
  /** UTC instant of the person's clock. */
  readonly claimedAt: string
  /** Makes a fresh id of 128 random bits, 22 base64url characters. */
  readonly newId: () => string
  /** Set where the person granted against a pointed-out signal; never from an accept-all. Kept on grants of flagged purposes only. */
  readonly overrides?: 'gpc' | undefined
}

/**
 * One record for each answer, in the order given.
 *
 * @throws PrivacyError `unknown-purpose` when the policy has no purpose of that name.
 */
export function choiceRecords<P extends PolicyInput>(input: ChoiceInput<P>): RecordOf<'choice'>[] {
  const { policy, shown, answers, surface, noticeId, textHash, language, claimedAt, newId, overrides } = input
  return Object.entries<Answer | undefined>(answers).flatMap(([name, choice]) => {
    if (choice === undefined) return []
    const purpose = findPurpose(policy, name)
    const digest = scopeDigest(policy, name)
    if (purpose === null || digest === null)
      throw new PrivacyError('unknown-purpose', `The policy has no purpose "${name}". Use one of its names.`)
    const replaces = (Object.hasOwn(shown, name) ? shown[name] : undefined) ?? []
    const isOverride = overrides === 'gpc' && choice === 'granted' && isFlagged(purpose)
    return {
      id: newId(),
      claimedAt,
      type: 'choice' as const,
      purpose: name,
      choice,
      replaces: replaces.slice(0, REPLACES_LIMIT),
      policyVersion: policy.version,
      scopeDigest: digest,
      noticeId,
      ...(textHash === undefined ? {} : { textHash }),
      language,
      surface,
      ...(isOverride ? { overrides: 'gpc' as const } : {}),
    }
  })
}
