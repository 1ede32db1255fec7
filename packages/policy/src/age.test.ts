import { ageGateSchema } from '@privacykit/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AGE_LAW, ageBandOf, ageGate, childRule } from './age.ts'
import { tierOf } from './age-claims.ts'
import { ageAnswerOf } from './age-gate.ts'
import { AGE_TABLE } from './age-table.ts'
import { yearsBefore } from './calendar.ts'
import { policyOf } from './test-records.ts'

const policy = policyOf({ p: {} })
const gateAt = (at: string, region: string | null, timeZone?: string) =>
  ageGate({ policy, region, at, timeZone, gateId: 'x'.repeat(22) })
const noon = (date: string) => `${date}T12:00:00.000Z`

describe('the law table', () => {
  it.each([
    ['DK', '2023-12-31', 13],
    ['DK', '2024-01-01', 15],
    ['SI', '2023-01-25', 16],
    ['SI', '2023-01-26', 15],
    ['DE', '2026-11-22', 16],
    ['DE-BY', '2026-11-22', 16],
    ['US-WY', '2026-11-22', 13],
    ['US-TX', '2026-05-27', 13],
    ['US-TX', '2026-05-28', 18],
    ['CA-QC', '2026-11-22', 14],
    ['UK', '2026-11-22', 13],
    [' fr ', '2026-11-22', 15],
    ['ID', '2026-11-22', 18],
    ['TH', '2026-11-22', 20],
    ['CL', '2026-11-22', 18],
    ['CL', '2026-12-02', 14],
    ['XX', '2026-11-22', 18],
    ['ATLANTIS', '2026-11-22', 18],
    [null, '2026-11-22', 18],
  ])('says for %s on %s: %i', (region, date, age) => {
    expect(AGE_LAW.consentAge(region, noon(date))).toBe(age)
    expect(childRule({ policy, region, at: noon(date) })).toMatchObject({ consentAge: age, childAge: 18 })
  })

  it('names the row it used', () => {
    expect(childRule({ policy, region: 'DE-BY', at: noon('2026-11-22') }).region).toBe('DE')
    expect(childRule({ policy, region: 'XX', at: noon('2026-11-22') }).region).toBeNull()
  })

  it('has dated rows in order, with a source each', () => {
    for (const [code, age, since, source] of AGE_TABLE) {
      expect(code).toMatch(/^[A-Z]{2}(-[A-Z]{2})?$/)
      expect(age).toBeGreaterThanOrEqual(13)
      expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      expect(source).not.toBe('')
      const dates = AGE_TABLE.filter(([other]) => other === code).map(([, , day]) => day)
      expect(dates).toEqual(dates.toSorted())
    }
  })

  it('gives way to the policy’s own number', () => {
    const own = policyOf({ p: {} }, { children: { consentAge: 15, childAge: 16 } })

    expect(childRule({ policy: own, region: 'ID', at: noon('2026-11-22') })).toMatchObject({
      consentAge: 15,
      childAge: 16,
      region: null,
    })
  })
})

describe('ageGate', () => {
  it('is what the wire says', () => {
    expect(ageGateSchema.parse(gateAt(noon('2026-11-22'), 'GB'))).toMatchObject({
      onDate: '2026-11-22',
      adultIfBornBy: '2008-11-22',
      consentIfBornBy: '2013-11-22',
      region: 'GB',
      tableDate: '2026-11-22',
    })
  })

  it('counts in the person’s zone, else by the day that begins last', () => {
    const at = '2026-05-09T17:30:00.000Z'

    expect(gateAt(at, 'ID', 'Asia/Jakarta').onDate).toBe('2026-05-10')
    expect(gateAt(at, 'ID').onDate).toBe('2026-05-09')
    expect(gateAt('2026-05-09T11:59:00.000Z', 'ID').onDate).toBe('2026-05-08')
  })

  it.each([
    ['not an instant', undefined],
    [noon('2026-11-22'), 'Mars/Olympus'],
  ])('refuses %s in zone %s', (at, zone) => {
    expect(() => gateAt(at, 'ID', zone)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})

describe('a birth date at the gate', () => {
  const gate = gateAt(noon('2026-11-22'), 'DE')

  it.each([
    ['2008-11-22', 'adult'],
    ['2008-11-23', 'teen'],
    ['2010-11-22', 'teen'],
    ['2010-11-23', 'child'],
    ['2026-11-22', 'child'],
    ['2026-11-23', 'unknown'],
    ['1896-01-01', 'adult'],
    ['1895-11-22', 'unknown'],
    ['2010-02-30', 'unknown'],
    ['2010-5-1', 'unknown'],
    [' 2010-05-01', 'unknown'],
    ['+002010-05-01', 'unknown'],
    ['', 'unknown'],
    ['2009', 'teen'],
    ['2010', 'unknown'],
    ['2026', 'child'],
    ['2012-02', 'child'],
    ['2010-11', 'unknown'],
    ['2010-13', 'unknown'],
  ])('%s is on the side of the %s', (date, answer) => {
    expect(ageAnswerOf(date, gate)).toBe(answer)
  })

  it('of nobody is unknown', () => {
    expect(ageAnswerOf(null, gate)).toBe('unknown')
    expect(ageAnswerOf(20100501 as never, gate)).toBe('unknown')
  })

  it('on 29 February has its anniversary on 1 March in common years', () => {
    const us = (date: string) => ageAnswerOf('2012-02-29', gateAt(noon(date), 'US'))

    expect(us('2025-02-28')).toBe('child')
    expect(us('2025-03-01')).toBe('teen')
    expect(yearsBefore('2028-02-29', 14)).toBe('2014-02-28')
  })

  it('gives a band that falls on the same side again', () => {
    const regions = fc.constantFrom('ID', 'US', 'DE', 'TH', 'XX', 'CA-QC')
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(regions, days, (region, born) => {
        const here = gateAt(noon('2026-11-22'), region)
        const answer = ageAnswerOf(born.toISOString().slice(0, 10), here)
        const band = ageBandOf(answer, here)
        expect(band === null ? 'unknown' : tierOf(band, here)).toBe(answer)
      }),
    )
  })

  it('gives no band for unknown, nor for a side that the place does not have', () => {
    expect(ageBandOf('unknown', gate)).toBeNull()
    expect(ageBandOf('teen', gateAt(noon('2026-11-22'), 'ID'))).toBeNull()
  })
})
