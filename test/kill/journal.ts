/** The kill test's only witness: lines appended with one write each, which a killed process cannot take back or tear. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** What a child writes down. `key` is the idempotency key that the hook was given. */
export type Entry = { at: number; pid: number } & (
  | { event: 'ready' }
  /** A hook began, and its effect is there. */
  | { event: 'start' | 'effect'; request: string; hook: string; kind: string; key: string }
  /** The backend has confirmed the report of this key. */
  | { event: 'recorded'; key: string }
  | { event: 'accepted'; request: string }
  | { event: 'completed'; request: string; steps: { id: string; attempts: number; status: string }[]; proofs: number }
  | { event: 'trouble'; code: string }
)
type Said<E> = E extends unknown ? Omit<E, 'at' | 'pid'> : never

/** Appends one line; it is in the operating system's hands when this returns. */
export function write(path: string, said: Said<Entry>): void {
  appendFileSync(path, `${JSON.stringify({ at: Date.now(), pid: process.pid, ...said })}\n`)
}

/** All lines so far, in the order of writing. */
export function read(path: string): Entry[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Entry) // as: written by `write`
}
