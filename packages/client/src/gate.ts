/** Gates: code that runs only while its purpose is open. Closing comes first, and one broken gate never holds up another. */

/** Starts what the purpose allows; may return what stops it again, or a promise of that. */
// biome-ignore lint/suspicious/noConfusingVoidType: a start function may return nothing at all, which only `void` says
export type GateStart = () => void | (() => void) | Promise<void | (() => void)>

/** The gates of one client. */
export interface Gates {
  /** Adds a gate; it starts at once when its purpose is open. The returned function stops it and takes it away. */
  add(purpose: string, start: GateStart): () => void
  /** Stops the gates of closed purposes. Must run before anything of an opened purpose starts. */
  stopClosed(): void
  /** Starts the gates of open purposes that are not running. */
  startOpen(): void
  stopAll(): void
}

/** What gates need to know, and whom they tell when foreign code throws. */
export interface GateOptions {
  allows(purpose: string): boolean
  report(purpose: string, error: unknown): void
}

interface Gate {
  purpose: string
  start: GateStart
  running: boolean
  /** Counts starts, so that a slow start does not take over from a later one. */
  run: number
  stop?: (() => void) | undefined
}

/** Creates an empty set of gates. */
export function createGates(options: GateOptions): Gates {
  const gates = new Set<Gate>()
  const close = (gate: Gate) => {
    if (!gate.running) return
    gate.running = false
    const { stop } = gate
    gate.stop = undefined
    attempt(options, gate.purpose, () => stop?.())
  }
  const open = (gate: Gate) => {
    if (gate.running || !gates.has(gate) || !options.allows(gate.purpose)) return
    gate.running = true // before start: it may call the client again
    gate.run += 1
    const { run } = gate
    const adopt = (stop: unknown) => {
      if (typeof stop !== 'function') return
      // start may itself have closed the purpose, or took so long that it is closed by now; then its stop runs at once
      if (gate.running && gate.run === run) gate.stop = () => stop()
      else stop()
    }
    attempt(options, gate.purpose, () => {
      const result: unknown = gate.start()
      return result instanceof Promise ? result.then(adopt) : adopt(result)
    })
  }

  return {
    add(purpose, start) {
      const gate: Gate = { purpose, start, running: false, run: 0 }
      gates.add(gate)
      open(gate)
      return () => {
        gates.delete(gate)
        close(gate)
      }
    },
    stopClosed() {
      for (const gate of [...gates]) if (!options.allows(gate.purpose)) close(gate)
    },
    startOpen() {
      for (const gate of [...gates]) open(gate)
    },
    stopAll() {
      for (const gate of [...gates]) close(gate)
      gates.clear()
    },
  }
}

/** Runs foreign code; what it throws, or what its promise is rejected with, is reported and goes no further. */
export function attempt(options: Pick<GateOptions, 'report'>, purpose: string, work: () => unknown): void {
  const report = (error: unknown) => options.report(purpose, error)
  try {
    const result = work()
    if (result instanceof Promise) result.catch(report)
  } catch (error) {
    report(error)
  }
}
