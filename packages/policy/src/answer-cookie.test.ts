import { expect, test } from 'vitest'
import {
  type Answers,
  answerCookieName,
  answerCookiePrefix,
  decodeAnswers,
  encodeAnswers,
  findAnswers,
  isAnswered,
} from './answer-cookie.ts'
import type { PolicyInput } from './policy.ts'

const AT = Date.parse('2026-11-22T10:00:00.000Z')
const HOUR = 3_600_000

const purpose = (basis: 'consent' | 'legitimate-interests') => ({ basis, data: [], title: {}, summary: {} })
const policyOf = (purposes: PolicyInput['purposes'], version = '2026-11-01'): PolicyInput => ({
  ...{ app: 'shop', version, locales: ['en'], recipients: {}, retention: {}, children: {} },
  controller: { name: 'Shop', country: 'ID', contact: { email: 'privacy@shop.example' } },
  purposes,
})
const policy = policyOf({
  analytics: purpose('consent'),
  ads: purpose('consent'),
  chat: purpose('consent'),
  ranking: purpose('legitimate-interests'),
})

const decision = (reason: Answers['decisions'][string]['reason'], recordIds: string[] = []) => ({
  ...{ allowed: false, basis: 'consent' as const, evidence: 'recorded' as const, policyVersion: '2026-11-01' },
  ...{ reason, recordIds, mayAsk: false },
})
const answers: Answers = {
  v: 1,
  policy: '2026-11-01',
  made: AT,
  until: AT + HOUR,
  gpc: 0,
  tag: 'a:secret',
  region: 'US-CA',
  allowed: ['analytics', 'ranking'],
  grants: ['chat'],
  questions: ['chat'],
  decisions: {
    analytics: decision('granted', ['r'.repeat(22)]),
    ads: decision('withdrawn', ['s'.repeat(22)]),
    chat: decision('not-asked'),
    ranking: decision('interests'),
  },
  shown: { analytics: ['r'.repeat(22)] },
}

test('says per purpose granted, refused or not asked, and until when', () => {
  const read = decodeAnswers(policy, encodeAnswers(policy, answers))

  expect(read).toMatchObject({
    ...{ v: 1, policy: '2026-11-01', made: AT, until: AT + HOUR, gpc: 0, region: 'US-CA' },
    ...{ allowed: ['analytics', 'ranking'], grants: ['chat'], questions: ['chat'], shown: {} },
  })
  const reasons = Object.entries(read?.decisions ?? {}).map(([name, { reason }]) => `${name} ${reason}`)
  expect(reasons).toEqual(['analytics granted', 'ads refused', 'chat not-asked', 'ranking interests'])
})

test('carries neither tag nor record', () => {
  const value = encodeAnswers(policy, answers)

  expect(value).not.toContain('secret')
  expect(value).not.toContain('rrr')
  expect(decodeAnswers(policy, value)?.tag).toBe('d0')
})

test('stays under 400 bytes with ten purposes, the longest version and the longest name', () => {
  const names = Array.from({ length: 10 }, (_, index) => `${index}`.padStart(64, 'p'))
  const wide = policyOf(Object.fromEntries(names.map((name) => [name, purpose('consent')])), 'v'.repeat(64))

  const cookie = `${answerCookieName('a'.repeat(64))}=${encodeAnswers(wide, { ...answers, allowed: names })}`

  expect(cookie.length).toBeLessThanOrEqual(400)
  expect(decodeAnswers(wide, encodeAnswers(wide, { ...answers, allowed: names }))?.allowed).toEqual(names)
})

test('does not offer a yes at once over an answer that the cookie cannot name', () => {
  const again = { ...answers, questions: ['ads', 'chat'], grants: ['ads', 'chat'] }

  const read = decodeAnswers(policy, encodeAnswers(policy, again))

  expect(read).toMatchObject({ questions: ['ads', 'chat'], grants: ['chat'] })
})

test.each([
  ['nothing', ''],
  ['rubbish', '%00%ff<script>'],
  ['another version', encodeAnswers({ ...policy, version: '2026-11-02' }, answers)],
  ['other purposes', encodeAnswers({ ...policy, purposes: { ads: purpose('consent') } }, answers)],
  [
    'purposes in another order',
    encodeAnswers(policyOf({ ...{ ads: purpose('consent') }, ...policy.purposes }), answers),
  ],
  ['a letter too many', encodeAnswers(policy, answers).replace('~grng~', '~grngg~')],
  ['an unknown letter', encodeAnswers(policy, answers).replace('~grng~', '~grn*~')],
  ['a number that is none', encodeAnswers(policy, answers).replace(/~0~[0-9a-z]+~/, '~0~Infinity~')],
  ['more at the end', `${encodeAnswers(policy, answers)}~x`],
  ['a region that is none', `${encodeAnswers(policy, answers)}"`],
])('reads nothing from %s', (_, value) => {
  expect(decodeAnswers(policy, value)).toBeNull()
})

test('finds its own among other cookies, and doubts two that differ', () => {
  const value = encodeAnswers(policy, answers)
  const other = encodeAnswers(policy, { ...answers, allowed: [] })
  const name = answerCookieName('shop')

  expect(findAnswers(policy, `cart=1; ${name}=${value}; x${name}=${other}`)?.allowed).toEqual(['analytics', 'ranking'])
  expect(findAnswers(policy, `${name}=${value};${name}=${value}`)?.allowed).toEqual(['analytics', 'ranking'])
  expect(findAnswers(policy, `${name}=1~2025~old~0~1~1~g~; ${name}=${value}`)?.gpc).toBe(0)
  expect(findAnswers(policy, `${name}=${value}; ${name}=${other}`)).toBeNull()
  expect(findAnswers(policy, '')).toBeNull()
})

test('knows whether the person has said anything', () => {
  const silent = { ...answers, allowed: ['ranking'], decisions: { ads: decision('opted-out-by-signal') } }

  expect(isAnswered(policy, silent)).toBe(false)
  expect(isAnswered(policy, answers)).toBe(true)
  expect(isAnswered(policy, { ...silent, decisions: { ads: decision('refused') } })).toBe(true)
  expect(isAnswered(policy, { ...silent, decisions: { ranking: decision('interests', ['r'.repeat(22)]) } })).toBe(true)
})

test('starts with what tells another policy apart', () => {
  expect(answerCookiePrefix(policy)).toMatch(/^1~2026-11-01~[0-9a-z]+~$/)
  expect(answerCookieName('a:b')).toBe('a.b-privacy-answers')
})
