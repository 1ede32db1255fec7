import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createKeyRedactor } from './key-redactor.ts'
import { createRedactor } from './redact.ts'
import { encrypt, generalise, keyedHash, mask, type Strategy, token } from './strategies.ts'
import { nonPersonal, personal } from './tag.ts'

const context = (category: string, subject: string | null = null) => ({ category, kind: 'direct' as const, subject })
const hash = (text: string, { category }: { category: string }) =>
  createHmac('sha256', 'a key for tests').update(`${category}|${text}`).digest('base64url')
const apply = (strategy: Strategy, value: unknown, category = 'user.name') => strategy.apply(value, context(category))

describe('mask', () => {
  test('covers a text and leaves at most a quarter of it', () => {
    expect(apply(mask({ keepLast: 4 }), '4111111111111111')).toBe('************1111')
    expect(apply(mask({ keepLast: 4 }), 'abcdefgh')).toBe('******gh')
    expect(apply(mask({ keepLast: 4, fill: '•' }), 12345678)).toBe('••••••78')
    expect(apply(mask(), 'abc')).toBe('***')
  })

  test('leaves nothing of what is too short or no text', () => {
    expect(apply(mask({ keepLast: 4 }), 'abc')).toBeUndefined()
    expect(apply(mask({ keepLast: 4 }), { card: '4111' })).toBeUndefined()
  })

  test('says what it leaves', () => {
    expect([mask().leaves, mask({ keepLast: 2 }).leaves]).toEqual(['nothing', 'quasi'])
  })
})

describe('pseudonyms', () => {
  test('a keyed hash says what it is, and is the same for the same value under any order of keys', () => {
    const strategy = keyedHash(hash)

    expect(apply(strategy, 'jane')).toMatch(/^user\.unique_id\.pseudonymous:[\w-]{43}$/)
    expect(apply(strategy, { a: 1, b: [2, { d: 3, c: 4 }] })).toBe(apply(strategy, { b: [2, { c: 4, d: 3 }], a: 1 }))
    expect(apply(strategy, 'jane')).not.toBe(apply(strategy, 'jane', 'user.contact.email'))
    expect(strategy.leaves).toBe('pseudonym')
  })

  test('what has no text is masked, never hashed as nothing', () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle

    for (const value of [() => 1, Symbol('s'), circle, new Uint8Array(2)])
      expect(apply(keyedHash(hash), value)).toBeUndefined()
  })

  test('a token is written as it is issued', () => {
    const vault = new Map<string, string>()
    const issue = (text: string) => {
      const known = vault.get(text) ?? `tok_${vault.size + 1}`
      vault.set(text, known)
      return known
    }

    expect(['a', 'b', 'a'].map((value) => apply(token(issue), value))).toEqual(['tok_1', 'tok_2', 'tok_1'])
  })

  test('a value is sealed for its subject, and masked without one', () => {
    const schema = z.object({ id: nonPersonal(z.string()), email: personal(z.string(), 'user.contact.email') })
    const seal = (text: string, { subject, category }: { subject: string; category: string }) =>
      `sealed(${text.length}) for ${subject}, ${category}`
    const subject = (root: unknown) => (root as { id?: string }).id ?? null // as: the rows of this test
    const redact = createRedactor(schema, { strategy: encrypt(seal), subject })

    expect(redact({ id: 'u1', email: 'a@b.example' })).toEqual({
      id: 'u1',
      email: 'sealed(11) for u1, user.contact.email',
    })
    expect(redact({ email: 'a@b.example' })).toEqual({ email: '[user.contact.email]' })
    expect(createRedactor(schema, { strategy: encrypt(seal) })({ email: 'a@b.example' })).toEqual({
      email: '[user.contact.email]',
    })
    expect(createKeyRedactor({ strategy: encrypt(seal) })({ email: 'a@b.example' })).toEqual({
      email: '[user.contact.email]',
    })
  })
})

