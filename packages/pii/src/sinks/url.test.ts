import { describe, expect, test } from 'vitest'
import { createUrlFilter } from './filter-event.ts'
import { looksSecret } from './url.ts'

describe('an address of a page', () => {
  const clean = createUrlFilter()

  test.each([
    ['https://shop.test/shoes?page=2&utm_source=mail', 'https://shop.test/shoes?page=2&utm_source=mail'],
    ['https://shop.test/', 'https://shop.test/'],
    ['/shoes/red#sizes', '/shoes/red#sizes'],
    ['', ''],
    ['$direct', '$direct'],
  ])('keeps %s', (url, kept) => {
    expect(clean(url)).toBe(kept)
  })

  test.each([
    ['parameters that nobody listed', 'https://shop.test/?session=1&page=2', 'https://shop.test/?page=2'],
    ['the whole query when nothing of it is left', '/a?session=1#b', '/a#b'],
    ['credentials', 'https://jane:secret@shop.test/a', 'https://shop.test/a'],
    ['an address in the path', '/people/jane%40example.test/orders', '/people/[user.contact.email]/orders'],
    ['an address with a plus in the path', '/people/jane+x@example.test', '/people/[user.contact.email]'],
    ['an address in a listed parameter', '/a?page=jane%40example.test', '/a?page=%5Buser.contact.email%5D'],
    ['a token in the path', '/reset/9f8a7b6c5d4e3f2a1b0c9d', '/reset/[withheld]'],
    ['a web token', '/in/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', '/in/[withheld]'],
    ['what a sign-in answers', '/in#access_token=abc&page=1', '/in#page=1'],
    ['the query of a route in the fragment', '/#/reset?token=abc', '/#/reset'],
    ['what mailto holds', 'mailto:jane@example.test', 'mailto:[withheld]'],
    ['what data holds', 'data:text/plain,jane', 'data:[withheld]'],
  ])('loses %s', (_, url, left) => {
    expect(clean(url)).toBe(left)
  })

  test('keeps the parameters that the app lists, and no others', () => {
    const own = createUrlFilter(undefined, { parameters: ['variant'] })

    expect(own('/a?variant=red&page=2')).toBe('/a?variant=red')
  })

  test('says what went, and no value and no unknown name', () => {
    const reports: unknown[] = []
    const own = createUrlFilter(undefined, { onWithheld: (report) => reports.push(report) })

    own('/people/jane@example.test?secretword=x')

    expect(reports).toMatchObject([{ sink: 'address', event: 'address', sent: true }])
    expect(JSON.stringify(reports)).not.toMatch(/jane|secretword/)
  })
})

test('a UUID, an article and a file with a hash are no tokens', () => {
  const plain = [
    '123e4567-e89b-12d3-a456-426614174000',
    '10-ways-to-write-better-types-in-2026',
    'main.8f3e9a7b6c5d4e3f2a1b.js',
  ]

  expect(plain.map(looksSecret)).toEqual([false, false, false])
})
