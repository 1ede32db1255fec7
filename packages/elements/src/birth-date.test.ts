import { describe, expect, it } from 'vitest'
import { fieldOrder, readBirthDate } from './birth-date.ts'

const read = (day: string, month: string, year: string) => readBirthDate({ day, month, year }, '2026-11-22')

describe('readBirthDate', () => {
  it('reads a real date, with or without leading zeros and spaces', () => {
    expect(read('1', '2', '1990')).toEqual({ ok: true, date: '1990-02-01' })
    expect(read(' 01', '02 ', '1990')).toEqual({ ok: true, date: '1990-02-01' })
  })

  it('knows leap days', () => {
    expect(read('29', '2', '2024')).toEqual({ ok: true, date: '2024-02-29' })
    expect(read('29', '2', '2023')).toEqual({ ok: false, problem: 'impossible' })
    expect(read('29', '2', '1900')).toEqual({ ok: false, problem: 'impossible' })
  })

  it.each([
    ['0', '1', '1990'],
    ['32', '1', '1990'],
    ['1', '13', '1990'],
    ['1', '0', '1990'],
    ['x', '1', '1990'],
    ['1', '1', '19x0'],
    ['-1', '1', '1990'],
    ['1.', '1', '1990'],
  ])('calls %s/%s/%s impossible', (day, month, year) => {
    expect(read(day, month, year)).toEqual({ ok: false, problem: 'impossible' })
  })

  it('takes today and refuses tomorrow', () => {
    expect(read('22', '11', '2026')).toMatchObject({ ok: true })
    expect(read('23', '11', '2026')).toEqual({ ok: false, problem: 'future' })
  })

  it('waits for a year of four digits', () => {
    expect(read('1', '1', '')).toEqual({ ok: false, problem: 'incomplete' })
    expect(read('1', '1', '90')).toEqual({ ok: false, problem: 'incomplete' })
    expect(read('1', '1', '1890')).toEqual({ ok: false, problem: 'yearFormat' })
  })
})

describe('fieldOrder', () => {
  it('follows the language', () => {
    expect(fieldOrder('id')).toEqual(['day', 'month', 'year'])
    expect(fieldOrder('en-US')).toEqual(['month', 'day', 'year'])
    expect(fieldOrder('ja')).toEqual(['year', 'month', 'day'])
    expect(fieldOrder('fa')).toHaveLength(3)
  })
})
