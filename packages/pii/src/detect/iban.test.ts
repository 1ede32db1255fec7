/** IBANs: the registry's own examples, and near misses. */
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const found = (text: string) => detect(text).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)

describe('IBANs', () => {
  it.each([
    'GB82WEST12345698765432',
    'GB82 WEST 1234 5698 7654 32',
    'DE89 3704 0044 0532 0130 00',
    'NL91-ABNA-0417-1643-00',
    'mt84malt011000012345mtlcast001s',
  ])('finds %s in a sentence', (value) => {
    expect(found(`Send it to ${value} by Friday.`)).toEqual([`IBAN ${value}`])
  })

  it.each([
    'GB82WEST12345698765431',
    'GB82 WEST 1234 5698 7654 3',
    'DE89 3704 0044 0532 0130 001',
    'US89370400440532013000',
    'XGB82WEST12345698765432',
  ])('leaves %s alone', (value) => {
    expect(found(`It says ${value} there`)).toEqual([])
  })
})
