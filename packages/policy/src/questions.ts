/** Which purposes are worth asking about now. */
import { decide } from './decide.ts'
import type { DecideInput } from './question.ts'

/** The same as `decide` takes, but for what is asked. */
export type QuestionsInput = Omit<DecideInput, 'purpose' | 'operation' | 'storage' | 'categories' | 'recipient'>

/** Names of the consent purposes that the person may fairly be asked about now, in the policy's order. Empty: show no notice by itself. */
export function questions(input: QuestionsInput): string[] {
  const names = new Set(input.policies.flatMap(({ policy }) => Object.keys(policy.purposes)))
  const newest = Object.keys(input.policies.at(-1)?.policy.purposes ?? {})
  const ordered = [...newest, ...[...names].filter((name) => !newest.includes(name))]
  return ordered.filter((purpose) => decide({ ...input, purpose, operation: 'use' }).mayAsk)
}
