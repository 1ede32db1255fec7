/** Tests only: random histories of several devices that see each other’s records late, or never, and whose clocks are wrong. */
import type { ListedRecord, RecordOf } from '@privacykit/contract'
import fc from 'fast-check'
import { fold } from './fold.ts'
import { headsOf } from './register.ts'
import { choiceOf, daysFromNow, policyOf, recordOf } from './test-records.ts'

export type Said = RecordOf<'choice'> | RecordOf<'objection'>

export const HISTORY_POLICY = policyOf({
  p: { directMarketing: true },
  q: { basis: 'legitimate-interests', formerly: ['p'] },
  r: { formerly: ['q'] },
  k: { basis: 'contract' },
})
export const PURPOSES = ['p', 'q', 'r', 'k'] as const
const WORDS = ['granted', 'refused', 'withdrawn', 'objected', 'lifted', 'sync'] as const

const stepArbitrary = fc.record({
  device: fc.integer({ min: 0, max: 2 }),
  word: fc.constantFrom(...WORDS),
  purpose: fc.constantFrom(...PURPOSES),
  clock: fc.integer({ min: -400, max: 400 }),
  hasMissedHead: fc.boolean(),
})

/** Causally closed: whatever a record replaces is in the list, before it. */
export const historyArbitrary = fc.array(stepArbitrary, { maxLength: 12 }).map((steps) => {
  const server: Said[] = []
  const seen: Said[][] = [[], [], []]
  for (const { device, word, purpose, clock, hasMissedHead } of steps) {
    const mine = seen[device] ?? []
    if (word === 'sync') {
      seen[device] = [...server]
      continue
    }
    const heads = headsOf(fold(mine.map((record) => ({ record }))), `purpose:${purpose}`)
    const record = say(word, {
      purpose,
      replaces: hasMissedHead ? heads.slice(1) : [...heads],
      claimedAt: daysFromNow(clock),
    })
    server.push(record)
    seen[device] = [...mine, record]
  }
  return server
})

/** One more record, with any of the ids given in `replaces`. */
export function say(
  word: Exclude<(typeof WORDS)[number], 'sync'>,
  { purpose, replaces, claimedAt = daysFromNow(-1) }: { purpose: string; replaces: string[]; claimedAt?: string },
): Said {
  if (word === 'objected' || word === 'lifted') {
    return recordOf('objection', { scope: { purpose }, objection: word, replaces, claimedAt })
  }
  return choiceOf(word, { policy: HISTORY_POLICY, purpose, replaces, claimedAt })
}

export const listed = (records: readonly Said[]): ListedRecord[] => records.map((record) => ({ record }))
