/** The suite's own few assertions, so that it needs no test runner. */
import canonicalize from 'canonicalize'

/** A broken promise of the contract; the message says what was expected and what came. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure'
}

/** Throws a `ConformanceFailure` with `message` unless the condition holds. */
export function expectThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ConformanceFailure(message)
}

/** Compares as JSON, whatever the order of keys. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [came, wanted] = [canonicalize(actual), canonicalize(expected)]
  expectThat(came === wanted, `${what}: expected ${wanted}, got ${came}`)
}

/** Asks again and again until an answer fits; fails after `seconds`. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null>,
  { seconds = 20, everyMs = 50 }: { seconds?: number; everyMs?: number } = {},
): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const answer = await ask()
    if (answer !== null) return answer
    await pause(everyMs)
  }
  throw new ConformanceFailure(`${what}: not within ${seconds} s`)
}

/** Lets time pass at the implementation under test, whose clock the suite cannot move. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
