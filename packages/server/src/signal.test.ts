import { PrivacyError } from '@privacykit/contract'
import { newDeviceSecret } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Privacy } from './privacy.ts'
import { AT, appendReply, type FakeBackend, fakeBackend, stateReply } from './test-backend.ts'
import { batch, browse, choice, KEY, SITE, testPrivacy } from './test-privacy.ts'

describe('Global Privacy Control', () => {
  let backend: FakeBackend
  let privacy: Privacy
  const device = newDeviceSecret()
  const appends = () => backend.calls.filter(({ endpoint }) => endpoint === 'appendRecords')
  const types = () =>
    appends().map(({ body, headers }) => [
      headers.get('privacy-role'),
      body.records.map((record: { type: string }) => record.type),
    ])
  beforeEach(() => {
    backend = fakeBackend({
      readState: () => stateReply(),
      appendRecords: appendReply,
      openAccount: () => ({ generation: 1, flags: { suppressed: false, ageUnknown: false } }),
    })
    privacy = testPrivacy({
      backend: { fetch: backend.fetch, key: KEY },
      now: () => new Date(AT),
      jurisdiction: (request) => request.headers.get('x-country'),
    })
  })
  const headers = { 'sec-gpc': '1' }

  it('is stored by the app beside the first write, once', async () => {
    await browse(privacy, '/records', { device, headers, body: batch(choice()) })
    await browse(privacy, '/records', { device, headers, body: batch(choice()) })

    expect(types()).toEqual([
      ['subject', ['choice']],
      ['app', ['signal']],
      ['subject', ['choice']],
    ])
  })

  it('has the same id from every process, so that it is one record', async () => {
    await browse(privacy, '/records', { device, headers, body: batch(choice()) })
    await browse(testPrivacy({ backend: { fetch: backend.fetch, key: KEY } }), '/records', {
      device,
      headers,
      body: batch(choice()),
    })

    const signals = appends()
      .flatMap(({ body }) => body.records)
      .filter((record: { type: string }) => record.type === 'signal')
    expect(signals[0]).toEqual(signals[1])
  })

  it('is stored beside an age answer, and for an account that is opened', async () => {
    const { body } = await browse(privacy, '/age-gate')
    await browse(privacy, '/age', { device, headers, body: { gateId: body.gateId, answer: 'adult' } })
    await privacy.openAccount('ada', {
      identifiers: [],
      contracts: ['orders'],
      request: new Request(SITE, { headers }),
    })

    expect(types()).toEqual([
      ['app', ['age-claim']],
      ['app', ['signal']],
      ['app', ['contract-opened']],
      ['app', ['signal']],
    ])
  })

  it('creates no subject by itself', async () => {
    await browse(privacy, '/state', { device, headers })
    await browse(privacy, '/records', { device, headers: { 'sec-gpc': '0' }, body: batch(choice()) })

    expect(types()).toEqual([['subject', ['choice']]])
  })

  it('does not fail a choice that is stored already', async () => {
    let count = 0
    backend.replies.appendRecords = () => {
      count += 1
      if (count > 1) throw new PrivacyError('unavailable', 'told to')
      return appendReply()
    }

    expect(await browse(privacy, '/records', { device, headers, body: batch(choice()) })).toMatchObject({
      status: 200,
    })
  })

  it('comes along with the subject of a request', async () => {
    const request = new Request(SITE, { headers: { ...headers, 'privacy-device': device, 'x-country': 'ID' } })

    expect(await privacy.subjectOf(request)).toEqual({ device, gpc: true, region: 'ID' })
    expect(await privacy.subjectOf(new Request(SITE))).toBeNull()
  })
})
