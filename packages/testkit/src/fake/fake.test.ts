import { describe, expect, it } from 'vitest'
import { newDeviceSecret, newId } from '../bytes.ts'
import { createClock } from '../clock.ts'
import { fixturePolicy } from '../fixture-policy.ts'
import { choiceRecord } from '../fixture-records.ts'
import { createFakePrivacy } from './fake.ts'

const ORIGIN = 'https://app.test'

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return new Request(`${ORIGIN}/api/privacy${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const get = (path: string, headers: Record<string, string> = {}) =>
  new Request(`${ORIGIN}/api/privacy${path}`, { headers })

describe('createFakePrivacy', () => {
  it('keeps what a device says, and shows it to the test', async () => {
    const fake = createFakePrivacy({ policy: fixturePolicy })
    const device = newDeviceSecret()
    const record = choiceRecord({ choice: 'refused' })

    const response = await fake.fetch(
      post('/records', { records: [record], sentAt: new Date().toISOString() }, { 'privacy-device': device }),
    )

    expect(response.status).toBe(200)
    expect((await fake.records({ device })).map((listed) => listed.record)).toEqual([record])
    expect(await fake.records({ device: newDeviceSecret() })).toEqual([])
  })

  it('fails as often as the test asks, then works again', async () => {
    const fake = createFakePrivacy({ policy: fixturePolicy })
    fake.fail('network')
    fake.fail('unavailable', 2)

    await expect(fake.fetch(get('/keys'))).rejects.toThrow(TypeError)
    const statuses = [await fake.fetch(get('/keys')), await fake.fetch(get('/keys')), await fake.fetch(get('/keys'))]

    expect(statuses.map(({ status }) => status)).toEqual([503, 503, 200])
  })

  it('signs one browser in and out, and opens contracts at the sign-in', async () => {
    const fake = createFakePrivacy({ policy: fixturePolicy })

    await fake.signIn('u_1', { contracts: ['orders'] })
    const signedIn = await fake.fetch(get('/state'))
    fake.signOut()
    const signedOut = await fake.fetch(get('/state'))

    const { kind, records } = (await signedIn.json()) as { kind: string; records: { record: { type: string } }[] } // as: a subject's state
    expect(kind).toBe('account')
    expect(records.map(({ record }) => record.type)).toEqual(['account-opened', 'contract-opened'])
    expect(signedOut.status).toBe(401)
  })

  it('accepts records of a later version only once it is published', async () => {
    const fake = createFakePrivacy({ policy: fixturePolicy })
    const later = { ...fixturePolicy, version: 'later' }
    const body = { records: [choiceRecord({ policy: later })], sentAt: new Date().toISOString() }
    const headers = { 'privacy-device': newDeviceSecret() }

    const early = await fake.fetch(post('/records', body, headers))
    fake.publish(later)
    const late = await fake.fetch(post('/records', body, headers))

    expect([early.status, late.status]).toEqual([503, 200])
  })

  it('moves a deregistration with the clock: undo, erasure, second check', async () => {
    const clock = createClock()
    const fake = createFakePrivacy({ policy: fixturePolicy, now: clock.now })
    const requestId = newId()
    const status = async () => {
      const response = await fake.fetch(get(`/deregistrations/${requestId}`))
      return ((await response.json()) as { status: string }).status // as: a deregistration
    }
    await fake.signIn('u_1')
    await fake.fetch(post('/deregistrations', { requestId }))

    const seen = [await status()]
    for (const days of [13, 2, 30]) {
      clock.advance({ days })
      seen.push(await status())
    }

    expect(seen).toEqual(['scheduled', 'scheduled', 'confirming', 'completed'])
    expect((await fake.fetch(get('/state'))).status).toBe(410)
    expect(await fake.signIn('u_1')).toBe(2)
    expect((await fake.fetch(get('/state'))).status).toBe(200)
  })

  it('answers only below its prefix', async () => {
    const fake = createFakePrivacy({ policy: fixturePolicy, prefix: '/quiet' })

    const statuses = await Promise.all(
      ['/quiet/keys', '/api/privacy/keys', '/quietkeys'].map((path) => fake.fetch(new Request(`${ORIGIN}${path}`))),
    )

    expect(statuses.map(({ status }) => status)).toEqual([200, 404, 404])
  })
})
