/** What a deployment says about withdrawals, and what it leaves unsaid. */
import { PrivacyError } from '@privacykit/contract'
import type { PolicyInput, PolicyVersionEntry } from '@privacykit/policy'
import type { DeployedHook } from './deployed-hooks.ts'
import type { TellRecipient } from './hook.ts'

/** @internal The hooks and recipients of this deployment. */
export interface Declared {
  policy: PolicyInput
  hooks: readonly DeployedHook[]
  recipients: Readonly<Record<string, TellRecipient>>
}

/** Purposes that a person can close: by withdrawing a consent, or by an objection to interests. */
export function withdrawable(policy: PolicyInput): string[] {
  return Object.entries(policy.purposes).flatMap(([name, { basis }]) =>
    basis === 'consent' || basis === 'legitimate-interests' ? [name] : [],
  )
}

/** Hooks without a word about withdrawals, and recipients that nobody tells, where the policy has a purpose that a person can close. */
export function undeclared({ policy, hooks, recipients }: Declared): ({ hook: string } | { recipient: string })[] {
  const names = withdrawable(policy)
  if (names.length === 0) return []
  const silent = hooks.filter(({ withdrawal }) => withdrawal === null).map(({ name }) => ({ hook: name }))
  const named = new Set(names.flatMap((name) => policy.purposes[name]?.recipients ?? []))
  const untold = [...named].filter((recipient) => !Object.hasOwn(recipients, recipient))
  return [...silent, ...untold.map((recipient) => ({ recipient }))]
}

/** Throws `invalid-option` for a purpose or recipient that no version of the policy has: it would never be called. */
export function requireKnownNames(
  { policy, hooks, recipients }: Declared,
  history: readonly PolicyVersionEntry[],
): void {
  const versions = [policy, ...history.map((entry) => entry.policy)]
  for (const { name, withdrawal } of hooks) {
    const unknown = withdrawal?.purposes.find((purpose) =>
      versions.every((each) => !Object.hasOwn(each.purposes, purpose)),
    )
    if (unknown !== undefined)
      throw new PrivacyError(
        'invalid-option',
        `The hook ${name} names the purpose ${unknown}, which the policy does not have.`,
      )
  }
  const unknown = Object.keys(recipients).find((name) =>
    versions.every((each) => !Object.hasOwn(each.recipients, name)),
  )
  if (unknown !== undefined)
    throw new PrivacyError('invalid-option', `The option recipients names ${unknown}, which the policy does not have.`)
}
