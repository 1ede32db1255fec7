/** Opens errors for a redactor: they do not show a walker what is printed of them. */
import { type Redact, redactNow } from './redact.ts'

/**
 * Redacts a value in which errors may stand, each as a plain object of name, message, stack, causes and own fields. Answers
 * the very same value when nothing had to go. Throws when the redactor does.
 */
export function redactOpened(redact: Redact, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return redactNow(redact, value)
  const opened = openErrors(value, new Set())
  const result = redactNow(redact, opened)
  return result === opened ? value : result
}

// deeper than what a logger prints
const DEPTH_LIMIT = 32

/** The value with a plain description in the place of each error; the very same one when it holds none. */
function openErrors(value: unknown, inside: Set<object>): unknown {
  if (typeof value !== 'object' || value === null) return value
  const isError = value instanceof Error
  if (!isError && !Array.isArray(value) && !isPlain(value)) return value
  if (inside.has(value)) return isError ? '[circular]' : value
  if (inside.size >= DEPTH_LIMIT) return '[too-deep]'
  inside.add(value)
  const before = isError ? describe(value) : Object.entries(value)
  const after = before.map(([key, inner]): [string, unknown] => [key, openErrors(inner, inside)])
  inside.delete(value)
  if (!isError && after.every(([, inner], index) => inner === before[index]?.[1])) return value
  return Array.isArray(value) ? after.map(([, inner]) => inner) : Object.fromEntries(after)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Its own fields, and those that are not enumerable but printed. */
function describe(error: Error): [string, unknown][] {
  const printed = ['name', 'message', 'stack', 'cause', 'errors'].filter((key) => key in error)
  const own = Object.keys(error).filter((key) => !printed.includes(key))
  return [...printed, ...own].map((key) => [key, Reflect.get(error, key)])
}
