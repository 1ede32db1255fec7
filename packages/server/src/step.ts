/** One run of one step: the hook's answer, or a code for why there is none, reported under the lease. */
import type { LeasedStep, Outcome } from '@privacykit/contract'
import type { BackendClient } from './backend-client.ts'
import type { DeployedHook } from './deployed-hooks.ts'
import type { OnEvent } from './event.ts'
import { codeOf } from './failure.ts'
import type { FenceKeeper } from './fence.ts'
import { failed, failureOf, type HookContext, type TellRecipient } from './hook.ts'
import { runWithdrawalStep } from './withdrawal-step.ts'

/** @internal What a step needs: its hook, the fence, and a way to report. */
export interface StepRunnerOptions {
  call: BackendClient
  fence: FenceKeeper
  hooks: readonly DeployedHook[]
  recipients: Readonly<Record<string, TellRecipient>>
  now: () => Date
  onEvent: OnEvent
  onError: (error: unknown, where: string) => void
}

/** Runs a leased step to its report. Never throws: a lost lease is an event, and the step runs again with the same key. */
export type RunStep = (leased: LeasedStep, signal: AbortSignal | undefined) => Promise<void>

/** @internal Makes the runner of leased steps. */
export function createRunStep(parts: StepRunnerOptions): RunStep {
  const hooks = new Map(parts.hooks.map((hook) => [hook.name, hook]))
  return async (leased, signal) => {
    const { step, leaseToken } = leased
    const facts = { requestId: step.requestId, stepId: step.id, hook: step.hook }
    const outcome = await runStep({ leased, signal, parts, hooks })
    try {
      await parts.call('reportStep', { params: { stepId: step.id }, body: { leaseToken, outcome } })
      const code = outcome.outcome === 'failed' ? { code: outcome.code } : {}
      parts.onEvent({ kind: 'step', ...facts, step: step.kind, outcome: outcome.outcome, ...code })
    } catch (error) {
      parts.onEvent({ kind: 'step-lost', ...facts, code: codeOf(error) })
    }
  }
}

interface Run {
  leased: LeasedStep
  signal: AbortSignal | undefined
  parts: StepRunnerOptions
  hooks: ReadonlyMap<string, DeployedHook>
}

async function runStep({ leased, signal, parts, hooks }: Run): Promise<Outcome> {
  const { step, withdrawal: task } = leased
  const ending = signalOf(leased, { signal, parts })
  try {
    if (task !== undefined) {
      const { recipients, fence } = parts
      return await runWithdrawalStep({ leased, task, hooks, recipients, fence, signal: ending })
    }
    const hook = hooks.get(step.hook)
    return hook === undefined ? failed('not-deployed') : await runHook(hook, { leased, signal: ending, parts })
  } catch (error) {
    parts.onError(error, `hook ${step.hook}`)
    return failureOf(error)
  }
}

function signalOf({ leaseUntil }: LeasedStep, { signal, parts }: Pick<Run, 'signal' | 'parts'>): AbortSignal {
  // no new timer per step: the lease is bounded, so is this
  const leaseMs = Math.max(0, Date.parse(leaseUntil) - parts.now().getTime())
  const ends = AbortSignal.timeout(Math.min(leaseMs, LONGEST_LEASE_MS))
  return signal === undefined ? ends : AbortSignal.any([signal, ends])
}

async function runHook(
  hook: DeployedHook,
  { leased, signal, parts }: { leased: LeasedStep; signal: AbortSignal; parts: StepRunnerOptions },
): Promise<Outcome> {
  const { step, subject, aliases } = leased
  // whole accounts only: a device has none
  if (subject.account === null) return failed('no-account')
  const context: HookContext = {
    account: subject.account,
    generation: subject.generation,
    aliases,
    idempotencyKey: step.id,
    attempt: step.attempts,
    signal,
  }
  if (step.kind === 'identify') return hook.identify(context)
  if (step.kind !== 'erase') return hook.verify(context)
  return eraseBehindFence(hook, context, { requestId: step.requestId, parts })
}

const LONGEST_LEASE_MS = 900_000

/** The fence is up before anything is erased. A store raises it in the transaction of its deletion, others before they begin. */
async function eraseBehindFence(
  hook: DeployedHook,
  context: HookContext,
  { requestId, parts }: { requestId: string; parts: StepRunnerOptions },
): Promise<Outcome> {
  const raised = { account: context.account, generation: context.generation, requestId }
  if (!hook.raisesFence) await parts.fence.raiseNow(raised)
  const outcome = await hook.erase(context, (tx) => parts.fence.raise(tx, raised))
  parts.onEvent({ kind: 'fence', requestId, change: 'raised' })
  return outcome
}
