/** The page's half of an age gate: from a date to a side of the cut-offs, from a side to a band. No law table. */
import type { AgeAnswer, AgeBand, AgeGate } from '@privacykit/contract'
import { isCalendarDate, yearsBefore } from './calendar.ts'

/** Nobody is older; a date before that is a slip. */
const LIFE_YEARS = 130

/**
 * Which side of the cut-offs a birth date lies on. `YYYY` and `YYYY-MM` answer where every reading of them agrees. `unknown` for everything
 * else: no date, one that does not exist, the future, more than 130 completed years. Unknown holds.
 */
export function ageAnswerOf(birthDate: string | null, gate: AgeGate): AgeAnswer['answer'] {
  const [earliest, latest] = readings(birthDate)
  if (earliest === null || latest === null) return 'unknown'
  const oldest = yearsBefore(gate.onDate, LIFE_YEARS + 1)
  // a reading in the future, or beyond a life, is none
  if (earliest > gate.onDate || latest <= oldest) return 'unknown'
  const isOpenEnded = latest > gate.onDate
  const tier = sideOf(isOpenEnded ? gate.onDate : latest, gate)
  return tier === sideOf(earliest, gate) ? tier : 'unknown'
}

/** The band of completed years that an answer stands for; null for `unknown`. */
export function ageBandOf(answer: AgeAnswer['answer'], gate: Pick<AgeGate, 'childAge' | 'consentAge'>): AgeBand | null {
  const { childAge, consentAge } = gate
  const adultAge = Math.max(childAge, consentAge)
  if (answer === 'adult') return { min: adultAge }
  if (answer === 'child') return { max: consentAge - 1 }
  return answer === 'teen' && consentAge < adultAge ? { min: consentAge, max: adultAge - 1 } : null
}

function sideOf(date: string, gate: AgeGate): 'adult' | 'teen' | 'child' {
  if (date <= gate.adultIfBornBy) return 'adult'
  return date <= gate.consentIfBornBy ? 'teen' : 'child'
}

function readings(birthDate: unknown): [string, string] | [null, null] {
  if (isCalendarDate(birthDate)) return [birthDate, birthDate]
  if (typeof birthDate !== 'string') return [null, null]
  if (/^\d{4}$/.test(birthDate)) return [`${birthDate}-01-01`, `${birthDate}-12-31`]
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(birthDate)) return [null, null]
  const lastDay = [31, 30, 29, 28].map((day) => `${birthDate}-${day}`).find(isCalendarDate)
  return lastDay === undefined ? [null, null] : [`${birthDate}-01`, lastDay]
}
