import { describe, expect, it } from 'vitest'
import { gpcJson, gpcResponse } from './gpc-json.ts'
import { fakeBackend } from './test-backend.ts'
import { KEY, SITE, testPrivacy } from './test-privacy.ts'

const ask = (privacy: { fetch(request: Request): Promise<Response> }, method = 'GET') =>
  privacy.fetch(new Request(`${SITE}/.well-known/gpc.json`, { method }))

describe('gpc.json', () => {
  it('has the members of the specification, and its type', async () => {
    const response = gpcResponse({ lastUpdate: '2026-11-22' })

    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toEqual({ gpc: true, lastUpdate: '2026-11-22' })
    expect(gpcJson({ gpc: false, lastUpdate: '2026-11-22' })).toEqual({ gpc: false, lastUpdate: '2026-11-22' })
  })

  it.each(['yesterday', '2026-02-30', '2026-13-01', '22.11.2026', ''])('takes no %j for a day', (lastUpdate) => {
    expect(() => gpcJson({ lastUpdate })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  it('is served where the app asked for it, and only there', async () => {
    const backend = { fetch: fakeBackend().fetch, key: KEY }
    const serving = testPrivacy({ backend, gpc: { lastUpdate: '2026-11-22' } })

    expect(await (await ask(serving)).json()).toEqual({ gpc: true, lastUpdate: '2026-11-22' })
    expect((await ask(serving, 'POST')).status).toBe(404)
    expect((await ask(testPrivacy({ backend }))).status).toBe(404)
  })
})
