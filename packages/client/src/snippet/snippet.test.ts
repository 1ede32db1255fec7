import { encodeAnswers } from '@privacykit/policy/answer-cookie'
import { describe, expect, test } from 'vitest'
import { CONSENT_TYPES } from '../consent-mode/consent-types.ts'
import { policy } from '../fake-policy.ts'
import { isCurrent, parseTable, tableKey } from '../table.ts'
import { type Head, MODE, NOW, run, runHead, stored, table } from './fake-head.ts'
import { snippet, snippetHash, snippetTag } from './snippet.ts'

const denied = Object.fromEntries(CONSENT_TYPES.map((type) => [type, 'denied']))

describe('what is stored', () => {
  test('opens what the person granted, in the first line', () => {
    const { answers, mark, dataLayer } = run({ stored: stored(table) })

    expect([answers.app, answers.answered, mark]).toEqual(['shop', true, 'answered'])
    expect(['analytics', 'ads', 'constructor'].map(answers.allows)).toEqual([true, false, false])
    expect(dataLayer).toEqual([
      ['consent', 'default', { ...denied, analytics_storage: 'granted', security_storage: 'granted' }],
    ])
  })

  test('asks on while something is left to ask', () => {
    const { answers, mark } = run({ stored: stored({ ...table, questions: ['chat'] }) })

    expect([answers.answered, mark, answers.allows('analytics')]).toEqual([false, 'open', true])
  })

  test.each<[string, unknown, Head]>([
    ['nothing', '', {}],
    ['rubbish', '{', {}],
    ['another shape', { ...table, allowed: 'analytics' }, {}],
    ['another format', { ...table, v: 2 }, {}],
    ['a table of another policy', { ...table, policy: '2' }, {}],
    ['a table past its time', table, { now: NOW + 1000 }],
    ['a table without a time', { ...table, until: undefined }, {}],
    ['a table from the future', { ...table, made: NOW + 61_000 }, {}],
    ['a table made without the signal', table, { gpc: true }],
    ['a table made with the signal', { ...table, gpc: 1 }, {}],
    ['a table of another place', { ...table, region: 'US' }, {}],
  ])('denies everything with %s', (_, value, head) => {
    const { answers, mark, dataLayer } = run({ stored: stored(value), ...head })

    expect([answers.answered, mark, answers.allows('analytics')]).toEqual([false, 'open', false])
    expect(dataLayer).toEqual([
      ['consent', 'default', { ...denied, security_storage: 'granted', wait_for_update: 500 }],
    ])
  })

  test('believes exactly what the client believes', () => {
    const changes = [
      {},
      { gpc: 1 },
      { deaf: 1 },
      { deaf: 1, gpc: 1 },
      { policy: '2' },
      { until: NOW },
      { until: NOW + 1 },
      { made: NOW + 60_000 },
      { made: NOW + 60_001 },
      { region: 'DE' },
      { region: undefined },
      { allowed: null },
    ]
    for (const change of changes) {
      for (const gpc of [true, false, undefined, 'true']) {
        const text = JSON.stringify({ ...table, ...change })
        const read = parseTable(text)
        const isBelieved = read !== null && isCurrent(read, { policy: '1', gpc: () => gpc === true, now: NOW })

        expect([change, gpc, run({ stored: stored(text), gpc }).answers.allows('analytics')]).toEqual([
          change,
          gpc,
          isBelieved,
        ])
      }
    }
  })

  test('holds for the place that the client is told', () => {
    const { answers } = run({ stored: stored({ ...table, region: 'US-CA' }) }, { region: 'US-CA' })

    expect(answers.allows('analytics')).toBe(true)
  })

  test('is read anew at each call, so a withdrawal of a moment ago counts', () => {
    const place = { ...stored(table) }
    const { answers } = run({ stored: place })

    place[tableKey('shop')] = JSON.stringify({ ...table, allowed: [] })

    expect(answers.allows('analytics')).toBe(false)
  })
})

