/** For tests: a backend that says what the test tells it to, over the contract's own table of endpoints. */
import { type EndpointName, ERRORS, isPrivacyError, type ListedRecord, matchEndpoint } from '@privacykit/contract'

interface FakeCall {
  endpoint: EndpointName
  headers: Headers
  query: URLSearchParams
  params: Readonly<Record<string, string>>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every endpoint
  body: any
}

export type FakeReplies = Partial<Record<EndpointName, (call: FakeCall) => unknown>>

export interface FakeBackend {
  fetch: (request: Request) => Promise<Response>
  calls: FakeCall[]
  /** May be changed between calls. An endpoint without a reply answers 503. */
  replies: FakeReplies
}

export function fakeBackend(replies: FakeReplies = {}): FakeBackend {
  const fake: FakeBackend = {
    calls: [],
    replies,
    async fetch(request) {
      const url = new URL(request.url)
      const match = matchEndpoint('service', request.method, url.pathname)
      if (typeof match === 'string') throw new Error(`the client called ${request.method} ${url.pathname}`)
      const text = await request.text()
      const { headers } = request
      const call = { ...match, headers, query: url.searchParams, body: text === '' ? undefined : JSON.parse(text) }
      fake.calls.push(call)
      const reply = fake.replies[match.endpoint]
      if (reply === undefined) return problem('unavailable')
      try {
        return Response.json(await reply(call))
      } catch (error) {
        if (isPrivacyError(error)) return problem(error.code, error.message)
        throw error
      }
    },
  }
  return fake
}

function problem(code: keyof typeof ERRORS, detail?: string): Response {
  const { status, title } = ERRORS[code]
  return Response.json({ type: `urn:privacykit:error:${code}`, title, status, code, detail }, { status })
}

export const AT = '2026-11-22T10:00:00.000Z'

/** A list as `readState` answers it. */
export function stateReply(records: ListedRecord['record'][] = [], fields: Record<string, unknown> = {}) {
  const subject = { kind: 'account', id: 'ada' }
  const stamped = records.map((record, index) => ({
    record,
    stamp: {
      subject,
      generation: 1,
      actor: { role: 'subject' },
      seq: index + 1,
      receivedAt: AT,
      effectiveAt: AT,
      clock: 'received',
    },
  }))
  return {
    kind: 'account',
    generation: 1,
    records: stamped,
    asOf: AT,
    seq: records.length,
    policyVersion: '2026-11-01',
    flags: { suppressed: false, ageUnknown: false },
    ...fields,
  }
}

export function appendReply() {
  return { receipts: [], seq: 1, generation: 1 }
}
