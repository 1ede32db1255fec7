/** What every adapter is handed, and the one way in which it calls it: shut when it fails. */

/**
 * Any redactor as an adapter sees it: synchronous, changes nothing it is given, answers the same value when nothing had
 * to go and `undefined` when all of it had to. What `createRedactor` and `createKeyRedactor` make fits.
 */
export type Redact = (value: unknown) => unknown

/** Stands where something was of which the redactor could not say what may be shown. */
export const FAILED = '[withheld: the redactor failed]'

/** Stands where a text, a line or a record was of which the redactor left nothing. */
export const EMPTY = '[withheld: the redactor left nothing]'

/** Redacts, or answers `FAILED`: neither the value nor what was thrown, which often quotes it. */
export function redactOrFail(redact: Redact, value: unknown): unknown {
  try {
    const result = redact(value)
    return isPending(result) ? FAILED : result
  } catch {
    return FAILED
  }
}

/** The same for a place that takes nothing but text. */
export function redactText(redact: Redact, text: string): string {
  const result = redactOrFail(redact, text)
  return typeof result === 'string' ? result : EMPTY
}

/** True for what is settled later: nobody has looked at what it will hold, and printing it shows that. */
function isPending(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
