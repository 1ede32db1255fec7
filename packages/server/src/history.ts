/** The versions of the policy that decisions are made with: the app's own, and those that the backend has published. */
import type { PolicyInput, PolicyVersionEntry } from '@privacykit/policy'
import type { BackendClient } from './backend-client.ts'
import type { OnEvent } from './event.ts'
import { codeOf } from './failure.ts'

/** The app's history as this process knows it. */
export interface History {
  /** Oldest first; the deployed policy is always among them. */
  versions(): readonly PolicyVersionEntry[]
  /** Asks the backend for its versions when one of these is not known here. Never throws: what stays unknown is denied by `decide`. */
  learn(versions: readonly string[]): Promise<void>
  /** Publishes the deployed policy, so that records that name it find it. Throws what the backend answers. */
  publish(): Promise<void>
}

/** @internal Where the versions come from. */
export interface HistoryOptions {
  policy: PolicyInput
  /** The app's earlier versions (`privacy.policy.history.json`), oldest first. */
  earlier: readonly PolicyVersionEntry[]
  call: BackendClient
  onEvent: OnEvent
}

/** Starts with the deployed policy alone; `learn` fills in the rest when a record names a version that is not here. */
export function createHistory({ policy, earlier, call, onEvent }: HistoryOptions): History {
  const own = earlier.some((entry) => entry.policy.version === policy.version) ? earlier : [...earlier, { policy }]
  let versions: readonly PolicyVersionEntry[] = own
  let asking: Promise<void> | null = null
  const knows = (version: string) => versions.some((entry) => entry.policy.version === version)
  const ask = async () => {
    try {
      const { policies } = await call('listPolicies')
      const published = new Set(policies.map((entry) => entry.policy.version))
      // what only this process has is the newest, or the backend would have it
      versions = [...policies, ...own.filter((entry) => !published.has(entry.policy.version))]
    } catch (error) {
      onEvent({ kind: 'failure', where: 'listPolicies', code: codeOf(error) })
    }
  }
  return {
    versions: () => versions,
    async learn(named) {
      if (named.every(knows)) return
      asking ??= ask().finally(() => {
        asking = null
      })
      await asking
    },
    async publish() {
      await call('publishPolicy', { body: { policy: structuredClone(policy) as never } }) // as: a readonly policy, cloned, is a PolicyDocument
    },
  }
}
