/** One run of a step of a withdrawal. It reaches only what a hook offers for withdrawals: never the erasure of the account. */
import type { LeasedStep, Outcome, WithdrawalTask } from '@privacykit/contract'
import type { DeployedHook } from './deployed-hooks.ts'
import type { FenceKeeper } from './fence.ts'
import { failed, type TellRecipient, type WithdrawalContext } from './hook.ts'

/** @internal A leased step of a withdrawal, and what is deployed here. */
export interface WithdrawalRun {
  leased: LeasedStep
  task: WithdrawalTask
  hooks: ReadonlyMap<string, DeployedHook>
  recipients: Readonly<Record<string, TellRecipient>>
  fence: FenceKeeper
  signal: AbortSignal
}

/** @internal Answers `failed` with a code for what is not deployed or not declared here; throws what the app's code throws. */
export async function runWithdrawalStep(run: WithdrawalRun): Promise<Outcome> {
  const { step } = run.leased
  const context = contextOf(run)
  if (step.kind === 'notify') {
    const tell = Object.hasOwn(run.recipients, step.hook) ? run.recipients[step.hook] : undefined
    return tell === undefined ? failed('not-deployed') : tell(context)
  }
  const hook = run.hooks.get(step.hook)
  if (hook === undefined) return failed('not-deployed')
  const { withdrawal } = hook
  if (withdrawal === null) return failed('withdrawals-not-declared')
  // planned before this deployment said that the hook holds nothing of the purpose
  if (!withdrawal.purposes.includes(context.purpose)) return NOTHING_HELD[step.kind]
  if (step.kind === 'identify') return withdrawal.identify(context)
  if (step.kind !== 'erase') return withdrawal.verify(context)
  return withdrawal.erase(context, async (tx) => {
    if (context.subject.kind === 'account') await run.fence.awaitWriters(tx, context.subject.id)
  })
}

const NOTHING_HELD: Record<Exclude<LeasedStep['step']['kind'], 'notify'>, Outcome> = {
  identify: { outcome: 'identified', aliases: {} },
  erase: { outcome: 'erased', count: 0 },
  verify: { outcome: 'verified', residual: 0 },
  'residual-check': { outcome: 'verified', residual: 0 },
}

function contextOf({ leased, task, signal }: WithdrawalRun): WithdrawalContext {
  const { step, aliases } = leased
  const { purpose, before, categories, kept, subject, devices } = task
  return {
    ...{ kind: 'withdrawal', purpose, subject, devices, before: new Date(before), categories, kept },
    ...{ aliases, idempotencyKey: step.id, attempt: step.attempts, signal },
  }
}
