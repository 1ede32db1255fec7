/** What a page renders before it has read what the person said: on a server, and until the first render in the browser is over. */
import type { PrivacyClient, Snapshot } from '@privacykit/client'
import type { AnswerTable } from '@privacykit/client/cookie'

/** Answers as a server gives them to the page: `readAnswers` of `@privacykit/server` makes them. */
export type InitialAnswers = AnswerTable

/**
 * What the server said, as a snapshot. Without its answers, or with those of another policy version, it allows nothing and asks nothing; every
 * decision then says `state-stale`: nobody looked.
 */
export function initialSnapshot(policy: PrivacyClient['policy'], initial?: InitialAnswers | null): Snapshot {
  const answers = initial?.policy === policy.version ? initial : null
  const decisions = Object.fromEntries(
    Object.entries(policy.purposes).map(([name, { basis }]) => [
      name,
      answers?.decisions[name] ?? {
        allowed: false,
        reason: 'state-stale' as const,
        basis,
        evidence: 'recorded' as const,
        policyVersion: policy.version,
        recordIds: [],
        mayAsk: false,
      },
    ]),
  )
  return {
    decisions,
    allowed: new Set(answers?.allowed),
    questions: answers?.questions ?? [],
    shown: answers?.shown ?? {},
    signals: { gpc: answers?.gpc === 1 },
    status: { pending: 0, lastError: null, storage: 'memory', endpoint: 'device-only' },
  }
}
