/** Rows 1 to 3: whether the question can be answered at all, is within what the policy declares, and rests on a fresh state. */

import { millisOf } from './instant.ts'
import type { Question, Rule } from './question.ts'
import { categoriesOf, categoriesWithin } from './scope.ts'
import { matchesPattern, STORE_KINDS } from './store-pattern.ts'

/** Seconds for which a read state may be relied on where the purpose does not say. */
const LEASE_SECONDS = 60

/** `at-in-future`: a moment after what was known cannot be judged. */
export const notInFuture: Rule = ({ state, at }) =>
  Number.isNaN(at) || (state.knownAt !== null && at > millisOf(state.knownAt)) ? { reason: 'at-in-future' } : null

/** `undeclared-category`, `undeclared-recipient`, `undeclared-storage`. */
export const declared: Rule = (question) => {
  const { input, policy, purpose } = question
  const { categories = [], recipient: name, operation } = input
  if (!categoriesWithin(categories, categoriesOf(purpose))) return { reason: 'undeclared-category' }
  if (name === undefined) {
    if (operation === 'disclose') return { reason: 'undeclared-recipient' }
  } else {
    const recipient = Object.hasOwn(policy.recipients, name) ? policy.recipients[name] : undefined
    if (recipient === undefined || !(purpose.recipients ?? []).includes(name)) return { reason: 'undeclared-recipient' }
    if (!categoriesWithin(categories, recipient.data)) return { reason: 'undeclared-category' }
  }
  return storageAsked(question).every(({ store }) => store !== undefined) ? null : { reason: 'undeclared-storage' }
}

/** Each name asked about, with the declaration it falls under: a necessary one where there is one. */
export function storageAsked({ input, purpose }: Question) {
  return STORE_KINDS.flatMap((kind) => {
    const name = input.storage?.[kind]
    if (name === undefined) return []
    const fitting = (purpose.stores ?? []).filter((store) => matchesPattern(store[kind] ?? '', name) && name !== '')
    return [{ kind, name, store: fitting.find((store) => store.necessary === true) ?? fitting[0] }]
  })
}

/** `state-stale`: the read is older than the purpose's lease. Contract and legal obligation may declare `last-known`. */
export const fresh: Rule = ({ input, purpose, at }) => {
  if (input.asOf === undefined) return null
  const lease = (purpose.leaseSeconds ?? LEASE_SECONDS) * 1000
  if (at - millisOf(input.asOf) <= lease) return null
  const mayRely = purpose.basis === 'contract' || purpose.basis === 'legal-obligation'
  return mayRely && purpose.whenUnknown === 'last-known' ? null : { reason: 'state-stale' }
}
