/** Everything that can be said about a policy from the policy alone. */

import { legalFindings } from './check-law.ts'
import { danglingNames, looseEnds } from './check-references.ts'
import { retentionFindings, transferFindings } from './check-retention.ts'
import { signalFindings } from './check-signal.ts'
import { storeFindings } from './check-storage.ts'
import { missingTexts } from './check-texts.ts'
import { error, type Finding } from './finding.ts'
import type { PolicyInput } from './policy.ts'

export type { Finding } from './finding.ts'

const LEVELS: readonly Finding['level'][] = ['error', 'warning', 'note']

/** Findings about a well-formed policy (see `validatePolicy`), errors first. Empty does not mean lawful: nobody but a lawyer says that. */
export function checkPolicy(policy: PolicyInput): Finding[] {
  const findings = [
    ...localeFindings(policy),
    ...danglingNames(policy),
    ...looseEnds(policy),
    ...missingTexts(policy),
    ...retentionFindings(policy),
    ...transferFindings(policy),
    ...storeFindings(policy),
    ...legalFindings(policy),
    ...signalFindings(policy),
  ]
  return LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level))
}

function localeFindings({ locales }: PolicyInput): Finding[] {
  return new Set(locales).size === locales.length ? [] : [error('/locales', 'A language is listed twice.')]
}
