/** Test support: a server of the browser-facing routes, in memory, that can be made to fail. Not part of the package's entry. */
import type { AppendBody, ListedRecord, PrivacyRecord, Receipt } from '@privacykit/contract'
import type { ErrorCode } from '@privacykit/contract/error'
import type { Fetch } from './api.ts'

/** One request that reached the server's door, whether it was let in or not. */
export interface SeenRequest {
  method: string
  path: string
  headers: Headers
  credentials: RequestCredentials | undefined
  keepalive: boolean
  body: unknown
}

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
/** A problem document. */
export const problem = (status: number, code: ErrorCode) =>
  new Response(JSON.stringify({ type: `urn:privacykit:error:${code}`, title: code, status, code }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })

/** A server that stores per subject and forgets nothing, with a hook to make it fail. */
export function createServer(clock: { at: number }) {
  const lists = new Map<string, ListedRecord[]>()
  const seen: SeenRequest[] = []
  const server = {
    seen,
    lists,
    /** The account of the session cookie; null: nobody is signed in. */
    session: null as string | null,
    /** Secret in the cookie that scripts cannot read; null: there is none. */
    cookie: null as string | null,
    /** Answers instead of the server; undefined lets the request through. A rejection is a network failure. */
    intercept: (_: SeenRequest): Response | Promise<Response | undefined> | undefined => undefined,
    /** Called after the request was carried out; a rejection loses the answer. */
    afterwards: (_: SeenRequest): Promise<void> => Promise.resolve(),
    /** Ids of the records stored for a subject. */
    idsOf: (subject: string) => (lists.get(subject) ?? []).map(({ record }) => record.id),
    all: () => [...lists.values()].flat().map(({ record }) => record as PrivacyRecord), // as: only readable records are sent here
    goDown() {
      server.intercept = () => Promise.reject(new TypeError('network'))
    },
    goUp() {
      server.intercept = () => undefined
    },
    fetch: (async (input, init) => {
      const request = await readRequest(input, init)
      seen.push(request)
      const answer = (await server.intercept(request)) ?? handle(request)
      await server.afterwards(request)
      return answer
    }) as Fetch, // as: the mock takes what fetch takes
  }

  function handle(request: SeenRequest): Response {
    const expected = request.headers.get('privacy-expect')
    const isDevice = expected === 'device' || expected?.startsWith('device:') === true
    const device = request.headers.get('privacy-device') ?? (request.credentials === 'omit' ? null : server.cookie)
    const account = request.credentials === 'omit' || isDevice ? null : server.session
    if (expected?.startsWith('device:') && expected !== `device:id-of-${device}`) return problem(403, 'foreign-subject')
    if (expected === 'account' && account === null) return problem(403, 'foreign-subject')
    if (expected?.startsWith('account:') && expected !== `account:${account}`) return problem(403, 'foreign-subject')
    const subject = account ?? device
    if (subject === null) return problem(401, 'missing-credential')
    const kind = account === null ? 'device' : 'account'
    if (request.path === '/records') return append(subject, kind, request.body as AppendBody) // as: the client's own body
    if (request.path === '/state') {
      const by = request.headers.has('privacy-device') ? 'header' : 'cookie'
      const proved = kind === 'device' ? { device: { id: `id-of-${subject}`, by } } : {}
      return json(200, { ...stateOf(subject, kind), ...proved })
    }
    if (request.path === '/link') {
      const own = lists.get(subject) ?? []
      lists.set(subject, [...own, ...(lists.get(device ?? '') ?? [])])
      return json(200, { linked: true, seq: 1 })
    }
    return problem(404, 'unknown-endpoint')
  }

  function append(subject: string, kind: 'account' | 'device', { records }: AppendBody): Response {
    const list = lists.get(subject) ?? []
    for (const record of records) {
      const elsewhere = [...lists].some(
        ([other, known]) => other !== subject && known.some((each) => each.record.id === record.id),
      )
      if (elsewhere) return problem(409, 'id-reused')
      const ids = [...list, ...records.map((each) => ({ record: each }))].map((each) => each.record.id)
      if ('replaces' in record && record.replaces.some((id) => !ids.includes(id)))
        return problem(422, 'unknown-replaces')
    }
    const receivedAt = new Date(clock.at).toISOString()
    for (const record of records) {
      if (list.some((known) => known.record.id === record.id)) continue
      const stamp = {
        subject: { kind, id: subject },
        generation: 1,
        actor: { role: 'subject' as const },
        seq: list.length + 1,
        receivedAt,
      }
      list.push({ record, stamp: { ...stamp, effectiveAt: receivedAt, clock: 'received' } })
    }
    lists.set(subject, list)
    const receipts = records.map(({ id }): Receipt => {
      const seq = list.findIndex(({ record }) => record.id === id) + 1
      const common = { v: 1 as const, recordId: id, app: 'shop', seq, receivedAt, effectiveAt: receivedAt }
      return { ...common, commitment: 'c', durability: 'process', jws: 'j' }
    })
    return json(200, { receipts, seq: list.length, generation: 1 })
  }

  function stateOf(subject: string, kind: 'account' | 'device') {
    const records = lists.get(subject) ?? []
    const asOf = new Date(clock.at + 1000).toISOString()
    return {
      kind,
      generation: 1,
      records,
      asOf,
      seq: records.length,
      policyVersion: '1',
      flags: { suppressed: false, ageUnknown: false },
    }
  }

  return server
}

async function readRequest(input: RequestInfo | URL, init: RequestInit | undefined): Promise<SeenRequest> {
  const request = input instanceof Request ? input : null
  const url = request?.url ?? String(input)
  const body = request === null ? String(init?.body ?? '') : await request.clone().text()
  return {
    method: request?.method ?? init?.method ?? 'GET',
    path: new URL(url).pathname.replace('/api/privacy', ''),
    headers: new Headers(request?.headers ?? init?.headers),
    credentials: request?.credentials ?? init?.credentials,
    keepalive: request?.keepalive ?? init?.keepalive ?? false,
    body: body === '' ? undefined : JSON.parse(body),
  }
}