describe('the cookie', () => {
  const value = encodeAnswers(policy, {
    ...table,
    decisions: {},
    questions: ['chat'],
    grants: ['chat'],
    until: NOW + 60_000,
  })
  const name = 'shop-privacy-answers'

  test.each<[string, Head]>([
    ['storage is blocked', { blocked: true }],
    ['storage has nothing', {}],
  ])('speaks where %s', (_, head) => {
    const { answers, mark } = run({ cookie: `a=1; ${name}=${value}; b=2`, ...head })

    expect(['analytics', 'ads', 'ranking'].map(answers.allows)).toEqual([true, false, true])
    expect(mark).toBe('open')
  })

  test.each([['{'], ['0'], [JSON.stringify({ ...table, until: NOW })]])('is silent where storage says %s', (text) => {
    const { answers } = run({ stored: stored(text), cookie: `${name}=${value}` })

    expect(answers.allows('analytics')).toBe(false)
  })

  test('says that nothing is left to ask', () => {
    const full = encodeAnswers(policy, { ...table, until: NOW + 60_000, decisions: {} })

    expect(run({ cookie: `${name}=${full}` }).mark).toBe('answered')
  })

  test.each([
    ['a cookie of another name', `x${name}=${value}`],
    ['a cookie of another version', `${name}=${value.replace('~1~', '~2~')}`],
    ['two cookies', `${name}=${value}; ${name}=${value.replace('g', 'c')}`],
    ['a short cookie', `${name}=${value.slice(0, -3)}`],
    ['an empty cookie', `${name}=`],
    ['half a cookie', `${name}=1~1~`],
    ['rubbish', `${name}=<script>`],
  ])('counts for nothing: %s', (_, cookie) => {
    const { answers, mark } = run({ cookie })

    expect([mark, answers.allows('analytics')]).toEqual(['open', false])
  })

  test('counts for nothing past its time or with another signal', () => {
    const cookie = `${name}=${value}`

    expect(run({ cookie, now: NOW + 60_000 }).answers.allows('analytics')).toBe(false)
    expect(run({ cookie, gpc: true }).answers.allows('analytics')).toBe(false)
  })
})

describe('the text', () => {
  test('lets no value out of its place', () => {
    const hostile = '</script><!--<script>\u2028\u2029&"\'`$(alert)'
    const purposes = { [hostile]: policy.purposes.ads }
    const text = snippet({
      policy: { ...policy, app: hostile, version: hostile, purposes },
      consentMode: { ad_storage: hostile },
      dataLayer: hostile,
    })

    expect(text).not.toMatch(/<\/|<!|[\u2028\u2029]/)
    const { answers } = runHead(text, {
      now: NOW,
      stored: {
        [tableKey(hostile)]: JSON.stringify({ ...table, policy: hostile, allowed: [hostile] }),
      },
    })
    expect(answers.allows(hostile)).toBe(true)
  })

  test('runs no code from strings', () => {
    expect(snippet({ policy, consentMode: MODE })).not.toMatch(/\beval\b|Function|setTimeout|import\(/)
  })

  test('stays within 1 KB gzip with ten purposes, all types and several places', async () => {
    const names = [
      'analytics',
      'advertising',
      'video',
      'chat',
      'ranking',
      'orders',
      'newsletter',
      'support',
      'maps',
      'ab',
    ]
    const wide = { ...policy, purposes: Object.fromEntries(names.map((name) => [name, policy.purposes.ranking])) }
    const text = snippet({
      policy: wide,
      consentMode: {
        ...{ ad_storage: 'advertising', ad_user_data: 'advertising', ad_personalization: ['advertising', 'ranking'] },
        ...{ analytics_storage: 'analytics', functionality_storage: 'chat', personalization_storage: 'ranking' },
        security_storage: true,
      },
      regions: [
        { region: ['US'], granted: ['personalization_storage'] },
        { region: ['US-CA', 'US-CO'], granted: [] },
      ],
      adsDataRedaction: true,
      urlPassthrough: true,
    })

    expect(await gzipSize(text)).toBeLessThanOrEqual(1024)
  })

  test('stands in a tag with its nonce, and in a policy by its hash', async () => {
    const options = { policy, consentMode: MODE } as const

    expect(snippetTag(options)).toBe(`<script>${snippet(options)}</script>`)
    expect(snippetTag({ ...options, nonce: 'r4nd+/_-om==' })).toMatch(/^<script nonce="r4nd\+\/_-om==">/)
    expect(() => snippetTag({ ...options, nonce: '"><script>' })).toThrow(/nonce/)
    expect(await snippetHash(options)).toMatch(/^'sha256-[A-Za-z0-9+/]{43}='$/)
  })
})

async function gzipSize(text: string): Promise<number> {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return (await new Response(zipped).arrayBuffer()).byteLength
}
