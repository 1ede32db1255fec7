/** A page whose storage is gone reads its list again: the cookie is its credential, and only a page of the app may use it so. */
import { deviceIdOf, newDeviceSecret } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Privacy } from './privacy.ts'
import { AT, appendReply, type FakeBackend, fakeBackend, stateReply } from './test-backend.ts'
import { batch, browse, choice, KEY, SITE, testPrivacy } from './test-privacy.ts'

describe('a page that has lost its storage', () => {
  let backend: FakeBackend
  let privacy: Privacy
  const device = newDeviceSecret()
  const id = deviceIdOf(device)
  const refused = choice({ choice: 'refused' })
  const session = { id: 'ada', generation: 1 }
  const cookie = `__Host-privacy-device=${device}; __Host-has-privacy-device=1`
  const meant = { cookie, 'privacy-expect': 'device' }
  beforeEach(() => {
    backend = fakeBackend({
      readState: () => stateReply([refused], { kind: 'device' }),
      appendRecords: appendReply,
      link: () => ({ linked: true, seq: 1 }),
    })
    privacy = testPrivacy({ backend: { fetch: backend.fetch, key: KEY }, now: () => new Date(AT) })
  })
  const lastCall = () => backend.calls.at(-1)

  it('reads its list by the cookie alone, and is told what it can go on with; never the secret', async () => {
    const answer = await browse(privacy, '/state', { headers: meant })

    expect(answer.status).toBe(200)
    expect(answer.body.device).toEqual({ id, by: 'cookie' })
    expect(answer.body.records[0].record).toEqual(refused)
    expect(JSON.stringify(answer.body)).not.toContain(device)
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  it('learns that a device with a secret was proved by it, and that an account is no device', async () => {
    const byHeader = await browse(privacy, '/state', { device })
    const account = await browse(privacy, '/state', { session, headers: { cookie } })

    expect(byHeader.body.device).toEqual({ id, by: 'header' })
    expect(account.body).not.toHaveProperty('device')
  })

  it('goes on writing by the cookie, for the device that it means and for no other', async () => {
    const named = (name: string) => ({ cookie, 'privacy-expect': `device:${name}` })

    const own = await browse(privacy, '/records', { headers: named(id), body: batch(choice()) })
    const others = await browse(privacy, '/records', {
      headers: named(deviceIdOf(newDeviceSecret())),
      body: batch(choice()),
    })

    expect(own.status).toBe(200)
    expect(others).toMatchObject({ status: 403, body: { code: 'foreign-subject' } })
    expect(backend.calls.filter(({ endpoint }) => endpoint === 'appendRecords')).toHaveLength(1)
  })

  it('speaks for the device that it means, whoever is signed in', async () => {
    await browse(privacy, '/state', { session, headers: meant })
    expect(lastCall()?.headers.get('privacy-account')).toBeNull()
    expect(lastCall()?.headers.get('privacy-device')).toBe(device)

    await browse(privacy, '/state', { session, headers: { cookie } })
    expect(lastCall()?.headers.get('privacy-account')).toBe('ada')
  })

  it('has nothing to read without the cookie', async () => {
    expect(await browse(privacy, '/state', { headers: { 'privacy-expect': 'device' } })).toMatchObject({
      status: 401,
      body: { code: 'missing-credential' },
    })
  })

  it.each([
    ['of another site', { cookie, 'sec-fetch-site': 'cross-site' }],
    ['of another subdomain', { cookie, 'sec-fetch-site': 'same-site' }],
    ['of another site, with a forged intention', { ...meant, 'sec-fetch-site': 'cross-site' }],
    ['of another site, with a session', { 'x-session': JSON.stringify(session), 'sec-fetch-site': 'cross-site' }],
  ])('is not read to a page %s', async (_, headers) => {
    expect(await browse(privacy, '/state', { headers })).toMatchObject({
      status: 403,
      body: { code: 'foreign-origin' },
    })
    expect(backend.calls).toEqual([])
  })

  it('needs a header of ours from a browser that does not say where the request comes from', async () => {
    const ask = (headers: Record<string, string>) =>
      privacy.fetch(new Request(`${SITE}/api/privacy/state`, { headers })).then(({ status }) => status)

    expect(await ask({ cookie })).toBe(403)
    expect(await ask(meant)).toBe(200)
  })

  it('may be read to a listed origin', async () => {
    const listed = testPrivacy({
      backend: { fetch: backend.fetch, key: KEY },
      origins: ['https://www.shop.example'],
      now: () => new Date(AT),
    })
    const headers = { ...meant, origin: 'https://www.shop.example', 'sec-fetch-site': 'same-site' }

    expect((await browse(listed, '/state', { headers })).status).toBe(200)
  })

  it('leaves its cookies behind once the device belongs to an account', async () => {
    const linked = await browse(privacy, '/link', { session, headers: { cookie }, body: { mode: 'adopt' } })

    expect(linked.status).toBe(200)
    expect(lastCall()?.headers.get('privacy-device')).toBe(device)
    expect(linked.headers.getSetCookie()).toEqual([
      '__Host-privacy-device=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
      '__Host-has-privacy-device=; Path=/; Max-Age=0; SameSite=Lax; Secure',
    ])
  })
})
