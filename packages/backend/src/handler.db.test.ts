import { BODY_LIMIT_BYTES, type SubjectState } from '@privacykit/contract'
import { newId } from '@privacykit/vault'
import { beforeAll, expect, test } from 'vitest'
import type { Backend } from './backend.ts'
import type { LogEntry } from './log.ts'
import {
  append,
  type Call,
  call,
  choice,
  FOREIGN_SECRET,
  newAccount,
  newDevice,
  READ_SECRET,
  SECRET,
  testBackend,
} from './test-backend.ts'
import { describeDatabases } from './test-databases.ts'

const CANARY = 'canary@person.example'
const body = (records: unknown[] = [choice()]) => ({ records, sentAt: '2026-11-22T10:00:00.000Z' })

const WRONG: {
  title: string
  path?: string
  options: () => Call
  status: number
  code: string
  pointers?: string[]
}[] = [
  { title: 'broken JSON', options: () => ({ body: `{"records": "${CANARY}` }), status: 400, code: 'bad-json' },
  {
    title: 'a body without its fields',
    options: () => ({ body: {} }),
    status: 422,
    code: 'invalid-body',
    pointers: ['/records', '/sentAt'],
  },
  {
    title: 'a body that names a foreign subject',
    options: () => ({ body: { ...body(), subject: { kind: 'account', id: CANARY } } }),
    status: 422,
    code: 'invalid-body',
    pointers: [''],
  },
  {
    title: 'a record that names a foreign subject',
    options: () => ({ body: body([{ ...choice(), account: CANARY }]) }),
    status: 422,
    code: 'invalid-body',
    pointers: ['/records/0'],
  },
  {
    title: 'a prototype in the body',
    options: () => ({ body: `{"__proto__": {"admin": true}, "records": [], "sentAt": "x"}` }),
    status: 422,
    code: 'invalid-body',
  },
  {
    title: 'a wrong field, naming its place and not its value',
    options: () => ({ body: body([choice({ language: CANARY })]) }),
    status: 422,
    code: 'invalid-body',
    pointers: ['/records/0/language'],
  },
  {
    title: 'half a character, which has no bytes',
    options: () => ({ body: body([choice({ noticeId: 'x\ud800' })]) }),
    status: 422,
    code: 'invalid-body',
  },
  {
    title: 'more records than one request takes',
    options: () => ({ body: body(Array.from({ length: 51 }, () => choice())) }),
    status: 422,
    code: 'invalid-body',
    pointers: ['/records'],
  },
  {
    title: 'a body over the limit',
    options: () => ({ body: body([choice({ noticeId: 'x'.repeat(BODY_LIMIT_BYTES) })]) }),
    status: 413,
    code: 'body-too-large',
  },
  {
    title: 'a body that is not JSON by name',
    options: () => ({ body: body(), headers: { 'content-type': 'text/plain' } }),
    status: 415,
    code: 'unsupported-media-type',
  },
  { title: 'no credential', options: () => ({ body: body(), secret: null }), status: 401, code: 'missing-credential' },
  {
    title: 'a credential nobody knows',
    options: () => ({ body: body(), secret: 'nobody-knows-this-key' }),
    status: 401,
    code: 'invalid-credential',
  },
  {
    title: 'a credential that may only read',
    options: () => ({ body: body(), secret: READ_SECRET }),
    status: 403,
    code: 'insufficient-scope',
  },
  {
    title: 'an e-mail address as account',
    options: () => ({ body: body(), account: CANARY }),
    status: 401,
    code: 'invalid-credential',
  },
  {
    title: 'a device id in place of a device secret',
    options: () => ({ body: body(), device: newId() }),
    status: 401,
    code: 'invalid-credential',
  },
  {
    title: 'the role of the backend',
    options: () => ({ body: body(), role: 'backend' }),
    status: 403,
    code: 'role-not-allowed',
  },
  {
    title: 'the role of an admin without its scope',
    options: () => ({ body: body(), role: 'admin' }),
    status: 403,
    code: 'insufficient-scope',
  },
  {
    title: 'a generation that was never opened',
    options: () => ({ body: body(), generation: 7 }),
    status: 403,
    code: 'foreign-subject',
  },
  {
    title: 'a path that is not there',
    path: '/v1/everything',
    options: () => ({}),
    status: 404,
    code: 'unknown-endpoint',
  },
  {
    title: 'a method that the path does not take',
    path: '/v1/records',
    options: () => ({ method: 'GET' }),
    status: 405,
    code: 'method-not-allowed',
  },
]

