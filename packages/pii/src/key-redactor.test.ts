import { describe, expect, test } from 'vitest'
import { createKeyRedactor } from './key-redactor.ts'
import type { Redaction } from './redaction.ts'

const SECRET = 'leak@contoso.example'
const MASK = '[user.contact.email]'

describe('options', () => {
  test('text keep leaves strings alone', () => {
    const value = { msg: SECRET, body: JSON.stringify({ password: 'x' }), [SECRET]: 1 }

    expect(createKeyRedactor({ text: 'keep' })(value)).toBe(value)
    expect(createKeyRedactor({ text: 'keep' }).stringify(value)).toBe(JSON.stringify(value))
  })

  test('a detector is asked for every string and key, and addresses are found besides', () => {
    const find = (text: string) =>
      [...text.matchAll(/ZZ \d+/g)].map(({ index, 0: hit }) => ({
        start: index,
        end: index + hit.length,
        category: 'user.government_id',
      }))
    const redact = createKeyRedactor({ text: find })
    const value = { msg: `ZZ 32, ${SECRET} and ZZ 33`, list: ['ZZ 1'], 'ZZ 7': 'x' }

    const expected = {
      msg: `[user.government_id], ${MASK} and [user.government_id]`,
      list: ['[user.government_id]'],
      '[user.government_id]': 'x',
    }
    expect(redact(value)).toEqual(expected)
    expect(JSON.parse(redact.stringify(value))).toEqual(expected)
  })

  test('spans that overlap go together, whatever the detector says', () => {
    const find = () => [
      { start: 4, end: 9, category: 'user.name' },
      { start: 0, end: 6, category: 'user.contact' },
      { start: 5, end: 700, category: 'user.name' },
    ]

    expect(createKeyRedactor({ text: find })(['0123456789'])).toEqual(['[user.contact]'])
  })

  test('a detector that fails or errs has the whole text taken', () => {
    const broken = () => {
      throw new Error('no rules')
    }
    const erring = () => [{ start: Number.NaN, end: Number.NaN, category: 'user.name' }]

    for (const text of [broken, erring]) {
      expect(createKeyRedactor({ text })(['abc'])).toEqual(['[user]'])
      expect(createKeyRedactor({ text }).stringify('abc')).toBe('"[user]"')
    }
  })

  test('remove takes the key too, keep keeps a category in keys and in texts', () => {
    const value = { password: 'x', email: SECRET, msg: `to ${SECRET}`, at: 1 }
    const redact = createKeyRedactor({
      strategy: ({ category }) => (category.startsWith('user.contact') ? 'keep' : 'remove'),
    })

    expect(redact(value)).toEqual({ email: SECRET, msg: `to ${SECRET}`, at: 1 })
    expect(JSON.parse(redact.stringify(value))).toEqual({ email: SECRET, msg: `to ${SECRET}`, at: 1 })
  })

  test('a strategy that fails masks', () => {
    const redact = createKeyRedactor({
      strategy: {
        leaves: 'pseudonym',
        apply() {
          throw new Error('key store is away')
        },
      },
    })

    expect(redact({ email: SECRET })).toEqual({ email: MASK })
    expect(redact.stringify({ email: SECRET })).toBe(`{"email":"${MASK}"}`)
  })

  test('a strategy is applied once, also where the text is looked at twice', () => {
    const redact = createKeyRedactor({
      strategy: { leaves: 'pseudonym', apply: (value) => `h(${String(value)})` },
    })
    const list = Array.from({ length: 40 }, () => ({ phone: '1', msg: SECRET }))

    expect(JSON.parse(redact.stringify(list))).toEqual(list.map(() => ({ phone: 'h(1)', msg: MASK })))
  })

  test('the subject is asked for once, and only when a strategy needs it', () => {
    let asked = 0
    const redact = createKeyRedactor({
      keys: ['email', 'phone'],
      subject: () => {
        asked += 1
        return 'u1'
      },
      strategy: {
        leaves: 'pseudonym',
        apply: (_value: unknown, { subject }: { subject: string | null }) => `sealed for ${subject}`,
      },
    })

    redact({ at: 1 })
    expect(asked).toBe(0)
    expect(redact({ email: SECRET, phone: '1' })).toEqual({ email: 'sealed for u1', phone: 'sealed for u1' })
    expect(asked).toBe(1)
  })

  test('reports what went, and neither values nor unknown keys', () => {
    const found: Redaction[] = []
    const value = { [SECRET]: { userEmail: SECRET }, msg: `to ${SECRET}`, list: [1n, new Uint8Array(9)] }

    createKeyRedactor()(value, (redaction) => found.push(redaction))

    expect(found.map(({ path, category, why }) => `${path} ${category} ${why}`).sort()).toEqual([
      '** null opaque',
      '** user.contact.email detected',
      '**.email user.contact.email tagged',
      '**<key> user.contact.email detected',
    ])
    expect(JSON.stringify(found)).not.toContain('leak')
  })
})
