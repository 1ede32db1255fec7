import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assessUniqueness } from './uniqueness.ts'

const date = '2026-11-26'
const people = [
  ...Array.from({ length: 5 }, () => ({ country: 'ID', job: 'potter', illness: 'flu' })),
  ...Array.from({ length: 3 }, (_, n) => ({ country: 'ID', job: 'baker', illness: `i${n}` })),
  { country: 'DE', job: 'potter', illness: 'flu' },
]

describe('assessUniqueness', () => {
  test('finds the smallest group of these columns, and holds back the rows of small ones', () => {
    const found = assessUniqueness(people, ['country', 'job'], { date })

    expect(found).toMatchObject({ rows: 9, smallest: 1, groups: 3, unique: 1, suppressed: 4 })
    expect(found.kept).toEqual(people.slice(0, 5))
  })

  test('finds other groups for other columns', () => {
    expect(assessUniqueness(people, ['job'], { date }).smallest).toBe(3)
    expect(assessUniqueness(people, ['job'], { date, k: 3 }).suppressed).toBe(0)
  })

  test('counts the values of a sensitive column in the least diverse group', () => {
    expect(assessUniqueness(people, ['job'], { date, sensitive: 'illness' }).leastDiverse).toBe(1)
    expect(assessUniqueness(people, ['country'], { date }).leastDiverse).toBeNull()
  })

  test('names table, columns, day and limits, and promises nothing', () => {
    const { statement } = assessUniqueness(people, ['country', 'job'], { date })

    expect(statement).toBe(
      'The smallest group in this table of 9 rows, by country and job, on 2026-11-26 has 1 of them; 1 match no other; 4 in groups under 5 were held back. ' +
        'No sensitive column was named, so nothing is said about what a group gives away. Not tested against data held elsewhere.',
    )
    expect(statement).not.toMatch(/anonym/i)
  })

  test('tells null, text, number and date apart, and takes a missing value as a value', () => {
    const rows = [
      { a: null },
      {},
      { a: '1' },
      { a: 1 },
      { a: 'null' },
      { a: new Date(0) },
      { a: new Date(0) },
      { a: 1n },
    ]

    expect(assessUniqueness<{ a?: unknown }>(rows, ['a'], { date }).groups).toBe(6)
  })

  test('refuses values that it cannot tell apart, rather than count them as equal', () => {
    expect(() => assessUniqueness([{ a: new Map([[1, 2]]) }], ['a'], { date })).toThrow(/plain objects/)
  })

  test('says of no rows that there are none', () => {
    expect(assessUniqueness<{ a: string }>([], ['a'], { date })).toMatchObject({ smallest: null, kept: [], rows: 0 })
  })

  test('keeps nothing that stands in a group under k, whatever the rows', () => {
    const row = fc.record({ a: fc.constantFrom('x', 'y', null), b: fc.integer({ min: 0, max: 2 }) })
    fc.assert(
      fc.property(fc.array(row), fc.integer({ min: 2, max: 6 }), (rows, k) => {
        const { kept, suppressed } = assessUniqueness(rows, ['a', 'b'], { k, date })

        for (const one of kept)
          expect(kept.filter(({ a, b }) => a === one.a && b === one.b).length).toBeGreaterThanOrEqual(k)
        expect(kept.length + suppressed).toBe(rows.length)
      }),
    )
  })

  test.each([
    ['no columns', [], { date }],
    ['a k of one', ['country'], { date, k: 1 }],
    ['a date that is none', ['country'], { date: 'today' }],
  ] as const)('refuses %s', (_title, columns, options) => {
    expect(() => assessUniqueness(people, columns, options)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
  })
})
