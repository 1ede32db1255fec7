import { describe, expect, test } from 'vitest'
import { policy } from '../fake-policy.ts'
import type { AnswerTable } from '../table.ts'
import { answerCookie } from './answer-cookie.ts'
import { createCookieJar } from './fake-cookies.ts'
import { findParentDomain } from './parent-domain.ts'

const AT = Date.parse('2026-11-22T10:00:00.000Z')
const NAME = 'shop-privacy-answers'

const table = (reasons: Partial<Record<keyof typeof policy.purposes, 'granted' | 'refused'>>): AnswerTable => {
  const named = (reason: string) => Object.entries(reasons).flatMap(([name, each]) => (each === reason ? [name] : []))
  return {
    ...{ v: 1, policy: '1', made: AT, until: AT + 3_600_000, gpc: 0, tag: 'd0', region: null, shown: {} },
    ...{ allowed: named('granted'), grants: [], questions: [] },
    decisions: Object.fromEntries(
      Object.entries(reasons).map(([name, reason]) => [
        name,
        {
          ...{ allowed: reason === 'granted', reason, basis: 'consent', evidence: 'recorded' },
          ...{ policyVersion: '1', recordIds: ['r'.repeat(22)], mayAsk: false },
        },
      ]),
    ) as AnswerTable['decisions'], // as: fromEntries forgets what the entries are
  }
}

test('reads back what the person said', () => {
  const { open } = createCookieJar()
  const page = open('shop.example')

  answerCookie({ policy, page }).write(table({ analytics: 'granted', ads: 'refused' }))

  const read = answerCookie({ policy, page }).read()
  expect(read?.allowed).toEqual(['analytics'])
  expect(read?.decisions.ads?.reason).toBe('refused')
})

test('writes nothing before the person has said something, not even to find the domain', () => {
  const { open, lines } = createCookieJar()

  const cookie = answerCookie({ policy, domain: 'parent', page: open('www.shop.co.uk') })
  cookie.read()
  cookie.write(null)
  cookie.write(table({}))

  expect(lines).toEqual([])
})

test('is Lax, for the whole host, for a year, and Secure on https only', () => {
  const secure = createCookieJar()
  const plain = createCookieJar()

  answerCookie({ policy, page: secure.open('shop.example') }).write(table({ ads: 'refused' }))
  answerCookie({ policy, page: plain.open('shop.example', 'http:') }).write(table({ ads: 'refused' }))

  const [, ...attributes] = secure.lines.at(-1)?.split('; ') ?? []
  expect(attributes).toEqual(['Path=/', 'SameSite=Lax', 'Max-Age=31536000', 'Secure'])
  expect(plain.lines.at(-1)).not.toContain('Secure')
  expect(plain.jar).toHaveLength(1)
})

test('goes when the table goes, and when another person has said nothing yet', () => {
  for (const after of [null, table({})]) {
    const { open, jar } = createCookieJar()
    const cookie = answerCookie({ policy, domain: 'parent', page: open('www.shop.co.uk') })
    cookie.write(table({ analytics: 'granted' }))

    cookie.write(after)

    expect(jar).toEqual([])
    expect(cookie.read()).toBeNull()
  }
})

test('serves the neighbouring subdomain where the parent domain is shared', () => {
  const { open, jar } = createCookieJar()

  answerCookie({ policy, domain: 'parent', page: open('www.shop.co.uk') }).write(table({ ads: 'refused' }))

  expect(jar).toMatchObject([{ name: NAME, domain: 'shop.co.uk', hostOnly: false }])
  expect(answerCookie({ policy, page: open('blog.shop.co.uk') }).read()?.decisions.ads?.reason).toBe('refused')
  expect(answerCookie({ policy, page: open('other.co.uk') }).read()).toBeNull()
})

test('leaves no second cookie behind when the setting changes', () => {
  const { open, jar } = createCookieJar()
  const page = open('www.shop.co.uk')
  answerCookie({ policy, page }).write(table({ analytics: 'granted' }))

  answerCookie({ policy, domain: 'parent', page }).write(table({ analytics: 'refused' }))
  expect(jar.map(({ domain }) => domain)).toEqual(['shop.co.uk'])

  answerCookie({ policy, page }).write(table({ analytics: 'granted' }))
  expect(jar.map(({ domain }) => domain)).toEqual(['www.shop.co.uk'])
  expect(answerCookie({ policy, page }).read()?.allowed).toEqual(['analytics'])
})

test('bears blocked cookies and the lack of a page', () => {
  const blocked = {
    location: { hostname: 'shop.example', pathname: '/', protocol: 'https:' },
    get document(): never {
      throw new DOMException('blocked', 'SecurityError')
    },
  }
  for (const page of [null, {}, blocked]) {
    const cookie = answerCookie({ policy, domain: 'parent', page })

    cookie.write(table({ analytics: 'granted' }))

    expect(cookie.read()).toBeNull()
  }
})

describe('the parent domain', () => {
  test.each([
    ['www.shop.co.uk', 'shop.co.uk'],
    ['shop.co.uk', 'shop.co.uk'],
    ['a.b.shop.com', 'shop.com'],
    ['www.city.kobe.jp', 'city.kobe.jp'],
    ['me.github.io', 'me.github.io'],
    ['co.uk', null],
    ['localhost', null],
    ['127.0.0.1', null],
    ['[::1]', null],
  ])('of %s is %s, and the probe is gone', (host, domain) => {
    const { open, jar } = createCookieJar()

    expect(findParentDomain(open(host))).toBe(domain)
    expect(jar).toEqual([])
  })
})
