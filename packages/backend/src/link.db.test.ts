import type { AppendReply, Decision, SubjectState } from '@privacykit/contract'
import { deviceIdOf } from '@privacykit/vault'
import { beforeAll, expect, test } from 'vitest'
import type { Backend } from './backend.ts'
import { append, call, choice, newAccount, newDevice, testBackend } from './test-backend.ts'
import { describeDatabases } from './test-databases.ts'

describeDatabases('links', ({ database }) => {
  let backend: Backend

  beforeAll(async () => {
    backend = testBackend(database())
    await backend.start()
    return () => backend.stop()
  })

  const link = (account: string, device: string, mode = 'adopt') =>
    call(backend, '/v1/links', { account, device, body: { mode } })
  const stateOf = async (who: { account?: string; device?: string }) =>
    (await call<SubjectState>(backend, '/v1/state', who)).body
  const isAllowed = async (account: string) => {
    const body = { purpose: 'analytics', operation: 'use' }
    return (await call<Decision>(backend, '/v1/decisions', { account, body })).body.allowed
  }

  test('shows the account what its device said, and the device nothing of the account', async () => {
    const account = newAccount()
    const device = newDevice()
    await append(backend, [choice({ choice: 'refused' })], { device })
    await append(backend, [choice()], { account })

    await link(account, device)

    const seen = await stateOf({ account })
    expect(seen.records.map(({ record }) => record.type)).toEqual(['choice', 'link', 'choice'])
    expect(seen.records.at(-1)?.stamp?.subject).toEqual({ kind: 'device', id: deviceIdOf(device) })
    expect((await stateOf({ device })).records).toHaveLength(1)
  })

  test('lets a later choice of the account replace what the device had said', async () => {
    const account = newAccount()
    const device = newDevice()
    const onDevice = choice({ choice: 'refused' })
    await append(backend, [onDevice], { device })

    const before = await append(backend, [choice({ replaces: [onDevice.id] })], { account })
    await link(account, device)
    const after = await append<AppendReply>(backend, [choice({ replaces: [onDevice.id] })], { account })

    expect(before.body).toMatchObject({ code: 'unknown-replaces' })
    expect(after.status).toBe(200)
  })

  test('links a device to one account for life', async () => {
    const device = newDevice()
    const first = newAccount()
    await link(first, device)

    const reply = await link(newAccount(), device)

    expect(reply).toMatchObject({ status: 409, body: { code: 'device-linked' } })
  })

  test('leaves one account the winner when many link one device at once', async () => {
    const device = newDevice()
    const accounts = Array.from({ length: 10 }, newAccount)

    const replies = await Promise.all(accounts.map((account) => link(account, device)))

    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
    const states = await Promise.all(accounts.map((account) => stateOf({ account })))
    expect(states.filter((state) => state.records.length > 0)).toHaveLength(1)
  })

  test('changes nothing when the same link comes again, even twenty times at once', async () => {
    const account = newAccount()
    const device = newDevice()

    const replies = await Promise.all(Array.from({ length: 20 }, () => link(account, device)))

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await stateOf({ account })).records).toHaveLength(1)
  })

  test('carries a grant over only when it adopts, and adopts later when the person confirms', async () => {
    const account = newAccount()
    const device = newDevice()
    await append(backend, [choice()], { device })

    await link(account, device, 'deny-only')
    const before = await isAllowed(account)
    await link(account, device, 'adopt')
    const after = await isAllowed(account)
    await link(account, device, 'deny-only')

    expect([before, after, await isAllowed(account)]).toEqual([false, true, true])
  })

  test('needs both credentials', async () => {
    const reply = await call(backend, '/v1/links', { account: newAccount(), body: { mode: 'adopt' } })

    expect(reply).toMatchObject({ status: 401, body: { code: 'missing-credential' } })
  })
})
