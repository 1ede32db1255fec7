import { recordSchema } from '@privacykit/contract'
import { describe, expect, it } from 'vitest'
import { choiceRecords } from './choice.ts'
import { isStoreKept, storesToClear } from './device-storage.ts'
import { fold } from './fold.ts'
import { questions } from './questions.ts'
import { shownHeads } from './register.ts'
import { choiceOf, NOW, policyOf, stamped } from './test-records.ts'

const policy = policyOf({ stats: {}, ads: { sale: true }, shop: { basis: 'contract' } })
const asked = { policy, surface: 'panel', noticeId: 'n1', language: 'en', claimedAt: NOW } as const
const ids = () => {
  let next = 0
  return () => String(++next).padStart(22, 'x')
}

describe('choiceRecords', () => {
  it('makes one valid record for each purpose touched', () => {
    const records = choiceRecords({ ...asked, shown: {}, answers: { ads: 'refused', stats: 'granted' }, newId: ids() })

    expect(records.map(({ purpose, choice }) => [purpose, choice])).toEqual([
      ['ads', 'refused'],
      ['stats', 'granted'],
    ])
    for (const record of records) expect(recordSchema.safeParse(record).success).toBe(true)
  })

  it('replaces what was shown, not what stands now', () => {
    const before = shownHeads(policy, fold([]))
    const meanwhile = stamped(choiceOf('refused', { policy, purpose: 'stats' }))

    const [late] = choiceRecords({ ...asked, shown: before, answers: { stats: 'granted' }, newId: ids() })
    const [fair] = choiceRecords({
      ...asked,
      shown: shownHeads(policy, fold([meanwhile])),
      answers: { stats: 'granted' },
      newId: ids(),
    })

    expect(late?.replaces).toEqual([])
    expect(fair?.replaces).toEqual([meanwhile.record.id])
  })

  it('marks an override only on grants of what the signal is about', () => {
    const answers = { stats: 'granted', ads: 'granted' } as const
    const records = choiceRecords({ ...asked, shown: {}, answers, newId: ids(), overrides: 'gpc' })
    const [refused] = choiceRecords({
      ...asked,
      shown: {},
      answers: { ads: 'refused' },
      newId: ids(),
      overrides: 'gpc',
    })

    expect(records.map(({ overrides }) => overrides)).toEqual([undefined, 'gpc'])
    expect(refused?.overrides).toBeUndefined()
  })

  it('refuses a purpose that the policy does not have', () => {
    const wrong = { ...asked, shown: {}, answers: { toString: 'granted' } as never, newId: ids() }

    expect(() => choiceRecords(wrong)).toThrow(expect.objectContaining({ code: 'unknown-purpose' }))
  })
})

describe('questions', () => {
  it('lists consent purposes worth asking now, in the policy’s order', () => {
    const input = { policies: [{ policy }], at: NOW }
    const refused = stamped(choiceOf('refused', { policy, purpose: 'stats' }))

    expect(questions({ ...input, state: fold([]) })).toEqual(['stats', 'ads'])
    expect(questions({ ...input, state: fold([refused]) })).toEqual(['ads'])
    expect(questions({ ...input, state: fold([]), signals: { gpc: true } })).toEqual(['stats'])
    expect(questions({ policies: [], state: fold([]), at: NOW })).toEqual([])
  })
})

describe('storesToClear', () => {
  const withStores = policyOf({
    stats: { stores: [{ cookie: '_ga*' }, { cookie: 'sid', necessary: true }, { localStorage: 'both' }] },
    other: { stores: [{ localStorage: 'bo*' }, { cookie: '_ga_other' }] },
  })

  it('lists what the purpose alone keeps', () => {
    expect(storesToClear({ policy: withStores, purpose: 'stats', open: ['other', 'stats'] })).toEqual([
      { cookie: '_ga*' },
    ])
    expect(storesToClear({ policy: withStores, purpose: 'stats' })).toEqual([
      { cookie: '_ga*' },
      { localStorage: 'both' },
    ])
    expect(storesToClear({ policy: withStores, purpose: 'nothing' })).toEqual([])
  })

  it('keeps names that an open purpose declares, and what is strictly necessary', () => {
    const kept = (name: string, open: string[]) => isStoreKept({ policy: withStores, open, kind: 'cookie', name })

    expect([kept('_ga_other', ['other']), kept('_ga_other', []), kept('_ga', ['other']), kept('sid', [])]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
})
