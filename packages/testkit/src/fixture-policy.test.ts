import { decide, fold } from '@privacykit/policy'
import { checkPolicy, validatePolicy } from '@privacykit/policy/validate'
import { describe, expect, it } from 'vitest'
import { createClock } from './clock.ts'
import { fixturePolicy } from './fixture-policy.ts'
import { choiceRecord, contractRecord, objectionRecord, signalRecord } from './fixture-records.ts'

describe('fixturePolicy', () => {
  it('is a policy that privacykit check accepts', () => {
    expect(validatePolicy(fixturePolicy)).toEqual(fixturePolicy)
    expect(checkPolicy(fixturePolicy).filter(({ level }) => level === 'error')).toEqual([])
  })
})

describe('record builders', () => {
  const clock = createClock()
  const reason = (records: Parameters<typeof fold>[0], purpose: string) =>
    decide({
      policies: [{ policy: fixturePolicy }],
      state: fold(records),
      purpose,
      operation: 'use',
      at: clock.instant(),
    }).reason

  it('make records that decide as their names say', () => {
    const records = [choiceRecord({ claimedAt: clock.instant() }), contractRecord(), objectionRecord()].map(
      (record) => ({ record }),
    )

    expect(['analytics', 'orders', 'marketing'].map((purpose) => reason(records, purpose))).toEqual([
      'granted',
      'contract',
      'objected-marketing',
    ])
  })

  it('make a fresh id each time and keep the fields that the test names', () => {
    const [first, second] = [choiceRecord({ choice: 'refused' }), signalRecord()]

    expect(first.choice).toBe('refused')
    expect(first.id).not.toBe(second.id)
  })
})

describe('createClock', () => {
  it('stands still until it is moved, forward, back, or to an instant', () => {
    const clock = createClock('2026-11-22T10:00:00.000Z')
    const { now } = clock

    const seen = [now(), now(), clock.advance({ days: 1, seconds: 1 }), clock.advance({ hours: -1 })]
    clock.set('2027-01-01T00:00:00.000Z')

    expect(seen.map((date) => date.toISOString())).toEqual([
      '2026-11-22T10:00:00.000Z',
      '2026-11-22T10:00:00.000Z',
      '2026-11-23T10:00:01.000Z',
      '2026-11-23T09:00:01.000Z',
    ])
    expect(clock.instant()).toBe('2027-01-01T00:00:00.000Z')
  })
})
