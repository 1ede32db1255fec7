/** Time as numbers. This package has no clock: every instant is an argument. */

/** Milliseconds in a day. */
export const DAY_MS = 86_400_000

/** Milliseconds since 1970 of an RFC 3339 instant; NaN for anything else, so that every comparison with it is false. */
export function millisOf(instant: unknown): number {
  return typeof instant === 'string' ? Date.parse(instant) : Number.NaN
}
