/** What a policy does with one category: purposes, legal bases, recipients, retention. */
import { findCategory, isWithinCategory } from '@privacykit/contract'
import type { DataMapRow } from './map.ts'
import type { DataMapPolicy } from './policy-part.ts'

type Uses = Pick<DataMapRow, 'category' | 'label' | 'dpv' | 'purposes' | 'bases' | 'retention' | 'recipients'>

/** Reads the policy for one category. `keptUnder`: a rule under which a table keeps it besides. */
export function usesOf(category: string, policy: DataMapPolicy, keptUnder: string | null = null): Uses {
  const uses = Object.entries(policy.purposes).filter(([, purpose]) => covers(purpose.data, category))
  const recipients = uses.flatMap(([, purpose]) => purpose.recipients ?? [])
  const retention = uses.flatMap(([, purpose]) => purpose.retention ?? [])
  const entry = findCategory(category)
  return {
    category,
    label: entry?.label ?? null,
    dpv: entry?.dpv ?? null,
    purposes: uses.map(([name]) => name),
    bases: unique(uses.map(([, purpose]) => purpose.basis)),
    retention: unique(keptUnder === null ? retention : [...retention, keptUnder]),
    recipients: unique(recipients.filter((name) => covers(recipientData(policy, name), category))),
  }
}

/** What a recipient is declared to get; nothing for a name that the policy does not declare. */
function recipientData({ recipients }: DataMapPolicy, name: string): readonly string[] {
  return (Object.hasOwn(recipients, name) ? recipients[name]?.data : undefined) ?? []
}

/** True when a declaration names the category or one above it. */
export function covers(declared: readonly string[], category: string): boolean {
  return declared.some((parent) => isWithinCategory(category, parent))
}

/** Each name once, in the order of its first mention. */
export function unique<T>(names: readonly T[]): T[] {
  return [...new Set(names)]
}
