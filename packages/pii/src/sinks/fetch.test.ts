import { isPrivacyError } from '@privacykit/contract'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { nonPersonal, personal } from '../tag.ts'
import { guardFetch } from './fetch.ts'
import type { FetchGuardOptions, FetchLike, HostRule } from './fetch-rules.ts'
import type { GuardReport } from './withheld.ts'

const SECRET = 'jane@example.test'
const MAIL: HostRule = { accepts: ['user.contact.email'], purpose: 'letters' }

interface Sent {
  url: string
  method: string
  redirect: string
  headers: Record<string, string>
  text: string
}

function recorded(options: FetchGuardOptions = {}) {
  const sent: Sent[] = []
  const extras: (RequestInit | undefined)[] = []
  const reports: GuardReport[] = []
  const fetch: FetchLike = async (input, init) => {
    const request = new Request(input)
    const { url, method, redirect, headers } = request
    sent.push({ url, method, redirect, headers: Object.fromEntries(headers), text: await request.text() })
    extras.push(init)
    return new Response('ok')
  }
  return {
    sent,
    extras,
    reports,
    send: guardFetch(fetch, { onWithheld: (report) => reports.push(report), ...options }),
  }
}

const json = (value: unknown, more: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: typeof value === 'string' ? value : JSON.stringify(value),
  headers: { 'content-type': 'application/json', ...more },
})

describe('a host that takes a category', () => {
  test('gets it, as it was written', async () => {
    const { sent, send, reports } = recorded({ hosts: { 'mail.test': MAIL } })
    const body = '{ "email": "jane@example.test",\n "size": 2 }'

    const response = await send('https://mail.test/send?email=jane%40example.test', json(body))

    expect(await response.text()).toBe('ok')
    expect(sent).toMatchObject([
      { url: 'https://mail.test/send?email=jane%40example.test', method: 'POST', text: body },
    ])
    expect(reports).toEqual([])
  })

  test('does not get another', async () => {
    const { sent, send, reports } = recorded({ hosts: { 'mail.test': MAIL } })

    const failure = await send('https://mail.test/', json({ email: SECRET, phone: '0812345' })).catch((error) => error)

    expect(isPrivacyError(failure) && failure.code).toBe('personal-data-refused')
    expect(failure.message).toMatch(/mail\.test.*user\.contact\.phone_number/)
    expect(failure.message).not.toMatch(/jane|0812/)
    expect(sent).toEqual([])
    expect(reports).toMatchObject([{ sink: 'mail.test', event: 'request', sent: false }])
  })

  test('does not hand it on by a redirect, unless that is wished', async () => {
    const { sent, send } = recorded({
      hosts: { 'mail.test': MAIL, 'old.test': { ...MAIL, followRedirects: true }, 'plain.test': {} },
    })

    for (const host of ['mail.test', 'old.test', 'plain.test']) await send(`https://${host}/`)

    expect(sent.map(({ redirect }) => redirect)).toEqual(['error', 'follow', 'follow'])
  })

  test('gets nothing while the purpose is closed', async () => {
    const { sent, send } = recorded({ hosts: { 'mail.test': MAIL }, allows: () => false })

    await expect(send('https://mail.test/')).rejects.toMatchObject({ code: 'not-allowed' })
    expect(sent).toEqual([])
  })

  test('names the purpose', () => {
    expect(() => recorded({ hosts: { 'mail.test': { accepts: ['user.contact'] } } })).toThrow(/name its purpose/)
  })
})

describe('a host with a schema', () => {
  const schema = z.object({
    to: personal(z.string(), 'user.contact.email'),
    name: personal(z.string(), 'user.name').optional(),
    subject: nonPersonal(z.string()),
  })

  test('gets what the schema tags as accepted, and nothing that it does not know', async () => {
    const { sent, send } = recorded({ hosts: { 'mail.test': { ...MAIL, schema } }, whenFound: 'strip' })

    await send('https://mail.test/', json({ to: SECRET, name: 'Jane', subject: 'hi', extra: 1 }))

    expect(JSON.parse(sent[0]?.text ?? '')).toEqual({ to: SECRET, subject: 'hi' })
  })

  test('is refused a request with more, by default', async () => {
    const { sent, send } = recorded({ hosts: { 'mail.test': { ...MAIL, schema } } })

    await expect(send('https://mail.test/', json({ to: SECRET, name: 'Jane', subject: 'hi' }))).rejects.toThrow(
      /body\.name/,
    )
    await send('https://mail.test/', json({ to: SECRET, subject: 'hi' }))
    expect(sent).toHaveLength(1)
  })
})

