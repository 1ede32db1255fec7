/** The hooks of this deployment, of stores and of the app, under one roof. */
import { type HookDeclaration, nameSchema, type Outcome, PrivacyError } from '@privacykit/contract'
import { type PolicyInput, planDeregistration } from '@privacykit/policy'
import * as z from 'zod/mini'
import type {
  EraseOutcome,
  Hook,
  HookContext,
  PreviewContext,
  PreviewItem,
  StoreHook,
  WithdrawalContext,
  WithdrawalHook,
} from './hook.ts'
import type { Sql, SqlClient } from './sql.ts'
import type { Store } from './store.ts'

/** @internal A hook with its name, in the shape that the worker runs. */
export interface DeployedHook {
  name: string
  declaration: HookDeclaration
  /** True when the hook raises the fence in its own transaction. */
  raisesFence: boolean
  preview: (context: PreviewContext) => Promise<PreviewItem[]>
  identify: (context: HookContext) => Promise<Extract<Outcome, { outcome: 'identified' }>>
  erase: (context: HookContext, raiseFence: (tx: Sql) => Promise<void>) => Promise<EraseOutcome>
  verify: (context: HookContext) => Promise<Extract<Outcome, { outcome: 'verified' | 'failed' }>>
  /** Null: nobody has said what a withdrawal takes here. */
  withdrawal: DeployedWithdrawal | null
}

/** @internal What the worker runs when one purpose closes. */
interface DeployedWithdrawal {
  purposes: readonly string[]
  identify: (context: WithdrawalContext) => Promise<Extract<Outcome, { outcome: 'identified' }>>
  erase: (context: WithdrawalContext, awaitWriters: (tx: Sql) => Promise<void>) => Promise<EraseOutcome>
  verify: (context: WithdrawalContext) => Promise<Extract<Outcome, { outcome: 'verified' | 'failed' }>>
}

/** @internal Names are unique over stores and hooks, and nobody waits in a circle: `invalid-option`. */
export function deployHooks(options: {
  stores: Readonly<Record<string, Store>>
  hooks: Readonly<Record<string, Hook>>
  policy: PolicyInput
  now: () => Date
  /** The database with the fence. */
  fencedBy: SqlClient | null
}): DeployedHook[] {
  const { stores, hooks, policy, now, fencedBy } = options
  const ofStores = Object.entries(stores).flatMap(([name, store]) =>
    Object.entries(store.hooks({ name, policy, now })).map((entry) => deployStore(entry, store.sql === fencedBy)),
  )
  const deployed = [...ofStores, ...Object.entries(hooks).map(deployOwn)]
  requireSoundNames(deployed)
  return deployed
}

function deployStore([name, hook]: [string, StoreHook], raisesFence: boolean): DeployedHook {
  const { identify, preview, verify, after = [], erase, phase, withdrawal } = hook
  const given = { identify, preview, verify }
  const parts = Object.fromEntries(Object.entries(given).filter(([, part]) => part !== undefined))
  const own = deployOwn([name, { ...parts, after, erase: (context) => erase(context, async () => undefined) }])
  const limited = withdrawal === undefined ? null : deployWithdrawal(withdrawal)
  return {
    ...own,
    declaration: { ...own.declaration, phase, ...(withdrawal === undefined ? {} : declareWithdrawal(withdrawal)) },
    raisesFence,
    ...(raisesFence ? { erase } : {}),
    // a lock in another database than the fence's would wait for nobody
    withdrawal: limited && {
      ...limited,
      erase: (context, wait) => limited.erase(context, raisesFence ? wait : async () => undefined),
    },
  }
}

function deployOwn([name, hook]: [string, Hook]): DeployedHook {
  const { identify, preview, verify } = hook
  return {
    name,
    declaration: declarationOf(name, hook, 'data'),
    raisesFence: false,
    preview: async (context) =>
      preview === undefined ? [{ what: name, count: 0, fate: 'external' }] : preview(context),
    identify: async (context) => ({ outcome: 'identified', aliases: (await identify?.(context)) ?? {} }),
    erase: hook.erase,
    verify: async (context) =>
      verify === undefined
        ? { outcome: 'failed', code: 'no-verify' }
        : { outcome: 'verified', residual: await verify(context) },
    withdrawal: hook.withdrawal === undefined ? null : deployWithdrawal(hook.withdrawal),
  }
}

type Limited = Omit<WithdrawalHook, 'erase'> & Pick<DeployedWithdrawal, 'erase'>

function deployWithdrawal(withdrawal: Limited | 'none'): DeployedWithdrawal {
  const { purposes, identify, erase, verify } = withdrawal === 'none' ? HOLDS_NOTHING : withdrawal
  return {
    purposes,
    identify: async (context) => ({ outcome: 'identified', aliases: (await identify?.(context)) ?? {} }),
    erase,
    verify: async (context) =>
      verify === undefined
        ? { outcome: 'failed', code: 'no-verify' }
        : { outcome: 'verified', residual: await verify(context) },
  }
}

const HOLDS_NOTHING: Limited = { purposes: [], erase: async () => ({ outcome: 'erased', count: 0 }) }

function declareWithdrawal(withdrawal: Limited | 'none'): Pick<HookDeclaration, 'withdrawals'> {
  const { purposes, identify, verify } = withdrawal === 'none' ? HOLDS_NOTHING : withdrawal
  return {
    withdrawals: { purposes: [...purposes], identifies: identify !== undefined, verifies: verify !== undefined },
  }
}

function declarationOf(
  name: string,
  hook: Pick<Hook, 'after' | 'identify' | 'verify' | 'withdrawal'>,
  phase: HookDeclaration['phase'],
): HookDeclaration {
  return {
    name,
    after: [...(hook.after ?? [])],
    phase,
    identifies: hook.identify !== undefined,
    verifies: hook.verify !== undefined,
    ...(hook.withdrawal === undefined ? {} : declareWithdrawal(hook.withdrawal)),
  }
}

function requireSoundNames(deployed: readonly DeployedHook[]): void {
  const names = deployed.map(({ name }) => name)
  const bad = names.find((name, index) => names.indexOf(name) !== index || !z.safeParse(nameSchema, name).success)
  if (bad !== undefined)
    throw new PrivacyError('invalid-option', `The hook or store name ${bad} is taken twice, or is not a plain name.`)
  planDeregistration(deployed.map(({ declaration }) => declaration))
}
