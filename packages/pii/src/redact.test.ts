import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createRedactor } from './redact.ts'
import type { Redaction } from './redaction.ts'
import { nonPersonal, personal } from './tag.ts'

const SECRET = 'jane@example.test'
const email = personal(z.email(), 'user.contact.email')
const plain = nonPersonal(z.string())

function redact(schema: z.core.$ZodType, value: unknown, options?: Parameters<typeof createRedactor>[1]) {
  const report: Redaction[] = []
  const result = createRedactor(schema, options)(value, (redaction) => report.push(redaction))
  return { result, report }
}

// one address in every shape that a value can take; none may come out
const shapes: readonly [string, z.core.$ZodType, unknown, unknown][] = [
  ['a field', z.object({ email, plain }), { email: SECRET, plain: 'p' }, { plain: 'p' }],
  ['an optional field', z.object({ email: email.optional() }), { email: SECRET }, {}],
  ['a nullable field', z.object({ email: email.nullable() }), { email: SECRET }, {}],
  ['a default', z.object({ email: email.default('' as never) }), { email: SECRET }, {}], // as: a brand cannot be written
  ['a catch', z.object({ email: email.catch('' as never) }), { email: SECRET }, {}], // as: the same
  ['readonly', z.object({ email: email.readonly() }), { email: SECRET }, {}],
  ['a lazy', z.object({ email: z.lazy(() => email) }), { email: SECRET }, {}],
  ['an array', z.object({ list: z.array(email) }), { list: [SECRET] }, { list: [] }],
  ['an array of objects', z.array(z.object({ email, plain })), [{ email: SECRET, plain: 'p' }], [{ plain: 'p' }]],
  ['a tuple', z.tuple([plain, email]), ['p', SECRET], ['p', null]],
  ['a tuple rest', z.tuple([plain], email), ['p', SECRET], ['p', null]],
  ['a record value', z.record(plain, email), { a: SECRET }, {}],
  ['a record key', z.record(email as never, plain), { [SECRET]: 'p' }, {}], // as: zod types record keys as plain strings
  ['a map value', z.map(plain, email), new Map([['a', SECRET]]), new Map()],
  ['a map key', z.map(email, plain), new Map([[SECRET, 'p']]), new Map()],
  ['a set', z.set(email), new Set([SECRET]), new Set()],
  ['a union', z.object({ a: z.union([z.number(), email]) }), { a: SECRET }, {}],
  ['a union whose first arm takes any string', z.object({ a: z.union([plain, email]) }), { a: SECRET }, {}],
  [
    'an intersection',
    z.intersection(z.object({ email }), z.object({ plain })),
    { email: SECRET, plain: 'p' },
    { plain: 'p' },
  ],
  ['a pipe', z.object({ a: z.string().pipe(email) }), { a: SECRET }, {}],
  ['a preprocess', z.object({ a: z.preprocess((value) => value, email) }), { a: SECRET }, {}],
  ['what a transform made of it', z.object({ a: email.transform((v) => [v]) }), { a: [SECRET] }, {}],
  [
    'a transform marked non-personal',
    nonPersonal(z.object({ email }).transform((v) => [v.email])),
    [SECRET],
    undefined,
  ],
  ['a codec', z.object({ a: z.codec(plain, email, { decode: (v) => v, encode: (v) => v }) }), { a: SECRET }, {}],
  ['an undeclared key', z.object({ plain }), { plain: 'p', email: SECRET }, { plain: 'p' }],
  ['a loose object', z.looseObject({ plain }), { plain: 'p', email: SECRET }, { plain: 'p' }],
  ['an undeclared key that is an address', z.looseObject({ plain }), { plain: 'p', [SECRET]: 1 }, { plain: 'p' }],
  ['a catchall', z.object({ plain }).catchall(email), { plain: 'p', other: SECRET }, { plain: 'p' }],
  ['any', z.object({ any: z.any() }), { any: SECRET }, {}],
  ['unknown', z.object({ unknown: z.unknown() }), { unknown: { deep: SECRET } }, {}],
  ['custom', z.object({ error: z.instanceof(Error) }), { error: new Error(SECRET) }, {}],
  ['another shape than declared', z.object({ plain }), { plain: { email: SECRET } }, {}],
  ['a list where an object was declared', z.object({ email }), [SECRET], undefined],
  ['a tagged object', z.object({ a: personal(z.object({ x: plain }), 'user.contact') }), { a: { x: SECRET } }, {}],
  ['an own toJSON', z.object({ plain }), { plain: 'p', toJSON: () => SECRET }, { plain: 'p' }],
  ['a symbol key', z.object({ plain }), { plain: 'p', [Symbol('s')]: SECRET }, { plain: 'p' }],
  ['a property on a list', z.array(plain), Object.assign(['p'], { email: SECRET }), ['p']],
]