describe('a request to a host that nobody named', () => {
  test.each<[string, string, RequestInit?]>([
    ['in the path', `https://x.test/people/${encodeURIComponent(SECRET)}`],
    ['in the query', `https://x.test/?q=${encodeURIComponent(SECRET)}`],
    [
      'in a query within the query',
      `https://x.test/?next=${encodeURIComponent(`/a?to=${encodeURIComponent(SECRET)}`)}`,
    ],
    ['under a known name in the query', 'https://x.test/?phone=0812345'],
    ['in the fragment', 'https://x.test/#jane@example.test'],
    ['in a header', 'https://x.test/', { headers: { 'x-user': SECRET } }],
    ['as authorization', 'https://x.test/', { headers: { authorization: 'Bearer abc' } }],
    ['as a cookie', 'https://x.test/', { headers: { cookie: 'sid=1' } }],
    ['in JSON, by its key', 'https://x.test/', json({ cart: [{ phone: '0812345' }] })],
    ['in JSON, escaped', 'https://x.test/', json('{"a":"jane\\u0040example.test"}')],
    [
      'in JSON that is said to be text',
      'https://x.test/',
      { method: 'POST', body: JSON.stringify({ phone: '0812345' }) },
    ],
    ['in a form', 'https://x.test/', { method: 'POST', body: new URLSearchParams({ a: SECRET }) }],
    ['in text', 'https://x.test/', { method: 'POST', body: `for ${SECRET}` }],
    ['in JSON that cannot be read', 'https://x.test/', json('{"a":')],
    ['in bytes', 'https://x.test/', { method: 'POST', body: new Uint8Array([1, 2]) }],
    ['in a file', 'https://x.test/', { method: 'POST', body: new Blob(['x'], { type: 'image/png' }) }],
  ])('is refused with something personal %s', async (_, url, init) => {
    const { sent, send } = recorded()

    const failure = await send(url, init).catch((error) => error)

    expect(failure).toMatchObject({ code: 'personal-data-refused' })
    expect(String(failure)).not.toMatch(/jane|0812/)
    expect(sent).toEqual([])
  })

  test('says in JSON only what was read, where a name stands twice', async () => {
    const { sent, send } = recorded()

    await send('https://x.test/', json('{"a":"jane@example.test","a":"b"}'))

    expect(sent).toMatchObject([{ text: '{"a":"b"}' }])
  })

  test('goes when there is nothing personal in it', async () => {
    const { sent, send, reports } = recorded()

    await send(
      'https://x.test/orders/cus_N1k2j3h4g5f6d7s8a9?page=2&cursor=8f3e9a7b6c5d4e3f2a1b',
      json({ id: 12, list: ['a'] }, { 'x-version': '2' }),
    )

    expect(sent).toMatchObject([
      {
        url: 'https://x.test/orders/cus_N1k2j3h4g5f6d7s8a9?page=2&cursor=8f3e9a7b6c5d4e3f2a1b',
        headers: { 'content-type': 'application/json', 'x-version': '2' },
        text: '{"id":12,"list":["a"]}',
      },
    ])
    expect(reports).toEqual([])
  })

  test('is refused or passed unread where that is said', async () => {
    const closed = recorded({ unknownHosts: 'deny' })
    const open = recorded({ unknownHosts: 'pass' })

    await expect(closed.send('https://x.test/')).rejects.toMatchObject({ code: 'not-allowed' })
    await open.send('https://x.test/', json({ email: SECRET }))

    expect(closed.sent).toEqual([])
    expect(open.sent).toMatchObject([{ text: JSON.stringify({ email: SECRET }) }])
  })
})

