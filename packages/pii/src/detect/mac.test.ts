/** Hardware addresses. */
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const found = (text: string) => detect(text).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)

describe('hardware addresses', () => {
  it.each(['00:1A:2B:3C:4D:5E', 'AA-BB-CC-DD-EE-FF', '0012.3456.789a', '01:AB:03:04:05:06:07:08', 'ac:de:48:00:11:22'])(
    'finds %s',
    (value) => {
      expect(found(`the card is ${value}, yes`)).toEqual([`MAC ${value}`])
    },
  )

  it.each([
    '00:00:00:00:00:00',
    'FF:FF:FF:FF:FF:FF',
    '00:1A:2B:3C:4D',
    '00:1A:2B:3C:4D:5E:6F',
    '00:1A-2B:3C-4D:5E',
    'ZZ:ZZ:ZZ:ZZ:ZZ:ZZ',
    '550e8400-e29b-41d4-a716-446655440000',
  ])('leaves %s alone', (value) => {
    expect(found(`there is ${value} here`)).toEqual([])
  })
})
