import type { PublishedPolicy } from '@privacykit/contract'
import { beforeAll, expect, test } from 'vitest'
import type { Backend } from './backend.ts'
import { call, FOREIGN_SECRET, READ_SECRET, testBackend, testPolicy } from './test-backend.ts'
import { describeDatabases } from './test-databases.ts'

describeDatabases('policies', ({ database }) => {
  let backend: Backend

  beforeAll(async () => {
    backend = testBackend(database())
    await backend.start()
    return () => backend.stop()
  })

  const publish = (policy: unknown, secret?: string) =>
    call<PublishedPolicy>(backend, '/v1/policies', { method: 'PUT', body: { policy }, ...(secret && { secret }) })

  test('keeps the version that the options brought, and takes it again unchanged', async () => {
    const again = await publish(testPolicy())

    const { body } = await call<{ policies: PublishedPolicy[] }>(backend, '/v1/policies')
    expect(again.status).toBe(200)
    expect(body.policies[0]).toEqual(again.body)
    expect(again.body.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('takes the same version in another order of members', async () => {
    const reordered = Object.fromEntries(Object.entries(testPolicy()).reverse())

    expect((await publish(reordered)).status).toBe(200)
  })

  test('refuses the same version with other content', async () => {
    const changed = testPolicy()
    changed.controller.name = 'Another shop'

    const reply = await publish(changed)

    expect(reply).toMatchObject({ status: 409, body: { code: 'policy-version-reused' } })
  })

  test('gives one content to a version that many publish at once', async () => {
    const named = (name: string) => testPolicy('race-1', { controller: { ...testPolicy().controller, name } })

    const replies = await Promise.all(Array.from({ length: 10 }, (_, index) => publish(named(`Shop ${index}`))))

    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
  })

  test('keeps tenants apart: the other one may give that version other content', async () => {
    await publish(testPolicy('tenant-1'))

    const reply = await publish(testPolicy('tenant-1', { locales: ['id'] }), FOREIGN_SECRET)

    expect(reply.status).toBe(200)
  })

  test('refuses a policy of another app and a key without the scope', async () => {
    const foreign = await publish(testPolicy('2', { app: 'other' }))
    const unscoped = await publish(testPolicy('2'), READ_SECRET)

    expect(foreign).toMatchObject({ status: 422, body: { code: 'invalid-body', pointers: ['/policy/app'] } })
    expect(unscoped).toMatchObject({ status: 403, body: { code: 'insufficient-scope' } })
  })
})