describe('a request that may be stripped', () => {
  test('goes without what may not, and says what that was', async () => {
    const { sent, send, reports } = recorded({ whenFound: 'strip' })
    const form = new FormData()
    form.append('size', '2')
    form.append('email', SECRET)
    form.append('photo', new Blob(['x']), 'jane.png')

    await send(`https://x.test/people/${SECRET}?phone=1&page=2`, {
      method: 'POST',
      body: form,
      headers: { cookie: 'a=b', 'x-a': '1' },
    })

    expect(sent[0]).toMatchObject({ url: 'https://x.test/people/[user.contact.email]?page=2', headers: { 'x-a': '1' } })
    expect(sent[0]?.text).toMatch(/name="size"\r\n\r\n2\r\n/)
    expect(sent[0]?.text).not.toMatch(/jane|photo|email/)
    expect(sent[0]?.headers).not.toHaveProperty('cookie')
    expect(reports).toMatchObject([{ sent: true }])
    expect(JSON.stringify(reports)).not.toContain('jane')
  })

  test('is refused all the same when its body cannot be read, or when the redactor fails', async () => {
    const opaque = recorded({ whenFound: 'strip' })
    const broken = recorded({
      whenFound: 'strip',
      redact() {
        throw new Error(SECRET)
      },
    })

    await expect(opaque.send('https://x.test/', { method: 'POST', body: new Uint8Array([1]) })).rejects.toMatchObject({
      code: 'personal-data-refused',
    })
    const failure = await broken.send('https://x.test/', json({ a: 1 })).catch((error) => error)

    expect(String(failure)).not.toContain('jane')
    expect([...opaque.sent, ...broken.sent]).toEqual([])
  })
})

describe('what a host was said to take unread', () => {
  test('are headers by name', async () => {
    const { sent, send } = recorded({ hosts: { 'x.test': { headers: ['Authorization'] } } })

    await send('https://x.test/', { headers: { authorization: 'Bearer abc' } })

    expect(sent).toMatchObject([{ headers: { authorization: 'Bearer abc' } }])
  })

  test('are bodies that cannot be read', async () => {
    const { sent, send } = recorded({ hosts: { 'x.test': { allowOpaque: true } } })
    const stream = new Response('streamed').body

    await send('https://x.test/', { method: 'POST', body: new Uint8Array([97]) })
    await send('https://x.test/', { method: 'POST', body: stream, duplex: 'half' } as RequestInit) // as: Node wants it for streams

    expect(sent.map(({ text }) => text)).toEqual(['a', 'streamed'])
  })

  test('is everything, for a host that passes, and for those below it', async () => {
    const { sent, send } = recorded({
      hosts: { '*.own.test': 'pass', 'bad.own.test': 'deny', 'own.test:8443': 'pass' },
    })

    await send('https://api.own.test/', json({ email: SECRET }))
    await send('https://own.test:8443/', json({ email: SECRET }))
    await expect(send('https://bad.own.test/')).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(send('https://own.test/', json({ email: SECRET }))).rejects.toMatchObject({
      code: 'personal-data-refused',
    })
    await expect(send('https://notown.test/', json({ email: SECRET }))).rejects.toThrow()

    expect(sent).toHaveLength(2)
  })
})

test('takes a request, as ky gives it, and hands on what only the runtime knows', async () => {
  const { sent, extras, send } = recorded()

  await send(new Request('https://x.test/a', json({ a: 1 })), { next: { revalidate: 1 } } as RequestInit) // as: an option of a runtime

  expect(sent).toMatchObject([{ url: 'https://x.test/a', method: 'POST', text: '{"a":1}' }])
  expect(extras).toEqual([{ next: { revalidate: 1 } }])
})

test('keeps a number that JSON.parse cannot hold, or refuses to write it anew', async () => {
  const { sent, send } = recorded()
  const body = '{"id":12345678901234567890}'

  await send('https://x.test/', json(body)).catch(() => {})

  expect(sent.every(({ text }) => text === body)).toBe(true)
})

test('refuses a host that is written as an address', () => {
  expect(() => recorded({ hosts: { 'https://x.test/a': {} } })).toThrow(/without scheme/)
})
