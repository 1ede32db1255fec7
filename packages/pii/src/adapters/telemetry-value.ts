/** Redacts the values that telemetry is made of: texts, attributes, bodies, bytes. */
import { EMPTY, FAILED, type Redact, redactOrFail } from './redact.ts'

/** Attributes of a span, an event, a link, a log record, a data point, a resource or a scope. */
export type Attributes = Readonly<Record<string, unknown>>

/** Under this key attributes say why they are missing. */
const WITHHELD_KEY = 'privacykit.withheld'

/** Redacts attributes as one object. Answers the very same when nothing went; none where the redactor left nothing. */
export function redactAttributes(redact: Redact, attributes: Attributes): Attributes {
  const result = redactValue(redact, attributes)
  if (result === undefined) return {}
  if (isAttributes(result)) return result
  return { [WITHHELD_KEY]: result === FAILED ? FAILED : EMPTY }
}

/** Redacts what an exporter takes as a value of any shape. Bytes are read as text: unchanged, they stay bytes. */
export function redactValue(redact: Redact, value: unknown): unknown {
  return redactOrFail((given) => redact(readBytes(given, redact, new Set())), value)
}

function isAttributes(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
}

// deeper than any attribute or body an exporter writes; a value nested deeper than this is not looked through, so not shown
const DEPTH_LIMIT = 64

/** Puts redacted text in the place of bytes that hold something to redact. Throws on what cannot be looked through. */
function readBytes(value: unknown, redact: Redact, inside: Set<object>): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) return redactBytes(value, redact)
  const isList = Array.isArray(value)
  if (!isList && !isPlain(value)) return value
  if (inside.size >= DEPTH_LIMIT || inside.has(value)) throw new RangeError('Telemetry nests too deep, or in a circle.')
  inside.add(value)
  const before = Object.entries(value)
  const after = before.map(([key, inner]): [string, unknown] => [key, readBytes(inner, redact, inside)])
  inside.delete(value)
  if (after.every(([, inner], index) => inner === before[index]?.[1])) return value
  return isList ? after.map(([, inner]) => inner) : Object.fromEntries(after)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function redactBytes(bytes: ArrayBufferView, redact: Redact): unknown {
  const text = new TextDecoder().decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice())
  const result = redact(text)
  if (result === text) return bytes
  return typeof result === 'string' ? result : EMPTY
}
