/** What holds for any text: offsets in order and inside, no throw, neutral neighbours, a cost in proportion to the length. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const TOKENS = [
  'a@b.co',
  '%40',
  '+1',
  '0812 3456',
  '4111 1111 1111 1111',
  '::',
  'fe80::1:22',
  '192.168.1.7',
  'password: ',
  'passport ',
  'AB123456',
  '-',
  '.',
  ' ',
  '(',
  ')',
  '\n',
  'İ',
  'é',
  '电话',
  '\ud83d',
  '\udc00',
  'GB82',
  'bc1q',
  'eyJ',
  'http://',
  '0x',
  'call',
  'id',
  'born ',
  '12/05/1980',
  '=',
  '&',
]

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 }).map((codes) => String.fromCharCode(...codes)),
)

describe('detect', () => {
  it('answers places inside the text, in order, without overlap, for any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let last = 0
        for (const { start, end } of detect(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        expect(last).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 400 },
    )
  })

  const neutral = fc.constantFrom('well', 'and then', 'he said', 'oh', 'because', 'we think that', '')
  const values = fc.constantFrom(
    'jane@example.org',
    '+62 812-3456-7890',
    '4111 1111 1111 1111',
    'GB82 WEST 1234 5698 7654 32',
    '98.85.59.159',
    '00:1A:2B:3C:4D:5E',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    'https://jane:secret@shop.example/',
  )

  it('finds a value whatever neutral words stand around it', () => {
    fc.assert(
      fc.property(neutral, values, neutral, fc.constantFrom(' ', ', ', '\n', ' – '), (before, value, after, gap) => {
        const text = `${before}${gap}${value}${gap}${after}`
        const places = detect(text).map(({ start, end }) => text.slice(start, end))

        expect(places).toEqual([value])
      }),
    )
  })
})

const ATTACKS = [
  '1',
  '1-',
  '1 ',
  '12 ',
  '(1)',
  '+1',
  '+1+1',
  'a@a.',
  '@',
  'a%40',
  '::',
  'a:',
  'ab:',
  'ab-',
  '1.',
  '[',
  'f',
  'deadbeef1 ',
  'A1zP1eP5Q',
  'bc1q',
  'eyJ',
  'eyJhbGciOiJI.',
  'password',
  'password: ',
  'passport A1',
  'tax id 123456789 ',
  'call 1 ',
  'born ',
  'http://',
  'http://a?a=',
  '1 a ',
  'AB 1 ',
  '0477 11 ',
  '4111 ',
  'GB82 ',
  '\ud83d',
  '电话',
  '电话1',
  'İ',
  '\u00a01',
  '-----BEGIN ',
  '_',
  '1x',
]

describe('cost', () => {
  // sixteen times the text may cost sixteen times as much; what grows with the square would cost 256 times
  it.each(ATTACKS)('grows with the length only: %j', (unit) => {
    const time = (length: number) => {
      const text = unit.repeat(Math.ceil(length / unit.length))
      let least = Number.POSITIVE_INFINITY
      for (let round = 0; round < 3; round++) {
        const start = performance.now()
        detect(text)
        least = Math.min(least, performance.now() - start)
      }
      return least
    }
    time(10_000)

    const small = Math.max(time(10_000), 0.5)

    expect(time(160_000) / small).toBeLessThan(120)
  })
})
