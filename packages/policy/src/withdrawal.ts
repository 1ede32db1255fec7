/** Which purposes a record closed: where a withdrawal, a refusal after a grant or an objection starts the erasure of what was collected. */
import type { ListedRecord, PrivacyRecord } from '@privacykit/contract'
import { fold } from './fold.ts'
import { versionInForce } from './history.ts'
import { millisOf } from './instant.ts'
import { findPurpose, type PolicyInput, type PolicyVersionEntry, type PurposeInput } from './policy.ts'
import { isReadable } from './readable.ts'
import { inBackendOrder } from './record-set.ts'
import { registersOf, viewOf } from './register.ts'
import type { Register, State } from './state.ts'

/** A subject's list with one record of it that may have closed something. */
export interface ClosingInput {
  /** The app's versions, oldest first. */
  readonly policies: readonly PolicyVersionEntry[]
  /** The list as the backend has it; only what stands before the record counts. */
  readonly records: readonly ListedRecord[]
  readonly recordId: string
  /** UTC instant that says which version is in force. */
  readonly at: string
}

/**
 * Names of the purposes on consent or legitimate interests that were open until this record and are denied by it; sorted. Empty for a refusal
 * of what was never granted, for one more denial of what was denied already, and for a purpose on any other basis.
 *
 * A grant counts as open although it had lapsed or been outdated: its data may be there. Interests are open from the start.
 */
export function purposesClosedBy({ policies, records, recordId, at }: ClosingInput): string[] {
  const ordered = inBackendOrder(records)
  const index = ordered.findIndex(({ record }) => record.id === recordId)
  const record = ordered[index]?.record
  if (record === undefined || !isReadable(record)) return []
  const closing = closedRegister(record)
  if (closing === null) return []
  const before = fold(ordered.slice(0, index))
  return purposesSpokenOf(closing, { policies, at })
    .filter(([name, purpose]) => wasOpen(before, { name, purpose, closing }))
    .map(([name]) => name)
    .sort()
}

/** The version that has the purpose and was last: the one in force where it still has it. */
export function lastPolicyWith(
  policies: readonly PolicyVersionEntry[],
  { purpose, at }: { purpose: string; at: string },
): PolicyInput | null {
  const current = policies[versionInForce(policies, millisOf(at))]?.policy
  if (current !== undefined && findPurpose(current, purpose) !== null) return current
  return policies.findLast(({ policy }) => findPurpose(policy, purpose) !== null)?.policy ?? null
}

function closedRegister(record: PrivacyRecord): Register | null {
  if (record.type === 'choice') return record.choice === 'granted' ? null : `purpose:${record.purpose}`
  if (record.type === 'guardian-approval') return record.approval === 'approved' ? null : `approval:${record.purpose}`
  if (record.type !== 'objection' || record.objection !== 'objected') return null
  return record.scope === 'direct-marketing' ? 'direct-marketing' : `purpose:${record.scope.purpose}`
}

/** Under its present name where the policy in force has it, or has it as an earlier name; else as the last version knew it. */
function purposesSpokenOf(
  closing: Register,
  { policies, at }: Pick<ClosingInput, 'policies' | 'at'>,
): [string, PurposeInput][] {
  const current = policies[versionInForce(policies, millisOf(at))]?.policy
  const isMeant = ([name, purpose]: [string, PurposeInput]) =>
    closing === 'direct-marketing'
      ? purpose.directMarketing === true
      : namesOf(name, purpose).includes(closing.slice(closing.indexOf(':') + 1))
  const found = Object.entries(current?.purposes ?? {}).filter(isMeant)
  if (found.length > 0 || closing === 'direct-marketing') return found
  const name = closing.slice(closing.indexOf(':') + 1)
  const former = lastPolicyWith(policies, { purpose: name, at })
  const purpose = former === null ? null : findPurpose(former, name)
  return purpose === null ? [] : [[name, purpose]]
}

function wasOpen(
  before: State,
  { name, purpose, closing }: { name: string; purpose: PurposeInput; closing: Register },
): boolean {
  if (purpose.basis !== 'consent' && purpose.basis !== 'legitimate-interests') return false
  if (viewOf(before, registersOf(name, purpose), name).denying.length > 0) return false
  const names = namesOf(name, purpose)
  const approvals = names.map((each) => viewOf(before, [`approval:${each}`], each))
  const isApproved = approvals.some(({ granting }) => granting.length > 0)
  if (closing.startsWith('approval:')) return isApproved && approvals.every(({ denying }) => denying.length === 0)
  if (purpose.basis === 'legitimate-interests') return true
  return isApproved || names.some((each) => viewOf(before, [`purpose:${each}`], each).granting.length > 0)
}

const namesOf = (name: string, purpose: PurposeInput): string[] => [name, ...(purpose.formerly ?? [])]
