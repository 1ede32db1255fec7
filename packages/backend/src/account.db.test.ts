import type { OpenAccountReply, SubjectState } from '@privacykit/contract'
import { memoryKeys } from '@privacykit/vault'
import { beforeAll, expect, test } from 'vitest'
import { type Backend, createBackend } from './backend.ts'
import { appendBackendRecord } from './backend-record.ts'
import type { Database, OpenDatabase } from './database.ts'
import { markErased } from './subject.ts'
import { append, call, choice, newAccount, SECRET, testBackend, testPolicy } from './test-backend.ts'
import { describeDatabases } from './test-databases.ts'

const ID = 'AAAAAAAAAAAAAAAAAAAAAA'

describeDatabases('accounts', ({ database }) => {
  let backend: Backend
  let opened: OpenDatabase

  beforeAll(async () => {
    opened = await database().open()
    // the test looks into the database that the backend has open, so both share it
    const shared: Database = { open: async () => ({ ...opened, close: async () => {} }) }
    backend = testBackend(shared)
    await backend.start()
    return async () => {
      await backend.stop()
      await opened.close()
    }
  })

  const open = (account: string) =>
    call<OpenAccountReply>(backend, '/v1/accounts', {
      account,
      body: { identifiers: [{ kind: 'email', value: 'a@b.example' }] },
    })
  const stateOf = (account: string, generation?: number) =>
    call<SubjectState>(backend, '/v1/state', { account, ...(generation !== undefined && { generation }) })
  const erase = async (account: string) => {
    const key = { tenant: 'default', app: 'shop', subject: { kind: 'account' as const, id: account } }
    const record = { id: account.slice(2), type: 'erased' as const, requestId: ID, proofId: ID }
    await opened.db.transaction().execute(async (trx) => {
      await appendBackendRecord(trx, { ...key, subject: { ...key.subject, generation: 1 }, record, fixedNow: null })
      await markErased(trx, { ...key, generation: 1 })
    })
  }

  test('opens the first generation, once, however often it is asked', async () => {
    const account = newAccount()

    const replies = await Promise.all(Array.from({ length: 10 }, () => open(account)))

    expect(replies.map(({ body }) => body)).toEqual(
      replies.map(() => ({ generation: 1, flags: { suppressed: false, ageUnknown: false } })),
    )
    expect((await stateOf(account)).body.records.map(({ record }) => record.type)).toEqual(['account-opened'])
  })

  test('keeps what was said before the account was opened', async () => {
    const account = newAccount()
    await append(backend, [choice()], { account })

    await open(account)

    expect((await stateOf(account)).body.records.map(({ record }) => record.type)).toEqual(['choice', 'account-opened'])
  })

  test('answers erased to reads and writes of an erased generation', async () => {
    const account = newAccount()
    await append(backend, [choice()], { account })
    await erase(account)

    const replies = [
      await append(backend, [choice()], { account, generation: 1 }),
      await append(backend, [choice()], { account }),
      await stateOf(account),
    ]

    expect(replies.map(({ status, body }) => [status, (body as { code?: string }).code])).toEqual(
      replies.map(() => [410, 'erased']),
    )
  })

  test('opens the next generation after an erasure, without anything of the one before', async () => {
    const account = newAccount()
    const earlier = choice()
    await append(backend, [earlier], { account })
    await erase(account)

    const { body } = await open(account)

    expect(body.generation).toBe(2)
    expect((await stateOf(account)).body.records.map(({ record }) => record.type)).toEqual(['account-opened'])
    expect((await stateOf(account, 1)).status).toBe(410)
    expect((await append(backend, [choice()], { account, generation: 1 })).status).toBe(410)
    expect(
      (await append(backend, [choice({ replaces: [earlier.id] })], { account, generation: 2 })).body,
    ).toMatchObject({ code: 'unknown-replaces' })
  })

  test.each([
    { title: 'a short secret', apps: [{ id: 'shop', keys: [{ secret: 'short' }] }] },
    { title: 'no key at all', apps: [{ id: 'shop', keys: [] }] },
    { title: 'one app twice', apps: [0, 1].map((index) => ({ id: 'shop', keys: [{ secret: `${SECRET}${index}` }] })) },
    { title: 'one secret for two apps', apps: ['shop', 'blog'].map((id) => ({ id, keys: [{ secret: SECRET }] })) },
    { title: 'the policy of another app', apps: [{ id: 'blog', policy: testPolicy(), keys: [{ secret: SECRET }] }] },
  ])('refuses options with $title', ({ apps }) => {
    expect(() => createBackend({ apps, database: database(), keys: memoryKeys() })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
  })

  test('refuses a key after its end', async () => {
    const keys = [{ secret: SECRET, expiresAt: '2026-01-01T00:00:00.000Z' }]
    const shared: Database = { open: async () => ({ ...opened, close: async () => {} }) }
    const ended = createBackend({ apps: [{ id: 'shop', keys }], database: shared, keys: memoryKeys() })

    const reply = await call(ended, '/v1/state', { account: newAccount() })

    await ended.stop()
    expect(reply.body).toMatchObject({ code: 'invalid-credential' })
  })
})
