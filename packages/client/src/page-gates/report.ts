/** What gates and guards saw, counted by host and never by address, for a dev panel or a test. */

/**
 * What became of something.
 *
 * Requests: `stopped` was not sent; `allowed` went to a declared host whose purpose was open; `undeclared` went to another host that the
 * policy does not name; `got-through` went to a declared host although its purpose was closed, for no guard could see it coming.
 *
 * Gated elements: `started`; `removed` after a withdrawal; `cannot-be-stopped`, for a script that has run goes on; `refused-by-page`, by its
 * Content-Security-Policy; `failed` to load; `unknown-purpose`, never started.
 */
export type Outcome =
  | 'stopped'
  | 'allowed'
  | 'undeclared'
  | 'got-through'
  | 'started'
  | 'removed'
  | 'cannot-be-stopped'
  | 'refused-by-page'
  | 'failed'
  | 'unknown-purpose'

/** The same thing, as often as it happened. */
export interface Sighting {
  readonly outcome: Outcome
  /** Such as `fetch`, `img` or `websocket`: what the browser's resource timing calls the initiator, or an element's name. */
  readonly kind: string
  /** Host of the address, with a port other than the usual one. `inline` for a script without an address. */
  readonly host: string
  /** Purposes that it was declared for. Empty: none. */
  readonly purposes: readonly string[]
  readonly count: number
  /** When it happened last, in milliseconds since 1970. */
  readonly lastAt: number
}

/** A copy that never changes; the same object until something happens. */
export interface GateReport {
  readonly seen: readonly Sighting[]
  /** What gates of this kind cannot stop, whatever a person chose. */
  readonly cannotStop: readonly string[]
}

/** What gates and guards have in common. */
export interface Reporting {
  report(): GateReport
  /** Calls `listener` after something happened; several at once are one call. Returns what ends that. */
  onReport(listener: (report: GateReport) => void): () => void
}

/** A report that grows. */
export interface ReportBook extends Reporting {
  /** Returns how often that has happened now. */
  note(outcome: Outcome, kind: string, host: string, purposes: readonly string[]): number
}

/** More different sightings than this are not kept; the counts of known ones go on. */
const MOST_SIGHTINGS = 500

/** Creates an empty report. */
export function createReport(cannotStop: readonly string[]): ReportBook {
  const seen = new Map<string, Sighting>()
  const listeners = new Set<(report: GateReport) => void>()
  let current: GateReport | null = null
  let isDue = false
  const report = () => {
    current ??= { seen: [...seen.values()], cannotStop }
    return current
  }
  const tell = () => {
    isDue = false
    for (const listener of listeners) queueMicrotask(() => listener(report()))
  }
  return {
    note(outcome, kind, host, purposes) {
      const key = [outcome, kind, host, purposes].join()
      const count = (seen.get(key)?.count ?? 0) + 1
      if (count > 1 || seen.size < MOST_SIGHTINGS)
        seen.set(key, { outcome, kind, host, purposes, count, lastAt: Date.now() })
      current = null
      // later, and each by itself: a listener must not run, or throw, inside the page's call
      if (!isDue) queueMicrotask(tell)
      isDue = true
      return count
    },
    report,
    onReport(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