describeDatabases('wrong input', ({ database }) => {
  let backend: Backend
  const entries: LogEntry[] = []

  beforeAll(async () => {
    backend = testBackend(database(), { log: (entry) => entries.push(entry) })
    await backend.start()
    return () => backend.stop()
  })

  test.each(WRONG)('refuses $title', async ({ path = '/v1/records', options, status, code, pointers }) => {
    const account = newAccount()

    const reply = await call(backend, path, { role: 'subject', account, ...options() })

    expect(reply.status).toBe(status)
    expect(reply.body).toMatchObject({ code, status, type: `urn:privacykit:error:${code}` })
    if (pointers !== undefined) expect(reply.body.pointers).toEqual(pointers)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(JSON.stringify(reply.body)).not.toContain(CANARY)
    expect((await call<SubjectState>(backend, '/v1/state', { account })).body.seq).toBe(0)
  })

  test('never shows one tenant what another stored under the same app and account', async () => {
    const account = newAccount()
    await append(backend, [choice()], { account })

    const reply = await call<SubjectState>(backend, '/v1/state', { account, secret: FOREIGN_SECRET })

    expect(reply.body).toMatchObject({ records: [], seq: 0 })
  })

  test('lets two tenants use the same record id, for neither sees the other', async () => {
    const record = choice()
    const account = newAccount()

    const replies = [
      await append(backend, [record], { account }),
      await append(backend, [record], { account, secret: FOREIGN_SECRET }),
    ]

    expect(replies.map((reply) => reply.status)).toEqual([200, 200])
  })

  test('reads a body that has no declared length only up to the limit', async () => {
    let pulled = 0
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(16_384).fill(0x20))
      },
    })
    const headers = {
      authorization: `Bearer ${SECRET}`,
      'content-type': 'application/json',
      'privacy-device': newDevice(),
    }

    const response = await backend.fetch(
      new Request('http://backend.test/v1/records', { method: 'POST', headers, body: stream, duplex: 'half' }),
    )

    expect(response.status).toBe(413)
    expect(pulled).toBeLessThan(10)
  })

  test('refuses bytes that are not UTF-8', async () => {
    const headers = {
      authorization: `Bearer ${SECRET}`,
      'content-type': 'application/json',
      'privacy-device': newDevice(),
    }

    const body = Buffer.from('7b22c328223a317d', 'hex')
    const response = await backend.fetch(
      new Request('http://backend.test/v1/records', { method: 'POST', headers, body }),
    )

    expect(await response.json()).toMatchObject({ code: 'bad-json' })
  })

  test('writes nothing of a request into the log', async () => {
    const account = newAccount()
    await append(backend, [choice({ noticeId: CANARY })], { account })

    const written = JSON.stringify(entries)

    expect(entries.at(-1)).toMatchObject({ event: 'request', endpoint: 'appendRecords', status: 200, app: 'shop' })
    expect(written).not.toContain(CANARY)
    expect(written).not.toContain(account)
  })

  test('names the methods of a path when another is used', async () => {
    const reply = await call(backend, '/v1/policies', { method: 'POST', body: {} })

    expect(reply.headers.get('allow')).toBe('GET, PUT')
  })

  test('answers unavailable once it was stopped, and works again once it was started', async () => {
    const account = newAccount()
    const other = testBackend(database())
    await other.start()
    await other.stop()

    const stopped = await append(other, [choice()], { account })
    await other.start()
    const started = await append(other, [choice()], { account })

    await other.stop()
    expect(stopped.body).toMatchObject({ code: 'unavailable' })
    expect(started.status).toBe(200)
  })
})
