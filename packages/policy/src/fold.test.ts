import { describe, expect, it } from 'vitest'
import { fold } from './fold.ts'
import { mergeRecords } from './record-set.ts'
import { headsOf, shownHeads } from './register.ts'
import { entriesOf } from './state.ts'
import { ask, choiceOf, DEVICE, daysFromNow, NOW, policyOf, recordOf, stamped } from './test-records.ts'

const policy = policyOf({ p: {}, q: { formerly: ['p'], directMarketing: true } })
const granted = choiceOf('granted', { policy })
const refused = choiceOf('refused', { policy, replaces: [granted.id] })

describe('mergeRecords', () => {
  it('keeps one copy of each record, the stamped one', () => {
    const merged = mergeRecords([{ record: granted }], [stamped(granted)], [{ record: granted }, { record: refused }])

    expect(merged).toHaveLength(2)
    expect(merged[0]?.stamp).toBeDefined()
  })
})

describe('fold', () => {
  it('files records in the order of the backend', () => {
    const [first, second] = [
      recordOf('contract-opened', { purposes: ['p'] }),
      recordOf('contract-opened', { purposes: ['p'] }),
    ]
    const records = [
      stamped(second, { seq: 2 }),
      stamped(first, { seq: 1 }),
      { record: recordOf('contract-opened', { purposes: ['p'] }) },
    ]

    expect(
      entriesOf(fold(records), 'contract-opened')
        .map(({ record }) => record.id)
        .slice(0, 2),
    ).toEqual([first.id, second.id])
  })

  it('leaves out what was received after knownAt', () => {
    const late = stamped(refused, { receivedAt: daysFromNow(1) })

    expect(headsOf(fold([stamped(granted), late], { knownAt: NOW }), 'purpose:p')).toEqual([granted.id])
    expect(headsOf(fold([stamped(granted), late]), 'purpose:p')).toEqual([refused.id])
  })

  it('begins anew with each generation of an account', () => {
    const erased = stamped(recordOf('erased', { requestId: 'q', proofId: 'x' }))
    const opened = stamped(recordOf('account-opened'), { generation: 2 })

    expect(ask(policy, [stamped(granted), erased]).reason).toBe('erased')
    expect(ask(policy, [stamped(granted), erased, opened]).reason).toBe('not-asked')
  })

  it('keeps a dropped record replaced when it comes back', () => {
    expect(ask(policy, [stamped(refused)], { superseded: [granted.id] }).reason).toBe('refused')
    expect(ask(policy, [stamped(granted)], { superseded: [granted.id] }).reason).toBe('not-asked')
  })

  it('keeps an objection to marketing for other purposes when a grant for one has replaced it', () => {
    const marketing = policyOf({ p: { directMarketing: true }, q: { directMarketing: true } })
    const objection = recordOf('objection', { scope: 'direct-marketing', objection: 'objected', replaces: [] })
    const forP = choiceOf('granted', { policy: marketing, replaces: [objection.id] })
    const forQ = choiceOf('granted', { policy: marketing, purpose: 'q' })
    const reason = (purpose: string) =>
      ask(marketing, [objection, forP, forQ], { purpose, superseded: [objection.id] }).reason

    expect([reason('p'), reason('q')]).toEqual(['granted', 'conflict'])
  })
})

describe('a linked device', () => {
  const link = (mode: 'adopt' | 'deny-only') =>
    stamped(recordOf('link', { id: 'link', device: 'd1', account: 'u1', mode }))
  const onDevice = (record: typeof granted) => stamped(record, DEVICE)
  const own = stamped(recordOf('account-opened'))

  it('carries its grants only when it was adopted', () => {
    expect(ask(policy, [own, link('adopt'), onDevice(granted)]).reason).toBe('granted')
    expect(ask(policy, [own, link('deny-only'), onDevice(granted)]).reason).toBe('not-asked')
    expect(ask(policy, [own, onDevice(granted)]).reason).toBe('not-asked')
  })

  it('carries its denials always', () => {
    const mine = stamped(choiceOf('granted', { policy }))
    const theirs = onDevice(choiceOf('refused', { policy }))

    expect(ask(policy, [mine, link('deny-only'), theirs]).reason).toBe('conflict')
  })

  it('lifts nothing of the account with a grant that does not count', () => {
    const mine = stamped(choiceOf('refused', { policy }))
    const theirs = onDevice(choiceOf('granted', { policy, replaces: [mine.record.id] }))

    expect(ask(policy, [mine, link('deny-only'), theirs]).reason).toBe('refused')
  })

  it('ends with unlink, as far as grants go', () => {
    const unlink = stamped(recordOf('unlink', { linkId: 'link' }))

    expect(ask(policy, [link('adopt'), unlink, onDevice(granted)]).reason).toBe('not-asked')
  })

  it('counts in full in its own list', () => {
    expect(ask(policy, [onDevice(granted)]).reason).toBe('granted')
  })
})

describe('shownHeads', () => {
  it('names, per purpose, whatever an answer must replace', () => {
    const marketing = recordOf('objection', { scope: 'direct-marketing', objection: 'objected', replaces: [] })
    const state = fold([granted, refused, marketing].map((record) => stamped(record)))

    const shown = shownHeads(policy, state)

    expect(shown.p).toEqual([refused.id])
    expect(shown.q).toEqual([refused.id, marketing.id])
    expect(headsOf(state, 'direct-marketing')).toEqual([marketing.id])
  })
})
