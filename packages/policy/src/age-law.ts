/** The port through which `decide` sees the law on consent ages, so that a browser need not carry the table. */
import type { AgeGate } from '@privacykit/contract'
import { DAY_MS, millisOf } from './instant.ts'

/** From which age a person may consent alone, by place and date. */
export interface AgeLaw {
  /** Completed years. `region` null: the strictest. `at`: UTC instant. */
  consentAge(region: string | null, at: string): number
  /** UTC instant from which the table is too old to open anything by itself. */
  readonly freshUntil: string
}

/** Below it, protections hold (UNCRC Art. 1), where the policy names no other age. */
export const CHILD_AGE = 18

/** Age of consent where the place, or the law there, is not known. A known law that asks for more (Thailand: 20) keeps its number. */
export const STRICTEST_AGE = 18

/** Days for which a law table may be relied on after its date. */
const LAW_TABLE_DAYS = 365

/** The rule that a server resolved for the person's place, as a law: what a browser gives to `decide`. */
export function lawOfGate(gate: Pick<AgeGate, 'consentAge' | 'tableDate'>): AgeLaw {
  return { consentAge: () => gate.consentAge, freshUntil: freshUntil(gate.tableDate) }
}

/** When a table of that date goes stale; a date that cannot be read is stale at once. */
export function freshUntil(tableDate: string): string {
  const until = millisOf(tableDate) + LAW_TABLE_DAYS * DAY_MS
  return Number.isNaN(until) ? new Date(0).toISOString() : new Date(until).toISOString()
}