describe('createRedactor', () => {
  test.each(shapes)('takes personal data out of %s', (_title, schema, value, expected) => {
    const { result, report } = redact(schema, value)

    expect(result).toEqual(expected)
    expect(JSON.stringify(report)).not.toContain(SECRET)
  })

  test('turns a class instance into its declared fields, so that its toJSON cannot speak', () => {
    class Person {
      plain = 'p'
      toJSON() {
        return SECRET
      }
    }

    const { result } = redact(z.object({ plain }), new Person())

    expect(JSON.stringify(result)).toBe('{"plain":"p"}')
  })

  test('answers a copy of what a getter said, so that it cannot say something else later', () => {
    let count = 0
    const value = {
      get plain() {
        count += 1
        return count === 1 ? 'p' : SECRET
      },
    }

    const { result } = redact(z.object({ plain }), value)

    expect(result).toEqual({ plain: 'p' })
    expect(result).toEqual({ plain: 'p' })
  })

  test('masks with the category where it is told to', () => {
    const schema = z.object({ email, list: z.array(email), any: z.any() })

    const { result } = redact(schema, { email: SECRET, list: [SECRET], any: 1, extra: 1 }, { strategy: 'mask' })

    expect(result).toEqual({ email: '[user.contact.email]', list: ['[user.contact.email]'], any: '[redacted]' })
  })

  test('decides by tag, and the strictest of several tags wins', () => {
    const either = z.object({ a: z.union([email, personal(z.string(), 'user.name')]), b: email })

    const { result } = redact(
      either,
      { a: SECRET, b: SECRET },
      { strategy: (tag) => (tag.category === 'user.contact.email' ? 'keep' : 'mask') },
    )

    expect(result).toEqual({ a: '[user.name]', b: SECRET })
  })

  test('reads the arm of a discriminated union that the value names', () => {
    const schema = z.discriminatedUnion('type', [
      z.object({ type: z.literal('person'), label: email }),
      z.object({ type: z.literal('shop'), label: plain }),
    ])

    expect(redact(schema, { type: 'shop', label: 'Shoes' }).result).toEqual({ type: 'shop', label: 'Shoes' })
    expect(redact(schema, { type: 'person', label: SECRET }).result).toEqual({ type: 'person' })
    expect(redact(schema, { type: 'neither', label: SECRET }).result).toBeUndefined()
  })

  test('reports path, category and reason, and spells out no key that the schema does not', () => {
    const schema = z.object({ a: z.array(z.object({ email })), r: z.record(z.string(), email), plain })

    const { report } = redact(schema, { a: [{ email: SECRET }], r: { [SECRET]: SECRET }, plain: 1, [SECRET]: 1 })

    expect(report).toEqual([
      { path: 'a[].email', category: 'user.contact.email', why: 'tagged' },
      { path: 'r[*]', category: 'user.contact.email', why: 'tagged' },
      { path: 'plain', category: null, why: 'mismatch' },
      { path: '$.*', category: null, why: 'undeclared' },
    ])
  })

  test('keeps unclassified fields unless told otherwise', () => {
    const schema = z.object({ plain, nobody: z.string(), at: z.date(), type: z.literal('t') })
    const value = { plain: 'p', nobody: 'n', at: new Date(0), type: 't' }

    expect(redact(schema, value).result).toBe(value)
    expect(redact(schema, value, { unclassified: 'remove' }).result).toEqual({ plain: 'p', type: 't' })
  })

  test('ends on a value that contains itself, and on one that is nested without end', () => {
    const node = z.object({
      plain,
      get next() {
        return node.optional()
      },
    })
    const circle: Record<string, unknown> = { plain: 'p' }
    circle.next = circle
    let chain: Record<string, unknown> = { plain: 'p' }
    for (let depth = 0; depth < 5000; depth++) chain = { plain: 'p', next: chain }

    expect(redact(node, circle).result).toEqual({ plain: 'p' })
    expect(redact(node, circle).report.map(({ why }) => why)).toEqual(['circular'])
    expect(redact(node, chain).report.map(({ why }) => why)).toEqual(['too-deep'])
  })

  test('keeps numeric record keys and what a container was marked non-personal for', () => {
    const schema = z.object({ byYear: z.record(z.number(), plain), sizes: nonPersonal(z.looseObject({})) })
    const value = { byYear: { 2026: 'p' }, sizes: { a: 1, b: { c: 2 } } }

    expect(redact(schema, value).result).toBe(value)
  })
})

const deep = z.object({
  email: email.optional(),
  plain: plain.optional(),
  list: z.array(z.union([email, z.number()])).optional(),
  record: z.record(plain, z.object({ email, plain })).optional(),
  map: z.map(plain, email).optional(),
  set: z.set(z.union([email, z.number()])).optional(),
})
const text = fc.string()
const addresses = fc.constant(SECRET)
const values = fc.record(
  {
    email: addresses,
    plain: text,
    list: fc.array(fc.oneof(addresses, fc.integer())),
    record: fc.dictionary(text, fc.record({ email: addresses, plain: text })),
    map: fc.array(fc.tuple(text, addresses)).map((entries) => new Map(entries)),
    set: fc.array(fc.oneof(addresses, fc.integer())).map((items) => new Set(items)),
    extra: fc.anything(),
  },
  { requiredKeys: [] },
)

describe('for any value', () => {
  test('redaction never changes its input, leaves no tagged value, and is idempotent', () => {
    const redactor = createRedactor(deep)

    fc.assert(
      fc.property(values, (value) => {
        const before = structuredClone({ ...value, extra: null })

        const once = redactor(value)
        const twice = redactor(once)

        expect({ ...value, extra: null }).toEqual(before)
        expect(print(once)).not.toContain(SECRET)
        expect(twice).toBe(once)
      }),
    )
  })

  test('redaction answers the same object when nothing has to go', () => {
    const redactor = createRedactor(deep)

    fc.assert(
      fc.property(fc.record({ plain: text, list: fc.array(fc.integer()) }), (value) => {
        expect(redactor(value)).toBe(value)
      }),
    )
  })

  test('redaction never throws on what is no value of the schema', () => {
    const redactor = createRedactor(deep, { strategy: 'mask' })

    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, withDate: true, withBigInt: true }), (value) => {
        expect(() => redactor(value)).not.toThrow()
      }),
    )
  })
})

function print(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner instanceof Map || inner instanceof Set ? [...inner] : (inner as unknown),
  )
}