describe('generalise', () => {
  const coarse = generalise({ bucket: 10 })

  test.each<[unknown, string, unknown]>([
    [new Date('1987-05-04T10:00:00Z'), 'user.demographic.date_of_birth', '1987'],
    ['1987-05-04', 'user.demographic.date_of_birth', '1987'],
    ['2026-11-26T10:00:00+07:00', 'user.behavior.purchase_history', '2026'],
    ['4 May 1987', 'user.demographic.date_of_birth', '1987'],
    ['203.0.113.77', 'user.device.ip_address', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', 'user.device.ip_address', '203.0.113.0/24'],
    ['2001:DB8:0a::1', 'user.device.ip_address', '2001:db8:a::/48'],
    ['::1', 'user.device.ip_address', '0:0:0::/48'],
    ['40111', 'user.contact.address.postal_code', '40…'],
    ['SW1A 1AA', 'user.contact.address.postal_code', 'SW…'],
    [{ line1: 'Jalan 1', country: 'ID' }, 'user.contact.address', { country: 'ID' }],
    [34, 'user.demographic.age_range', '30-39'],
    [-1, 'user.location', '-10--1'],
    [3.5, 'user.location', '0-<10'],
  ])('makes %j of %s coarser', (value, category, expected) => {
    expect(apply(coarse, value, category)).toEqual(expected)
  })

  test.each<[unknown, string]>([
    ['Jane', 'user.name'],
    ['4 May 1987, 5 June 2026', 'user.demographic.date_of_birth'],
    ['not an address', 'user.device.ip_address'],
    ['1:2:3', 'user.device.ip_address'],
    ['1::2::3', 'user.device.ip_address'],
    ['a long text that is no code', 'user.contact.address.postal_code'],
    ['1', 'user.contact.address.postal_code'],
    [{ line1: 'Jalan 1' }, 'user.contact.address'],
    [{ country: { line: 'Jalan 1' } }, 'user.contact.address'],
    [new Date(Number.NaN), 'user.demographic.date_of_birth'],
    [Number.NaN, 'user.location'],
    [[1, 2], 'user.contact.address'],
  ])('cannot make %j of %s coarser, so it is masked', (value, category) => {
    expect(apply(coarse, value, category)).toBeUndefined()
  })

  test('numbers need a width', () => {
    expect(apply(generalise(), 34)).toBeUndefined()
    expect(apply(generalise({ bucket: 0 }), 34)).toBeUndefined()
  })
})

describe('in a redactor', () => {
  const born = personal(z.string(), 'user.demographic.date_of_birth', { kind: 'quasi' })
  const named = personal(z.string(), 'user.name')
  const schema = z.object({ a: z.union([born, named]), b: born })

  test('two strategies on one value make a mask; the same strategy twice does not', () => {
    const year = generalise()
    const hashed = keyedHash(hash)
    const both = createRedactor(schema, { strategy: ({ kind }) => (kind === 'quasi' ? year : hashed) })
    const one = createRedactor(schema, { strategy: year })

    expect(both({ a: '1987-05-04', b: '1987-05-04' })).toEqual({
      a: '[user.demographic.date_of_birth]',
      b: '1987',
    })
    expect(one({ a: '1987-05-04' })).toEqual({ a: '1987' })
  })

  test.each([
    ['keep', { a: '1987', b: '1987' }],
    ['mask', { a: '[user.name]', b: '1987' }],
    ['remove', { b: '1987' }],
  ] as const)('beside a strategy, %s on another tag gives its due', (treatment, expected) => {
    const redact = createRedactor(schema, { strategy: ({ kind }) => (kind === 'quasi' ? generalise() : treatment) })

    expect(redact({ a: '1987-05-04', b: '1987-05-04' })).toEqual(expected)
  })

  test('a strategy that hands an object back has done nothing, so it is masked', () => {
    const redact = createRedactor(z.object({ home: personal(z.looseObject({}), 'user.contact.address') }), {
      strategy: { leaves: 'quasi', apply: (value) => value },
    })

    expect(redact({ home: { line1: 'Jalan 1' } })).toEqual({ home: '[user.contact.address]' })
  })

  test('the treatment of a tag is asked for once, not for each value', () => {
    let asked = 0
    const redact = createRedactor(z.array(named), {
      strategy: () => {
        asked += 1
        return 'remove'
      },
    })

    redact(['a', 'b', 'c'])
    redact(['d'])

    expect(asked).toBe(1)
  })
})
