import { PrivacyError } from '@privacykit/contract'
import { scopeDigest } from '@privacykit/policy'
import { newDeviceSecret } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PrivacyEvent } from './event.ts'
import { createFindRegion, type JurisdictionOption } from './jurisdiction.ts'
import type { Privacy } from './privacy.ts'
import { AT, appendReply, type FakeBackend, fakeBackend, stateReply } from './test-backend.ts'
import { batch, browse, choice, KEY, SITE, testPrivacy } from './test-privacy.ts'
import { shopPolicy } from './test-shop.ts'

describe('the place of a request', () => {
  const placeOf = (option: JurisdictionOption, headers: Record<string, string>, url = SITE) =>
    createFindRegion(option, () => undefined)(new Request(url, { headers }))
  const edge = { header: 'cf-ipcountry', subdivision: 'cf-region-code', trust: 'always' } as const

  it.each([
    ['DE', undefined, 'DE'],
    [' de ', undefined, 'DE'],
    ['US', 'CA', 'US-CA'],
    ['US', 'US-CA', 'US-CA'],
    ['US-CA', 'NV', 'US-CA'],
    ['ID', 'JK', 'ID-JK'],
    ['XK', undefined, 'XK'],
    ['US', 'California', 'US'],
    ['US', 'C A', 'US'],
  ])('is read from the edge: %s with %s is %s', (country, part, place) => {
    const headers = { 'cf-ipcountry': country, ...(part === undefined ? {} : { 'cf-region-code': part }) }

    expect(placeOf(edge, headers)).toBe(place)
  })

  it.each(['', 'XX', 'T1', 'ZZ', 'EU', 'AP', 'A1', 'XX-CA', 'Germany', 'D', 'D€'.slice(0, 1), '*', 'US,DE', 'null'])(
    'is unknown for %j',
    (value) => {
      expect(placeOf(edge, { 'cf-ipcountry': value })).toBeNull()
      expect(placeOf(() => value, {})).toBeNull()
    },
  )

  it('is unknown without the header, where the header is not to be trusted, and where looking fails', () => {
    const trust = (request: Request) => request.headers.get('x-edge-secret') === 's3cret'
    const events: PrivacyEvent[] = []
    const broken = createFindRegion(
      () => {
        throw new Error('no database')
      },
      (event) => events.push(event),
    )

    expect(placeOf(edge, {})).toBeNull()
    expect(placeOf({ ...edge, trust }, { 'cf-ipcountry': 'ID' })).toBeNull()
    expect(placeOf({ ...edge, trust }, { 'cf-ipcountry': 'ID', 'x-edge-secret': 's3cret' })).toBe('ID')
    expect(broken(new Request(SITE))).toBeNull()
    expect(events).toEqual([{ kind: 'failure', where: 'jurisdiction', code: 'internal-error' }])
    expect(createFindRegion(undefined, () => undefined)(new Request(SITE))).toBeUndefined()
  })
})

