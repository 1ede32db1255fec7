/** Vital interests and child protection: a named person's dated record opens, nothing else does. */
import { millisOf } from './instant.ts'
import { namesPurpose, type Question, type Rule } from './question.ts'
import { effectiveMillis } from './record-set.ts'
import { type Entry, entriesOf } from './state.ts'

/** An emergency opens for 72 hours at most, whatever its record says. */
const EMERGENCY_MS = 72 * 3_600_000

/** `emergency` or `protection` while such a record lives, else `no-live-record`. */
export const protection: Rule = (question) => {
  const wanted = question.purpose.basis === 'vital-interests' ? 'emergency' : 'child-protection'
  const live = liveProtections(question).filter(({ record }) => record.type === wanted)
  if (live.length === 0) return { reason: 'no-live-record' }
  return { reason: wanted === 'emergency' ? 'emergency' : 'protection', entries: live }
}

/** Records of either kind that name the purpose and have not run out. */
export function liveProtections(question: Question): Entry[] {
  const { state, at } = question
  const emergencies = entriesOf(state, 'emergency').filter((entry) => at < effectiveMillis(entry) + EMERGENCY_MS)
  return [...emergencies, ...entriesOf(state, 'child-protection')].filter(
    ({ record }) => namesPurpose(question, [record.purpose]) && at < millisOf(record.expiresAt),
  )
}
