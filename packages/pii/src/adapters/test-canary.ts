/** For tests of adapters: one address in every shape that a value can take, and a redactor that knows it in all of them. */
import type { Redact } from './redact.ts'

export const CANARY = 'leak@contoso.example'
const ENCODED = [CANARY, encodeURIComponent(CANARY), Buffer.from(CANARY).toString('base64')]
export const MASK = '[gone]'

/** True when the text shows the address, in whatever encoding. */
export function leaks(text: string): boolean {
  return ENCODED.some((form) => text.includes(form))
}

/** Masks every string and drops every entry in which the address stands; sees what plain data and maps hold. */
export const redactCanary: Redact = (value) => {
  if (typeof value === 'string') return leaks(value) ? MASK : value
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Map) return redactCanary(Object.fromEntries(value))
  if (Array.isArray(value)) {
    const items = value.map(redactCanary)
    return items.every((item, index) => item === value[index]) ? value : items
  }
  const before = Object.entries(value)
  const after = before.filter(([key]) => !leaks(key)).map(([key, inner]) => [key, redactCanary(inner)])
  const isSame = after.length === before.length && after.every(([, inner], index) => inner === before[index]?.[1])
  return isSame ? value : Object.fromEntries(after)
}

/** Masks what stands under the key `email`, and knows nothing else. */
export const redactEmailKey: Redact = (value) => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(redactEmailKey)
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'email' ? MASK : redactEmailKey(inner)]),
  )
}

/** Throws, and says the worst that a redactor could. */
export const failing: Redact = (value) => {
  throw new Error(`cannot redact ${JSON.stringify(value)} of ${CANARY}`)
}

class Person {
  email = CANARY
}

/** The shapes of the leak matrix: every value holds the address once. */
export const shapes: readonly [title: string, make: () => Record<string, unknown>][] = [
  ['a field', () => ({ email: CANARY })],
  ['depth 2', () => ({ a: { email: CANARY } })],
  ['depth 3', () => ({ a: { b: { email: CANARY } } })],
  ['depth 6', () => ({ a: { b: { c: { d: { e: { email: CANARY } } } } } })],
  ['an array of objects', () => ({ users: [{ email: CANARY }] })],
  ['nested arrays', () => ({ m: [[{ email: CANARY }]] })],
  ['a key in another case', () => ({ Email: CANARY })],
  ['a longer key', () => ({ user_email: CANARY })],
  ['an array under the key', () => ({ email: [CANARY, CANARY] })],
  ['an object under the key', () => ({ email: { work: CANARY } })],
  ['a class instance', () => ({ u: new Person() })],
  ['a getter', () => ({ u: Object.defineProperty({}, 'email', { get: () => CANARY, enumerable: true }) })],
  ['a toJSON', () => ({ u: { toJSON: () => ({ email: CANARY }) } })],
  ['a map', () => ({ u: new Map([['email', CANARY]]) })],
  [
    'fields and cause of an error',
    () => ({ err: Object.assign(new Error('boom', { cause: new Error(CANARY) }), { email: CANARY }) }),
  ],
  ['the message of an error', () => ({ err: new Error(`no account for ${CANARY}`) })],
  ['a text', () => ({ note: `user ${CANARY} signed in` })],
  ['JSON in a string', () => ({ body: JSON.stringify({ email: CANARY }) })],
  ['a URL', () => ({ url: `/x?email=${encodeURIComponent(CANARY)}` })],
  ['a key that is the address', () => ({ byEmail: { [CANARY]: 1 } })],
  ['an array under another key', () => ({ to: [CANARY] })],
  ['base64', () => ({ b: Buffer.from(CANARY).toString('base64') })],
]
