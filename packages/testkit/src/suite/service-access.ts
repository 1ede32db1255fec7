/** Service surface: credentials, media types, bodies, paths, and the form of every refusal. */
import { HEADERS } from '@privacykit/contract'
import { newDeviceSecret, newId } from '../bytes.ts'
import { choiceRecord, signalRecord } from '../fixture-records.ts'
import { bodyEndpoints, refuseBadBodies } from './body-cases.ts'
import { ask, problemOf, refused, send } from './call.ts'
import type { Case } from './case.ts'
import { expectEqual, expectThat } from './expectation.ts'
import { appendAs, idsOf, newAccount, publishedTarget, type ServiceContext, targetOf } from './service-context.ts'

const SENTINEL = 'sentinel.person@example.org'

export const accessCases: readonly Case<ServiceContext>[] = [
  {
    title: 'answers health and public keys without a credential',
    async run(context) {
      const target = targetOf(context, null)

      await ask(target, 'health')
      const { keys } = await ask(target, 'readKeys')

      expectThat(keys.length > 0, 'readKeys: no key')
    },
  },
  {
    title: 'refuses a missing credential',
    async run(context) {
      const target = targetOf(context, null)

      await refused(target, 'readState', { account: newAccount(), codes: ['missing-credential'] })
      await refused(target, 'listPolicies', { codes: ['missing-credential'] })
      await refused(target, 'leaseSteps', { body: LEASE, codes: ['missing-credential'] })
    },
  },
  {
    title: 'refuses a key that it does not know, whatever its form',
    async run(context) {
      const target = targetOf(context, null)
      const forms = [`Bearer ${newDeviceSecret()}`, `Bearer ${context.key}x`, `Bearer ${'x'.repeat(4000)}`]

      for (const authorization of forms) {
        await refused(target, 'listPolicies', { headers: { authorization }, codes: ['invalid-credential'] })
      }
      await refused(target, 'listPolicies', {
        headers: { authorization: `Basic ${context.key}` },
        codes: ['invalid-credential', 'missing-credential'],
      })
    },
  },
  {
    title: 'lets a read-only key read and nothing else',
    needs: ['readKey'],
    async run(context) {
      const target = targetOf(context, context.readKey)
      const account = newAccount()
      await publishedTarget(context)

      await ask(target, 'listPolicies')
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }
      await refused(target, 'appendRecords', { account, role: 'subject', body, codes: ['insufficient-scope'] })
      await refused(target, 'openAccount', { account, body: { identifiers: [] }, codes: ['insufficient-scope'] })
      await refused(target, 'leaseSteps', { body: LEASE, codes: ['insufficient-scope'] })
      await refused(target, 'declareHooks', { body: { hooks: [] }, codes: ['insufficient-scope'] })
    },
  },
  {
    title: 'refuses a subject endpoint without a subject, and a device secret of the wrong form',
    async run(context) {
      const target = await publishedTarget(context)

      await refused(target, 'readState', { codes: ['missing-credential'] })
      await refused(target, 'readState', { device: 'short', codes: ['invalid-credential'] })
      await refused(target, 'link', {
        account: newAccount(),
        body: { mode: 'adopt' },
        codes: ['missing-credential'],
      })
    },
  },
  {
    title: 'refuses an e-mail address as account id, and does not repeat it',
    async run(context) {
      const response = await send(targetOf(context), 'readState', { account: SENTINEL })

      expectThat(!(await response.clone().text()).includes(SENTINEL), 'the refusal repeats the address')
      await problemOf(response, 'readState')
    },
  },
  {
    title: 'takes the subject from the credential alone: a body that names one is refused',
    async run(context) {
      const target = await publishedTarget(context)
      const [own, victim] = [newAccount(), newAccount()]
      const record = choiceRecord()

      for (const extra of [{ subject: { kind: 'account', id: victim } }, { account: victim }, { tenant: 'other' }]) {
        const inBody = { records: [record], sentAt: new Date().toISOString(), ...extra }
        const inRecord = { records: [{ ...record, ...extra }], sentAt: new Date().toISOString() }
        for (const body of [inBody, inRecord]) {
          await refused(target, 'appendRecords', { account: own, role: 'subject', body, codes: ['invalid-body'] })
        }
      }

      expectEqual((await ask(target, 'readState', { account: victim })).records, [], 'records of the other account')
    },
  },
  {
    title: 'refuses a body that is not JSON, of another media type, too large or unknown, at every endpoint',
    async run(context) {
      const target = await publishedTarget(context)
      const credentials = { account: newAccount(), device: newDeviceSecret(), role: 'subject' }

      for (const name of bodyEndpoints('service')) await refuseBadBodies(target, name, credentials)
    },
  },
  {
    title: 'stores nothing of a body that it refuses',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }
      const common = { account, role: 'subject' }

      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', null]) {
        const headers = { 'content-type': type }
        await refused(target, 'appendRecords', { ...common, body, headers, codes: ['unsupported-media-type'] })
      }
      await refused(target, 'appendRecords', { ...common, body: { ...body, extra: 1 }, codes: ['invalid-body'] })

      expectEqual(idsOf(await ask(target, 'readState', { account })), [], 'records after refused bodies')
    },
  },
  {
    title: 'points at what is wrong in a body and never repeats what was in it',
    async run(context) {
      const target = await publishedTarget(context)
      const wrong = [
        [{ ...choiceRecord(), choice: SENTINEL }, '/records/0/choice'],
        [{ ...choiceRecord(), noticeId: { [SENTINEL]: 1 } }, '/records/0/noticeId'],
        [{ ...choiceRecord(), [SENTINEL]: 1 }, '/records/0'],
        [{ ...choiceRecord(), type: SENTINEL }, '/records/0/type'],
      ] as const

      for (const [record, pointer] of wrong) {
        const body = { records: [record], sentAt: new Date().toISOString() }
        const problem = await refused(target, 'appendRecords', { account: newAccount(), body, codes: ['invalid-body'] })
        expectThat(problem.pointers?.includes(pointer) === true, `pointers ${problem.pointers} lack ${pointer}`)
        expectThat(!JSON.stringify(problem).includes('sentinel'), 'the problem repeats a value of the body')
      }
    },
  },
  {
    title: 'refuses keys that would reach a prototype',
    async run(context) {
      const target = await publishedTarget(context)
      const body = JSON.stringify({ records: [signalRecord()], sentAt: new Date().toISOString() })

      for (const key of ['__proto__', 'constructor', 'prototype']) {
        const text = body.replace('{', `{"${key}":{"role":"admin"},`)
        await refused(target, 'appendRecords', { account: newAccount(), text, codes: ['invalid-body'] })
      }
    },
  },
  {
    title: 'refuses an empty batch and one of more than fifty records',
    async run(context) {
      const target = await publishedTarget(context)
      const sentAt = new Date().toISOString()
      const tooMany = Array.from({ length: 51 }, () => signalRecord())

      for (const records of [[], tooMany]) {
        await refused(target, 'appendRecords', {
          account: newAccount(),
          body: { records, sentAt },
          codes: ['invalid-body'],
        })
      }
    },
  },
  {
    title: 'tells an unknown path from a method that the path does not take',
    async run(context) {
      const target = targetOf(context)

      for (const id of ['a/b', '..%2F..']) {
        await refused(target, 'readProof', { params: { proofId: id }, codes: ['unknown-endpoint'] })
      }
      await refused(target, 'listPolicies', { method: 'DELETE', codes: ['method-not-allowed'] })
      await refused(target, 'readState', { method: 'POST', body: {}, codes: ['method-not-allowed'] })
    },
  },
  {
    title: 'answers not-found for ids that were never given out',
    async run(context) {
      const target = await publishedTarget(context)

      await refused(target, 'readProof', { params: { proofId: newId() }, codes: ['not-found'] })
      await refused(target, 'readDeregistration', { params: { requestId: newId() }, codes: ['not-found'] })
      await refused(target, 'reportStep', {
        params: { stepId: newId() },
        body: { leaseToken: newId(), outcome: { outcome: 'erased', count: 0 } },
        codes: ['not-found'],
      })
      await refused(target, 'cancelDeregistration', {
        account: newAccount(),
        params: { requestId: newId() },
        body: {},
        codes: ['not-found'],
      })
    },
  },
  {
    title: 'keeps another app or tenant apart, down to the record ids',
    needs: ['otherKey'],
    async run(context) {
      const target = await publishedTarget(context)
      const other = targetOf(context, context.otherKey)
      const account = newAccount()
      const record = choiceRecord()
      await appendAs(target, { account }, [record])

      const foreign = await ask(other, 'readState', { account })
      const feed = await ask(other, 'readFeed')

      expectEqual(foreign.records, [], 'records seen with another key')
      expectThat(!feed.changes.some(({ id }) => id === account), 'the feed shows another app’s subject')
    },
  },
  {
    title: 'gives no role that the key does not cover',
    async run(context) {
      const target = await publishedTarget(context)
      const body = { records: [{ id: newId(), type: 'account-opened' }], sentAt: new Date().toISOString() }

      for (const role of ['backend', 'root', '__proto__']) {
        const response = await send(target, 'appendRecords', {
          account: newAccount(),
          body,
          headers: { [HEADERS.role]: role },
        })
        const { code } = await problemOf(response, `role ${role}`)
        const codes = ['role-not-allowed', 'insufficient-scope', 'invalid-credential']
        expectThat(codes.includes(code), `role ${role}: ${code}`)
      }
    },
  },
  {
    title: 'lets no cache keep what a person said',
    async run(context) {
      const response = await send(await publishedTarget(context), 'readState', { account: newAccount() })

      expectThat(
        (response.headers.get('cache-control') ?? '').includes('no-store'),
        'readState: no cache-control: no-store',
      )
    },
  },
]

const LEASE = { hooks: ['main'], max: 1, leaseSeconds: 1, waitSeconds: 0 }
