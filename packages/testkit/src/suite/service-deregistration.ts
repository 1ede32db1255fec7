/** Service surface: closing an account, from the request over leased steps to the signed proof. */
import { newDeviceSecret, newId } from '../bytes.ts'
import { choiceRecord, objectionRecord } from '../fixture-records.ts'
import { ask, refused, type Target } from './call.ts'
import type { Case } from './case.ts'
import { AT_ONCE, drive, leaseOne, openRequest } from './deregistration-drive.ts'
import { eventually, expectEqual, expectThat } from './expectation.ts'
import { appendAs, idsOf, newAccount, publishTimes, type ServiceContext } from './service-context.ts'
import { expectSigned } from './signature.ts'

const LATER = { undoDays: 1, residualCheckDays: 1 }

export const deregistrationCases: readonly Case<ServiceContext>[] = [
  {
    title: 'schedules a deregistration, answers the same id with the same request, and undoes it in time',
    async run(context) {
      const target = await publishTimes(context, LATER)
      const { account, requestId, body, request } = await openRequest(target)

      const again = await ask(target, 'requestDeregistration', { account, body })
      const params = { requestId }
      const read = await ask(target, 'readDeregistration', { params })

      expectEqual([request.requestId, request.status], [requestId, 'scheduled'], 'a request within its undo period')
      expectThat(request.undoUntil > request.requestedAt, 'undoUntil is not after requestedAt')
      expectEqual([again, read], [request, request], 'the same request, asked again and read')
      const closing = { purpose: 'orders', operation: 'use' }
      const during = await ask(target, 'decide', { account, body: closing })
      expectEqual(during.reason, 'deregistering', 'decision while the account is closing')
      const cancelled = await ask(target, 'cancelDeregistration', { account, params, body: {} })
      expectEqual(cancelled.status, 'withdrawn', 'status after the undo')
      const after = await ask(target, 'decide', { account, body: closing })
      expectThat(after.reason !== 'deregistering', 'the account is still closing after the undo')
    },
  },
  {
    title: 'refuses another account’s request id, and to undo another account’s request',
    async run(context) {
      const target = await publishTimes(context, LATER)
      const { account, requestId, body } = await openRequest(target)
      const other = newAccount()
      await ask(target, 'openAccount', { account: other, body: { identifiers: [] } })
      const params = { requestId }

      await refused(target, 'requestDeregistration', { account: other, body, codes: ['id-reused'] })
      await refused(target, 'cancelDeregistration', { account: other, params, body: {}, codes: ['foreign-subject'] })

      expectEqual((await ask(target, 'readDeregistration', { params })).status, 'scheduled', 'status')
      await ask(target, 'cancelDeregistration', { account, params, body: {} })
    },
  },
  {
    title: 'runs the hooks in the planned order, hands aliases to their hook, and ends in a signed proof',
    async run(context) {
      const target = await publishTimes(context, AT_ONCE)
      const { account, requestId } = await openRequest(target)

      const { runs, deregistration } = await drive(target, requestId)

      const erased = runs.filter(({ kind }) => kind === 'erase').map(({ hook }) => hook)
      expectEqual(erased, ['rows', 'billing', 'identity'], 'order of the erase steps')
      const kinds = runs.map(({ kind }) => kind)
      expectThat(
        kinds.lastIndexOf('identify') < kinds.indexOf('erase'),
        'something was erased before all were identified',
      )
      expectThat(kinds.indexOf('verify') > kinds.lastIndexOf('erase'), 'something was verified before all was erased')
      const alias = runs.find(({ hook, kind }) => hook === 'billing' && kind === 'erase')?.aliases
      expectEqual(alias, { customer: ['cus_1'] }, 'aliases that billing found itself')
      const { interimProofId, finalProofId, irreversibleAt, completedAt } = deregistration
      expectThat(irreversibleAt !== null && completedAt !== null, 'a completed request without its times')
      expectThat(interimProofId !== null && finalProofId !== null, 'a completed request without both proofs')
      const keys = await ask(target, 'readKeys')
      for (const proofId of [interimProofId, finalProofId]) {
        const proof = await ask(target, 'readProof', { params: { proofId } })
        await expectSigned(keys, 'privacy-proof+jws', proof)
        expectEqual([proof.requestId, proof.residual, proof.notVerified], [requestId, 0, ['rows']], 'proof')
        expectThat(!JSON.stringify(proof).includes(account), 'the proof names the account')
      }
    },
  },
  {
    title: 'erases the list, shuts that generation out, and opens the next one empty',
    async run(context) {
      const target = await publishTimes(context, AT_ONCE)
      const { account, requestId, identifiers } = await openRequest(target)
      const before = idsOf(await ask(target, 'readState', { account }))
      await drive(target, requestId)
      await expectErased(target, account)
      await refused(target, 'cancelDeregistration', {
        account,
        params: { requestId },
        body: {},
        codes: ['undo-period-over'],
      })

      const opened = await ask(target, 'openAccount', { account, body: { identifiers } })
      const record = choiceRecord()
      const { generation } = await appendAs(target, { account, generation: 2 }, [record])

      expectEqual([opened.generation, generation], [2, 2], 'generation after an erasure')
      await expectErased(target, account)
      const ids = idsOf(await ask(target, 'readState', { account, generation: 2 }))
      expectThat(ids.includes(record.id) && !ids.some((id) => before.includes(id)), 'records outlived the erasure')
    },
  },
  {
    title: 'knows an address that objected to marketing again at a later sign-up',
    async run(context) {
      const target = await publishTimes(context, AT_ONCE)
      const { account, requestId, identifiers } = await openRequest(target, [objectionRecord()])
      await drive(target, requestId)

      const elsewhere = await ask(target, 'openAccount', { account: newAccount(), body: { identifiers } })
      const same = await ask(target, 'openAccount', { account, body: { identifiers } })

      expectEqual([elsewhere.flags.suppressed, same.flags.suppressed], [true, true], 'flags at sign-up')
      const { allowed } = await ask(target, 'decide', { account, body: { purpose: 'marketing', operation: 'use' } })
      expectEqual(allowed, false, 'decision on marketing after a new sign-up')
    },
  },
  {
    title: 'lets no device close an account, and no stranger see a subject in a status',
    async run(context) {
      const target = await publishTimes(context, LATER)
      const { account, requestId } = await openRequest(target)
      const now = new Date().toISOString()
      const body = { requestId: newId(), authTime: now, requestedAt: now, identifiers: [] }

      await refused(target, 'requestDeregistration', { device: newDeviceSecret(), body, codes: ['missing-credential'] })

      const status = await ask(target, 'readDeregistration', { params: { requestId } })
      expectThat(!JSON.stringify(status).includes(account), 'the status names the account')
      await ask(target, 'cancelDeregistration', { account, params: { requestId }, body: {} })
    },
  },
  {
    title: 'blocks a request whose plan needs a hook that is no longer deployed, rather than skipping it',
    async run(context) {
      const target = await publishTimes(context, AT_ONCE)
      const { requestId } = await openRequest(target)
      await leaseOne(target, requestId, { leaseSeconds: 1 })
      await ask(target, 'declareHooks', { body: { hooks: [] } })

      const blocked = await eventually('status blocked', async () => {
        await ask(target, 'leaseSteps', { body: { hooks: [], max: 1, leaseSeconds: 1, waitSeconds: 0 } })
        const { status } = await ask(target, 'readDeregistration', { params: { requestId } })
        return status === 'blocked' ? status : null
      })

      expectEqual(blocked, 'blocked', 'status without the hooks')
    },
  },
]

/** Every door of generation 1 is shut. */
async function expectErased(target: Target, account: string): Promise<void> {
  const old = { account, generation: 1, codes: ['erased'] } as const
  const now = new Date().toISOString()
  const records = { records: [choiceRecord()], sentAt: now }
  const request = { requestId: newId(), authTime: now, requestedAt: now, identifiers: [] }
  await refused(target, 'readState', old)
  await refused(target, 'appendRecords', { ...old, role: 'subject', body: records })
  await refused(target, 'link', { ...old, device: newDeviceSecret(), body: { mode: 'adopt' } })
  await refused(target, 'requestDeregistration', { ...old, body: request })
}
