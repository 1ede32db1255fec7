/** Which categories of data one recipient may be given for one purpose, by declaration alone. */
import { findPurpose, type PolicyInput } from './policy.ts'
import { categoriesOf, categoriesWithin } from './scope.ts'

/**
 * True when the purpose names the recipient and both declare the category or one above it. It filters what is about to be disclosed;
 * whether anything may go at all is for `decide` with `operation: 'disclose'`.
 */
export function mayReceive(
  policy: PolicyInput,
  { purpose: purposeName, recipient: name, category }: { purpose: string; recipient: string; category: string },
): boolean {
  const purpose = findPurpose(policy, purposeName)
  const recipient = Object.hasOwn(policy.recipients, name) ? policy.recipients[name] : undefined
  if (purpose === null || recipient === undefined || !(purpose.recipients ?? []).includes(name)) return false
  return categoriesWithin([category], categoriesOf(purpose)) && categoriesWithin([category], recipient.data)
}
