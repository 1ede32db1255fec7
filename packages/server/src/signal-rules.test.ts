/** What the law asks of GPC, from request to decision, over a list that remembers. */
import type { PrivacyRecord } from '@privacykit/contract'
import { scopeDigest } from '@privacykit/policy'
import { newDeviceSecret } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import { AT, appendReply, type FakeBackend, fakeBackend, stateReply } from './test-backend.ts'
import { browse, choice, KEY, SITE, testPrivacy } from './test-privacy.ts'
import { shopPolicy } from './test-shop.ts'

const policy = {
  ...shopPolicy,
  purposes: {
    ...shopPolicy.purposes,
    analytics: { ...shopPolicy.purposes.analytics, targetedAdvertising: true },
    other: { ...shopPolicy.purposes.analytics, sale: false, sharing: false, targetedAdvertising: false },
  },
}
const digest = (purpose: string) => ({ purpose, scopeDigest: scopeDigest(policy, purpose) ?? '' })
const acceptAll = [choice(digest('analytics')), choice(digest('other'))]
const device = newDeviceSecret()

describe('a signal', () => {
  let list: PrivacyRecord[]
  let backend: FakeBackend
  beforeEach(() => {
    list = [...acceptAll]
    backend = fakeBackend({
      readState: () => stateReply(list, { kind: 'device' }),
      appendRecords: ({ body }) => {
        for (const record of body.records) if (!list.some(({ id }) => id === record.id)) list.push(record)
        return { ...appendReply(), seq: list.length }
      },
    })
  })
  const make = (gpc?: string[]) =>
    testPrivacy({
      policy: gpc === undefined ? policy : { ...policy, gpc },
      backend: { fetch: backend.fetch, key: KEY },
      now: () => new Date(AT),
      jurisdiction: (request) => request.headers.get('x-country'),
    })
  const request = (headers: Record<string, string>) => new Request(SITE, { headers })
  const signals = () => list.filter(({ type }) => type === 'signal')
  const reason = async (headers: Record<string, string>, purpose = 'analytics') =>
    (await make().decide({ device }, purpose, { request: request(headers) })).reason

  it('opts out at once on a check with the request, stays recorded once, and a vanished one is no opt-in', async () => {
    const privacy = make()

    expect(await privacy.allows({ device }, 'analytics', { request: request({ 'sec-gpc': '1' }) })).toBe(false)
    expect(await privacy.allows({ device }, 'analytics', { request: request({ 'sec-gpc': '1' }) })).toBe(false)
    expect(signals()).toHaveLength(1)

    expect(await make().decide({ device }, 'analytics', { request: request({}) })).toMatchObject({
      allowed: false,
      reason: 'opted-out-by-signal',
      mayAsk: false,
    })
    expect(await make().allows({ device }, 'analytics')).toBe(false)
  })

  it('is recorded by reading the list, and by the subject of a request', async () => {
    await browse(make(), '/state', { device, headers: { 'sec-gpc': '1' } })
    expect(signals()).toHaveLength(1)

    list = [...acceptAll]
    const privacy = make()
    const subject = await privacy.subjectOf(request({ 'sec-gpc': '1', 'privacy-device': device }))
    expect(await privacy.allows(subject ?? { device }, 'analytics')).toBe(false)
    expect(signals()).toHaveLength(1)
  })

  it('cannot be unsaid by the caller', async () => {
    const live = request({ 'sec-gpc': '1' })

    expect(await make().allows({ device }, 'analytics', { request: live, gpc: false })).toBe(false)
  })

  it('means nothing but 1', async () => {
    for (const value of ['0', 'true', '', '11', 'yes']) expect(await reason({ 'sec-gpc': value })).toBe('granted')
    expect(signals()).toEqual([])
  })

  it('is about sale, sharing and targeted advertising alone', async () => {
    expect(await reason({ 'sec-gpc': '1' }, 'other')).toBe('granted')
  })

  it('yields to a later choice made with it pointed out, and to no accept-all, before or after', async () => {
    expect(await reason({ 'sec-gpc': '1' })).toBe('opted-out-by-signal')

    const heads = [acceptAll[0]?.id ?? '']
    const again = choice({ ...digest('analytics'), replaces: heads })
    list.push(again)
    expect(await reason({ 'sec-gpc': '1' })).toBe('opted-out-by-signal')

    const override = choice({ ...digest('analytics'), replaces: [again.id], overrides: 'gpc', surface: 'panel' })
    list.push(override)
    expect(await reason({ 'sec-gpc': '1' })).toBe('granted')

    list.push(choice({ ...digest('analytics'), replaces: [override.id] }))
    expect(await reason({ 'sec-gpc': '1' })).toBe('opted-out-by-signal')
  })

  it('is recorded where it binds and where the place is not known, and not elsewhere', async () => {
    const countIn = async (country: string) => {
      list = [...acceptAll]
      const headers = { 'sec-gpc': '1', 'x-country': country }
      const allowed = await make(['US-CA', 'US-CO']).allows({ device }, 'analytics', { request: request(headers) })
      return [allowed, signals().length]
    }

    for (const country of ['US-CA', 'US-CO', 'US', 'XX', 'nowhere']) expect(await countIn(country)).toEqual([false, 1])
    for (const country of ['DE', 'US-VA']) expect(await countIn(country)).toEqual([true, 0])
  })

  it('is stored once for many requests at a time', async () => {
    const privacy = make()
    const headers = { 'sec-gpc': '1', 'x-country': 'DE' }

    await Promise.all(
      Array.from({ length: 8 }, () => privacy.allows({ device }, 'analytics', { request: request(headers) })),
    )

    const stored = backend.calls.filter(({ endpoint }) => endpoint === 'appendRecords')
    expect(stored.map(({ body }) => body.records[0].type).sort()).toEqual(['jurisdiction', 'signal'])
  })

  it('never makes a list, and a backend that fails is asked again only later', async () => {
    list = []
    await make().allows({ device }, 'analytics', { request: request({ 'sec-gpc': '1' }) })
    expect(list).toEqual([])

    list = [...acceptAll]
    const privacy = make()
    const { appendRecords } = backend.replies
    delete backend.replies.appendRecords // answers 503
    const ask = () => privacy.decide({ device }, 'analytics', { request: request({ 'sec-gpc': '1' }) })
    expect([(await ask()).reason, (await ask()).reason]).toEqual(['opted-out-by-signal', 'opted-out-by-signal'])
    expect(backend.calls.filter(({ endpoint }) => endpoint === 'appendRecords')).toHaveLength(1)
    if (appendRecords !== undefined) backend.replies.appendRecords = appendRecords
    expect(signals()).toEqual([])
  })
})

