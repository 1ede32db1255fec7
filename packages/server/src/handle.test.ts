import { PrivacyError } from '@privacykit/contract'
import { newDeviceSecret, newId } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Privacy } from './privacy.ts'
import { AT, appendReply, type FakeBackend, fakeBackend, stateReply } from './test-backend.ts'
import { batch, browse, choice, KEY, SITE, testPrivacy } from './test-privacy.ts'

describe('the browser-facing route', () => {
  let backend: FakeBackend
  let privacy: Privacy
  const device = newDeviceSecret()
  const session = { id: 'ada', generation: 1 }
  const appends = () => backend.calls.filter(({ endpoint }) => endpoint === 'appendRecords')
  beforeEach(() => {
    backend = fakeBackend({
      readState: () => stateReply(),
      appendRecords: appendReply,
      link: () => ({ linked: true, seq: 1 }),
    })
    privacy = testPrivacy({
      backend: { fetch: backend.fetch, key: KEY },
      now: () => new Date(AT),
      jurisdiction: (request) => request.headers.get('x-country'),
    })
  })

  describe('refuses', () => {
    it.each([
      ['a foreign page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
      ['a neighbouring subdomain', { origin: 'https://blog.shop.example', 'sec-fetch-site': 'same-site' }],
      ['a foreign origin in an old browser', { origin: 'https://evil.example', 'sec-fetch-site': '' }],
      ['an opaque origin', { origin: 'null' }],
      ['a lookalike of its own origin', { origin: 'https://shop.example.evil.example' }],
      ['another port', { origin: 'https://shop.example:8443' }],
    ])('a write from %s', async (_, headers) => {
      const { status, body } = await browse(privacy, '/records', { device, headers, body: batch(choice()) })

      expect([status, body.code]).toEqual([403, 'foreign-origin'])
      expect(appends()).toEqual([])
    })

    it('a write that does not say where it comes from', async () => {
      const request = new Request(`${SITE}/api/privacy/records`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'privacy-device': device },
        body: JSON.stringify(batch(choice())),
      })

      expect((await privacy.fetch(request)).status).toBe(403)
      expect(appends()).toEqual([])
    })

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      '',
    ])('a write as %s', async (type) => {
      const { status, body } = await browse(privacy, '/records', {
        device,
        headers: { 'content-type': type },
        body: batch(choice()),
      })

      expect([status, body.code]).toEqual([415, 'unsupported-media-type'])
      expect(appends()).toEqual([])
    })

    it.each(['GET', 'PUT', 'DELETE', 'HEAD'])('to write by %s', async (method) => {
      const request = new Request(`${SITE}/api/privacy/records`, { method, headers: { 'privacy-device': device } })

      expect((await privacy.fetch(request)).status).toBe(405)
      expect(backend.calls).toEqual([])
    })

    it('a body that is not JSON, without quoting it', async () => {
      const { status, body } = await browse(privacy, '/records', { device, body: '{"name": "Ada Lovelace"' })

      expect([status, body.code]).toEqual([400, 'bad-json'])
      expect(JSON.stringify(body)).not.toContain('Ada')
    })

    it('a body that is larger than the limit, before it is read to its end', async () => {
      const { status, body } = await browse(privacy, '/records', { device, body: `"${'x'.repeat(70_000)}"` })

      expect([status, body.code]).toEqual([413, 'body-too-large'])
    })

    it.each([
      ['names a subject', { ...batch(choice()), subject: 'bob' }],
      ['hides a key in the prototype', '{"records":[],"sentAt":"2026-11-22T10:00:00.000Z","__proto__":{"admin":true}}'],
      ['has too many records', batch(...Array.from({ length: 51 }, () => choice()))],
      ['has a record of an unknown type', batch({ ...choice(), type: 'wish' } as never)], // as: wrong on purpose
    ])('a body that %s, with pointers and no values', async (_, sent) => {
      const { status, body } = await browse(privacy, '/records', { device, body: sent })

      expect([status, body.code]).toEqual([422, 'invalid-body'])
      expect(body.pointers.length).toBeGreaterThan(0)
      expect(JSON.stringify(body)).not.toMatch(/bob|wish/)
      expect(appends()).toEqual([])
    })

    it('a visitor who shows nothing', async () => {
      expect(await browse(privacy, '/records', { body: batch(choice()) })).toMatchObject({
        status: 401,
        body: { code: 'missing-credential' },
      })
      expect(await browse(privacy, '/state')).toMatchObject({ status: 401 })
    })

    it('a device secret that is none', async () => {
      expect(await browse(privacy, '/state', { device: 'short' })).toMatchObject({
        status: 401,
        body: { code: 'invalid-credential' },
      })
    })

    it('to take the device when the account was meant', async () => {
      const headers = { 'privacy-expect': 'account' }

      expect(await browse(privacy, '/records', { device, headers, body: batch(choice()) })).toMatchObject({
        status: 403,
        body: { code: 'foreign-subject' },
      })
      expect(await browse(privacy, '/records', { session, device, headers, body: batch(choice()) })).toMatchObject({
        status: 200,
      })
    })

    it('one account’s words under another account’s session', async () => {
      const meant = (id: string) => ({ headers: { 'privacy-expect': `account:${id}` }, body: batch(choice()) })

      for (const [path, body] of [
        ['/records', batch(choice())],
        ['/link', { mode: 'adopt' }],
        ['/state', undefined],
      ] as const) {
        const { headers } = meant('somebody-else')
        const call = body === undefined ? { session, device, headers } : { session, device, headers, body }
        expect(await browse(privacy, path, call)).toMatchObject({ status: 403, body: { code: 'foreign-subject' } })
      }
      expect(await browse(privacy, '/records', { session, ...meant(session.id) })).toMatchObject({ status: 200 })
    })

    it('account matters without a session, even with a device', async () => {
      for (const path of ['/deregistrations', `/deregistrations/${newId()}/cancel`, '/link']) {
        const body = path === '/link' ? { mode: 'adopt' } : path === '/deregistrations' ? { requestId: newId() } : {}
        expect(await browse(privacy, path, { device, body })).toMatchObject({ status: 401 })
      }
      expect(await browse(privacy, '/deregistrations/preview', { device })).toMatchObject({ status: 401 })
    })

    it('paths that do not exist', async () => {
      expect(await browse(privacy, '/steps/lease', { body: {} })).toMatchObject({
        status: 404,
        body: { code: 'unknown-endpoint' },
      })
    })
  })

  it('writes as the person, for the session before the device', async () => {
    await browse(privacy, '/records', { session, device, body: batch(choice()) })

    const [append] = appends()
    expect(append?.headers.get('privacy-role')).toBe('subject')
    expect(append?.headers.get('privacy-account')).toBe('ada')
    expect(append?.headers.get('privacy-generation')).toBe('1')
    expect(append?.headers.get('privacy-device')).toBeNull()
  })

  it('accepts a listed origin, and its own behind a proxy that ends TLS', async () => {
    const open = testPrivacy({ backend: { fetch: backend.fetch, key: KEY }, origins: ['https://www.shop.example'] })
    const listed = await browse(open, '/records', {
      device,
      headers: { origin: 'https://www.shop.example', 'sec-fetch-site': 'same-site' },
      body: batch(choice()),
    })
    const proxied = await browse(privacy, '/records', {
      site: 'http://shop.example',
      device,
      headers: { origin: SITE },
      body: batch(choice()),
    })

    expect([listed.status, proxied.status]).toEqual([200, 200])
  })

  it('answers whether or not the framework took the prefix off', async () => {
    const request = new Request(`${SITE}/state`, { headers: { 'privacy-device': device } })

    expect((await privacy.fetch(request)).status).toBe(200)
    expect((await browse(privacy, '/state', { device })).status).toBe(200)
  })

  it('passes the backend’s problem on, and hides what is not ours', async () => {
    backend.replies.readState = () => {
      throw new PrivacyError('erased', 'gone')
    }
    expect(await browse(privacy, '/state', { session })).toMatchObject({ status: 410, body: { code: 'erased' } })

    const errors: unknown[] = []
    const broken = testPrivacy({
      backend: { fetch: backend.fetch, key: KEY },
      session: () => Promise.reject(new Error('select * from sessions where email = ada@people.example')),
      onError: (error) => errors.push(error),
    })
    const { status, body, headers } = await browse(broken, '/state', { device })

    expect(status).toBe(500)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(JSON.stringify(body)).not.toContain('people')
    expect(errors).toHaveLength(1)
  })

  it('never lets an answer be cached', async () => {
    expect((await browse(privacy, '/state', { device })).headers.get('cache-control')).toBe('no-store')
    expect((await browse(privacy, '/nowhere')).headers.get('cache-control')).toBe('no-store')
  })

  it('does not show a disclosure while a law conceals it', async () => {
    const disclosure = {
      id: newId(),
      type: 'disclosure',
      recipient: 'police',
      categories: [],
      purpose: 'orders',
      ground: 'order',
    }
    const until = (at: string) => ({ ...disclosure, id: newId(), conceal: { until: at, law: 'StPO 101' } })
    backend.replies.readState = () =>
      stateReply([disclosure, until('2026-11-22T10:00:01.000Z'), until('2026-11-22T09:59:59.000Z')])

    const { body } = await browse(privacy, '/state', { session })

    expect(body.records).toHaveLength(2)
  })

  it('publishes its policy and repeats when the backend does not know the version yet', async () => {
    let isPublished = false
    backend.replies.publishPolicy = ({ body }) => {
      isPublished = true
      return { policy: body.policy, hash: 'x', publishedAt: AT }
    }
    backend.replies.appendRecords = () => {
      if (!isPublished) throw new PrivacyError('unknown-policy-version', 'told to')
      return appendReply()
    }

    expect(await browse(privacy, '/records', { device, body: batch(choice()) })).toMatchObject({ status: 200 })
  })

  it('links with both credentials', async () => {
    const answer = await browse(privacy, '/link', {
      session,
      headers: { cookie: `__Host-privacy-device=${device}` },
      body: { mode: 'deny-only' },
    })

    expect(answer).toMatchObject({ status: 200, body: { linked: true } })
    expect(backend.calls[0]?.headers.get('privacy-account')).toBe('ada')
    expect(backend.calls[0]?.headers.get('privacy-device')).toBe(device)
    expect(await browse(privacy, '/link', { session, body: { mode: 'adopt' } })).toMatchObject({ status: 401 })
  })
})
