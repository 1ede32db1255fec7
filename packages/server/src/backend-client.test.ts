import { newDeviceSecret, newId } from '@privacykit/vault'
import { describe, expect, it } from 'vitest'
import { createBackendClient } from './backend-client.ts'
import { appendReply, fakeBackend, stateReply } from './test-backend.ts'

const key = 'service-key-for-tests'
const silent = () => new Promise<Response>(() => undefined)
const ada = { kind: 'account', id: 'ada', generation: 3 } as const

describe('a call to the backend', () => {
  it('carries the key, the subject and the author', async () => {
    const backend = fakeBackend({ readState: () => stateReply(), appendRecords: appendReply })
    const call = createBackendClient({ fetch: backend.fetch, key })
    const secret = newDeviceSecret()

    await call('readState', { subject: ada, query: { receipts: '1' } })
    await call('appendRecords', {
      subject: { kind: 'device', id: 'x', secret },
      role: 'subject',
      principal: 'web',
      body: { records: [], sentAt: 'now' },
    })

    const [read, append] = backend.calls
    expect(Object.fromEntries(read?.headers ?? [])).toMatchObject({
      authorization: `Bearer ${key}`,
      'privacy-account': 'ada',
      'privacy-generation': '3',
    })
    expect(read?.query.get('receipts')).toBe('1')
    expect(Object.fromEntries(append?.headers ?? [])).toMatchObject({
      'privacy-device': secret,
      'privacy-role': 'subject',
      'privacy-principal': 'web',
    })
    expect(append?.headers.has('privacy-account')).toBe(false)
  })

  it('keeps the path of the backend’s url', async () => {
    const urls: string[] = []
    const call = createBackendClient({
      url: 'https://ops.example/privacy/',
      key,
      fetch: async (request: Request | URL | string) => {
        urls.push(request instanceof Request ? request.url : String(request))
        return Response.json({ ok: true, durability: 'power' })
      },
    })

    await call('health')
    expect(urls).toEqual(['https://ops.example/privacy/v1/health'])
  })

  it('hands on the backend’s own code', async () => {
    const call = createBackendClient({
      fetch: async () =>
        Response.json(
          { type: 'x', title: 'x', status: 409, code: 'id-reused', detail: 'new id', pointers: ['/records/0'] },
          { status: 409 },
        ),
      key,
    })

    await expect(call('readState', { subject: ada })).rejects.toMatchObject({
      code: 'id-reused',
      message: 'new id',
      pointers: ['/records/0'],
    })
  })

  it.each([
    ['nobody answers', () => Promise.reject(new TypeError('connection refused'))],
    ['a proxy answers for it', async () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
    ['the answer is of another contract', async () => Response.json({ records: {} })],
    ['the problem is unknown', async () => Response.json({ code: 'teapot' }, { status: 418 })],
  ])('is unavailable, to be repeated, when %s', async (_, fetch) => {
    const call = createBackendClient({ fetch, key })

    await expect(call('readState', { subject: ada })).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('gives up after its time, also on a backend in this process that never answers', async () => {
    const call = createBackendClient({ fetch: silent, key, timeoutMs: 5 })

    await expect(call('health')).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('ends with its signal', async () => {
    const call = createBackendClient({ fetch: silent, key })

    await expect(call('health', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('cannot be led to another path by an id', async () => {
    const backend = fakeBackend()
    const call = createBackendClient({ fetch: backend.fetch, key })

    await expect(call('readDeregistration', { params: { requestId: '../steps/lease?x=' } })).rejects.toThrow()
    await call('readDeregistration', { params: { requestId: newId() } }).catch(() => undefined)
    expect(backend.calls.map(({ endpoint }) => endpoint)).toEqual(['readDeregistration'])
  })

  it('needs to know where the backend is', () => {
    expect(() => createBackendClient({ key } as never)).toThrow(expect.objectContaining({ code: 'invalid-option' })) // as: JavaScript callers
  })
})
