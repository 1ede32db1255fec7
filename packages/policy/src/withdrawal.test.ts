import type { ListedRecord, PrivacyRecord } from '@privacykit/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from './fold.ts'
import { registersOf, viewOf } from './register.ts'
import { HISTORY_POLICY, historyArbitrary } from './test-histories.ts'
import { choiceOf, DEVICE, daysFromNow, NOW, policyOf, recordOf, stamped } from './test-records.ts'
import { purposesClosedBy } from './withdrawal.ts'

const policy = policyOf({
  p: { formerly: ['old'] },
  interests: { basis: 'legitimate-interests' },
  news: { basis: 'legitimate-interests', directMarketing: true },
  letters: { directMarketing: true },
  orders: { basis: 'contract' },
})
const before = policyOf({ old: {}, gone: {} }, { version: '0' })

/** What the last of the records closed. */
function closed(...records: (PrivacyRecord | ListedRecord)[]): string[] {
  const listed = records.map((each) => ('record' in each ? each : stamped(each)))
  const recordId = listed.at(-1)?.record.id ?? ''
  const policies = [
    { policy: before, publishedAt: daysFromNow(-30) },
    { policy, publishedAt: daysFromNow(-20) },
  ]
  return purposesClosedBy({ policies, records: listed, recordId, at: NOW })
}
const said = (choice: 'granted' | 'refused' | 'withdrawn', ...replaces: PrivacyRecord[]) =>
  choiceOf(choice, { policy, replaces: replaces.map(({ id }) => id) })

describe('purposesClosedBy', () => {
  it('names a purpose that was granted, for a withdrawal and for a refusal that did not see the grant', () => {
    const granted = said('granted')

    expect(closed(granted, said('withdrawn', granted))).toEqual(['p'])
    expect(closed(granted, said('refused'))).toEqual(['p'])
  })

  it('names nothing for a refusal of what was never granted, a second denial, or a grant', () => {
    const granted = said('granted')
    const withdrawn = said('withdrawn', granted)

    expect(closed(said('refused'))).toEqual([])
    expect(closed(granted, withdrawn, said('refused', withdrawn))).toEqual([])
    expect(closed(granted, said('refused'), withdrawn)).toEqual([])
    expect(closed(granted)).toEqual([])
  })

  it('names it again after a new grant', () => {
    const granted = said('granted')
    const withdrawn = said('withdrawn', granted)
    const again = said('granted', withdrawn)

    expect(closed(granted, withdrawn, again, said('withdrawn', again))).toEqual(['p'])
  })

  it('needs no grant for interests, and none is left after the first objection', () => {
    const objection = recordOf('objection', { scope: { purpose: 'interests' }, objection: 'objected', replaces: [] })
    const more = recordOf('objection', { scope: { purpose: 'interests' }, objection: 'objected', replaces: [] })

    expect(closed(objection)).toEqual(['interests'])
    expect(closed(objection, more)).toEqual([])
    expect(closed(choiceOf('refused', { policy, purpose: 'interests' }))).toEqual(['interests'])
  })

  it('names every open marketing purpose for an objection to all marketing', () => {
    const objection = recordOf('objection', { scope: 'direct-marketing', objection: 'objected', replaces: [] })

    expect(closed(objection)).toEqual(['news'])
    expect(closed(choiceOf('granted', { policy, purpose: 'letters' }), objection)).toEqual(['letters', 'news'])
  })

  it('leaves a contract alone, whose data has another ground', () => {
    const granted = choiceOf('granted', { policy, purpose: 'orders' })

    expect(closed(granted, choiceOf('withdrawn', { policy, purpose: 'orders', replaces: [granted.id] }))).toEqual([])
  })

  it('finds a purpose under its earlier name, and one that the policy has no more', () => {
    const old = choiceOf('granted', { policy: before, purpose: 'old' })
    const gone = choiceOf('granted', { policy: before, purpose: 'gone' })

    expect(closed(old, choiceOf('withdrawn', { policy: before, purpose: 'old', replaces: [old.id] }))).toEqual(['p'])
    expect(closed(gone, choiceOf('withdrawn', { policy: before, purpose: 'gone', replaces: [gone.id] }))).toEqual([
      'gone',
    ])
  })

  it('takes a guardian’s revocation for the end of what the guardian approved', () => {
    const approval = (word: 'approved' | 'revoked', replaces: string[] = []) =>
      recordOf('guardian-approval', {
        ...{ guardian: 'g', purpose: 'p', approval: word, replaces },
        ...{ policyVersion: policy.version, scopeDigest: '0'.repeat(16) },
      })
    const approved = approval('approved')

    expect(closed(approved, approval('revoked', [approved.id]))).toEqual(['p'])
    expect(closed(approval('revoked'))).toEqual([])
  })

  it('counts the grant of a device that an account adopted', () => {
    const granted = stamped(said('granted'), DEVICE)
    const link = stamped(recordOf('link', { device: 'd1', account: 'u1', mode: 'adopt' }))

    expect(closed(granted, link, stamped(said('withdrawn')))).toEqual(['p'])
  })

  it('names a purpose only at the record that turned it from open to denied, whatever the history', () => {
    fc.assert(
      fc.property(historyArbitrary, (records) => {
        const listed = records.map((record, index) =>
          stamped(record, { seq: index + 1, receivedAt: daysFromNow(index - 20) }),
        )
        for (const [index, { record }] of listed.entries()) {
          const names = purposesClosedBy({
            policies: [{ policy: HISTORY_POLICY }],
            records: listed,
            recordId: record.id,
            at: NOW,
          })
          for (const name of names) {
            const purpose = HISTORY_POLICY.purposes[name]
            if (purpose === undefined) throw new Error('a purpose from nowhere')
            const denials = (count: number) =>
              viewOf(fold(listed.slice(0, count)), registersOf(name, purpose), name).denying.length
            expect([denials(index), denials(index + 1) > 0]).toEqual([0, true])
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
