/** Service surface: records, receipts and who may write what. */
import { deviceIdOf, newDeviceSecret, newId } from '../bytes.ts'
import { choiceRecord, contractRecord, objectionRecord, signalRecord } from '../fixture-records.ts'
import { ask, refused } from './call.ts'
import type { Case } from './case.ts'
import { expectEqual, expectThat } from './expectation.ts'
import { appendAs, idsOf, newAccount, publishedTarget, type ServiceContext } from './service-context.ts'
import { expectSigned } from './signature.ts'

export const recordCases: readonly Case<ServiceContext>[] = [
  {
    title: 'stores a choice and answers a receipt that anybody can verify',
    async run(context) {
      const target = await publishedTarget(context)
      const device = newDeviceSecret()
      const record = choiceRecord({ claimedAt: new Date().toISOString() })

      const reply = await appendAs(target, { device }, [record])

      const [receipt] = reply.receipts
      expectThat(receipt !== undefined && reply.receipts.length === 1, 'one receipt for one record')
      expectEqual([receipt.recordId, receipt.app, receipt.seq, reply.seq], [record.id, context.app, 1, 1], 'receipt')
      await expectSigned(await ask(target, 'readKeys'), 'privacy-receipt+jws', receipt)
      const { kind, records, seq } = await ask(target, 'readState', { device })
      expectEqual({ kind, seq, record: records[0]?.record }, { kind: 'device', seq: 1, record }, 'what is stored')
    },
  },
  {
    title: 'stamps a record with subject, generation, role and time from the credential and its own clock',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      await appendAs(target, { account }, [choiceRecord()])

      const { records, asOf } = await ask(target, 'readState', { account })

      const stamp = records.at(-1)?.stamp
      expectThat(stamp !== undefined, 'readState: a stored record without a stamp')
      expectEqual(
        [stamp.subject, stamp.generation, stamp.actor.role],
        [{ kind: 'account', id: account }, 1, 'subject'],
        'stamp',
      )
      expectThat(stamp.effectiveAt <= stamp.receivedAt && stamp.receivedAt <= asOf, 'the times of a stamp are in order')
    },
  },
  {
    title: 'estimates when the person acted from the author’s clock, and not from an implausible one',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      const sentAt = '2031-01-01T00:00:00.000Z' // an author whose clock is years ahead
      const records = [
        choiceRecord({ claimedAt: '2030-12-31T23:59:00.000Z' }),
        choiceRecord({ claimedAt: '2031-01-01T01:00:00.000Z' }),
      ]
      await ask(target, 'appendRecords', { account, role: 'subject', body: { records, sentAt } })

      const stamps = (await ask(target, 'readState', { account })).records.map(({ stamp }) => stamp).slice(-2)

      const delays = stamps.map((stamp) => Date.parse(stamp?.receivedAt ?? '') - Date.parse(stamp?.effectiveAt ?? ''))
      expectEqual(
        [delays, stamps.map((stamp) => stamp?.clock)],
        [
          [60_000, 0],
          ['estimated', 'received'],
        ],
        'clock rules',
      )
    },
  },
  {
    title: 'answers the same receipt when the same record comes again, alone or in another batch',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      const [first, second] = [choiceRecord(), choiceRecord({ purpose: 'ads' })]
      const before = await appendAs(target, { account }, [first])

      const again = await appendAs(target, { account }, [first])
      const mixed = await appendAs(target, { account }, [second, first])

      expectEqual(again.receipts, before.receipts, 'receipts of a repeated request')
      expectEqual(mixed.receipts[1], before.receipts[0], 'receipt of a repeated record beside a new one')
      const { records } = await ask(target, 'readState', { account })
      expectEqual(records.filter(({ record }) => record.id === first.id).length, 1, 'copies of a repeated record')
    },
  },
  {
    title: 'stores one record for twelve identical first requests at once',
    async run(context) {
      const target = await publishedTarget(context)
      const device = newDeviceSecret()
      const record = choiceRecord()

      const replies = await Promise.all(Array.from({ length: 12 }, () => appendAs(target, { device }, [record])))

      for (const reply of replies) expectEqual(reply.receipts, replies[0]?.receipts, 'receipts of concurrent requests')
      expectEqual(idsOf(await ask(target, 'readState', { device })), [record.id], 'list after concurrent requests')
    },
  },
  {
    title: 'numbers a subject’s records without gaps when many come at once',
    async run(context) {
      const target = await publishedTarget(context)
      const device = newDeviceSecret()

      await Promise.all(Array.from({ length: 12 }, () => appendAs(target, { device }, [choiceRecord()])))

      const { records, seq } = await ask(target, 'readState', { device })
      const numbers = records.map(({ stamp }) => stamp?.seq ?? 0).sort((a, b) => a - b)
      expectEqual([numbers, seq], [Array.from({ length: 12 }, (_, index) => index + 1), 12], 'seq')
    },
  },
  {
    title: 'refuses an id with other bytes or for another subject, and stores nothing of that batch',
    async run(context) {
      const target = await publishedTarget(context)
      const [account, other] = [newAccount(), newAccount()]
      const record = choiceRecord()
      const fresh = choiceRecord({ purpose: 'ads' })
      await appendAs(target, { account }, [record])
      const sentAt = new Date().toISOString()

      const changed = { records: [fresh, { ...record, choice: 'refused' }], sentAt }
      await refused(target, 'appendRecords', { account, role: 'subject', body: changed, codes: ['id-reused'] })
      const elsewhere = { records: [fresh, record], sentAt }
      await refused(target, 'appendRecords', { account: other, role: 'subject', body: elsewhere, codes: ['id-reused'] })

      expectThat(!idsOf(await ask(target, 'readState', { account })).includes(fresh.id), 'part of a batch was stored')
      expectThat(!idsOf(await ask(target, 'readState', { account: other })).includes(fresh.id), 'part was stored')
    },
  },
  {
    title: 'refuses to replace what this subject does not have, or has not sent before',
    async run(context) {
      const target = await publishedTarget(context)
      const [account, other] = [newAccount(), newAccount()]
      const foreign = choiceRecord()
      const first = choiceRecord()
      const second = choiceRecord({ choice: 'withdrawn', replaces: [first.id] })
      await appendAs(target, { account: other }, [foreign])

      for (const records of [
        [choiceRecord({ replaces: [newId()] })],
        [choiceRecord({ replaces: [foreign.id] })],
        [second, first],
      ]) {
        const body = { records, sentAt: new Date().toISOString() }
        await refused(target, 'appendRecords', { account, role: 'subject', body, codes: ['unknown-replaces'] })
      }

      await appendAs(target, { account }, [first, second])
      const ids = idsOf(await ask(target, 'readState', { account })).slice(-2)
      expectEqual(ids, [first.id, second.id], 'order within a batch')
    },
  },
  {
    title: 'refuses an unknown purpose, another scope, and holds back for a version that has not arrived',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      const wrong = [
        [choiceRecord({ purpose: 'no-such-purpose' }), 'unknown-purpose'],
        [objectionRecord({ scope: { purpose: 'no-such-purpose' } }), 'unknown-purpose'],
        [choiceRecord({ scopeDigest: '0'.repeat(16) }), 'scope-mismatch'],
        [choiceRecord({ policyVersion: 'never-published' }), 'unknown-policy-version'],
      ] as const

      for (const [record, code] of wrong) {
        const body = { records: [record], sentAt: new Date().toISOString() }
        await refused(target, 'appendRecords', { account, role: 'subject', body, codes: [code] })
      }

      expectEqual(idsOf(await ask(target, 'readState', { account })), [], 'records after refusals')
    },
  },
  {
    title: 'lets each role write only its own types',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      const restriction = { id: newId(), type: 'restriction', scope: 'all', ground: 'unlawful' }
      const lifted = { id: newId(), type: 'restriction-lifted', restrictionId: restriction.id, subjectInformedAt: 'x' }
      const erased = { id: newId(), type: 'erased', requestId: newId(), proofId: newId() }
      const attempts = [
        ['app', choiceRecord()],
        ['subject', signalRecord()],
        ['subject', contractRecord()],
        ['subject', lifted],
        ['guardian', choiceRecord()],
        ['admin', erased],
        ['app', erased],
      ] as const

      for (const [role, record] of attempts) {
        const body = { records: [record], sentAt: new Date().toISOString() }
        await refused(target, 'appendRecords', { account, role, body, codes: ['role-not-allowed'] })
      }

      await appendAs(target, { account, role: 'app' }, [signalRecord(), contractRecord()])
    },
  },
  {
    title: 'derives a device’s id from its secret, never storing under the secret itself',
    async run(context) {
      const target = await publishedTarget(context)
      const device = newDeviceSecret()
      await appendAs(target, { device }, [choiceRecord()])

      const { records } = await ask(target, 'readState', { device })

      const expected = { kind: 'device', id: await deviceIdOf(device) }
      expectEqual(records[0]?.stamp?.subject, expected, 'device subject')
      expectThat(!JSON.stringify(records).includes(device), 'the list shows the secret')
    },
  },
  {
    title: 'answers a write of many records in the order of the request',
    async run(context) {
      const target = await publishedTarget(context)
      const records = Array.from({ length: 50 }, () => choiceRecord())

      const { receipts, seq } = await appendAs(target, { device: newDeviceSecret() }, records)

      expectEqual(
        receipts.map(({ recordId }) => recordId),
        records.map(({ id }) => id),
        'order of receipts',
      )
      expectEqual([receipts.map((receipt) => receipt.seq).at(-1), seq], [50, 50], 'seq of a batch')
    },
  },
]
