/** Browser surface: choices of a visitor and of an account, cookies, origins, GPC. */
import { HEADERS } from '@privacykit/contract'
import { newDeviceSecret, newId } from '../bytes.ts'
import { choiceRecord, objectionRecord, signalRecord } from '../fixture-records.ts'
import { bodyEndpoints, refuseBadBodies } from './body-cases.ts'
import { type BrowserContext, browserTarget, choose, signIn } from './browser-context.ts'
import { ask, problemOf, refused, send } from './call.ts'
import type { Case } from './case.ts'
import { expectEqual, expectThat } from './expectation.ts'
import { idsOf, newAccount } from './service-context.ts'
import { expectSigned } from './signature.ts'

export const browserRecordCases: readonly Case<BrowserContext>[] = [
  {
    title: 'stores a visitor’s choice, and answers a receipt that anybody can verify',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const record = choiceRecord({ claimedAt: new Date().toISOString() })

      const { receipts, seq, generation } = await choose(target, { device }, [record])

      expectEqual([receipts[0]?.recordId, seq, generation], [record.id, 1, 1], 'reply')
      for (const receipt of receipts) {
        await expectSigned(await ask(target, 'browserKeys'), 'privacy-receipt+jws', receipt)
      }
      const state = await ask(target, 'browserState', { device })
      expectEqual([idsOf(state), state.receipts], [[record.id], receipts], 'state with receipts')
    },
  },
  {
    title: 'sets the device’s cookie with the first choice, unreadable for scripts, and never before',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const before = await send(target, 'browserState', { device })
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }

      const first = await send(target, 'browserAppend', { device, body })

      expectEqual(before.headers.getSetCookie(), [], 'cookies of a read')
      const [cookie = ''] = first.headers.getSetCookie()
      const [pair = ''] = cookie.split(';')
      expectThat(pair.endsWith(`privacy-device=${device}`), 'the first choice sets no device cookie')
      expectThat(
        /;\s*HttpOnly/i.test(cookie) && /;\s*SameSite=(Lax|Strict)/i.test(cookie),
        'a cookie for scripts or others',
      )
      const viaCookie = await ask(target, 'browserState', { headers: { cookie: `other=1; ${pair}` } })
      expectEqual(viaCookie.seq, 1, 'the list by cookie alone')
    },
  },
  {
    title: 'answers a repeated first choice with the same receipt, for the same device',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const record = choiceRecord()

      const replies = await Promise.all(Array.from({ length: 5 }, () => choose(target, { device }, [record])))

      for (const { receipts } of replies) expectEqual(receipts, replies[0]?.receipts, 'receipts')
      expectEqual(idsOf(await ask(target, 'browserState', { device })), [record.id], 'list')
    },
  },
  {
    title: 'refuses reused ids, unknown heads, purposes, scopes and versions, and stores nothing of that batch',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const record = choiceRecord()
      await choose(target, { device }, [record])
      const wrong = [
        [{ ...record, choice: 'refused' }, 'id-reused'],
        [choiceRecord({ replaces: [newId()] }), 'unknown-replaces'],
        [choiceRecord({ purpose: 'no-such-purpose' }), 'unknown-purpose'],
        [choiceRecord({ scopeDigest: '0'.repeat(16) }), 'scope-mismatch'],
        [choiceRecord({ policyVersion: 'never-published' }), 'unknown-policy-version'],
      ] as const

      for (const [last, code] of wrong) {
        const body = { records: [choiceRecord(), last], sentAt: new Date().toISOString() }
        await refused(target, 'browserAppend', { device, body, codes: [code] })
      }

      expectEqual(idsOf(await ask(target, 'browserState', { device })), [record.id], 'list after refusals')
    },
  },
  {
    title: 'lets a person write only what a person says',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const claim = { band: { min: 18 }, source: 'document', assurance: 'strict', gateId: newId() }
      const foreign = [
        signalRecord(),
        { id: newId(), type: 'contract-opened', purposes: ['orders'] },
        { id: newId(), type: 'age-claim', ...claim },
        { id: newId(), type: 'erased', requestId: newId(), proofId: newId() },
        { id: newId(), type: 'jurisdiction', region: 'DE', source: 'edge-header' },
      ]

      for (const record of foreign) {
        const body = { records: [record], sentAt: new Date().toISOString() }
        for (const headers of [{}, { [HEADERS.role]: 'app' }, { [HEADERS.role]: 'admin' }]) {
          await refused(target, 'browserAppend', { device, body, headers, codes: ['role-not-allowed'] })
        }
      }

      await choose(target, { device }, [choiceRecord(), objectionRecord()])
    },
  },
  {
    title: 'refuses a write from another origin, at every endpoint',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }
      const foreign = [
        { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
        { origin: 'https://evil.test', 'sec-fetch-site': null },
        { origin: 'null', 'sec-fetch-site': null },
        { origin: null, 'sec-fetch-site': 'same-site' },
      ]

      for (const headers of foreign) {
        for (const name of bodyEndpoints('browser')) {
          const params = { requestId: newId() }
          await refused(target, name, { device, params, body, headers, codes: ['foreign-origin'] })
        }
      }

      expectEqual((await ask(target, 'browserState', { device })).records, [], 'list after foreign writes')
    },
  },
  {
    title: 'refuses a body that is not JSON, of another media type, too large or unknown, at every endpoint',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const headers = await signIn(context, newAccount())
      const device = newDeviceSecret()

      for (const name of bodyEndpoints('browser')) await refuseBadBodies(target, name, { device, headers })
    },
  },
  {
    title: 'refuses a request without a credential, and a device secret of the wrong form',
    async run(context) {
      const target = browserTarget(context)
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }

      await refused(target, 'browserState', { codes: ['missing-credential'] })
      await refused(target, 'browserAppend', { body, codes: ['missing-credential'] })
      await refused(target, 'browserState', { device: 'short', codes: ['invalid-credential'] })
      await refused(target, 'browserPreview', { device: newDeviceSecret(), codes: ['missing-credential'] })
    },
  },
  {
    title: 'points at what is wrong in a body and never repeats it; knows its paths and methods',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const sentinel = 'sentinel.person@example.org'
      const body = { records: [{ ...choiceRecord(), language: sentinel }], sentAt: new Date().toISOString() }

      const problem = await refused(target, 'browserAppend', { device, body, codes: ['invalid-body'] })

      expectEqual(problem.pointers, ['/records/0/language'], 'pointers')
      expectThat(!JSON.stringify(problem).includes('sentinel'), 'the problem repeats a value of the body')
      await refused(target, 'browserState', { device, method: 'DELETE', codes: ['method-not-allowed'] })
      await refused(target, 'browserProof', { params: { proofId: 'a/b' }, codes: ['unknown-endpoint'] })
    },
  },
  {
    title: 'stores Global Privacy Control once, beside the person’s own word, and never by itself',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const headers = { 'sec-gpc': '1' }
      const read = await ask(target, 'browserState', { device, headers })
      await choose(target, { device, headers }, [choiceRecord()])
      await choose(target, { device, headers }, [choiceRecord({ purpose: 'ads', choice: 'refused' })])

      const { records } = await ask(target, 'browserState', { device })

      expectEqual(read.records, [], 'a read with the signal')
      expectEqual(records.filter(({ record }) => record.type === 'signal').length, 1, 'signals stored')
    },
  },
  {
    title: 'writes to the session’s account, not to the device that is shown beside it',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const [account, device] = [newAccount(), newDeviceSecret()]
      const headers = await signIn(context, account)
      const record = choiceRecord()

      await choose(target, { device, headers }, [record])

      const own = await ask(target, 'browserState', { headers })
      expectThat(own.kind === 'account' && idsOf(own).includes(record.id), 'the account lacks the record')
      expectEqual((await ask(target, 'browserState', { device })).records, [], 'the device’s list')
    },
  },
  {
    title: 'does not store under the device what was meant for an account whose session has ended',
    async run(context) {
      const target = browserTarget(context)
      const device = newDeviceSecret()
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }
      const headers = { [HEADERS.expect]: 'account' }
      const { gateId } = await ask(target, 'browserAgeGate')
      const meant = { device, headers, codes: ['foreign-subject'] } as const

      await refused(target, 'browserAppend', { ...meant, body })
      await refused(target, 'browserState', meant)
      await refused(target, 'browserAge', { ...meant, body: { gateId, answer: 'adult' } })

      expectEqual((await ask(target, 'browserState', { device })).records, [], 'the device’s list')
    },
  },
  {
    title: 'does not store under one account what was meant for another',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const [account, device] = [newAccount(), newDeviceSecret()]
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }
      const headers = { ...(await signIn(context, account)), [HEADERS.expect]: `account:${newAccount()}` }
      const meant = { device, headers, codes: ['foreign-subject'] } as const

      await refused(target, 'browserAppend', { ...meant, body })
      await refused(target, 'browserState', meant)
      await refused(target, 'browserLink', { ...meant, body: { mode: 'adopt' } })
      await refused(target, 'browserPreview', meant)
      await refused(target, 'browserWithdrawals', meant)
      await refused(target, 'browserDeregister', { ...meant, body: { requestId: newId() } })

      const own = { ...headers, [HEADERS.expect]: `account:${account}` }
      const list = await ask(target, 'browserState', { headers: own })
      expectThat(!idsOf(list).includes(body.records[0]?.id ?? ''), 'the account has what another one said')
    },
  },
  {
    title: 'takes no account from a header: only the session speaks for one',
    needs: ['signIn'],
    async run(context) {
      const target = browserTarget(context)
      const victim = newAccount()
      const headers = await signIn(context, victim)
      const body = { records: [choiceRecord()], sentAt: new Date().toISOString() }
      const before = await ask(target, 'browserState', { headers })

      const response = await send(target, 'browserAppend', { account: victim, body })

      await problemOf(response, 'a write with a forged account header')
      const after = await ask(target, 'browserState', { headers })
      expectEqual(after.seq, before.seq, 'the victim’s list')
    },
  },
]
