import { definePolicy } from '@privacykit/policy'
import { type Answers, answerCookieName, encodeAnswers } from '@privacykit/policy/answer-cookie'
import { expect, test } from 'vitest'
import { readAnswers } from './answers.ts'

const NOW = Date.parse('2026-11-22T10:00:00.000Z')
const HOUR = 3_600_000
const open = { age: 'not-required', ageReason: 'A test.', noticeRequired: false, data: [] } as const
const words = { title: { en: 'T' }, summary: { en: 'S' } } as const

const policy = definePolicy({
  app: 'shop',
  version: '1',
  locales: ['en'],
  controller: { name: 'Shop', country: 'ID', contact: { email: 'privacy@shop.example' } },
  purposes: {
    analytics: { ...open, ...words, basis: 'consent' },
    ads: { ...open, ...words, basis: 'consent', sharing: true },
    ranking: { ...open, ...words, basis: 'legitimate-interests' },
    chat: { ...words, basis: 'consent', data: [] },
  },
  recipients: {},
  retention: {},
  children: {},
})

const stored: Answers = {
  ...{ v: 1, policy: '1', made: NOW - HOUR, until: NOW + HOUR, gpc: 0, tag: 'd0', region: null },
  ...{ allowed: ['analytics', 'ads', 'ranking'], grants: [], questions: [], decisions: {}, shown: {} },
}
const cookieOf = (answers: Partial<Answers> = {}) =>
  `${answerCookieName('shop')}=${encodeAnswers(policy, { ...stored, ...answers })}`

function read(headers: Record<string, string>, region?: string | null) {
  const options = region === undefined ? {} : { region }
  return readAnswers(new Request('https://shop.example/', { headers }), { policy, now: () => NOW, ...options })
}
const reasons = (answers: Answers) => Object.values(answers.decisions).map(({ reason }) => reason)

test('asks a visitor who has said nothing, and opens only what needs no answer', () => {
  const answers = read({})

  expect(answers).toMatchObject({ policy: '1', gpc: 0, allowed: ['ranking'], questions: ['analytics', 'ads'] })
  expect(answers.grants).toEqual(['analytics', 'ads'])
  expect(reasons(answers)).toEqual(['not-asked', 'not-asked', 'interests', 'age-unknown'])
})

test('reads what the person said, and asks nothing more', () => {
  const refused = { reason: 'refused', recordIds: ['r'] } as unknown as Answers['decisions'][string] // as: the rest is not read

  const answers = read({ cookie: `a=1; ${cookieOf({ allowed: ['analytics'], decisions: { ads: refused } })}` })

  expect(answers).toMatchObject({ allowed: ['analytics'], questions: [] })
  expect(reasons(answers).slice(0, 2)).toEqual(['granted', 'refused'])
})

test('honours the signal of the request, against a cookie too', () => {
  expect(read({ 'sec-gpc': '1' })).toMatchObject({ gpc: 1, questions: ['analytics'] })
  expect(read({ 'sec-gpc': 'yes' })).toMatchObject({ gpc: 0, questions: ['analytics', 'ads'] })

  const answers = read({ 'sec-gpc': '1', cookie: cookieOf() })

  expect(answers).toMatchObject({ gpc: 1, allowed: ['analytics', 'ranking'] })
  expect(answers.decisions.ads).toMatchObject({ allowed: false, reason: 'opted-out-by-signal' })
})

test('takes no vanished signal for an opt-in', () => {
  const answers = read({ cookie: cookieOf({ gpc: 1, allowed: ['analytics', 'ranking'] }) })

  expect(answers).toMatchObject({ gpc: 1, allowed: ['analytics', 'ranking'] })
})

test.each<[string, Partial<Answers>, string | null | undefined]>([
  ['past its time', { until: NOW }, undefined],
  ['from a clock a day ahead', { made: NOW + 25 * HOUR, until: NOW + 50 * HOUR }, undefined],
  ['of another place', {}, 'US-CA'],
])('opens nothing on consent with a cookie %s, forgets no refusal and asks nothing', (_, change, region) => {
  const refused = { reason: 'refused', recordIds: ['r'] } as unknown as Answers['decisions'][string] // as: the rest is not read
  const cookie = cookieOf({
    allowed: ['analytics', 'ranking'],
    questions: ['chat'],
    decisions: { ads: refused },
    ...change,
  })

  const answers = read({ cookie }, region)

  expect(answers).toMatchObject({ allowed: ['ranking'], questions: [], grants: [] })
  expect(reasons(answers)).toEqual(['state-stale', 'refused', 'interests', 'state-stale'])
})

test.each([
  ['rubbish', 'shop-privacy-answers=%00<script>'],
  ['another version', cookieOf().replace('~1~', '~2~')],
  ['two that differ', `${cookieOf()}; ${cookieOf({ allowed: [] })}`],
  ['a very long one', `shop-privacy-answers=${'1~'.repeat(4000)}`],
  ['names of objects', 'shop-privacy-answers=__proto__; __proto__=1; constructor=1'],
])('counts %s for nothing', (_, cookie) => {
  expect(read({ cookie })).toEqual(read({}))
})

test('is plain JSON, and takes anything that has headers', () => {
  const headers = new Headers({ cookie: cookieOf() })

  const answers = readAnswers({ headers }, { policy, now: () => new Date(NOW) })

  expect(JSON.parse(JSON.stringify(answers))).toEqual(answers)
  expect(answers.allowed).toEqual(['analytics', 'ads', 'ranking'])
})
