/**
 * Where a law makes Global Privacy Control binding, as a dated table, for a policy that does not honour it everywhere. Not legal advice: to be
 * signed off by a lawyer and kept current. Only builds and checks load it.
 */

/** ISO 3166 code, first day on which the signal binds, and the law that says so. */
export type GpcRow = readonly [code: string, since: string, law: string]

/** Day on which the table was last checked. */
export const GPC_TABLE_DATE = '2026-11-22'

/** By code. The laws speak of an opt-out preference signal or a universal opt-out mechanism; GPC is one. */
export const GPC_TABLE: readonly GpcRow[] = [
  ['US-CA', '2020-08-14', 'CCPA Regulations, 11 CCR 7025 (first as 999.315)'],
  ['US-CO', '2024-07-01', 'Colorado Privacy Act, C.R.S. 6-1-1306'],
  ['US-CT', '2025-01-01', 'Connecticut Data Privacy Act, C.G.S. 42-520'],
  ['US-DE', '2026-01-01', 'Delaware Personal Data Privacy Act, 6 Del. C. 12D-106'],
  ['US-MD', '2025-10-01', 'Maryland Online Data Privacy Act'],
  ['US-MN', '2025-07-31', 'Minnesota Consumer Data Privacy Act'],
  ['US-MT', '2025-01-01', 'Montana Consumer Data Privacy Act'],
  ['US-NE', '2025-01-01', 'Nebraska Data Privacy Act'],
  ['US-NH', '2025-01-01', 'New Hampshire RSA 507-H'],
  ['US-NJ', '2025-07-15', 'New Jersey Data Privacy Act, N.J.S.A. 56:8-166.11'],
  ['US-OR', '2026-01-01', 'Oregon Consumer Privacy Act, ORS 646A.578'],
  ['US-TX', '2025-01-01', 'Texas Data Privacy and Security Act, Bus. & Com. Code 541.055'],
]

/**
 * Codes where the signal binds on a day (`2026-11-22`), for the policy's `gpc`. A policy without `gpc` honours the signal everywhere, which
 * is simpler, and right wherever else it counts as an objection.
 *
 * @example
 * ```ts
 * gpcRegions('2026-11-22') // ['US-CA', 'US-CO', …]
 * ```
 */
export function gpcRegions(day: string): string[] {
  return GPC_TABLE.filter(([, since]) => since <= day).map(([code]) => code)
}
