/** The age law of a place on a day, and the gate made of it. The only entry that carries the table; browsers get its result. */
import type { AgeGate } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'
import { type AgeLaw, CHILD_AGE, freshUntil, STRICTEST_AGE } from './age-law.ts'
import { AGE_TABLE, CODE_ALIASES, TABLE_DATE } from './age-table.ts'
import { yearsBefore } from './calendar.ts'
import { millisOf } from './instant.ts'
import type { PolicyInput } from './policy.ts'

export { ageBandOf } from './age-gate.ts'
export { type AgeLaw, lawOfGate } from './age-law.ts'

/** The ages that hold for a place. */
export interface ChildRule {
  /** Completed years below which protections hold. */
  readonly childAge: number
  /** Completed years below which a guardian must approve. */
  readonly consentAge: number
  /** Code whose row was used; null: none fits, so the strictest. */
  readonly region: string | null
  /** Date of the law table. */
  readonly tableDate: string
}

/** A place and a day. */
export interface AgeQuestion {
  readonly policy: PolicyInput
  /** ISO 3166-1 or 3166-2 code; null: unknown, so the strictest. */
  readonly region: string | null
  /** UTC instant. */
  readonly at: string
  /** IANA time zone of the person. Default: unknown, so the day that begins last anywhere (UTC-12). */
  readonly timeZone?: string | undefined
}

/** The dated table as `decide` takes it: `ageLaw: AGE_LAW`. */
export const AGE_LAW: AgeLaw = {
  consentAge: (region, at) => rowFor(region, dayOf(at, undefined))?.age ?? STRICTEST_AGE,
  freshUntil: freshUntil(TABLE_DATE),
}

/**
 * The ages of a place on a day, by the policy's `children` and the law table. A stale table
 * still answers, for a claim outlives it; `decide` is what a stale table closes.
 *
 * @throws PrivacyError `invalid-option` when `at` is no instant or `timeZone` no zone.
 */
export function childRule({ policy, region, at, timeZone }: AgeQuestion): ChildRule {
  const { childAge = CHILD_AGE, consentAge = 'by-jurisdiction' } = policy.children
  if (consentAge !== 'by-jurisdiction') return { childAge, consentAge, region: null, tableDate: TABLE_DATE }
  const row = rowFor(region, dayOf(at, timeZone))
  return { childAge, consentAge: row?.age ?? STRICTEST_AGE, region: row?.code ?? null, tableDate: TABLE_DATE }
}

/**
 * Cut-off dates with which a page compares a birth date, so that the date itself never leaves the page.
 *
 * @throws PrivacyError `invalid-option` when `at` is no instant or `timeZone` no zone.
 */
export function ageGate(question: AgeQuestion & { readonly gateId: string }): AgeGate {
  const { gateId, at, timeZone } = question
  const rule = childRule(question)
  const onDate = dayOf(at, timeZone)
  return {
    gateId,
    onDate,
    // who may not yet consent alone is not treated as an adult either (Thailand: 20)
    adultIfBornBy: yearsBefore(onDate, Math.max(rule.childAge, rule.consentAge)),
    consentIfBornBy: yearsBefore(onDate, rule.consentAge),
    ...rule,
  }
}

function rowFor(region: string | null, day: string): { code: string; age: number } | null {
  const given = (region ?? '').trim().toUpperCase()
  if (!/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(given)) return null
  const country = CODE_ALIASES[given.slice(0, 2)] ?? given.slice(0, 2)
  for (const code of [country + given.slice(2), country]) {
    const row = AGE_TABLE.findLast(([rowCode, , since]) => rowCode === code && since <= day)
    if (row !== undefined) return { code, age: row[1] }
  }
  return null
}

function dayOf(at: string, timeZone: string | undefined): string {
  // the sign of Etc/GMT zones is reversed: this is UTC-12
  const zone = timeZone ?? 'Etc/GMT+12'
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(millisOf(at)))
  } catch (cause) {
    throw new PrivacyError('invalid-option', 'Give `at` as a UTC instant and `timeZone` as an IANA name.', { cause })
  }
}
