/** Holds calls in memory until the person answered: passed on when granted, thrown away when refused. */
import { attempt, type GateOptions } from './gate.ts'

/** Most calls held for one purpose and function; the newest are dropped beyond it, so that a page's first events survive. */
export const BUFFER_LIMIT = 100

/** `open`: pass through. `undecided`: hold. `closed`: throw away. */
export type Passage = 'open' | 'undecided' | 'closed'

/** The buffers of one client. */
export interface Buffers {
  add<A extends unknown[]>(purpose: string, call: (...args: A) => void): (...args: A) => void
  /** Passes on or drops what is held, by today's answers. */
  settle(): void
}

/** What buffers need to know. */
export interface BufferOptions extends Pick<GateOptions, 'report'> {
  passage(purpose: string): Passage
}

/** Creates an empty set of buffers. */
export function createBuffers(options: BufferOptions): Buffers {
  const held: { purpose: string; calls: (() => void)[] }[] = []
  return {
    add(purpose, call) {
      const buffer = { purpose, calls: [] as (() => void)[] } // as: an empty literal has no element type
      held.push(buffer)
      return (...args) => {
        const passage = options.passage(purpose)
        if (passage === 'open') attempt(options, purpose, () => call(...args))
        else if (passage === 'undecided' && buffer.calls.length < BUFFER_LIMIT) buffer.calls.push(() => call(...args))
      }
    },
    settle() {
      for (const { purpose, calls } of held) {
        const passage = options.passage(purpose)
        if (passage === 'undecided') continue
        for (const call of calls.splice(0)) if (passage === 'open') attempt(options, purpose, call)
      }
    },
  }
}
