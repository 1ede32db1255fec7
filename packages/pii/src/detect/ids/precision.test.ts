import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ISSUED_NUMBERS } from './index.ts'

const plain = (text: string) => text.toUpperCase().replaceAll(/[ .\-/]/g, '')

/** Types that would be found in running text without a word that names them. */
function found(text: string): string[] {
  const normal = plain(text)
  const isWritten = normal !== text.toUpperCase()
  return ISSUED_NUMBERS.filter(
    ({ lengths, pattern, valid, written, stands }) =>
      lengths.includes(normal.length) &&
      pattern.test(normal) &&
      (valid?.(normal) ?? true) &&
      (stands === 'always' || (stands === 'written' && isWritten)) &&
      (!isWritten || written === undefined || written.test(text)),
  ).map(({ type }) => type)
}

const groups = (...sizes: readonly number[]) =>
  fc.tuple(...sizes.map((size) => fc.stringMatching(new RegExp(`^[0-9]{${size}}$`))))
const upTo = (max: number, width: number) => fc.nat(max).map((number) => String(number).padStart(width, '0'))
const clock = fc.tuple(upTo(23, 2), upTo(59, 2), upTo(59, 2))
const day = fc
  .date({ min: new Date('2016-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

// ordinary numbers: what a log, a shop or a table is full of
const ORDINARY: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'times in milliseconds': fc.integer({ min: 1e12, max: 2.2e12 }).map(String),
  'times in seconds': fc.integer({ min: 1e9, max: 2.2e9 }).map(String),
  'times in microseconds': fc.integer({ min: 1e15, max: 2.2e15 }).map(String),
  days: fc.oneof(
    day,
    day.map(plain),
    day.map((text) => text.split('-').reverse().join('.')),
  ),
  'days with a time': fc.tuple(day, clock).map(([date, [h, m, s]]) => `${plain(date)}${h}${m}${s}`),
  'days with minutes': fc.tuple(day, clock).map(([date, [h, m]]) => `${plain(date)}-${h}${m}`),
  amounts: fc.nat(1e11).map((number) => number.toLocaleString('de-DE')),
  decimals: fc.double({ noNaN: true, min: 0, max: 1e6 }).map(String),
  'order numbers': fc.stringMatching(/^\d{5,16}$/),
  'pieces of a UUID': fc.uuid().chain((uuid) => fc.constantFrom(...uuid.split('-'))),
  'American phone numbers': groups(3, 3, 4).chain((parts) => fc.constantFrom(parts.join('-'), parts.join('.'))),
  'French phone numbers': groups(2, 2, 2, 2, 2).map((parts) => parts.join(' ')),
  'Russian phone numbers': groups(3, 3, 2, 2).map((parts) => parts.join('-')),
  'phone numbers in Asia': groups(4, 4, 4).map(([a, b, c]) => `0${a?.slice(1)}-${b}-${c?.slice(1)}`),
  ratios: groups(5, 5).map((parts) => parts.join('/')),
  versions: groups(2, 3, 4).map((parts) => parts.join('.')),
  tickets: groups(7, 1).map((parts) => parts.join('-')),
  'stock keeping units': fc.stringMatching(/^[A-Z]{2,3}-\d{4,5}$/),
  'sizes with a unit': fc
    .tuple(fc.nat(999), fc.constantFrom('GB', 'MB', 'KG', 'KM', 'USD'))
    .map(([n, unit]) => `${n} ${unit}`),
}

test.each(Object.entries(ORDINARY))('%s are no issued numbers', (_, arbitrary) => {
  const texts = fc.sample(arbitrary, { numRuns: 4000, seed: 1 })

  const hits = texts.filter((text) => found(text).length > 0)

  // one in a thousand may be one by chance
  expect(hits.length, `${hits.slice(0, 3)} ${hits.slice(0, 3).flatMap(found)}`).toBeLessThan(5)
})

test('digits alone that always stand leave chance less than one in a thousand', () => {
  for (const { pattern, lengths, valid, stands, type } of ISSUED_NUMBERS) {
    if (stands !== 'always' || /[A-Z]/.test(pattern.source)) continue
    const texts = fc.sample(fc.stringMatching(new RegExp(`^[0-9]{${lengths[0]}}$`)), { numRuns: 8000, seed: 2 })

    const hits = texts.filter((text) => pattern.test(text) && (valid?.(text) ?? true))

    expect(hits.length, type).toBeLessThan(8)
  }
})

test.each([
  ['078-05-1120', 'printed on wallets'],
  ['219-09-9999', 'printed in a leaflet'],
  ['666-12-3456', 'an area that is never given'],
  ['900-12-3456', 'an area of another number'],
  ['123-00-4567', 'no group'],
  ['123-45-0000', 'no serial'],
])('%s is no social security number: %s', (text) => {
  expect(found(text)).toEqual([])
})

test.each([
  ['AB123456C', 'UK_NINO'],
  ['AB 12 34 56 C', 'UK_NINO'],
  ['536-90-4399', 'US_SSN'],
  ['131052-308T', 'FI_PERSONAL_IDENTITY_CODE'],
  ['390.533.447-05', 'BR_CPF'],
  ['11.222.333/0001-81', 'BR_CNPJ'],
  ['CHE-100.155.212', 'CH_UID'],
  ['DE 136 695 976', 'DE_VAT_ID'],
  ['756.9217.0769.85', 'CH_SSN'],
  ['710319/2745', 'CZ_RC'],
  ['770305-02-1234', 'MY_NRIC'],
  ['V-11470283-4', 'VE_RIF'],
  ['2 95 10 99 126 111 93', 'FR_NIR'],
])('%s stands without a word: %s', (text, type) => {
  expect(found(text)).toEqual([type])
})
