import type { Decision, SubjectState } from '@privacykit/contract'
import { beforeAll, expect, test } from 'vitest'
import type { Backend } from './backend.ts'
import { append, call, choice, newAccount, testBackend } from './test-backend.ts'
import { describeDatabases } from './test-databases.ts'

describeDatabases('decisions', ({ database }) => {
  let backend: Backend

  beforeAll(async () => {
    backend = testBackend(database())
    await backend.start()
    return () => backend.stop()
  })

  test('decides as the stored list says, now and for what was known earlier', async () => {
    const account = newAccount()
    const decide = async (fields: object = {}) =>
      (
        await call<Decision>(backend, '/v1/decisions', {
          account,
          body: { purpose: 'analytics', operation: 'use', ...fields },
        })
      ).body
    const before = await decide()
    await append(backend, [choice()], { account })

    const after = await decide()
    const earlier = await decide({ knownAt: '2026-11-01T00:00:00.000Z' })

    expect(before).toMatchObject({ allowed: false, reason: 'not-asked' })
    expect(after).toMatchObject({ allowed: true, reason: 'granted' })
    expect(earlier.allowed).toBe(false)
  })

  test('answers for a past moment with what had taken effect by then', async () => {
    const account = newAccount()
    const grant = choice()
    await append(backend, [grant], { account })
    const { body: state } = await call<SubjectState>(backend, '/v1/state', { account })
    await append(backend, [choice({ choice: 'withdrawn', replaces: [grant.id] })], { account })
    const decide = async (fields: object) => {
      const body = { purpose: 'analytics', operation: 'use', ...fields }
      return (await call<Decision>(backend, '/v1/decisions', { account, body })).body
    }

    expect(await decide({})).toMatchObject({ allowed: false, reason: 'withdrawn' })
    expect(await decide({ at: state.asOf })).toMatchObject({ allowed: true, reason: 'granted', evidence: 'recorded' })
  })

  test('says no for a purpose that the policy does not have', async () => {
    const { body } = await call<Decision>(backend, '/v1/decisions', {
      account: newAccount(),
      body: { purpose: 'nothing', operation: 'use' },
    })

    expect(body).toMatchObject({ allowed: false, reason: 'unknown-purpose' })
  })
})
