/** What every adapter is handed, and the one way in which it calls it: shut when it fails. */

/**
 * Any redactor as an adapter sees it: synchronous, changes nothing it is given, answers the same value when nothing had
 * to go and `undefined` when all of it had to. Adapters hand it objects of fields and, apart from them, texts. What
 * `createKeyRedactor` makes fits, also with the tags of schemas; what `createRedactor` makes leaves nothing of a text.
 */
export type Redact = (value: unknown) => unknown

/** Stands where something was of which the redactor could not say what may be shown. */
export const FAILED = '[withheld: the redactor failed]'

/** Stands where a text, a line or a record was of which the redactor left nothing. */
export const EMPTY = '[withheld: the redactor left nothing]'

/** Redacts. Throws when the redactor does, and when it answers something that is settled later. */
export function redactNow(redact: Redact, value: unknown): unknown {
  const result = redact(value)
  // nobody has looked at what a promise will hold, and printing it shows that
  if (isPending(result)) throw new TypeError('A redactor answers at once.')
  return result
}

/** Redacts, or answers `FAILED`: neither the value nor what was thrown, which often quotes it. */
export function redactOrFail(redact: Redact, value: unknown): unknown {
  try {
    return redactNow(redact, value)
  } catch {
    return FAILED
  }
}

/** The same for a place that takes nothing but text. */
export function redactText(redact: Redact, text: string): string {
  return textOr(EMPTY, redactOrFail(redact, text))
}

/** The value if it is a text. */
export function textOr(other: string, value: unknown): string {
  return typeof value === 'string' ? value : other
}

function isPending(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