describe('a visitor’s place', () => {
  // GPC binds in California only, so that a place that is somewhere else loosens
  const policy = {
    ...shopPolicy,
    gpc: ['US-CA'],
    purposes: { ...shopPolicy.purposes, analytics: { ...shopPolicy.purposes.analytics, sale: true } },
  }
  const device = newDeviceSecret()
  const granted = choice({ scopeDigest: scopeDigest(policy, 'analytics') ?? '' })
  let backend: FakeBackend
  let privacy: Privacy
  beforeEach(() => {
    backend = fakeBackend({
      readState: () => stateReply([granted], { kind: 'device' }),
      appendRecords: appendReply,
    })
    privacy = make()
  })
  const make = (options: Partial<Parameters<typeof testPrivacy>[0]> = {}) =>
    testPrivacy({
      policy,
      backend: { fetch: backend.fetch, key: KEY },
      now: () => new Date(AT),
      jurisdiction: { header: 'cf-ipcountry', subdivision: 'cf-region-code', trust: 'always' },
      ...options,
    })
  const places = () =>
    backend.calls
      .filter(({ endpoint }) => endpoint === 'appendRecords')
      .flatMap(({ body, headers }) =>
        body.records.map((record: { type: string }) => ({ ...record, role: headers.get('privacy-role') })),
      )
      .filter(({ type }: { type: string }) => type === 'jurisdiction')
  const inCountry = (country: string) => ({ 'cf-ipcountry': country })
  const jurisdiction = (region: string, id: string) =>
    ({ id: id.padEnd(22, '0'), type: 'jurisdiction', region, source: 'edge-header' }) as const

  it('is told to the page with its list; unknown is null, and nothing is said where the app does not look', async () => {
    const known = await browse(privacy, '/state', { device, headers: inCountry('DE') })
    const unknown = await browse(privacy, '/state', { device, headers: inCountry('T1') })
    const silent = await browse(
      testPrivacy({ backend: { fetch: backend.fetch, key: KEY }, now: () => new Date(AT) }),
      '/state',
      { device, headers: inCountry('DE') },
    )

    expect([known.body.region, unknown.body.region]).toEqual(['DE', null])
    expect(silent.body).not.toHaveProperty('region')
  })

  it('is recorded by the app once per change, under the same id from every process', async () => {
    await browse(privacy, '/state', { device, headers: inCountry('DE') })
    await browse(make(), '/state', { device, headers: inCountry('DE') })
    const [first, again] = places()
    expect(first).toMatchObject({ type: 'jurisdiction', region: 'DE', source: 'edge-header', role: 'app' })
    expect(again).toEqual(first)

    backend.calls.length = 0
    backend.replies.readState = () => stateReply([granted, jurisdiction('DE', first.id)], { kind: 'device' })
    await browse(privacy, '/state', { device, headers: inCountry('DE') })
    await browse(privacy, '/state', { device, headers: inCountry('XX') })
    expect(places()).toEqual([])

    await browse(privacy, '/state', { device, headers: inCountry('FR') })
    backend.replies.readState = () =>
      stateReply([granted, jurisdiction('DE', first.id), jurisdiction('FR', 'fr')], { kind: 'device' })
    await browse(privacy, '/state', { device, headers: inCountry('DE') })
    const [france, back] = places()
    expect([france.region, back.region]).toEqual(['FR', 'DE'])
    expect(back.id).not.toBe(first.id)
  })

  it('is recorded beside a choice, and by a check that has the request', async () => {
    await browse(privacy, '/records', { device, headers: inCountry('DE'), body: batch(choice()) })
    await privacy.allows({ device }, 'analytics', { request: new Request(SITE, { headers: inCountry('FR') }) })

    expect(places().map(({ region }) => region)).toEqual(['DE', 'FR'])
  })

  it('makes no list of its own, and breaks no answer', async () => {
    backend.replies.readState = () => stateReply([], { kind: 'device' })
    await browse(privacy, '/state', { device, headers: inCountry('DE') })
    expect(places()).toEqual([])

    backend.replies.readState = () => stateReply([granted], { kind: 'device' })
    backend.replies.appendRecords = () => {
      throw new PrivacyError('unavailable', 'told to')
    }
    const { status, body } = await browse(privacy, '/state', { device, headers: inCountry('DE') })
    await browse(privacy, '/state', { device, headers: inCountry('DE') })

    expect([status, body.region]).toEqual([200, 'DE'])
    expect(places()).toHaveLength(1) // the second request did not wait for the backend again
  })

  it('is not what the page says: no parameter, header, cookie or body loosens', async () => {
    const claims = {
      'cf-ipcountry': 'US',
      'cf-region-code': 'CA',
      'x-c15t-country': 'DE',
      'x-country': 'DE',
      'privacy-region': 'DE',
      cookie: `__Host-privacy-device=${device}; country=DE; region=DE`,
      'sec-gpc': '1',
    }
    const request = new Request(`${SITE}/?country=DE&region=DE`, { headers: claims })
    const record = { id: 'a'.repeat(22), type: 'jurisdiction', region: 'DE', source: 'edge-header' } as const
    backend.replies.appendRecords = ({ headers, body }) => {
      // as the real backend does: the subject may not write this type
      const isForeign = body.records.some(({ type }: { type: string }) => type === 'jurisdiction')
      if (headers.get('privacy-role') === 'subject' && isForeign) throw new PrivacyError('role-not-allowed', 'told to')
      return appendReply()
    }

    expect(await privacy.decide({ device }, 'analytics', { request })).toMatchObject({ reason: 'opted-out-by-signal' })
    expect((await browse(privacy, '/state?region=DE&country=DE', { device, headers: claims })).body.region).toBe(
      'US-CA',
    )
    expect(await browse(privacy, '/records', { device, headers: claims, body: batch(record) })).toMatchObject({
      status: 403,
      body: { code: 'role-not-allowed' },
    })
    expect(
      await browse(privacy, '/records', { device, headers: claims, body: { ...batch(choice()), region: 'DE' } }),
    ).toMatchObject({ status: 422, body: { code: 'invalid-body' } })
  })

  it('loosens only where it is known: an unknown place is bound by the signal', async () => {
    const reasonIn = async (country: string) => {
      const headers = { ...inCountry(country), 'sec-gpc': '1' }
      return (await make().decide({ device }, 'analytics', { request: new Request(SITE, { headers }) })).reason
    }

    expect(await Promise.all(['DE', 'US', 'XX', 'T1', ''].map(reasonIn))).toEqual([
      'granted',
      'opted-out-by-signal',
      'opted-out-by-signal',
      'opted-out-by-signal',
      'opted-out-by-signal',
    ])
  })

  it('comes along with the subject of a request, and the request’s own word is the newer one', async () => {
    const request = (country: string) =>
      new Request(SITE, { headers: { ...inCountry(country), 'privacy-device': device, 'sec-gpc': '1' } })
    const subject = await privacy.subjectOf(request('DE'))

    expect(subject).toMatchObject({ region: 'DE', gpc: true })
    expect(await privacy.decide(subject ?? { device }, 'analytics')).toMatchObject({ reason: 'granted' })
    expect(await privacy.decide(subject ?? { device }, 'analytics', { request: request('US') })).toMatchObject({
      reason: 'opted-out-by-signal',
    })
  })
})
