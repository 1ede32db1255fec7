/** Service surface: accounts and links. */
import { deviceIdOf, newDeviceSecret } from '../bytes.ts'
import { choiceRecord } from '../fixture-records.ts'
import { ask, refused, send } from './call.ts'
import type { Case } from './case.ts'
import { expectEqual, expectThat } from './expectation.ts'
import { appendAs, idsOf, newAccount, publishedTarget, type ServiceContext } from './service-context.ts'

export const accountCases: readonly Case<ServiceContext>[] = [
  {
    title: 'opens an account once: again is the same generation and no second record',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      const body = { identifiers: [{ kind: 'email', value: `${account}@example.org` }] }

      const first = await ask(target, 'openAccount', { account, body })
      const again = await ask(target, 'openAccount', { account, body })

      const expected = { generation: 1, flags: { suppressed: false, ageUnknown: false } }
      expectEqual([first, again], [expected, expected], 'replies')
      const state = await ask(target, 'readState', { account })
      const opened = state.records.filter(({ record }) => record.type === 'account-opened')
      expectEqual(opened.length, 1, 'records of an opened account')
      expectThat(!JSON.stringify(state).includes('@example.org'), 'the list shows an identifier')
    },
  },
  {
    title: 'refuses a generation that was never opened',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      await ask(target, 'openAccount', { account, body: { identifiers: [] } })
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }

      const unopened = { account, generation: 9, codes: ['foreign-subject'] } as const
      await refused(target, 'appendRecords', { ...unopened, role: 'subject', body })
      await refused(target, 'readState', unopened)
      await refused(target, 'decide', { ...unopened, body: { purpose: 'orders', operation: 'use' } })
      await refused(target, 'link', { ...unopened, device: newDeviceSecret(), body: { mode: 'adopt' } })
    },
  },
  {
    title: 'links a device to one account for life, with both credentials',
    async run(context) {
      const target = await publishedTarget(context)
      const [account, other, device] = [newAccount(), newAccount(), newDeviceSecret()]
      const refusal = choiceRecord({ choice: 'refused' })
      await appendAs(target, { device }, [refusal])
      for (const id of [account, other]) await ask(target, 'openAccount', { account: id, body: { identifiers: [] } })
      const body = { mode: 'deny-only' }

      await ask(target, 'link', { account, device, body })
      await ask(target, 'link', { account, device, body })
      await refused(target, 'link', { account: other, device, body, codes: ['device-linked'] })

      const { records } = await ask(target, 'readState', { account })
      const links = records.flatMap(({ record }) =>
        record.type === 'link' && 'device' in record ? [record.device] : [],
      )
      expectEqual(links, [await deviceIdOf(device)], 'devices of the link records after linking twice')
      expectThat(idsOf({ records }).includes(refusal.id), 'a denial of the device did not carry over')
    },
  },
  {
    title: 'links a device to one account when two ask at the same moment',
    async run(context) {
      const target = await publishedTarget(context)
      const device = newDeviceSecret()
      await appendAs(target, { device }, [choiceRecord()])
      const accounts = Array.from({ length: 4 }, newAccount)
      for (const account of accounts) await ask(target, 'openAccount', { account, body: { identifiers: [] } })

      const body = { mode: 'adopt' }
      const responses = await Promise.all(accounts.map((account) => send(target, 'link', { account, device, body })))

      const statuses = responses.map(({ status }) => status).sort()
      expectEqual(statuses, [200, 409, 409, 409], 'four links of one device at once')
    },
  },
  {
    title: 'carries a device’s grant to the account only in adopt mode',
    async run(context) {
      const target = await publishedTarget(context)

      for (const [mode, allowed] of [
        ['adopt', true],
        ['deny-only', false],
      ] as const) {
        const [account, device] = [newAccount(), newDeviceSecret()]
        await appendAs(target, { device }, [choiceRecord()])
        await ask(target, 'openAccount', { account, body: { identifiers: [] } })
        await ask(target, 'link', { account, device, body: { mode } })
        const decision = await ask(target, 'decide', { account, body: { purpose: 'analytics', operation: 'use' } })
        expectEqual(decision.allowed, allowed, `decision after a link in ${mode} mode`)
      }
    },
  },
  {
    title: 'gives no record of the account to a linked device',
    async run(context) {
      const target = await publishedTarget(context)
      const [account, device] = [newAccount(), newDeviceSecret()]
      await appendAs(target, { device }, [choiceRecord()])
      await ask(target, 'openAccount', { account, body: { identifiers: [] } })
      await ask(target, 'link', { account, device, body: { mode: 'adopt' } })
      const own = choiceRecord({ purpose: 'ads' })
      await appendAs(target, { account }, [own])

      const state = await ask(target, 'readState', { device })

      expectThat(!idsOf(state).includes(own.id), 'the device sees a record of the account')
      expectThat(!JSON.stringify(state.records).includes(account), 'the device sees the account’s id')
    },
  },
]