describe('what was never asked', () => {
  it('is told apart from what was refused, and from what was taken back', async () => {
    const answers = async (records: PrivacyRecord[]) => {
      const { fetch } = fakeBackend({ readState: () => stateReply(records, { kind: 'device' }) })
      const privacy = testPrivacy({ policy, backend: { fetch, key: KEY }, now: () => new Date(AT) })
      const { reason, mayAsk, recordIds } = await privacy.decide({ device }, 'analytics')
      const { body } = await browse(privacy, '/state', { device })
      const listed = body.records.map(({ record }: { record: { choice: string } }) => record.choice)
      return {
        reason,
        mayAsk,
        records: recordIds.length,
        listed,
        allowed: await privacy.allows({ device }, 'analytics'),
      }
    }
    const refusal = choice({ ...digest('analytics'), choice: 'refused' })
    const grant = choice(digest('analytics'))
    const taken = choice({ ...digest('analytics'), choice: 'withdrawn', replaces: [grant.id] })

    expect(await answers([])).toEqual({ reason: 'not-asked', mayAsk: true, records: 0, listed: [], allowed: false })
    expect(await answers([refusal])).toEqual({
      reason: 'refused',
      mayAsk: false,
      records: 1,
      listed: ['refused'],
      allowed: false,
    })
    expect(await answers([grant, taken])).toEqual({
      reason: 'withdrawn',
      mayAsk: false,
      records: 1,
      listed: ['granted', 'withdrawn'],
      allowed: false,
    })
  })
})
