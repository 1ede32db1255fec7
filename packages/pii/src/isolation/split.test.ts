import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { nonPersonal, personal } from '../tag.ts'
import { walkTags } from '../walk.ts'
import { unite } from './join.ts'
import { split } from './split.ts'

const SECRET = 'jane@example.test'
const email = personal(z.string(), 'user.contact.email')
const customer = z.object({
  email,
  plan: nonPersonal(z.enum(['free', 'pro'])),
  address: z.object({
    city: personal(z.string(), 'user.contact.address.city', { kind: 'quasi' }),
    floor: nonPersonal(z.number()),
  }),
  visits: nonPersonal(z.number()).optional(),
})
const untyped = (value: unknown) => value as never // as: what reaches a function through `any`

describe('split', () => {
  test('puts a field with a tag anywhere in it into the personal part, and the rest into the other', () => {
    const parts = split(customer)

    expect(Object.keys(parts.personal.shape)).toEqual(['email', 'address'])
    expect(Object.keys(parts.nonPersonal.shape)).toEqual(['plan', 'visits'])
    expect(walkTags(parts.nonPersonal)).toEqual({ tags: [], opaque: [], unclassified: [] })
    expect(parts.fields).toEqual(['email', 'plan', 'address', 'visits'])
  })

  test.each([
    ['a field that nobody classified', z.object({ email, note: z.string() }), /note/],
    ['a field that says nothing', z.object({ email, blob: z.unknown() }), /blob/],
    ['an unclassified place beside a tag', z.object({ who: z.object({ email, note: z.string() }) }), /who\.note/],
    ['an unclassified item', z.object({ email, list: z.array(z.string()) }), /list\[\]/],
    ['a loose object', z.looseObject({ email }), /unknown keys/],
    ['a catch-all, even a tagged one', z.object({ email }).catchall(email), /unknown keys/],
    ['a schema with nothing personal', z.object({ plan: nonPersonal(z.string()) }), /nothing to keep apart/],
  ])('refuses %s', (_title, schema, message) => {
    expect(() => split(schema)).toThrow(message)
    expect(() => split(schema)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  test.each([
    ['id', nonPersonal(z.string())],
    ['userId', nonPersonal(z.string())],
    ['account_id', nonPersonal(z.number()).optional()],
    ['ownerUUID', nonPersonal(z.string())],
    ['reference', nonPersonal(z.uuid())],
    ['reference', nonPersonal(z.string().check(z.uuid()))],
    ['reference', nonPersonal(mini.ulid())],
    ['contact', nonPersonal(z.email())],
    ['likedBy', nonPersonal(z.array(z.uuid()))],
    ['order', nonPersonal(z.object({ lines: z.array(z.object({ buyerId: z.string() })) }))],
  ])('refuses what looks like an id in the non-personal part: %s', (name, field) => {
    expect(() => split(z.object({ email, [name]: field }))).toThrow(/look like ids/)
  })

  test.each(['paid', 'valid', 'grid', 'idle', 'humidity'])('takes %s for no id', (name) => {
    expect(() => split(z.object({ email, [name]: nonPersonal(z.string()) }))).not.toThrow()
  })

  test('takes ids of things by their names, and ids of persons where they are tagged', () => {
    const schema = z.object({ id: personal(z.string(), 'user.unique_id'), productId: nonPersonal(z.uuid()) })

    const parts = split(schema, { thingIds: ['productId'] })

    expect(Object.keys(parts.personal.shape)).toEqual(['id'])
    expect(Object.keys(parts.nonPersonal.shape)).toEqual(['productId'])
  })

  test.each([
    ['at', nonPersonal(z.date())],
    ['at', nonPersonal(z.iso.datetime()).optional()],
    ['createdAt', nonPersonal(z.number())],
    ['created_at', nonPersonal(z.string())],
    ['timestamp', nonPersonal(z.bigint())],
    ['visits', nonPersonal(z.array(z.object({ at: z.date() })))],
  ])('refuses a moment in the non-personal part: %s', (name, field) => {
    expect(() => split(z.object({ email, [name]: field }))).toThrow(/A moment that stands elsewhere/)
    expect(() => split(z.object({ email, [name]: field }), { moments: untyped({ [name]: 'exact' }) })).not.toThrow()
    expect(() =>
      split(z.object({ email, [name]: field }), { withPersonal: untyped({ [name]: 'user.behavior' }) }),
    ).not.toThrow()
  })

  test.each(['format', 'flat', 'day', 'meat'])('takes %s for no moment', (name) => {
    expect(() => split(z.object({ email, [name]: nonPersonal(z.string()) }))).not.toThrow()
  })

  test.each([
    ['a text', nonPersonal(z.iso.datetime()), 'day'],
    ['dates deeper inside', nonPersonal(z.array(z.date())), 'day'],
    ['a grain that is none', nonPersonal(z.date()), 'toString'],
  ])('rounds no %s', (_title, at, grain) => {
    expect(() => split(z.object({ email, at }), { moments: untyped({ at: grain }) })).toThrow(
      /Only dates can be rounded/,
    )
  })

  test('refuses an object that is personal as a whole', () => {
    const whole = personal(z.object({ plan: nonPersonal(z.string()), email }), 'user.content') as unknown as z.ZodObject // as: a brand hides the class

    expect(() => split(whole)).toThrow(/all of it is personal/)
  })

  test('takes the word of a whole object that is non-personal for its untagged fields', () => {
    const whole = nonPersonal(z.object({ email, colour: z.string(), blob: z.unknown() }))

    const parts = split(whole)

    expect(Object.keys(parts.nonPersonal.shape)).toEqual(['colour', 'blob'])
    expect(walkTags(parts.nonPersonal)).toEqual({ tags: [], opaque: [], unclassified: [] })
    const record = whole.parse({ email: SECRET, colour: 'red', blob: [1] })
    expect(parts.divide(record).nonPersonal).toEqual({ colour: 'red', blob: [1] })
  })

  test('keeps claimed fields with the personal part, under the category that is claimed', () => {
    const schema = z.object({ email, note: z.unknown(), at: nonPersonal(z.date()), plan: nonPersonal(z.string()) })

    const parts = split(schema, { withPersonal: { note: 'user.content.private', at: 'user.behavior' } })

    expect(Object.keys(parts.personal.shape)).toEqual(['email', 'note', 'at'])
    expect(parts.labelOf(['note'])?.categories).toEqual(['user.content.private'])
    expect(parts.labelOf(['email', 'at'])?.categories).toEqual(['user.behavior', 'user.contact.email'])
  })

  test('refuses names that are no fields', () => {
    expect(() => split(customer, { withPersonal: untyped({ nope: 'user.name' }) })).toThrow(/Name fields of the schema/)
    expect(() => split(customer, { thingIds: untyped(['toString']) })).toThrow(/Name fields of the schema/)
  })
})

describe('labelOf', () => {
  test('holds the categories of the fields asked for, and only those', () => {
    const parts = split(customer)

    const label = parts.labelOf(['address', 'plan'], { subjects: ['u_1'], purposes: ['orders'] })

    expect(label).toEqual({
      categories: ['user.contact.address.city'],
      quasi: ['user.contact.address.city'],
      subjects: ['u_1'],
      purposes: ['orders'],
    })
  })

  test('is null for fields of the non-personal part, and for names that are no fields', () => {
    const parts = split(customer)

    expect(parts.labelOf(['plan', 'visits'])).toBeNull()
    expect(parts.labelOf(['constructor'])).toBeNull()
  })
})

describe('divide', () => {
  test('takes a record apart and leaves it as it was', () => {
    const record = customer.parse({ email: SECRET, plan: 'pro', address: { city: 'Bandung', floor: 2 } })
    const before = structuredClone(record)

    const divided = split(customer, { newKey: () => 'k1' }).divide(record)

    expect(divided).toEqual({
      joinKey: 'k1',
      personal: { email: SECRET, address: { city: 'Bandung', floor: 2 } },
      nonPersonal: { plan: 'pro' },
    })
    expect(record).toEqual(before)
  })

  test('makes a fresh key of 128 bits for each record', () => {
    const parts = split(customer)
    const record = customer.parse({ email: SECRET, plan: 'pro', address: { city: 'Bandung', floor: 2 } })

    const keys = Array.from({ length: 1000 }, () => parts.divide(record).joinKey)

    expect(new Set(keys).size).toBe(1000)
    expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true)
  })

  test.each([
    ['a key beside the fields', { more: SECRET }],
    ['a key inside a non-personal field', { meta: { width: 1, by: SECRET } }],
    ['a value of another type', { plan: { by: SECRET } }],
    ['a list where one value was promised', { plan: [SECRET] }],
  ])('refuses %s, without a word of it', (_title, extra) => {
    const schema = z.object({
      email,
      plan: nonPersonal(z.string()).optional(),
      meta: nonPersonal(z.object({ width: z.number() })).optional(),
    })
    const divide = () => split(schema).divide(untyped({ email: SECRET, ...extra }))

    expect(divide).toThrow(expect.objectContaining({ code: 'personal-data-refused' }))
    expect(divide).toThrow(expect.not.objectContaining({ message: expect.stringMatching(/jane|more|\bby\b/) }))
  })

  test.each([
    ['year', '2026-01-01T00:00:00.000Z'],
    ['month', '2026-11-01T00:00:00.000Z'],
    ['day', '2026-11-26T00:00:00.000Z'],
    ['hour', '2026-11-26T04:00:00.000Z'],
    ['exact', '2026-11-26T04:59:59.999Z'],
  ] as const)('keeps a moment to the %s', (grain, expected) => {
    const schema = z.object({ email, at: nonPersonal(z.date()).nullable(), none: nonPersonal(z.date()).optional() })
    const record = schema.parse({ email: SECRET, at: new Date('2026-11-26T04:59:59.999Z') })

    const { nonPersonal: other } = split(schema, { moments: { at: grain, none: grain } }).divide(record)

    expect(other).toEqual({ at: new Date(expected) })
    expect(record.at).toEqual(new Date('2026-11-26T04:59:59.999Z'))
  })

  test.each(['+123456-07-08T09:10:11.121Z', '-000042-07-08T09:10:11.121Z', '0001-07-08T09:10:11.121Z'])(
    'rounds a moment far away: %s',
    (moment) => {
      const schema = z.object({ email, at: nonPersonal(z.date()) })

      const { nonPersonal: other } = split(schema, { moments: { at: 'day' } }).divide(
        schema.parse({ email: SECRET, at: new Date(moment) }),
      )

      expect(other.at.toISOString()).toBe(moment.replace('09:10:11.121', '00:00:00.000'))
    },
  )

  test('lets nothing hide in an instance of a class', () => {
    class Meta {
      width = 1
      toJSON() {
        return SECRET
      }
    }
    const schema = z.object({ email, meta: nonPersonal(z.object({ width: z.number() })) })

    const { nonPersonal: other } = split(schema).divide(untyped({ email: SECRET, meta: new Meta() }))

    expect(JSON.stringify(other)).toBe('{"meta":{"width":1}}')
  })

  test('refuses a key that is none', () => {
    const divide = () => split(customer, { newKey: () => '' }).divide(untyped({ email: SECRET }))

    expect(divide).toThrow(/newKey/)
  })
})

// what a field may be: its schema, a value that nobody else has, and whether it is personal
const leaf = (index: number): fc.Arbitrary<[z.ZodType, unknown, boolean]> =>
  fc
    .tuple(fc.boolean(), fc.constantFrom('text', 'list', 'object', 'nothing'), fc.string())
    .map(([tagged, kind, text]) => {
      const value = `${index}:${text}`
      const plain = tagged ? personal(z.string(), 'user.name') : nonPersonal(z.string())
      const schema = { text: plain, list: z.array(plain), object: z.object({ deep: plain }), nothing: plain.optional() }
      const values = { text: value, list: [value], object: { deep: value }, nothing: undefined }
      return [schema[kind], values[kind], tagged]
    })

const records = fc
  .uniqueArray(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((name, index) => leaf(index).map((field) => [name, ...field] as const))))
  .filter((fields) => fields.some(([, , , tagged]) => tagged))

test('a record that is divided and united again is the same, and no tagged value is in the non-personal part', () => {
  fc.assert(
    fc.property(records, (fields) => {
      const shape = Object.fromEntries(fields.map(([name, schema]) => [name, schema]))
      const record = Object.fromEntries(fields.map(([name, , value]) => [name, value]))
      const parts = split(z.object(shape), {
        thingIds: untyped(fields.flatMap(([name, , , tagged]) => (tagged ? [] : [name]))),
      })

      const divided = parts.divide(untyped(record))

      expect(unite({ ...divided.nonPersonal, ...divided.personal }, parts.fields)).toEqual(record)
      const leaked = JSON.stringify(divided.nonPersonal)
      for (const [, , value, tagged] of fields)
        if (tagged && value !== undefined) expect(leaked).not.toContain(JSON.stringify(value))
    }),
  )
})
