import { type LeasedStep, PrivacyError } from '@privacykit/contract'
import { newId } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PrivacyEvent } from './event.ts'
import { erased, type HookContext, hook } from './hook.ts'
import { AT, type FakeBackend, fakeBackend } from './test-backend.ts'
import { KEY, testPrivacy } from './test-privacy.ts'

function leasedStep(name: string, fields: Partial<LeasedStep['step']> = {}): LeasedStep {
  return {
    step: { id: newId(), requestId: newId(), hook: name, kind: 'erase', status: 'leased', attempts: 1, ...fields },
    subject: { account: 'ada', generation: 2 },
    leaseToken: newId(),
    leaseUntil: '2026-11-22T10:02:00.000Z',
    aliases: { customer: ['cus_1'] },
  }
}

describe('a pass of work', () => {
  let backend: FakeBackend
  let events: PrivacyEvent[]
  let seen: HookContext[]
  const mail = hook({
    async erase(context) {
      seen.push(context)
      return erased(1)
    },
  })
  const work = (hooks = { mail }) =>
    testPrivacy({
      backend: { fetch: backend.fetch, key: KEY },
      hooks,
      now: () => new Date(AT),
      onEvent: (event) => events.push(event),
    }).work()
  const lease = (...batches: LeasedStep[][]) => {
    backend.replies.leaseSteps = () => ({ steps: batches.shift() ?? [] })
  }
  const reports = () => backend.calls.filter(({ endpoint }) => endpoint === 'reportStep')

  beforeEach(() => {
    events = []
    seen = []
    // without a database there is no outbox to send and no fence to look after
    backend = fakeBackend({
      declareHooks: ({ body }) => body,
      reportStep: ({ params }) => ({ ...leasedStep('mail').step, id: params.stepId }),
    })
  })

  it('says what is deployed, then runs every step that is ready', async () => {
    const [first, second] = [leasedStep('mail'), leasedStep('mail')]
    lease([first], [second])

    await work()

    expect(backend.calls.find(({ endpoint }) => endpoint === 'declareHooks')?.body.hooks).toMatchObject([
      { name: 'mail' },
    ])
    expect(reports().map(({ params, body }) => [params.stepId, body.leaseToken, body.outcome])).toEqual([
      [first.step.id, first.leaseToken, { outcome: 'erased', count: 1 }],
      [second.step.id, second.leaseToken, { outcome: 'erased', count: 1 }],
    ])
  })

  it('hands the hook the person, the aliases and the key of the step', async () => {
    const leased = leasedStep('mail', { attempts: 3 })
    lease([leased])

    await work()

    expect(seen[0]).toMatchObject({
      account: 'ada',
      generation: 2,
      aliases: { customer: ['cus_1'] },
      idempotencyKey: leased.step.id,
      attempt: 3,
    })
  })

  it('tells of a lost lease, and goes on', async () => {
    const [late, next] = [leasedStep('mail'), leasedStep('mail')]
    lease([late], [next])
    backend.replies.reportStep = ({ params }) => {
      if (params.stepId === late.step.id) throw new PrivacyError('lease-lost', 'told to')
      return next.step
    }

    await work()

    const { id: stepId, requestId } = late.step
    expect(events).toContainEqual({ kind: 'step-lost', requestId, stepId, hook: 'mail', code: 'lease-lost' })
    expect(reports()).toHaveLength(2)
  })

  it('fails a step whose hook is not here, and a check that the hook does not have, by a code', async () => {
    lease([leasedStep('ghost'), leasedStep('mail', { kind: 'verify' })])

    await work()

    expect(reports().map(({ body }) => body.outcome)).toEqual([
      { outcome: 'failed', code: 'not-deployed' },
      { outcome: 'failed', code: 'no-verify' },
    ])
  })

  it('runs the hooks although the policy cannot be published, and says so', async () => {
    lease([leasedStep('mail')])
    backend.replies.publishPolicy = () => {
      throw new PrivacyError('policy-version-reused', 'told to')
    }

    await work()

    expect(events).toContainEqual({ kind: 'failure', where: 'publishPolicy', code: 'policy-version-reused' })
    expect(seen).toHaveLength(1)
  })

  it('tells a hook that runs on when the worker stops', async () => {
    const stop = new AbortController()
    let isTold = false
    const slow = hook({
      async erase({ signal }) {
        stop.abort()
        isTold = signal.aborted
        return erased(1)
      },
    })
    lease([leasedStep('slow')])
    const privacy = testPrivacy({
      backend: { fetch: backend.fetch, key: KEY },
      hooks: { slow },
      now: () => new Date(AT),
    })

    await privacy.work({ signal: stop.signal })

    expect(isTold).toBe(true)
    expect(reports()).toHaveLength(1)
  })

  it('ends with close()', async () => {
    const privacy = testPrivacy({ backend: { fetch: backend.fetch, key: KEY }, hooks: { mail } })
    const working = privacy.work({ signal: new AbortController().signal })

    await privacy.close()
    await expect(working).resolves.toBeUndefined()
  })
})
