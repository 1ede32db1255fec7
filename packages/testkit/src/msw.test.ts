import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFakePrivacy } from './fake/fake.ts'
import { fixturePolicy } from './fixture-policy.ts'
import { privacyHandlers } from './msw.ts'

describe('privacyHandlers', () => {
  const fake = createFakePrivacy({ policy: fixturePolicy })
  const server = setupServer(...privacyHandlers(fake, { origin: 'https://app.test' }))
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterAll(() => server.close())

  it('answers fetch of the app’s origin with the fake', async () => {
    const response = await fetch('https://app.test/api/privacy/keys')

    expect(response.status).toBe(200)
    expect(await response.json()).toHaveProperty('keys')
  })

  it('breaks the connection when the fake’s network is down', async () => {
    fake.fail('network')

    await expect(fetch('https://app.test/api/privacy/keys')).rejects.toThrow(TypeError)
  })

  it('passes problems through as they are', async () => {
    const response = await fetch('https://app.test/api/privacy/state')

    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })
})
