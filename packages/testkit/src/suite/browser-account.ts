/** Browser surface: links, the age question, closing an account. */
import { newDeviceSecret, newId } from '../bytes.ts'
import { choiceRecord } from '../fixture-records.ts'
import { type BrowserContext, browserTarget, choose, signIn } from './browser-context.ts'
import { ask, refused, send, type Target } from './call.ts'
import type { Case } from './case.ts'
import { eventually, expectEqual, expectThat } from './expectation.ts'
import { idsOf, newAccount } from './service-context.ts'
import { expectSigned } from './signature.ts'

export const browserAccountCases: readonly Case<BrowserContext>[] = [
  {
    title: 'links a device to one account, with session and secret together',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const refusal = choiceRecord({ choice: 'refused' })
      await choose(target, { device }, [refusal])
      const [headers, other] = [await signIn(context, newAccount()), await signIn(context, newAccount())]
      const body = { mode: 'deny-only' }

      await refused(target, 'browserLink', { device, body, codes: ['missing-credential'] })
      await refused(target, 'browserLink', { headers, body, codes: ['missing-credential'] })
      await ask(target, 'browserLink', { headers, device, body })
      await ask(target, 'browserLink', { headers, device, body })
      await refused(target, 'browserLink', { headers: other, device, body, codes: ['device-linked'] })

      const { records } = await ask(target, 'browserState', { headers })
      expectEqual(records.filter(({ record }) => record.type === 'link').length, 1, 'link records')
      expectThat(idsOf({ records }).includes(refusal.id), 'the device’s denial did not come along')
    },
  },
  {
    title: 'gives cut-off dates for the age question and sets nothing',
    async run(context) {
      const response = await send(browserTarget(context), 'browserAgeGate')
      const gate = await ask(browserTarget(context), 'browserAgeGate')

      expectEqual(response.headers.getSetCookie(), [], 'cookies of the age gate')
      expectThat(gate.adultIfBornBy <= gate.consentIfBornBy, 'adults younger than those who may consent')
      expectThat(gate.consentIfBornBy < gate.onDate, 'a cut-off that is not in the past')
    },
  },
  {
    title: 'keeps the first answer to an age question',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const { gateId, childAge } = await ask(target, 'browserAgeGate')

      const first = await send(target, 'browserAge', { device, body: { gateId, answer: 'child' } })
      const second = await ask(target, 'browserAge', { device, body: { gateId, answer: 'adult' } })

      expectEqual(first.headers.getSetCookie().length, 2, 'cookies of the first answer: the device’s, and the hint')
      const { band } = (await first.json()) as { band: { max?: number } | null } // as: checked by the second ask
      expectEqual(second.band, band, 'the band of a second guess')
      expectThat((second.band?.max ?? childAge) < childAge, 'a child’s band reaches the adult age')
      const { records } = await ask(target, 'browserState', { device })
      expectEqual(records.filter(({ record }) => record.type === 'age-claim').length, 1, 'claims')
      expectThat(!JSON.stringify(records).includes('born'), 'a birth date in a record')
    },
  },
  {
    title: 'takes an age answer from a subject and from nobody else, never a date',
    async run(context) {
      const target = browserTarget(context)
      const { gateId } = await ask(target, 'browserAgeGate')
      const device = newDeviceSecret()

      await refused(target, 'browserAge', { body: { gateId, answer: 'adult' }, codes: ['missing-credential'] })
      for (const body of [
        { gateId, answer: '2001-02-03' },
        { gateId, answer: 'adult', birthDate: '2001-02-03' },
      ]) {
        await refused(target, 'browserAge', { device, body, codes: ['invalid-body'] })
      }
    },
  },
  {
    title: 'previews what closing will erase, closes once, and undoes it in time',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const headers = await signIn(context, newAccount())
      const body = { requestId: newId() }
      const params = body
      const { items } = await ask(target, 'browserPreview', { headers })

      const request = await ask(target, 'browserDeregister', { headers, body })
      const again = await ask(target, 'browserDeregister', { headers, body })

      expectThat(items.length > 0, 'an empty preview')
      expectEqual([request.requestId, request.status], [body.requestId, 'scheduled'], 'a fresh request')
      expectEqual(again, request, 'the same id again')
      expectEqual(await ask(target, 'browserDeregistration', { params }), request, 'status without a session')
      const cancelled = await ask(target, 'browserCancel', { headers, params, body: {} })
      expectEqual(cancelled.status, 'withdrawn', 'status after the undo')
    },
  },
  {
    title: 'asks for a fresh sign-in before it closes an account',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const headers = await signIn(context, newAccount(), { authTime: '2020-01-01T00:00:00.000Z' })

      await refused(target, 'browserDeregister', { headers, body: { requestId: newId() }, codes: ['stale-session'] })
      await refused(target, 'browserDeregister', {
        device: newDeviceSecret(),
        body: { requestId: newId() },
        codes: ['missing-credential'],
      })
    },
  },
  {
    title: 'lets no other account undo or repeat a request, and no other origin send one',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const [headers, other] = [await signIn(context, newAccount()), await signIn(context, newAccount())]
      const body = { requestId: newId() }
      const evil = { ...headers, origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
      await refused(target, 'browserDeregister', { headers: evil, body, codes: ['foreign-origin'] })
      await ask(target, 'browserDeregister', { headers, body })

      await refused(target, 'browserDeregister', { headers: other, body, codes: ['id-reused'] })
      const cancel = { params: body, body: {} }
      await refused(target, 'browserCancel', { ...cancel, headers: other, codes: ['foreign-subject'] })
      await refused(target, 'browserCancel', { ...cancel, headers: evil, codes: ['foreign-origin'] })
      await refused(target, 'browserCancel', {
        headers,
        params: { requestId: newId() },
        body: {},
        codes: ['not-found'],
      })

      const { status } = await ask(target, 'browserDeregistration', { params: body })
      expectEqual(status, 'scheduled', 'status after the attempts')
      await ask(target, 'browserCancel', { ...cancel, headers })
    },
  },
  {
    title: 'shows a person the erasures that its own withdrawals started, and no page of another origin',
    async run(context) {
      const target = browserTarget(context)
      const [device, other] = [newDeviceSecret(), newDeviceSecret()]
      const granted = choiceRecord()
      await choose(target, { device }, [granted])
      await choose(target, { device }, [choiceRecord({ choice: 'withdrawn', replaces: [granted.id] })])

      const { withdrawals } = await ask(target, 'browserWithdrawals', { device })

      const purposes = withdrawals.map(({ withdrawal }) => withdrawal?.purpose)
      expectThat(
        purposes.every((purpose) => purpose === 'analytics'),
        'erasures of purposes that nobody withdrew',
      )
      expectEqual((await ask(target, 'browserWithdrawals', { device: other })).withdrawals, [], 'somebody else’s')
      const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
      await refused(target, 'browserWithdrawals', { device, headers, codes: ['foreign-origin'] })
      await refused(target, 'browserWithdrawals', { codes: ['missing-credential'] })
    },
  },
  {
    title: 'answers not-found for ids that were never given out',
    async run(context) {
      const target = browserTarget(context)

      await refused(target, 'browserDeregistration', { params: { requestId: newId() }, codes: ['not-found'] })
      await refused(target, 'browserProof', { params: { proofId: newId() }, codes: ['not-found'] })
    },
  },
  {
    title: 'ends in a signed proof, shuts the old session out, and lets the person start anew',
    needs: ['signIn', 'closeAccounts'],
    async run(context) {
      const target = browserTarget(context)
      const account = newAccount()
      const headers = await signIn(context, account)
      const record = choiceRecord()
      await choose(target, { headers }, [record])
      const params = { requestId: newId() }
      await ask(target, 'browserDeregister', { headers, body: params })

      const done = await eventually('status completed', async () => {
        await context.closeAccounts?.()
        const read = await ask(target, 'browserDeregistration', { params })
        return read.status === 'completed' ? read : null
      })

      const proof = await ask(target, 'browserProof', { params: { proofId: done.finalProofId ?? '' } })
      await expectSigned(await ask(target, 'browserKeys'), 'privacy-proof+jws', proof)
      expectThat(!JSON.stringify([done, proof]).includes(account), 'status or proof names the account')
      await expectShutOut(target, headers)
      const anew = await signIn(context, account)
      await refused(target, 'browserCancel', { headers: anew, params, body: {}, codes: ['undo-period-over'] })
      const state = await ask(target, 'browserState', { headers: anew })
      expectEqual([state.generation, idsOf(state).includes(record.id)], [2, false], 'the next generation')
    },
  },
]

/** A session of the erased generation reaches nothing, whatever else the browser shows. */
async function expectShutOut(target: Target, session: Readonly<Record<string, string>>): Promise<void> {
  const { gateId } = await ask(target, 'browserAgeGate')
  const old = { headers: session, device: newDeviceSecret(), codes: ['erased'] } as const
  const records = { records: [choiceRecord()], sentAt: new Date().toISOString() }
  await refused(target, 'browserState', old)
  await refused(target, 'browserPreview', old)
  await refused(target, 'browserWithdrawals', old)
  await refused(target, 'browserAppend', { ...old, body: records })
  await refused(target, 'browserLink', { ...old, body: { mode: 'adopt' } })
  await refused(target, 'browserAge', { ...old, body: { gateId, answer: 'adult' } })
  await refused(target, 'browserDeregister', { ...old, body: { requestId: newId() } })
}
