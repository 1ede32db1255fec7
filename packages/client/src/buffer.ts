/** Holds calls in memory until the person answered: passed on when granted, thrown away when refused. */
import { attempt, type Report } from './gate.ts'

/** Most calls held for one purpose and function; the newest are dropped beyond it, so that a page's first events survive. */
export const BUFFER_LIMIT = 100

/** True: pass through. Null: hold. False: throw away. */
export type Passage = boolean | null

/** The buffers of one client. */
export type Buffers = readonly [
  add: <A extends unknown[]>(purpose: string, call: (...args: A) => void) => (...args: A) => void,
  /** Passes on or drops what is held, by today's answers. */
  settle: () => void,
]

/** Creates an empty set of buffers. */
export function createBuffers(passage: (purpose: string) => Passage, report: Report): Buffers {
  const settlers: (() => void)[] = []
  return [
    (purpose, call) => {
      const held: Parameters<typeof call>[] = []
      const pass = (args: Parameters<typeof call>) => attempt(report, purpose, () => call(...args))
      settlers.push(() => {
        const may = passage(purpose)
        if (may !== null) for (const args of held.splice(0)) may && pass(args)
      })
      return (...args) => {
        const may = passage(purpose)
        if (may) pass(args)
        else if (may === null && held.length < BUFFER_LIMIT) held.push(args)
      }
    },
    () => {
      for (const settle of settlers) settle()
    },
  ]
}
