/** The one text of a value, so that equal values give equal hashes whatever the order of their keys. */

const DEPTH = 16

/** Null for what has no text of its own: functions, symbols, bytes, what is nested too deep. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(ordered(value, 0)) ?? null
  } catch {
    return null
  }
}

function ordered(value: unknown, depth: number): unknown {
  if (depth > DEPTH) throw new RangeError('nested too deep')
  if (typeof value === 'bigint') return `${value}`
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) throw new TypeError('bytes have no text')
  if ('toJSON' in value) return value
  if (value instanceof Map || value instanceof Set) return [...value].map((item) => ordered(item, depth + 1))
  if (Array.isArray(value)) return value.map((item) => ordered(item, depth + 1))
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner, depth + 1)]))
}
