/** Which purposes a yes alone would open: what a page may open at once when the person grants it, without deciding anew. */
import type { ListedRecord } from '@privacykit/contract'
import { decide } from './decide.ts'
import { type FoldOptions, fold } from './fold.ts'
import type { QuestionsInput } from './questions.ts'
import { shownHeads } from './register.ts'
import { scopeDigest } from './scope.ts'

/** What `grantable` looks at: the same as `questions`, and the records that its state was folded from. */
export interface GrantableInput extends QuestionsInput {
  readonly records: readonly ListedRecord[]
  /** As they were folded with. */
  readonly foldOptions?: FoldOptions | undefined
}

/**
 * Names of the consent purposes of the newest version that would be open for use if the person granted them now, in its order; those that
 * are open already among them. A signal is not overridden by that.
 */
export function grantable({ records, foldOptions, ...input }: GrantableInput): string[] {
  const policy = input.policies.at(-1)?.policy
  if (policy === undefined) return []
  const names = Object.keys(policy.purposes).filter((name) => policy.purposes[name]?.basis === 'consent')
  const shown = shownHeads(policy, input.state)
  const yes = names.map(
    (purpose): ListedRecord => ({
      record: {
        ...{ id: `yes:${purpose}`, type: 'choice', choice: 'granted', claimedAt: input.at, purpose },
        ...{ replaces: shown[purpose] ?? [], policyVersion: policy.version },
        ...{ scopeDigest: scopeDigest(policy, purpose) ?? '', noticeId: '', language: '', surface: 'panel' },
      },
    }),
  )
  const state = fold([...records, ...yes], foldOptions)
  return names.filter((purpose) => decide({ ...input, state, purpose, operation: 'use' }).allowed)
}
