/** A clock that moves only when told to, so that expiry and undo periods are tested without sleeping. */

/** How far to move; the parts add up. */
export interface ClockStep {
  days?: number
  hours?: number
  minutes?: number
  seconds?: number
}

export interface Clock {
  /** The moment it shows; unbound, so it fits every `now` option. */
  now: () => Date
  /** The same as an instant of the wire (`2026-11-22T10:00:00.000Z`). */
  instant: () => string
  /** Moves it, forward or (negative) back, and returns the new moment. */
  advance: (step: ClockStep) => Date
  /** Sets it to an instant. */
  set: (instant: string) => void
}

/**
 * A clock that stands at `start` until it is moved.
 *
 * @example
 * const clock = createClock('2026-11-22T10:00:00.000Z')
 * const fake = createFakePrivacy({ policy: fixturePolicy, now: clock.now })
 * clock.advance({ days: 181 })
 */
export function createClock(start = '2026-11-22T10:00:00.000Z'): Clock {
  let at = Date.parse(start)
  return {
    now: () => new Date(at),
    instant: () => new Date(at).toISOString(),
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
      return new Date(at)
    },
    set(instant) {
      at = Date.parse(instant)
    },
  }
}
