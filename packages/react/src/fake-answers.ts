/** Answers as a server reads them from a request, for tests. Not part of the package. */
import type { InitialAnswers } from './initial.ts'

const ALLOWED = new Set(['granted', 'contract'])

/** Analytics with that reason, orders with theirs. */
export function answersOf(reason: 'granted' | 'refused' | 'not-asked', version = '1'): InitialAnswers {
  const reasons = { analytics: reason, orders: 'no-contract' } as const
  const decisions = Object.entries(reasons).map(([name, each]) => [
    name,
    {
      ...{ allowed: ALLOWED.has(each), reason: each, basis: name === 'orders' ? 'contract' : 'consent' },
      ...{ evidence: 'claimed', policyVersion: version, recordIds: [], mayAsk: each === 'not-asked' },
    },
  ])
  return {
    ...{ v: 1, policy: version, made: 0, until: 1, gpc: 0, tag: 'd0', region: null, shown: {} },
    ...{ allowed: reason === 'granted' ? ['analytics'] : [], grants: [] },
    questions: reason === 'not-asked' ? ['analytics'] : [],
    decisions: Object.fromEntries(decisions) as InitialAnswers['decisions'], // as: fromEntries forgets what the entries are
  }
}
