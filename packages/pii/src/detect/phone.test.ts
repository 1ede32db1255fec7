/** Phone numbers, and the many numbers that are none. */
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const found = (text: string) => detect(text).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)

describe('phone numbers', () => {
  it.each([
    ['Reach me at +62 812-3456-7890 today', '+62 812-3456-7890'],
    ['+1 (415) 555-0132', '+1 (415) 555-0132'],
    ['office: +46 (0)8 928 571 38.', '+46 (0)8 928 571 38'],
    ['My number is (415) 555-0132', '(415) 555-0132'],
    ['415-555-0132 or later', '415-555-0132'],
    ['415.555.0132x204 is the desk', '415.555.0132x204'],
    ['Tel. 0812 3456 7890', '0812 3456 7890'],
    ['01.84.17.61.18', '01.84.17.61.18'],
    ['please call 9469 9966 after six', '9469 9966'],
    ['Telepon: 081234567890', '081234567890'],
    ['731 14 55 mobile', '731 14 55'],
    ['我的电话138 1234 5678', '138 1234 5678'],
    ['001-415-555-0132', '001-415-555-0132'],
  ])('finds the one in %j', (text, value) => {
    expect(found(text)).toEqual([`PHONE ${value}`])
  })

  it.each([
    'order 4155550132 was shipped',
    'order 415-555-0132',
    'the build took 1700000000 ticks, until 1700000000000',
    'pi is 3.14159265358979',
    'it cost $1,234,567.89 or Rp 12.500.000',
    'on 2024-06-05, 05.06.2024 and 5/6/24',
    'channel C02ABCDEFGH, user U0123456789, ts 1503435956.000247',
    'id 550e8400-e29b-41d4-a716-446655440000',
    'pages 1203-1210 of 12',
    'version 10.11.12.1314',
    'UTC+0530 and GMT+7',
    'call 911 or 112',
    'scores 1 2 3 4 5 6 7 8 9 10 11 12 13 14',
    'I saw 100 000 office workers',
    'ISBN 0-306-40615-2',
    'we grew +250% and +1000000 points',
    'call it at 12:30:45.123456',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([])
  })

  it('takes a national number without separators only where a region is chosen, or the text is nothing else', () => {
    const text = 'kirim ke 081234567890 saja'

    expect(found(text)).toEqual([])
    expect(detect(text, { regions: ['ID'] })).toMatchObject([{ type: 'PHONE', start: 9, end: 21 }])
    expect(found('081234567890')).toEqual(['PHONE 081234567890'])
    expect(detect('081234567890', { alone: false })).toEqual([])
  })
})
