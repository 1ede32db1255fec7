import { describe, expect, test } from 'vitest'
import { createKeyRedactor, type KeyRedactorOptions } from './key-redactor.ts'

const SECRET = 'siti@contoso.example'
const MASK = '[user.contact.email]'
const base64 = (text: string) => btoa(text)
// one address in every shape that a log line may give it, and what is left of it
const shapes: readonly [string, () => unknown, 'ok' | 'leaks'][] = [
  ['top level', () => ({ email: SECRET }), 'ok'],
  ['depth 2', () => ({ a: { email: SECRET } }), 'ok'],
  ['depth 3', () => ({ a: { b: { email: SECRET } } }), 'ok'],
  ['depth 6', () => ({ a: { b: { c: { d: { e: { email: SECRET } } } } } }), 'ok'],
  ['array of objects', () => ({ users: [{ email: SECRET }] }), 'ok'],
  ['nested arrays', () => ({ m: [[{ email: SECRET }]] }), 'ok'],
  ['another case of the key', () => ({ Email: SECRET }), 'ok'],
  ['the key as a word of a longer one', () => ({ user_email: SECRET }), 'ok'],
  ['an array as the value', () => ({ email: [SECRET, SECRET] }), 'ok'],
  ['an object as the value', () => ({ email: { work: SECRET } }), 'ok'],
  [
    'a class instance',
    () => ({
      u: new (class {
        email = SECRET
      })(),
    }),
    'ok',
  ],
  [
    'a getter',
    () => ({
      u: {
        get email() {
          return SECRET
        },
      },
    }),
    'ok',
  ],
  ['toJSON', () => ({ u: { toJSON: () => ({ email: SECRET }) } }), 'ok'],
  ['a map', () => ({ u: new Map([['email', SECRET]]) }), 'ok'],
  ['a property of an error', () => ({ err: Object.assign(new Error('boom'), { email: SECRET }) }), 'ok'],
  ['the message of an error', () => ({ err: { message: `no account for ${SECRET}` } }), 'ok'],
  ['free text', () => ({ msg: `user ${SECRET} signed in` }), 'ok'],
  ['JSON in a string', () => ({ body: JSON.stringify({ email: SECRET }) }), 'ok'],
  ['a URL query', () => ({ url: `/x?email=${encodeURIComponent(SECRET)}` }), 'ok'],
  ['a key', () => ({ byEmail: { [SECRET]: 1 } }), 'ok'],
  ['an array under another key', () => ({ to: [SECRET] }), 'ok'],
  ['base64', () => ({ b: base64(SECRET) }), 'leaks'],
]
// what such a line may also be
const harder: readonly [string, () => unknown][] = [
  ['an error with a cause', () => ({ err: new Error(`for ${SECRET}`, { cause: new Error(SECRET) }) })],
  ['a key of another name', () => ({ index: { [SECRET]: 1, [`x${SECRET}`]: 2 } })],
  [
    'a key of a map',
    () => ({
      index: new Map<unknown, unknown>([
        [SECRET, 1],
        [{ a: SECRET }, 2],
      ]),
    }),
  ],
  ['a set', () => ({ to: new Set([SECRET]) })],
  ['a URL object', () => ({ at: new URL(`https://shop.example/?to=${SECRET}`) })],
  ['a boxed string', () => ({ text: Object(SECRET) as unknown })],
  ['bytes', () => ({ body: new TextEncoder().encode(SECRET) })],
  ['an own __proto__', () => JSON.parse(`{"__proto__":{"email":"x1","a":"${SECRET}"},"b":"${SECRET}"}`) as unknown],
  ['JSON twice in a string', () => ({ body: JSON.stringify({ inner: JSON.stringify({ a: SECRET }) }) })],
  ['JSON in a string that is cut off', () => ({ body: JSON.stringify({ a: SECRET, b: 'x' }).slice(0, -4) })],
  ['a URL encoded twice', () => ({ url: `/in?next=${encodeURIComponent(`/x?to=${encodeURIComponent(SECRET)}`)}` })],
  ['an escaped sign', () => ({ body: `{"a":"${SECRET.replace('@', '\\u0040')}"` })],
  ['a quoted local part', () => ({ text: `to "siti@contoso"@contoso.example, soon` })],
  ['no prototype', () => Object.assign(Object.create(null) as object, { a: SECRET })],
  ['a function that speaks', () => ({ f: Object.assign(() => 1, { toJSON: () => SECRET }) })],
  ['a hidden toJSON', () => Object.defineProperty({ a: 1 }, 'toJSON', { value: () => ({ password: SECRET }) })],
  ['a date that says more', () => ({ at: Object.assign(new Date(0), { toJSON: () => SECRET }) })],
  ['the 60th of a list', () => Array.from({ length: 80 }, (_, index) => ({ index, to: index === 60 ? SECRET : 'x' }))],
  [
    'a large object',
    () => ({ ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`k${i}`, i])), z: { a: SECRET } }),
  ],
]

function outputs(value: () => unknown, options: KeyRedactorOptions = {}) {
  const redact = createKeyRedactor(options)
  return [redact.stringify(value()), print(redact(value()))]
}

/** Everything that a reader of the value could print. */
function print(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner instanceof Map || inner instanceof Set) return [...inner]
    if (inner instanceof Error)
      return { ...inner, name: inner.name, message: inner.message, stack: inner.stack, cause: inner.cause }
    return inner
  })
}

function holdsSecret(text: string): boolean {
  return /siti|contoso/i.test(text) || text.includes(base64(SECRET)) || /115,105,116,105/.test(text)
}

describe('the leak matrix', () => {
  test.each(shapes)('%s', (_shape, value, expected) => {
    for (const output of outputs(value)) expect(holdsSecret(output) ? 'leaks' : 'ok').toBe(expected)
  })

  test('counts 22 shapes, of which one leaks', () => {
    expect(shapes).toHaveLength(22)
    expect(shapes.filter(([, , expected]) => expected === 'leaks').map(([shape]) => shape)).toEqual(['base64'])
  })

  test('finds base64 where it is told to', () => {
    const value = () => ({
      b: base64(SECRET),
      raw: `h.${base64(JSON.stringify({ sub: SECRET })).replaceAll('=', '')}.s`,
    })

    for (const output of outputs(value, { base64: true })) expect(output).not.toContain(base64(SECRET).slice(0, 9))
    expect(createKeyRedactor({ base64: true })(value())).toEqual({ b: MASK, raw: `h.${MASK}.s` })
  })

  test.each(harder)('lets nothing out of %s', (_shape, value) => {
    for (const output of outputs(value)) expect(output).not.toMatch(/siti|contoso|115,105,116,105/i)
  })
})
