/** How a rule for an issued number is looked up: where it counts, with which words, in which writing. */
import { describe, expect, it } from 'vitest'
import { detectorOf } from './detector.ts'
import type { IdRule } from './id-rule.ts'

const RULE: IdRule = {
  type: 'XX_ID',
  category: 'user.government_id.national_identification_number',
  pattern: /^\d{7}$/,
  lengths: [7],
  valid: (normal) => normal.endsWith('7'),
  stands: 'never',
  context: ['civil number', 'cn', '番号'],
}

function found(text: string, ...rules: Partial<IdRule>[]) {
  const detect = detectorOf(rules.map((rule) => ({ ...RULE, ...rule })))
  return detect(text)
    .filter(({ type }) => type !== 'PHONE')
    .map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)
}

describe('a rule that stands never', () => {
  it('counts with a word before it or shortly after it', () => {
    expect(found('his civil number is 1234567', {})).toEqual(['XX_ID 1234567'])
    expect(found('1234567 (CN) was given', {})).toEqual(['XX_ID 1234567'])
    expect(found('civil_number=1234567', {})).toEqual(['XX_ID 1234567'])
    expect(found('番号1234567です', {})).toEqual(['XX_ID 1234567'])
  })

  it('does not count without one, with a part of one, or with one far away', () => {
    expect(found('his number is 1234567', {})).toEqual([])
    expect(found('1234567', {})).toEqual([])
    expect(found('McNulty 1234567', {})).toEqual([])
    expect(found(`civil number ${'x '.repeat(40)}1234567`, {})).toEqual([])
  })

  it('does not count when its check fails', () => {
    expect(found('civil number 1234568', {})).toEqual([])
  })

  it('does not count inside something longer', () => {
    for (const text of [
      '1234567.5',
      '91-1234567',
      '1234567-8',
      '$1234567',
      'a1234567',
      '1234567_b',
      '12:1234567',
      '1234567%',
    ])
      expect(found(`civil number ${text}`, {})).toEqual([])
  })
})

describe('a rule that stands in writing', () => {
  const rule = { stands: 'written', written: /^\d{3}-\d{4}$/ } as const

  it('counts in that writing only', () => {
    expect(found('it is 123-4567 there', rule)).toEqual(['XX_ID 123-4567'])
    expect(found('it is 123 4567 there', rule)).toEqual([])
    expect(found('it is 1234567 there', rule)).toEqual([])
  })

  it('counts alone where the rule says so', () => {
    expect(found(' 1234567 ', rule)).toEqual([])
    expect(found(' 1234567 ', { ...rule, standsAlone: true })).toEqual(['XX_ID 1234567'])
  })
})

describe('a rule that stands alone or always', () => {
  it('counts alone when the text is nothing else', () => {
    expect(found('1234567', { stands: 'alone' })).toEqual(['XX_ID 1234567'])
    expect(found('see 1234567', { stands: 'alone' })).toEqual([])
  })

  it('counts always, also after a label and beside another number', () => {
    expect(found('see 1234567 there', { stands: 'always' })).toEqual(['XX_ID 1234567'])
    expect(found('CN-1234567', { stands: 'always' })).toEqual(['XX_ID 1234567'])
    expect(found('2 of 1234567 3', { stands: 'always' })).toEqual(['XX_ID 1234567'])
  })
})

describe('several rules', () => {
  it('takes the one whose word is nearest', () => {
    const other = { type: 'YY_ID', context: ['folk id'] }

    expect(found('civil number 1234567, folk id 7654327', {}, other)).toEqual(['XX_ID 1234567', 'YY_ID 7654327'])
  })

  it('names the class when nothing tells them apart', () => {
    const other = { type: 'YY_ID', context: ['folk id'], stands: 'alone' } as const

    expect(found('1234567', { stands: 'alone' }, other)).toEqual(['NATIONAL_ID 1234567'])
  })

  it('names the common part of their categories', () => {
    const detect = detectorOf([
      { ...RULE, stands: 'alone' },
      { ...RULE, type: 'YY_VAT', category: 'user.government_id.organization', stands: 'alone' },
    ])

    expect(detect('1234567')).toEqual([{ start: 0, end: 7, type: 'NATIONAL_ID', category: 'user.government_id' }])
  })
})
