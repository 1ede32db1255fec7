/** Service surface: a withdrawn purpose as a task of its own, never as the erasure of an account. */
import type { Deregistration, HookDeclaration, LeasedStep, Outcome, RecordOf } from '@privacykit/contract'
import { deviceIdOf, newDeviceSecret } from '../bytes.ts'
import { choiceRecord } from '../fixture-records.ts'
import { ask, refused, type Target } from './call.ts'
import type { Case } from './case.ts'
import { eventually, expectEqual, expectThat } from './expectation.ts'
import { appendAs, newAccount, publishedTarget, type ServiceContext } from './service-context.ts'
import { expectSigned } from './signature.ts'

const HOOKS: readonly HookDeclaration[] = [
  {
    ...{ name: 'rows', after: [], phase: 'data', identifies: true, verifies: true },
    withdrawals: { purposes: ['analytics'], identifies: false, verifies: true },
  },
  {
    ...{ name: 'billing', after: ['rows'], phase: 'data', identifies: false, verifies: false },
    withdrawals: { purposes: [], identifies: false, verifies: false },
  },
]
const NAMES = HOOKS.map(({ name }) => name)
const LEASE = { hooks: NAMES, max: 8, leaseSeconds: 60, waitSeconds: 0 }
const KNOWING = { ...LEASE, withdrawals: NAMES, recipients: ['counter'] }

export const withdrawalCases: readonly Case<ServiceContext>[] = [
  {
    title:
      'erases one purpose, tells its recipient, hands nothing of it to a worker that knows only accounts, and proves it',
    async run(context) {
      const target = await declared(context)
      const account = newAccount()
      const record = await withdraw(target, { account })
      const [open] = await listed(target, { account }, 1)
      const requestId = open?.requestId ?? ''

      const { steps } = await ask(target, 'leaseSteps', { body: LEASE })
      expectThat(
        steps.every(({ withdrawal }) => withdrawal === undefined),
        'a worker without withdrawals got one',
      )
      const ran = await drive(target, requestId)

      expectEqual(
        ran.map(({ step }) => `${step.kind} ${step.hook}`).sort(),
        ['erase rows', 'notify counter', 'verify rows'],
        'steps of the withdrawal',
      )
      for (const { subject, withdrawal } of ran) {
        expectEqual([subject.account, withdrawal?.purpose], [account, 'analytics'], 'the task of a step')
        expectEqual(withdrawal?.subject, { kind: 'account', id: account }, 'whose data goes')
      }
      const done = await ask(target, 'readDeregistration', { params: { requestId } })
      const proof = await ask(target, 'readProof', { params: { proofId: done.finalProofId ?? '' } })
      await expectSigned(await ask(target, 'readKeys'), 'privacy-proof+jws', proof)
      expectEqual([proof.withdrawal?.purpose, proof.residual], ['analytics', 0], 'proof')
      expectThat(!JSON.stringify([done, proof]).includes(account), 'status or proof names the account')

      await appendAs(target, { account }, [record])
      expectEqual((await listed(target, { account }, 1)).length, 1, 'erasures after the same record again')
      const undo = { account, params: { requestId }, body: {} }
      await refused(target, 'cancelDeregistration', { ...undo, codes: ['undo-period-over'] })
      await ask(target, 'readState', { account })
    },
  },
  {
    title: 'starts no erasure for the refusal of what was never granted, and shows nobody another one’s',
    async run(context) {
      const target = await declared(context)
      const [device, other] = [newDeviceSecret(), newDeviceSecret()]
      await appendAs(target, { device: other }, [choiceRecord({ choice: 'refused' })])

      await withdraw(target, { device })

      const [open] = await listed(target, { device }, 1)
      const ran = await drive(target, open?.requestId ?? '')
      const id = await deviceIdOf(device)
      for (const { subject, withdrawal } of ran) {
        expectEqual([subject.account, withdrawal?.subject], [null, { kind: 'device', id }], 'a visitor’s step')
      }
      expectEqual(await listed(target, { device: other }, 0), [], 'erasures of somebody who only refused')
    },
  },
  {
    title: 'waits, blocked, while nobody has said what a withdrawal takes from a hook',
    async run(context) {
      const target = await declared(context)
      const silent = HOOKS.map(({ withdrawals: _, ...hook }) => hook)
      await ask(target, 'declareHooks', { body: { hooks: silent } })
      const account = newAccount()
      await withdraw(target, { account })

      const [open] = await listed(target, { account }, 1)

      expectEqual(open?.status, 'blocked', 'status without a declaration')
      await ask(target, 'declareHooks', { body: { hooks: HOOKS, recipients: ['counter'] } })
      await drive(target, open?.requestId ?? '')
    },
  },
]

async function declared(context: ServiceContext): Promise<Target> {
  const target = await publishedTarget(context)
  await ask(target, 'declareHooks', { body: { hooks: HOOKS, recipients: ['counter'] } })
  return target
}

interface Whose {
  account?: string
  device?: string
}

async function withdraw(target: Target, whose: Whose): Promise<RecordOf<'choice'>> {
  const granted = choiceRecord()
  const withdrawn = choiceRecord({ choice: 'withdrawn', replaces: [granted.id] })
  await appendAs(target, whose, [granted])
  await appendAs(target, whose, [withdrawn])
  return withdrawn
}

/** The subject's erasures, once there are so many; asking for steps moves what is due. */
function listed(target: Target, whose: Whose, count: number): Promise<Deregistration[]> {
  return eventually(`${count} erasures`, async () => {
    await ask(target, 'leaseSteps', { body: { ...LEASE, hooks: [] } })
    const { withdrawals } = await ask(target, 'listWithdrawals', whose)
    return withdrawals.length === count && withdrawals.every(({ status }) => status !== 'scheduled')
      ? withdrawals
      : null
  })
}

/** Runs every step of a withdrawal until it is completed; those of others are given good outcomes in passing. */
async function drive(target: Target, requestId: string): Promise<LeasedStep[]> {
  const ran: LeasedStep[] = []
  await eventually('a completed withdrawal', async () => {
    const { steps } = await ask(target, 'leaseSteps', { body: KNOWING })
    for (const leased of steps) {
      if (leased.step.requestId === requestId) ran.push(leased)
      const body = { leaseToken: leased.leaseToken, outcome: OUTCOMES[leased.step.kind] }
      await ask(target, 'reportStep', { params: { stepId: leased.step.id }, body })
    }
    const { status } = await ask(target, 'readDeregistration', { params: { requestId } })
    return status === 'completed' ? status : null
  })
  return ran
}

const OUTCOMES: Readonly<Record<LeasedStep['step']['kind'], Outcome>> = {
  identify: { outcome: 'identified', aliases: {} },
  erase: { outcome: 'erased', count: 2 },
  verify: { outcome: 'verified', residual: 0 },
  'residual-check': { outcome: 'verified', residual: 0 },
  notify: { outcome: 'told' },
}
