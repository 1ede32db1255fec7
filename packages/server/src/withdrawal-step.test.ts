import type { LeasedStep } from '@privacykit/contract'
import { newId } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PrivacyEvent } from './event.ts'
import { erased, hook, told, type WithdrawalContext } from './hook.ts'
import type { PrivacyOptions } from './options.ts'
import { AT, type FakeBackend, fakeBackend } from './test-backend.ts'
import { KEY, testPrivacy } from './test-privacy.ts'

const task = {
  ...{ purpose: 'club', before: AT, categories: [], devices: ['d1'] },
  kept: [{ category: 'user.name', purpose: 'orders', reason: 'contract' as const }],
  subject: { kind: 'account' as const, id: 'ada' },
}

function leasedStep(name: string, kind: LeasedStep['step']['kind'], fields: Partial<LeasedStep> = {}): LeasedStep {
  return {
    step: { id: newId(), requestId: newId(), hook: name, kind, status: 'leased', attempts: 1 },
    subject: { account: 'ada', generation: 1 },
    leaseToken: newId(),
    leaseUntil: '2026-11-22T10:02:00.000Z',
    aliases: { customer: ['cus_1'] },
    withdrawal: task,
    ...fields,
  }
}

describe('a step of a withdrawal', () => {
  let backend: FakeBackend
  let events: PrivacyEvent[]
  let ran: string[]
  let seen: WithdrawalContext[]
  const note = (name: string) => async (context: WithdrawalContext) => {
    ran.push(name)
    seen.push(context)
    return erased(2)
  }
  const whole = async () => {
    ran.push('whole account')
    return erased(9)
  }
  /** The outcomes, in the order of the steps. */
  const work = async (options: Partial<PrivacyOptions>, ...leased: LeasedStep[]) => {
    const batches = [leased]
    backend.replies.leaseSteps = () => ({ steps: batches.pop() ?? [] })
    const privacy = testPrivacy({
      ...{ backend: { fetch: backend.fetch, key: KEY }, now: () => new Date(AT) },
      onEvent: (event) => events.push(event),
      ...options,
    })
    await privacy.work()
    const reports = backend.calls.filter(({ endpoint }) => endpoint === 'reportStep')
    // steps run side by side, so they end in any order
    return leased.map(({ step }) => reports.findLast(({ params }) => params.stepId === step.id)?.body.outcome)
  }

  beforeEach(() => {
    ;[events, ran, seen] = [[], [], []]
    backend = fakeBackend({
      declareHooks: ({ body }) => body,
      reportStep: ({ params }) => ({ ...leasedStep('mail', 'erase').step, id: params.stepId }),
    })
  })

  it('runs what the hook offers for withdrawals, with the purpose, what may go, what stays and until when', async () => {
    const mail = hook({ erase: whole, withdrawal: { purposes: ['club'], erase: note('club'), verify: async () => 3 } })
    const erase = leasedStep('mail', 'erase')

    const outcomes = await work(
      { hooks: { mail } },
      erase,
      leasedStep('mail', 'verify'),
      leasedStep('mail', 'identify'),
    )

    expect(ran).toEqual(['club'])
    expect(outcomes).toEqual([
      { outcome: 'erased', count: 2 },
      { outcome: 'verified', residual: 3 },
      { outcome: 'identified', aliases: {} },
    ])
    expect(seen[0]).toMatchObject({
      ...task,
      kind: 'withdrawal',
      before: new Date(AT),
      aliases: { customer: ['cus_1'] },
      idempotencyKey: erase.step.id,
    })
    expect(events.filter(({ kind }) => kind === 'fence')).toEqual([])
  })

  it('never runs the erasure of the account, whoever hands it the step', async () => {
    const silent = hook({ erase: whole, verify: async () => 0 })
    const other = hook({ erase: whole, withdrawal: { purposes: ['analytics'], erase: note('analytics') } })
    const none = hook({ erase: whole, withdrawal: 'none' })
    const steps = ['silent', 'other', 'none', 'ghost'].map((name) => leasedStep(name, 'erase'))

    const outcomes = await work({ hooks: { silent, other, none } }, ...steps)

    expect(ran).toEqual([])
    expect(outcomes).toEqual([
      { outcome: 'failed', code: 'withdrawals-not-declared' },
      { outcome: 'erased', count: 0 },
      { outcome: 'erased', count: 0 },
      { outcome: 'failed', code: 'not-deployed' },
    ])
  })

  it('does not take a visitor’s device for an account', async () => {
    const { withdrawal: _, ...step } = leasedStep('mail', 'erase', { subject: { account: null, generation: 1 } })

    expect(await work({ hooks: { mail: hook({ erase: whole }) } }, step)).toEqual([
      { outcome: 'failed', code: 'no-account' },
    ])
    expect(ran).toEqual([])
  })

  it('tells a recipient under the step’s key, and fails by a code where nobody can or somebody throws', async () => {
    const courier = async (context: WithdrawalContext) => {
      seen.push(context)
      return told()
    }
    const notify = leasedStep('courier', 'notify')

    const [known, ghost] = await work({ recipients: { courier } }, notify, leasedStep('ghost', 'notify'))

    expect(known).toEqual({ outcome: 'told' })
    expect(seen[0]?.idempotencyKey).toBe(notify.step.id)
    expect(ghost).toEqual({ outcome: 'failed', code: 'not-deployed' })
    const thrown = await work({ recipients: { courier: () => Promise.reject(new Error('Ada')) } }, notify)
    expect(thrown.at(-1)).toEqual({ outcome: 'failed', code: 'hook-threw' })
  })

  it('declares what it knows, asks for nothing else, and says what is unsaid', async () => {
    const hooks = {
      knowing: hook({ erase: whole, withdrawal: { purposes: ['club'], erase: note('club') } }),
      empty: hook({ erase: whole, withdrawal: 'none' }),
      silent: hook({ erase: whole }),
    }
    await work({ hooks, recipients: { courier: async () => told() } })

    const bodyOf = (endpoint: string) => backend.calls.find((call) => call.endpoint === endpoint)?.body
    const none = { identifies: false, verifies: false }
    expect(bodyOf('declareHooks')).toMatchObject({
      hooks: [
        { name: 'knowing', withdrawals: { purposes: ['club'], ...none } },
        { name: 'empty', withdrawals: { purposes: [], ...none } },
        { name: 'silent' },
      ],
      recipients: ['courier'],
    })
    expect(bodyOf('leaseSteps')).toMatchObject({
      hooks: ['knowing', 'empty', 'silent'],
      withdrawals: ['knowing', 'empty'],
      recipients: ['courier'],
    })
    expect(events.filter(({ kind }) => kind === 'undeclared')).toEqual([{ kind: 'undeclared', hook: 'silent' }])
  })

  it('refuses names that the policy does not have', () => {
    const backendOptions = { backend: { fetch: backend.fetch, key: KEY } }
    const misspelled = hook({ erase: whole, withdrawal: { purposes: ['analitycs'], erase: note('x') } })

    expect(() => testPrivacy({ ...backendOptions, hooks: { misspelled } })).toThrow(/the purpose analitycs/)
    expect(() => testPrivacy({ ...backendOptions, recipients: { curier: async () => told() } })).toThrow(/curier/)
  })
})
