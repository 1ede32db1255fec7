/** Service surface: the list of a subject, decisions, the feed, published policies. */
import type { FeedReply } from '@privacykit/contract'
import { decide, fold } from '@privacykit/policy'
import { AGE_LAW } from '@privacykit/policy/age'
import { deviceIdOf, newDeviceSecret, newId } from '../bytes.ts'
import { choiceRecord, contractRecord, objectionRecord, signalRecord } from '../fixture-records.ts'
import { ask, refused, type Target } from './call.ts'
import type { Case } from './case.ts'
import { eventually, expectEqual, expectThat, pause } from './expectation.ts'
import { appendAs, newAccount, publishedTarget, type ServiceContext, suitePolicy } from './service-context.ts'

export const readingCases: readonly Case<ServiceContext>[] = [
  {
    title: 'answers an empty list for a subject that never wrote, and makes none by reading',
    async run(context) {
      const target = await publishedTarget(context)
      const device = newDeviceSecret()
      await ask(target, 'readState', { device })

      const { records, seq, generation } = await ask(target, 'readState', { device })

      expectEqual({ records, seq, generation }, { records: [], seq: 0, generation: 1 }, 'an unknown device')
    },
  },
  {
    title: 'lists receipts only where they are asked for',
    async run(context) {
      const target = await publishedTarget(context)
      const device = newDeviceSecret()
      const { receipts } = await appendAs(target, { device }, [choiceRecord(), choiceRecord({ purpose: 'ads' })])

      const without = await ask(target, 'readState', { device })
      const withThem = await ask(target, 'readState', { device, query: { receipts: 'true' } })

      expectEqual([without.receipts === undefined, withThem.receipts], [true, receipts], 'receipts of the state')
    },
  },
  {
    title: 'decides as the pure decision does over the list and the published versions',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      const [grant, ads] = [choiceRecord(), choiceRecord({ purpose: 'ads', choice: 'refused' })]
      await appendAs(target, { account }, [grant, ads])
      await appendAs(target, { account, role: 'app' }, [contractRecord()])
      await expectSameDecisions(target, { account })

      await appendAs(target, { account }, [
        objectionRecord(),
        choiceRecord({ choice: 'withdrawn', replaces: [grant.id] }),
      ])
      const claim = {
        band: { min: 16, max: 17 },
        source: 'self-declared',
        assurance: 'asserted',
        gateId: newId(),
      } as const
      await appendAs(target, { account, role: 'app' }, [
        signalRecord(),
        { id: newId(), type: 'jurisdiction', region: 'US-CA', source: 'declared' },
        { id: newId(), type: 'age-claim', ...claim },
      ])
      await expectSameDecisions(target, { account })
    },
  },
  {
    title: 'tells what was never asked from what was refused, and from what was taken back',
    async run(context) {
      const target = await publishedTarget(context)
      const [device, refusing] = [newDeviceSecret(), newDeviceSecret()]
      const grant = choiceRecord({ textHash: 'A'.repeat(43) })
      const taken = choiceRecord({ choice: 'withdrawn', replaces: [grant.id] })
      const body = { purpose: 'analytics', operation: 'use' }
      const answerTo = async (secret: string) => {
        const { allowed, reason, mayAsk } = await ask(target, 'decide', { device: secret, body })
        return [allowed, reason, mayAsk]
      }
      await appendAs(target, { device: refusing }, [choiceRecord({ choice: 'refused' })])
      await appendAs(target, { device }, [choiceRecord({ purpose: 'ads', choice: 'refused' })])

      expectEqual(await answerTo(refusing), [false, 'refused', false], 'what was refused')
      expectEqual(await answerTo(device), [false, 'not-asked', true], 'what was not asked beside something else')
      expectEqual(await answerTo(newDeviceSecret()), [false, 'not-asked', true], 'an unknown device')
      await appendAs(target, { device }, [grant, taken])
      expectEqual(await answerTo(device), [false, 'withdrawn', false], 'what was taken back')
      const { records } = await ask(target, 'readState', { device })
      const written = records.slice(1).map(({ record }) => record)
      expectEqual(written, [grant, taken], 'both answers, as they were written')
    },
  },
  {
    title: 'decides about a past moment from what was so, and from what was known then',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      await pause(50) // so that the policy was in force when the person acted
      const grant = choiceRecord({ claimedAt: new Date(Date.now() - 20).toISOString() })
      const { receipts } = await appendAs(target, { account }, [grant])
      await pause(5)
      const later = await appendAs(target, { account }, [choiceRecord({ choice: 'withdrawn', replaces: [grant.id] })])
      const at = receipts[0]?.effectiveAt ?? ''
      const now = later.receipts[0]?.receivedAt ?? ''
      const reasonFor = async (when: { at?: string; knownAt?: string }) => {
        const body = { purpose: 'analytics', operation: 'use', ...when }
        const { reason, evidence } = await ask(target, 'decide', { account, body })
        return [reason, evidence]
      }

      expectEqual(await reasonFor({ at, knownAt: now }), ['granted', 'claimed'], 'what was so')
      expectEqual(await reasonFor({ at, knownAt: at }), ['not-asked', 'recorded'], 'what was known then')
      expectEqual(await reasonFor({}), ['withdrawn', 'recorded'], 'what is so now')
    },
  },
  {
    title: 'feeds every changed subject in the order of commit, and nothing twice',
    async run(context) {
      const target = await publishedTarget(context)
      const [account, device] = [newAccount(), newDeviceSecret()]
      const start = await drainFeed(target)
      await appendAs(target, { account }, [choiceRecord()])
      await appendAs(target, { device }, [choiceRecord()])

      const { changes, cursor } = await drainFeed(target, start.cursor)

      const own = changes
        .filter(({ id }) => id === account || !id.startsWith('conform-'))
        .map(({ kind, id }) => [kind, id])
      const expected = [
        ['account', account],
        ['device', await deviceIdOf(device)],
      ]
      expectEqual(own.slice(0, 2), expected, 'feed after two writes')
      expectEqual((await ask(target, 'readFeed', { query: { after: cursor } })).changes, [], 'feed after its end')
    },
  },
  {
    title: 'begins the feed behind the newest change for a reader that asks for the latest',
    async run(context) {
      const target = await publishedTarget(context)
      const [before, after] = [newAccount(), newAccount()]
      await appendAs(target, { account: before }, [choiceRecord()])
      const latest = await ask(target, 'readFeed', { query: { after: 'latest', waitSeconds: '20' } })
      await appendAs(target, { account: after }, [choiceRecord()])

      expectEqual(latest.changes, [], 'changes up to the latest')
      await eventually('a change after the latest', async () => {
        const { changes } = await drainFeed(target, latest.cursor)
        return changes.some(({ id }) => id === after) || null
      })
    },
  },
  {
    title: 'wakes a waiting feed when a record is stored',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      const { cursor } = await drainFeed(target)
      const began = Date.now()
      const waiting = ask(target, 'readFeed', { query: { after: cursor, waitSeconds: '20' } })

      await appendAs(target, { account }, [choiceRecord()])

      const { changes } = await waiting
      expectThat(
        changes.some(({ id }) => id === account),
        'the feed woke without the change',
      )
      expectThat(Date.now() - began < 10_000, 'the feed slept through a change')
    },
  },
  {
    title: 'keeps the hash of every version, takes the same again, and refuses other content under it',
    async run(context) {
      const target = await publishedTarget(context)
      const policy = suitePolicy(context)
      const changed = {
        ...policy,
        purposes: { ...policy.purposes, analytics: { ...policy.purposes.analytics, expiresDays: 1 } },
      }

      const again = await ask(target, 'publishPolicy', { body: { policy } })
      await refused(target, 'publishPolicy', { body: { policy: changed }, codes: ['policy-version-reused'] })
      await refused(target, 'publishPolicy', { body: { policy: { ...policy, purposes: [] } }, codes: ['invalid-body'] })

      const { policies } = await ask(target, 'listPolicies')
      const kept = policies.filter((each) => each.policy.version === policy.version)
      expectEqual(kept, [again], 'the published version')
      const times = policies.map(({ publishedAt }) => publishedAt)
      expectEqual(times, [...times].sort(), 'versions, oldest first')
    },
  },
]

async function expectSameDecisions(target: Target, subject: { account: string }): Promise<void> {
  const { policies } = await ask(target, 'listPolicies')
  const { records, asOf, flags } = await ask(target, 'readState', subject)
  for (const purpose of ['analytics', 'ads', 'orders', 'marketing', 'invoices', 'no-such-purpose']) {
    for (const operation of ['use', 'collect', 'store', 'disclose'] as const) {
      const body = { purpose, operation, at: asOf }
      const remote = await ask(target, 'decide', { ...subject, body })
      const local = decide({ policies, state: fold(records), purpose, operation, at: asOf, flags, ageLaw: AGE_LAW })
      expectEqual(remote, local, `decision of ${purpose}/${operation}`)
    }
  }
}

/** Reads the feed to its end: all changes after `after`, and the cursor from which there are none. */
async function drainFeed(target: Target, after?: string): Promise<FeedReply> {
  const changes: FeedReply['changes'] = []
  let cursor = after
  for (;;) {
    const page = await ask(target, 'readFeed', cursor === undefined ? {} : { query: { after: cursor } })
    changes.push(...page.changes)
    if (page.changes.length === 0) return { cursor: page.cursor, changes }
    cursor = page.cursor
  }
}
