/** Service surface: leasing and reporting steps, as the app's workers do. */
import { newId } from '../bytes.ts'
import { ask, refused } from './call.ts'
import type { Case } from './case.ts'
import { AT_ONCE, drive, leaseOne, openRequest } from './deregistration-drive.ts'
import { expectEqual, expectThat } from './expectation.ts'
import { publishTimes, type ServiceContext } from './service-context.ts'

export const stepCases: readonly Case<ServiceContext>[] = [
  {
    title: 'hands a step to one worker at a time, and tells the loser that its lease is lost',
    async run(context) {
      const target = await publishTimes(context, AT_ONCE)
      const { requestId } = await openRequest(target)
      const first = await leaseOne(target, requestId, { leaseSeconds: 1 })
      const params = { stepId: first.step.id }
      const outcome = { outcome: 'identified', aliases: {} }

      const wrongToken = { leaseToken: newId(), outcome }
      await refused(target, 'reportStep', { params, body: wrongToken, codes: ['lease-lost'] })
      const second = await leaseOne(target, requestId, { leaseSeconds: 60 })

      expectEqual(second.step.id, first.step.id, 'the step after its lease ran out')
      expectThat(second.leaseToken !== first.leaseToken, 'two leases with one token')
      expectThat(second.step.attempts > first.step.attempts, 'a second lease is no second attempt')
      await refused(target, 'reportStep', {
        params,
        body: { leaseToken: first.leaseToken, outcome },
        codes: ['lease-lost'],
      })
      const body = { leaseToken: second.leaseToken, outcome }
      expectEqual((await ask(target, 'reportStep', { params, body })).status, 'done', 'status after the report')
      await drive(target, requestId)
    },
  },
  {
    title: 'leases no step twice to workers that ask at the same moment, nor one whose hook they lack',
    async run(context) {
      const target = await publishTimes(context, AT_ONCE)
      const { requestId } = await openRequest(target)
      const lease = { max: 32, leaseSeconds: 60, waitSeconds: 0 }
      const known = { ...lease, hooks: ['rows', 'billing', 'identity'] }

      const strangers = await ask(target, 'leaseSteps', { body: { ...lease, hooks: ['unheard-of'] } })
      const first = await leaseOne(target, requestId, { leaseSeconds: 60 })
      const others = await Promise.all(Array.from({ length: 6 }, () => ask(target, 'leaseSteps', { body: known })))

      expectEqual(strangers.steps, [], 'steps for a worker without their hooks')
      const ids = [first, ...others.flatMap(({ steps }) => steps)].map(({ step }) => step.id)
      expectEqual(new Set(ids).size, ids.length, 'steps given out at once')
    },
  },
  {
    title: 'keeps a failed or waiting step open with its time, and repeats it under the same id',
    async run(context) {
      const target = await publishTimes(context, AT_ONCE)
      const { requestId } = await openRequest(target)
      const first = await leaseOne(target, requestId, { leaseSeconds: 60 })
      const params = { stepId: first.step.id }
      const checkAfter = new Date(Date.now() + 1000).toISOString()
      const waiting = { leaseToken: first.leaseToken, outcome: { outcome: 'waiting', checkAfter } }

      const waits = await ask(target, 'reportStep', { params, body: waiting })
      const again = await leaseOne(target, requestId, { leaseSeconds: 60 })
      const failing = { leaseToken: again.leaseToken, outcome: { outcome: 'failed', code: 'mailbox-down' } }
      const failed = await ask(target, 'reportStep', { params, body: failing })

      expectEqual([waits.status, waits.nextAt, again.step.id], ['waiting', checkAfter, first.step.id], 'a waiting step')
      expectEqual([failed.status, failed.failure], ['failed', 'mailbox-down'], 'a failed step')
      expectThat(failed.nextAt !== undefined, 'a failed step without the time of its next attempt')
      const { status } = await ask(target, 'readDeregistration', { params: { requestId } })
      expectThat(status !== 'completed' && status !== 'confirming', `${status} with a failed step`)
    },
  },
  {
    title: 'refuses an outcome that the contract does not know: there is no skipped',
    async run(context) {
      const target = await publishTimes(context, AT_ONCE)
      const { requestId } = await openRequest(target)
      const { step, leaseToken } = await leaseOne(target, requestId, { leaseSeconds: 60 })

      for (const outcome of [
        { outcome: 'skipped' },
        { outcome: 'erased', count: -1 },
        { outcome: 'retained', retained: [] },
      ]) {
        const body = { leaseToken, outcome }
        await refused(target, 'reportStep', { params: { stepId: step.id }, body, codes: ['invalid-body'] })
      }
    },
  },
]
