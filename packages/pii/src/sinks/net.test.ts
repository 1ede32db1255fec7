import { describe, expect, test } from 'vitest'
import { hasAddress, maskAddresses } from './net.ts'

const MASK = '[user.contact.email]'

describe('the net for addresses', () => {
  test.each([
    ['write to jane@example.test!', `write to ${MASK}!`],
    ['<jane@example.test>, <bob@example.test>', `<${MASK}>, <${MASK}>`],
    ['?to=jane%40example.test&page=2', `?to=${MASK}&page=2`],
    ['?next=%2Fa%3Fto%3Djane%2540example.test', `?next=%2Fa%3Fto%3D${MASK}`],
    ['{"to":"jane\\u0040example.test","n":1}', `{"to":"${MASK}","n":1}`],
    ['a jane&#64;example.test b', `a ${MASK} b`],
    ['%6a%61%6e%65%40%65%78%61%6d%70%6c%65%2e%74%65%73%74', MASK],
  ])('masks the address in %s', (text, masked) => {
    expect(maskAddresses(text)).toBe(masked)
  })

  test.each(['', 'a @ b', '@jane', 'react@19.3.1', '100%25 sure', 'a%20b', '\\u00e9', 'Tom &amp; Jerry', '50% @ home'])(
    'answers the very same text for %j',
    (text) => {
      expect(maskAddresses(text)).toBe(text)
    },
  )

  test('takes a text that is wrapped too often to be read for one with an address', () => {
    const wrapped = (rounds: number) => `jane%${'25'.repeat(rounds)}40example.test`

    expect(hasAddress(wrapped(3))).toBe(true)
    expect(hasAddress(wrapped(9))).toBe(true)
  })

  test('takes linear time on hostile texts', () => {
    const hostile = ['a@', '%40', '%25', '%2540a.', 'a@a.', '\\u0040a.b', '&#64;', '"a@b.co', '"@b.co,']

    for (const piece of hostile) {
      const startedAt = performance.now()
      maskAddresses(piece.repeat(Math.ceil(100_000 / piece.length)))
      expect(performance.now() - startedAt, piece).toBeLessThan(1500)
    }
  })
})
