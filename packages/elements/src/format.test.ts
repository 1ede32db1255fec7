import { describe, expect, it } from 'vitest'
import { day, duration, facts } from './format.ts'

describe('duration', () => {
  it.each([
    [1 / 1440, '1 minute'],
    [2 / 1440, '2 minutes'],
    [0.5, '12 hours'],
    [1, '1 day'],
    [14, '14 days'],
    [365, '365 days'],
    [3650, '10 years'],
  ])('writes %s days as %s', (days, text) => {
    expect(duration(days, 'en-GB')).toBe(text)
  })

  it('speaks Indonesian', () => {
    expect(duration(14, 'id')).toBe('14 hari')
  })
})

it('puts facts side by side', () => {
  expect(facts(['A', 'B'], 'en-GB')).toBe('A, B')
})

it('writes a day, and nothing for what is no date', () => {
  expect(day('2026-11-22T10:00:00.000Z', 'en-GB')).toBe('22 November 2026')
  expect(day('soon', 'en-GB')).toBe('')
})
