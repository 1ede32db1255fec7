import { expect, test } from 'vitest'
import { decide } from './decide.ts'
import { fold } from './fold.ts'
import { grantable } from './grantable.ts'
import { startTables } from './start-tables.ts'
import { choiceOf, NOW, policyOf } from './test-records.ts'

const base = policyOf({ analytics: {}, ads: { sharing: true }, ranking: { basis: 'legitimate-interests' } })
const chat = {
  basis: 'consent',
  data: ['user.telemetry'],
  title: { en: 'Chat' },
  summary: { en: 'Answers you.' },
} as const
const policy = { ...base, purposes: { ...base.purposes, chat } }

test('answers for a visitor without records as `decide` does, whatever the time', () => {
  const [plain] = startTables([{ policy }]) ?? []

  for (const at of ['2001-01-01T00:00:00.000Z', NOW, '2090-01-01T00:00:00.000Z']) {
    for (const purpose of Object.keys(policy.purposes)) {
      const input = { policies: [{ policy }], state: fold([]), purpose, operation: 'use', at, region: null } as const
      expect(plain?.decisions[purpose], `${purpose} at ${at}`).toEqual(decide(input))
    }
  }
  expect(plain?.allowed).toEqual(['ranking'])
  expect(plain?.questions).toEqual(['analytics', 'ads'])
})

test('says which purposes a yes alone would open', () => {
  const [plain, signalled] = startTables([{ policy }]) ?? []

  expect(plain?.grants).toEqual(['analytics', 'ads'])
  expect(signalled?.grants).toEqual(['analytics'])
  expect(signalled?.decisions.ads?.reason).toBe('opted-out-by-signal')
})

test('holds from the day on which the version comes into force', () => {
  const effective = '2027-01-01T00:00:00.000Z'
  const [table] = startTables([{ policy: { ...policy, effective } }]) ?? []

  expect(table?.made).toBe(Date.parse(effective))
  expect(table?.decisions.ranking?.allowed).toBe(true)
})

test('gives the same bytes for the same history', () => {
  const history = [{ policy }, { policy: { ...policy, version: '2' } }]

  expect(JSON.stringify(startTables(history))).toBe(JSON.stringify(startTables(history)))
  expect(startTables(history)?.[0].policy).toBe('2')
  expect(startTables([])).toBeNull()
})

test('opens what was refused before when the yes replaces what was shown', () => {
  const records = [{ record: choiceOf('refused', { policy, purpose: 'analytics' }) }]
  const input = { policies: [{ policy }], state: fold(records), at: NOW, region: null, records }

  expect(grantable(input)).toContain('analytics')
})
