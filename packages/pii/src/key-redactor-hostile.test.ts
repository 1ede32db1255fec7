import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createKeyRedactor } from './key-redactor.ts'

const SECRET = 'leak@contoso.example'
const MASK = '[user.contact.email]'
const keys = fc.oneof(fc.constantFrom('email', 'userEmail', 'password', 'id', 'note', '__proto__', SECRET), fc.string())
const leaves = fc.oneof(
  fc.constantFrom<unknown>(
    SECRET,
    `to ${SECRET}`,
    `/x?a=${encodeURIComponent(SECRET)}`,
    null,
    true,
    1,
    -0,
    1e21,
    'a"b\\c\n',
  ),
  fc.string({ unit: 'binary' }),
  fc.double(),
)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    leaves,
    fc.array(tie('tree')),
    fc.array(fc.tuple(keys, tie('tree')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries) as unknown),
  ),
}))

describe('for any value', () => {
  const redact = createKeyRedactor()

  test('nothing is changed, nothing gets out, and again changes nothing', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const before = JSON.stringify(value)

        const once = redact(value)

        expect(JSON.stringify(value)).toBe(before)
        expect(String(JSON.stringify(once))).not.toMatch(/leak|contoso/)
        expect(redact(once)).toBe(once)
      }),
    )
  })

  test('stringify writes what JSON.stringify writes of the redacted value', () => {
    const large = (value: unknown) => Array.from({ length: 30 }, (_, index) => ({ index, value }))

    fc.assert(
      fc.property(tree, (value) => {
        expect(redact.stringify(value)).toBe(JSON.stringify(redact(value)) ?? 'null')
        expect(redact.stringify(large(value))).toBe(JSON.stringify(redact(large(value))))
      }),
    )
  })

  test('what has nothing personal comes back itself, and as JSON has it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        if (/@|%40|\\u0040/.test(JSON.stringify(value))) return
        if (JSON.stringify(redact(value)) !== JSON.stringify(value)) return

        expect(redact(value)).toBe(value)
        expect(redact.stringify(value)).toBe(JSON.stringify(value))
      }),
    )
  })

  test('it never throws, and always writes JSON', () => {
    const anything = fc.anything({
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    })

    fc.assert(
      fc.property(anything, (value) => {
        redact(value)
        JSON.parse(redact.stringify(value))
      }),
    )
  })
})

describe('hostile values', () => {
  const redact = createKeyRedactor()
  const thrower = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error(SECRET)
      },
      get() {
        throw new Error(SECRET)
      },
      getPrototypeOf() {
        throw new Error(SECRET)
      },
    },
  )

  test('what throws when it is read is named, and the rest stays', () => {
    const value = {
      id: 1,
      proxy: thrower,
      list: [thrower, 'x'],
      part: {
        get broken(): string {
          throw new Error(SECRET)
        },
        email: SECRET,
        ok: 2,
      },
      spoken: {
        toJSON() {
          throw new Error(SECRET)
        },
      },
    }

    const expected = {
      id: 1,
      proxy: '[unreadable]',
      list: ['[unreadable]', 'x'],
      part: { broken: '[unreadable]', email: MASK, ok: 2 },
      spoken: '[unreadable]',
    }
    expect(redact(value)).toEqual(expected)
    expect(JSON.parse(redact.stringify(value))).toEqual(expected)
    expect(redact.stringify(thrower)).toBe('"[unreadable]"')
  })

  test('circles, depth, bigints and symbols', () => {
    const circle: Record<string, unknown> = { id: 1n, [Symbol('s')]: 1, sign: Symbol('t'), none: undefined }
    circle.self = circle
    circle.map = new Map([['back', circle]])
    let deep: unknown = SECRET
    for (let level = 0; level < 10_000; level++) deep = [deep]

    expect(redact.stringify(circle)).toBe('{"id":"1","self":"[circular]","map":{"back":"[circular]"}}')
    expect(redact.stringify({ deep })).toContain('[too-deep]')
    expect(JSON.stringify(redact({ deep }))).not.toContain('leak')
  })

  test('one object at two places is no circle', () => {
    const shared = { a: 1 }

    expect(redact.stringify({ x: shared, y: [shared, shared] })).toBe('{"x":{"a":1},"y":[{"a":1},{"a":1}]}')
  })

  test('a value without end in breadth ends', () => {
    let twins: unknown = { leaf: 1 }
    for (let level = 0; level < 40; level++) twins = { a: twins, b: twins }
    const startedAt = performance.now()

    expect(JSON.stringify(redact({ sparse: new Array(4_000_000_000) }))).toBe('{"sparse":"[too-deep]"}')
    redact(twins)

    expect(performance.now() - startedAt).toBeLessThan(5000)
  })

  test('hostile texts take linear time', () => {
    const startedAt = performance.now()

    for (const part of ['a@', 'a@a.', '@a.bc', '%40', 'a%40a.aa', '"@a.co', '\\u0040', '{"', '[', '%3D@a.co'])
      redact({ a: part.repeat(50_000), b: `x@${part.repeat(20_000)}` })

    expect(performance.now() - startedAt).toBeLessThan(5000)
  })

  test('an error stays an error of its class', () => {
    class NotFound extends Error {
      code = 'E404'
    }
    const error = new NotFound(`no account ${SECRET}`)

    const { err } = redact({ err: error }) as { err: NotFound } // as: what the test is about
    const clean = new NotFound('gone')

    expect(err).toBeInstanceOf(NotFound)
    expect(err.message).toBe(`no account ${MASK}`)
    expect(err.code).toBe('E404')
    expect(error.message).toContain(SECRET)
    expect((redact({ err: clean }) as { err: Error }).err).toBe(clean) // as: the same
  })
})
