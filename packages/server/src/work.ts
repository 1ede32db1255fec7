/** The app's part of the work: sends requests, leases steps and runs them, follows changes. One pass, or until a signal. */
import { setTimeout as pause } from 'node:timers/promises'
import type { PolicyInput } from '@privacykit/policy'
import type { BackendClient } from './backend-client.ts'
import type { DeployedHook } from './deployed-hooks.ts'
import type { Deregistrations } from './deregistration.ts'
import type { OnEvent } from './event.ts'
import { codeOf } from './failure.ts'
import type { Feed } from './feed.ts'
import type { FenceKeeper } from './fence.ts'
import type { History } from './history.ts'
import type { TellRecipient } from './hook.ts'
import type { RunStep } from './step.ts'
import { undeclared } from './withdrawal-declared.ts'

/** How `work` runs. */
export interface WorkOptions {
  /** Runs until it is aborted, then lets the running steps report. Absent: one pass over what is due. */
  signal?: AbortSignal
  /** Seconds for which a step belongs to this worker, 1 to 900. A hook that takes longer is run again. Default 120. */
  leaseSeconds?: number
  /** Steps that run side by side, 1 to 32. Default 4. */
  concurrency?: number
}

/** @internal `privacy.work`; see there. */
export type Work = (options?: WorkOptions) => Promise<void>

/** @internal What the work is made of. */
export interface WorkParts {
  call: BackendClient
  history: History
  policy: PolicyInput
  hooks: readonly DeployedHook[]
  recipients: Readonly<Record<string, TellRecipient>>
  check: () => Promise<void>
  deregistrations: Deregistrations
  runStep: RunStep
  feed: Feed
  fence: FenceKeeper
  purge: () => Promise<void>
  onEvent: OnEvent
  onError: (error: unknown, where: string) => void
}

const OUTBOX_EVERY_MS = 1000
const SWEEP_EVERY_MS = 60_000
const WAIT_SECONDS = 20
const EMPTY_POLL_MS = 500
const LONGEST_PAUSE_MS = 30_000

/** Throws `invalid-option` at once when the data map does not fit; everything later is told and tried again. */
export function createWork(parts: WorkParts): Work {
  return async ({ signal, leaseSeconds = 120, concurrency = 4 } = {}) => {
    await parts.check()
    if (signal === undefined) {
      await announce(parts)
      await parts.deregistrations.forwardDue()
      while ((await runSteps(parts, { leaseSeconds, concurrency, waitSeconds: 0, signal })) > 0);
      await sweep(parts)
      return
    }
    const repeat = (where: string, run: () => Promise<number>) => repeatUntil({ where, run, signal, parts })
    let isAnnounced = false
    await Promise.all([
      repeat('outbox', () => parts.deregistrations.forwardDue().then(() => OUTBOX_EVERY_MS)),
      repeat('steps', async () => {
        if (!isAnnounced) await announce(parts)
        isAnnounced = true
        return untilNext(() => runSteps(parts, { leaseSeconds, concurrency, waitSeconds: WAIT_SECONDS, signal }))
      }),
      repeat('feed', () => untilNext(() => parts.feed.follow({ waitSeconds: WAIT_SECONDS, signal }))),
      repeat('sweep', () => sweep(parts).then(() => SWEEP_EVERY_MS)),
    ])
  }
}

/** A long poll that found nothing should have waited; one that answered at once (a proxy, a stopping backend) must not make a hot loop. */
async function untilNext(poll: () => Promise<number>): Promise<number> {
  const began = performance.now()
  const found = await poll()
  return found > 0 || performance.now() - began > EMPTY_POLL_MS ? 0 : EMPTY_POLL_MS
}

/** The backend learns what this deployment obeys and runs. */
async function announce(parts: WorkParts): Promise<void> {
  const { call, history, hooks, recipients, onEvent, onError } = parts
  await history.publish().catch((error: unknown) => {
    // not this key's task, or a version that changed without a new name: choices are answered accordingly, hooks run on
    onEvent({ kind: 'failure', where: 'publishPolicy', code: codeOf(error) })
    onError(error, 'publishPolicy')
  })
  const declarations = hooks.map(({ declaration }) => declaration)
  await call('declareHooks', { body: { hooks: declarations, recipients: Object.keys(recipients) } })
  for (const found of undeclared(parts)) onEvent({ kind: 'undeclared', ...found })
}

interface Pass {
  leaseSeconds: number
  concurrency: number
  waitSeconds: number
  signal: AbortSignal | undefined
}

async function runSteps(
  { call, hooks, recipients, runStep }: WorkParts,
  { leaseSeconds, concurrency, waitSeconds, signal }: Pass,
): Promise<number> {
  const body = {
    hooks: hooks.map(({ name }) => name),
    withdrawals: hooks.flatMap(({ name, withdrawal }) => (withdrawal === null ? [] : [name])),
    recipients: Object.keys(recipients),
    ...{ max: concurrency, leaseSeconds, waitSeconds },
  }
  const { steps } = await call('leaseSteps', {
    body,
    waitMs: waitSeconds * 1000,
    ...(signal === undefined ? {} : { signal }),
  })
  await Promise.all(steps.map((step) => runStep(step, signal)))
  return steps.length
}

/** Fences end with their proof; kept rows end with their rule. */
async function sweep(parts: WorkParts): Promise<void> {
  const { fence, purge, onEvent } = parts
  for (const { requestId } of await fence.unsettled()) {
    // one request that cannot be read must not keep the other fences up
    await settleFence(parts, requestId).catch((error: unknown) =>
      onEvent({ kind: 'failure', where: 'fence', code: codeOf(error) }),
    )
  }
  for (const requestId of await fence.lower()) onEvent({ kind: 'fence', requestId, change: 'lowered' })
  await purge()
}

async function settleFence({ call, fence }: WorkParts, requestId: string): Promise<void> {
  const { interimProofId, finalProofId } = await call('readDeregistration', { params: { requestId } })
  const proofId = finalProofId ?? interimProofId
  if (proofId === null) return
  const proof = await call('readProof', { params: { proofId } })
  await fence.settle({ requestId, expiresAt: proof.fenceUntil, final: finalProofId !== null })
}

interface Repeated {
  where: string
  /** Milliseconds until the next run. */
  run: () => Promise<number>
  signal: AbortSignal
  parts: WorkParts
}

/** A failure slows one loop down, with jitter, and never ends it. */
async function repeatUntil({ where, run, signal, parts }: Repeated): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      const wait = await run()
      failures = 0
      // even a run that found nothing to wait for gives the event loop its turn
      await pause(wait, undefined, { signal })
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      parts.onEvent({ kind: 'failure', where, code: codeOf(error) })
      parts.onError(error, where)
      const longest = Math.min(LONGEST_PAUSE_MS, 250 * 2 ** Math.min(failures, 10))
      await pause(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined) // aborted: the loop ends above
    }
  }
}
