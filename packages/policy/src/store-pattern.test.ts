import fc from 'fast-check'
import { expect, it } from 'vitest'
import { matchesPattern, patternCovers } from './store-pattern.ts'

it.each([
  ['_ga', '_ga', true],
  ['_ga', '_gat', false],
  ['_ga*', '_ga', true],
  ['_ga*', '_gat_1', true],
  ['*_id', 'x_id', true],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'acb', false],
  ['a*a', 'a', false],
  ['*', '', true],
  ['_ga.*', '_gax', false],
])('%s and %s: %s', (pattern, name, expected) => {
  expect(matchesPattern(pattern, name)).toBe(expected)
})

it('covers only what it matches, name by name', () => {
  const pattern = fc.stringMatching(/^[ab*]{0,6}$/)
  const filling = fc.stringMatching(/^[ab]{0,3}$/)
  fc.assert(
    fc.property(pattern, pattern, filling, (wide, narrow, fill) => {
      fc.pre(patternCovers(wide, narrow))
      const name = narrow.replaceAll('*', fill)
      expect(matchesPattern(narrow, name)).toBe(true)
      expect(matchesPattern(wide, name)).toBe(true)
    }),
  )
})
