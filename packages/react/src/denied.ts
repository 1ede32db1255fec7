/** What a page knows before it knows the person: on a server, and until the first render in the browser is over. */
import type { PrivacyClient, Snapshot } from '@privacykit/client'

/** A snapshot that allows nothing and asks nothing. Every decision says `state-stale`: nobody looked. */
export function deniedSnapshot(policy: PrivacyClient['policy']): Snapshot {
  const decisions = Object.fromEntries(
    Object.entries(policy.purposes).map(([name, { basis }]) => [
      name,
      {
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
    allowed: new Set(),
    questions: [],
    shown: {},
    signals: { gpc: false },
    status: { pending: 0, lastError: null, storage: 'memory', endpoint: 'device-only' },
  }
}
