import type { AppendReply, SubjectState } from '@privacykit/contract'
import { memoryKeys, newId, verifyJws } from '@privacykit/vault'
import { beforeAll, expect, test } from 'vitest'
import type { Backend } from './backend.ts'
import { ADMIN_SECRET, append, call, choice, newAccount, newDevice, testBackend, testPolicy } from './test-backend.ts'
import { describeDatabases } from './test-databases.ts'

describeDatabases('records', ({ name, database, syncs }) => {
  let backend: Backend

  beforeAll(async () => {
    backend = testBackend(database())
    await backend.start()
    return () => backend.stop()
  })

  const stateOf = async (account: string) => (await call<SubjectState>(backend, '/v1/state', { account })).body

  test('answers a choice with a receipt that the public keys verify', async () => {
    const record = choice()

    const { status, body } = await append<AppendReply>(backend, [record], { account: newAccount() })

    const { body: keys } = await call<never>(backend, '/v1/keys', { secret: null })
    const { jws, ...payload } = body.receipts[0] ?? { jws: '' }
    expect(status).toBe(200)
    expect(verifyJws(jws, keys, 'privacy-receipt+jws')).toEqual(payload)
    const durability = (await syncs()) ? 'power' : 'process'
    expect(payload).toMatchObject({ recordId: record.id, app: 'shop', seq: 1, durability })
  })

  test('gives the same receipt when the same record comes again', async () => {
    const account = newAccount()
    const record = choice()
    const first = await append(backend, [record], { account })

    const again = await append(backend, [record], { account })

    expect(again).toEqual({ ...first, headers: again.headers })
    expect((await stateOf(account)).seq).toBe(1)
  })

  test('refuses a known id with other bytes and stores nothing of that batch', async () => {
    const account = newAccount()
    const record = choice()
    await append(backend, [record], { account })

    const { status, body } = await append(backend, [choice(), { ...record, choice: 'refused' }], { account })

    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'id-reused', pointers: ['/records/1'] })
    expect((await stateOf(account)).seq).toBe(1)
  })

  test('stores one record when 20 first submissions of a device come at once', async () => {
    const device = newDevice()
    const record = choice()

    const replies = await Promise.all(
      Array.from({ length: 20 }, () => append<AppendReply>(backend, [record], { device })),
    )

    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]))
    expect(new Set(replies.map((reply) => reply.body.receipts[0]?.jws)).size).toBe(1)
    expect((await call<SubjectState>(backend, '/v1/state', { device })).body.records).toHaveLength(1)
  })

  test('hands the list out as it was written, with the stamp of the backend', async () => {
    const account = newAccount()
    const record = choice()
    await append(backend, [record], { account, headers: { 'privacy-principal': 'web' } })

    const state = await stateOf(account)

    expect(state.records).toEqual([
      {
        record,
        stamp: expect.objectContaining({
          subject: { kind: 'account', id: account },
          generation: 1,
          actor: { role: 'subject', principal: 'web' },
          seq: 1,
          clock: 'received',
        }),
      },
    ])
    expect(state).toMatchObject({ kind: 'account', generation: 1, policyVersion: '2026-11-01' })
  })

  test('adds receipts to the list where they are asked for', async () => {
    const account = newAccount()
    const { body } = await append<AppendReply>(backend, [choice()], { account })

    const state = await call<SubjectState>(backend, '/v1/state?receipts=1', { account })

    expect(state.body.receipts).toEqual(body.receipts)
  })

  test('keeps quotes, backslashes and every other character of a text as they are', async () => {
    const account = newAccount()
    const noticeId = `'; drop table privacykit.record; -- \\' $1 \\u0027 \u0000 \u2028 é 🍵 "`

    await append(backend, [choice({ noticeId })], { account })

    expect((await stateOf(account)).records[0]?.record).toMatchObject({ noticeId })
  })

  test('answers an empty list for a subject nobody wrote about, and makes none', async () => {
    const account = newAccount()

    const state = await stateOf(account)

    expect(state).toMatchObject({ records: [], seq: 0, generation: 1 })
  })

  test.each([
    {
      title: 'a purpose that the version does not have',
      record: () => choice({ purpose: 'orderz' }),
      status: 422,
      code: 'unknown-purpose',
    },
    {
      title: 'a purpose named like a member of every object',
      record: () => choice({ purpose: 'constructor' }),
      status: 422,
      code: 'unknown-purpose',
    },
    {
      title: 'a scope that was not published',
      record: () => choice({ scopeDigest: '0000000000000000' }),
      status: 422,
      code: 'scope-mismatch',
    },
    {
      title: 'a version that has not arrived',
      record: () => choice({ policyVersion: '2027-01-01' }),
      status: 503,
      code: 'unknown-policy-version',
    },
    {
      title: 'a replaced record nobody knows',
      record: () => choice({ replaces: [newId()] }),
      status: 422,
      code: 'unknown-replaces',
    },
    {
      title: 'a record of the backend',
      record: () => ({ id: newId(), type: 'account-opened' }),
      status: 403,
      code: 'role-not-allowed',
    },
    {
      title: 'a disclosure by the person',
      record: () => ({
        id: newId(),
        type: 'disclosure',
        recipient: 'r',
        categories: [],
        purpose: 'orders',
        ground: 'g',
      }),
      status: 403,
      code: 'role-not-allowed',
    },
    {
      title: 'an objection to a purpose of no version',
      record: () => ({
        id: newId(),
        type: 'objection',
        scope: { purpose: 'nothing' },
        objection: 'objected',
        replaces: [],
      }),
      status: 422,
      code: 'unknown-purpose',
    },
  ])('refuses $title, and stores nothing', async ({ record, status, code }) => {
    const account = newAccount()

    const reply = await append(backend, [choice(), record()], { account })

    expect(reply.status).toBe(status)
    expect(reply.body).toMatchObject({ code, type: `urn:privacykit:error:${code}`, status })
    expect((await stateOf(account)).seq).toBe(0)
  })

  test('lets an admin with the scope hold rows', async () => {
    const account = newAccount()
    const hold = { id: newId(), type: 'hold', rows: 'invoices', ground: 'claim' }

    const reply = await append(backend, [hold], { account, role: 'admin', secret: ADMIN_SECRET })

    expect(reply.status).toBe(200)
  })

  test('accepts a record once its version has been published', async () => {
    const account = newAccount()
    const version = `v-${newId().replaceAll(/[^A-Za-z0-9]/g, '')}`
    const record = choice({ policyVersion: version })
    const early = await append(backend, [record], { account })

    await call(backend, '/v1/policies', { method: 'PUT', body: { policy: testPolicy(version) } })
    const late = await append(backend, [record], { account })

    expect(early.headers.get('retry-after')).not.toBeNull()
    expect(late.status).toBe(200)
  })

  // a PGlite has one owner; that a second is refused stands in the folder's test
  if (name === 'pglite') return

  test('two backends on one database store one record and give one receipt', async () => {
    const keys = memoryKeys()
    const pair = [testBackend(database(), { keys }), testBackend(database(), { keys })] as const
    await Promise.all(pair.map((each) => each.start()))
    const device = newDevice()
    const record = choice()

    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        append<AppendReply>(pair[index % 2 === 0 ? 0 : 1], [record], { device }),
      ),
    )

    await Promise.all(pair.map((each) => each.stop()))
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]))
    expect(new Set(replies.map((reply) => reply.body.receipts[0]?.jws)).size).toBe(1)
  })

  test('16 writers on two backends leave no gap in a subject’s positions', async () => {
    const pair = [testBackend(database()), testBackend(database())] as const
    await Promise.all(pair.map((each) => each.start()))
    const account = newAccount()

    await Promise.all(
      Array.from({ length: 64 }, (_, index) => append(pair[index % 2 === 0 ? 0 : 1], [choice()], { account })),
    )

    await Promise.all(pair.map((each) => each.stop()))
    const positions = (await stateOf(account)).records.map(({ stamp }) => stamp?.seq)
    expect(positions).toEqual(Array.from({ length: 64 }, (_, index) => index + 1))
  })
})
