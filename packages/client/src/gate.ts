/** Gates: code that runs only while its purpose is open. Closing comes first, and one broken gate never holds up another. */

/** Starts what the purpose allows; may return what stops it again, or a promise of that. */
// biome-ignore lint/suspicious/noConfusingVoidType: a start function may return nothing at all, which only `void` says
export type GateStart = () => void | (() => void) | Promise<void | (() => void)>

/** The gates of one client; a tuple, because a minifier shortens what is not a member. */
export type Gates = readonly [
  /** Adds a gate; it starts at once when its purpose is open. The returned function stops it and takes it away. */
  add: (purpose: string, start: GateStart) => () => void,
  /** Stops the gates of closed purposes, or all. Must run before anything of an opened purpose starts. */
  stop: (all?: boolean) => void,
  /** Starts the gates of open purposes that are not running. */
  start: () => void,
]

/** Hears what foreign code threw. */
export type Report = (purpose: string | null, error: unknown) => void

interface Gate {
  purpose: string
  start: GateStart
  /** One object a start, so that a slow start does not take over from a later one; undefined while the gate is shut. */
  run?: { stop?: () => void } | undefined
}

/** Creates an empty set of gates. */
export function createGates(allows: (purpose: string) => boolean, report: Report): Gates {
  const gates = new Set<Gate>()
  const close = (gate: Gate) => {
    const { run } = gate
    gate.run = undefined
    attempt(report, gate.purpose, () => run?.stop?.())
  }
  const open = (gate: Gate) => {
    if (gate.run || !allows(gate.purpose)) return
    const run: Gate['run'] = {}
    gate.run = run // before start: it may call the client again
    const adopt = (stop: unknown) => {
      if (typeof stop !== 'function') return
      // start may itself have closed the purpose, or took so long that it is closed by now; then its stop runs at once
      if (gate.run === run) run.stop = () => stop()
      else stop()
    }
    attempt(report, gate.purpose, () => {
      const result: unknown = gate.start()
      return result instanceof Promise ? result.then(adopt) : adopt(result)
    })
  }

  return [
    (purpose, start) => {
      const gate: Gate = { purpose, start }
      gates.add(gate)
      open(gate)
      return () => {
        gates.delete(gate)
        close(gate)
      }
    },
    (all) => {
      for (const gate of gates) if (all || !allows(gate.purpose)) close(gate)
    },
    () => {
      for (const gate of gates) open(gate)
    },
  ]
}

/** Runs foreign code; what it throws, or what its promise is rejected with, is reported and goes no further. */
export function attempt(report: Report, purpose: string | null, work: () => unknown): void {
  const tell = (error: unknown) => report(purpose, error)
  try {
    const result = work()
    if (result instanceof Promise) result.catch(tell)
  } catch (error) {
    tell(error)
  }
}
