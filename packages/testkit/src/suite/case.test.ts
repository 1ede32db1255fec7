import { describe, expect, it } from 'vitest'
import { newId } from '../bytes.ts'
import { createFakePrivacy } from '../fake/fake.ts'
import { fixturePolicy } from '../fixture-policy.ts'
import { type CaseResult, runSuite } from './case.ts'
import { browserSuite, serviceSuite } from './suites.ts'

const count = (results: CaseResult[], outcome: CaseResult['outcome']) =>
  results.filter((result) => result.outcome === outcome).length

/** The fake, with every answer bent by `bend`. */
function bent(bend: (response: Response, request: Request) => Response | Promise<Response>) {
  const sessions = new Map<string, string>()
  const fake = createFakePrivacy({
    policy: fixturePolicy,
    session: (request) => {
      const id = sessions.get(request.headers.get('x-session') ?? '')
      return id === undefined ? null : { id }
    },
  })
  return {
    fetch: async (request: Request) => bend(await fake.fetch(request), request),
    async signIn(account: string) {
      const token = newId()
      sessions.set(token, account)
      return { 'x-session': token }
    },
  }
}

describe('runSuite', () => {
  it('reports each case once, in order, with its outcome', async () => {
    const seen: string[] = []
    const suite = [
      { title: 'holds', run: async () => {} },
      { title: 'breaks', run: async () => Promise.reject(new Error('expected 1, got 2')) },
      { title: 'cannot run', needs: ['key' as const], run: async () => {} },
    ]

    const results = await runSuite<{ key?: string }>(suite, {}, ({ title }) => seen.push(title))

    expect(results).toEqual([
      { title: 'holds', outcome: 'passed' },
      { title: 'breaks', outcome: 'failed', detail: 'expected 1, got 2' },
      { title: 'cannot run', outcome: 'skipped', detail: 'The context has no key.' },
    ])
    expect(seen).toEqual(['holds', 'breaks', 'cannot run'])
  })

  it.each([
    ['the network is down', () => Promise.reject(new TypeError('down'))],
    ['everything is 200 with an empty object', async () => Response.json({})],
    ['everything is a problem', async () => Response.json({ code: 'internal-error' }, { status: 500 })],
  ])('passes no case when %s', async (_, fetch) => {
    const service = await runSuite(serviceSuite, { fetch, app: 'a', key: 'k', otherKey: 'o', readKey: 'r' })
    const browser = await runSuite(browserSuite, { fetch, signIn: async () => ({}), closeAccounts: async () => {} })

    expect([count(service, 'passed'), count(browser, 'passed')]).toEqual([0, 0])
  })

  it('has a title of its own for every case', () => {
    for (const suite of [serviceSuite, browserSuite]) {
      const titles = suite.map(({ title }) => title)
      expect(new Set(titles).size).toBe(titles.length)
    }
  })
})

describe('browserSuite', () => {
  const failing: [string, Parameters<typeof bent>[0], RegExp][] = [
    [
      'receipts carry another signature',
      async (response) => {
        const text = await response.text()
        const forged = text.replaceAll(/("jws":"[^."]+\.[^."]+\.)[^"]+/g, `$1${'A'.repeat(86)}`)
        return new Response(forged, response)
      },
      /verify/,
    ],
    ['no cookie is set', (response) => withoutHeader(response, 'set-cookie'), /cookie/],
    [
      'answers may be cached as another media type',
      (response) => withHeader(response, 'content-type', 'text/html'),
      /./,
    ],
    [
      'problems repeat what was sent',
      async (response, request) => {
        if (response.status !== 422) return response
        const problem = (await response.json()) as object // as: a problem
        return Response.json({ ...problem, detail: `sentinel ${request.url}` }, response)
      },
      /never repeats it/,
    ],
    [
      'a record disappears',
      async (response, request) => {
        if (!request.url.endsWith('/state') || response.status !== 200) return response
        const state = (await response.json()) as object // as: a subject's state
        return Response.json({ ...state, records: [] }, response)
      },
      /stores a visitor’s choice/,
    ],
  ]

  it.each(failing)('fails when %s', async (_, bend, title) => {
    const results = await runSuite(browserSuite, bent(bend))

    const broken = results.filter(({ outcome }) => outcome === 'failed').map((result) => result.title)
    expect(broken.some((each) => title.test(each))).toBe(true)
  })
})

function withHeader(response: Response, name: string, value: string): Response {
  const headers = new Headers(response.headers)
  headers.set(name, value)
  return new Response(response.body, { status: response.status, headers })
}

function withoutHeader(response: Response, name: string): Response {
  const headers = new Headers(response.headers)
  headers.delete(name)
  return new Response(response.body, { status: response.status, headers })
}
