/** Plays the app's worker: opens a request, leases its steps, reports what a good hook would. */
import type {
  Deregistration,
  HookDeclaration,
  Identifier,
  LeasedStep,
  Outcome,
  PrivacyRecord,
  StepKind,
} from '@privacykit/contract'
import { newId } from '../bytes.ts'
import { choiceRecord } from '../fixture-records.ts'
import { ask, type Target } from './call.ts'
import { eventually } from './expectation.ts'
import { appendAs, newAccount } from './service-context.ts'

/** No time to undo, and the second residual check at once. */
export const AT_ONCE = { undoDays: 0, residualCheckDays: 0 }

/** `billing` needs `rows` gone first; `rows` cannot look for leftovers, so the proof must say so. */
const HOOKS: readonly HookDeclaration[] = [
  { name: 'identity', after: [], phase: 'identity', identifies: false, verifies: true },
  { name: 'billing', after: ['rows'], phase: 'data', identifies: true, verifies: true },
  { name: 'rows', after: [], phase: 'data', identifies: false, verifies: false },
]
const NAMES = HOOKS.map(({ name }) => name)

/** An account with one choice (and `records`) whose deregistration has just been asked for. */
export async function openRequest(target: Target, records: readonly PrivacyRecord[] = []) {
  const account = newAccount()
  const requestId = newId()
  const identifiers: Identifier[] = [{ kind: 'email', value: `${account}@example.org` }]
  await ask(target, 'declareHooks', { body: { hooks: HOOKS } })
  await ask(target, 'openAccount', { account, body: { identifiers } })
  await appendAs(target, { account }, [choiceRecord(), ...records])
  const now = new Date().toISOString()
  const body = { requestId, authTime: now, requestedAt: now, identifiers }
  const request = await ask(target, 'requestDeregistration', { account, body })
  return { account, requestId, identifiers, body, request }
}

/** The next step of that request that becomes free. Steps of other requests are given good outcomes in passing. */
export function leaseOne(
  target: Target,
  requestId: string,
  { leaseSeconds }: { leaseSeconds: number },
): Promise<LeasedStep> {
  return eventually('a step to lease', async () => {
    const { steps } = await ask(target, 'leaseSteps', { body: { hooks: NAMES, max: 1, leaseSeconds, waitSeconds: 1 } })
    const [leased] = steps
    if (leased === undefined || leased.step.requestId === requestId) return leased ?? null
    await report(target, leased)
    return null
  })
}

/** A step as a worker saw it. */
export interface StepRun {
  hook: string
  kind: StepKind
  aliases: Record<string, string[]>
}

/** Runs every step of a request until it is completed. */
export async function drive(
  target: Target,
  requestId: string,
): Promise<{ runs: StepRun[]; deregistration: Deregistration }> {
  const runs: StepRun[] = []
  const body = { hooks: NAMES, max: 8, leaseSeconds: 60, waitSeconds: 0 }
  const deregistration = await eventually('status completed', async () => {
    const { steps } = await ask(target, 'leaseSteps', { body })
    for (const leased of steps) {
      const { hook, kind, requestId: of } = leased.step
      if (of === requestId) runs.push({ hook, kind, aliases: leased.aliases })
      await report(target, leased)
    }
    const read = await ask(target, 'readDeregistration', { params: { requestId } })
    return read.status === 'completed' ? read : null
  })
  return { runs, deregistration }
}

async function report(target: Target, { step, leaseToken }: LeasedStep): Promise<void> {
  const body = { leaseToken, outcome: OUTCOMES[step.kind] }
  await ask(target, 'reportStep', { params: { stepId: step.id }, body })
}

const OUTCOMES: Readonly<Record<StepKind, Outcome>> = {
  identify: { outcome: 'identified', aliases: { customer: ['cus_1'] } },
  erase: { outcome: 'erased', count: 2 },
  verify: { outcome: 'verified', residual: 0 },
  'residual-check': { outcome: 'verified', residual: 0 },
  notify: { outcome: 'told' },
}
