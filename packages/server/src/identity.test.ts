import type { PrivacyRecord } from '@privacykit/contract'
import { deviceIdOf, newDeviceSecret, newId } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Privacy } from './privacy.ts'
import { AT, appendReply, type FakeBackend, fakeBackend, stateReply } from './test-backend.ts'
import { batch, browse, choice, KEY, testPrivacy } from './test-privacy.ts'

describe('the device cookie', () => {
  let backend: FakeBackend
  let privacy: Privacy
  const device = newDeviceSecret()
  const session = { id: 'ada', generation: 1 }
  beforeEach(() => {
    backend = fakeBackend({ readState: () => stateReply(), appendRecords: appendReply })
    privacy = testPrivacy({ backend: { fetch: backend.fetch, key: KEY }, now: () => new Date(AT) })
  })
  const cookiesOf = async (visit: Parameters<typeof browse>[2], path = '/records') =>
    (await browse(privacy, path, visit)).headers.getSetCookie()
  const notice: PrivacyRecord = {
    id: newId(),
    type: 'notice-shown',
    policyVersion: '2026-11-01',
    noticeId: 'n',
    language: 'en',
    purposes: ['analytics'],
    channel: 'page',
  }

  it('is set with the first choice, and never before', async () => {
    expect(await cookiesOf({ device }, '/state')).toEqual([])
    expect(await cookiesOf({ device }, '/age-gate')).toEqual([])
    expect(await cookiesOf({ device, body: batch(notice) })).toEqual([])

    expect(await cookiesOf({ device, body: batch(choice()) })).toEqual([
      `__Host-privacy-device=${device}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure`,
      '__Host-has-privacy-device=1; Path=/; Max-Age=31536000; SameSite=Lax; Secure',
    ])
  })

  it('is not set when the choice was not stored', async () => {
    backend.replies = {}

    expect(await cookiesOf({ device, body: batch(choice()) })).toEqual([])
  })

  it('is not set again, and not for an account', async () => {
    const cookie = `a=1; __Host-privacy-device=${device}; __Host-has-privacy-device=1`

    expect(await cookiesOf({ headers: { cookie }, body: batch(choice()) })).toEqual([])
    expect(await cookiesOf({ session, device, body: batch(choice()) })).toEqual([])
  })

  it('proves the device as the header does; the header is the newer word', async () => {
    const other = newDeviceSecret()
    await browse(privacy, '/state', { headers: { cookie: `__Host-privacy-device=${device}` } })
    await browse(privacy, '/state', { device: other, headers: { cookie: `__Host-privacy-device=${device}` } })

    expect(backend.calls.map(({ headers }) => headers.get('privacy-device'))).toEqual([device, other])
    expect(deviceIdOf(other)).not.toBe(deviceIdOf(device))
  })

  it('over https is not taken under the name that a subdomain could set', async () => {
    expect(await browse(privacy, '/state', { headers: { cookie: `privacy-device=${device}` } })).toMatchObject({
      status: 401,
    })
  })

  it('on a developer’s machine has a plain name', async () => {
    const site = 'http://localhost:4321'

    expect(await cookiesOf({ site, device, body: batch(choice()) })).toEqual([
      `privacy-device=${device}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`,
      'has-privacy-device=1; Path=/; Max-Age=31536000; SameSite=Lax',
    ])
    expect((await browse(privacy, '/state', { site, headers: { cookie: `privacy-device=${device}` } })).status).toBe(
      200,
    )
  })
})
