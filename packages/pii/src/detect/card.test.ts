/** Payment cards and IMEIs: the networks' own test numbers, and near misses. */
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const found = (text: string) => detect(text).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)

describe('payment cards', () => {
  it.each([
    'pay with 4111 1111 1111 1111 now',
    'pay with 4111-1111-1111-1111 now',
    'pay with 5555555555554444 now',
    'pay with 3782 822463 10005 now',
    'pay with 2223003122003222 now',
    'pay with 6011111111111117 now',
    'pay with 3566002020360505 now',
    'my card 4222222222222 expires',
  ])('finds the one in %j', (text) => {
    expect(detect(text).map(({ type }) => type)).toEqual(['CREDIT_CARD'])
  })

  it.each([
    'pay with 4111 1111 1111 1112 now',
    'pay with 1111 1111 1111 1117 now',
    'reference 4222222222222 arrived',
    'hash 41111111111111111111111111',
    'sum 4111111111111111.00',
    'item-4111111111111111-b7',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('IMEIs', () => {
  it('finds them written in groups, with a word, or alone', () => {
    expect(found('the set 49-015420-323751-8 is locked')).toEqual(['IMEI 49-015420-323751-8'])
    expect(found('IMEI: 490154203237518')).toEqual(['IMEI 490154203237518'])
    expect(found('490154203237518')).toEqual(['IMEI 490154203237518'])
  })

  it('leaves fifteen digits alone in a sentence, and with a wrong check digit', () => {
    expect(found('batch 490154203237518 is done')).toEqual([])
    expect(found('IMEI: 490154203237519')).toEqual([])
  })
})
