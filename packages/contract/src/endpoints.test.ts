import { describe, expect, it } from 'vitest'
import { COMMON_CODES, ENDPOINTS, ERRORS, matchEndpoint, RETRYABLE, scopeSchema } from './index.ts'

const entries = Object.entries(ENDPOINTS)

describe('ENDPOINTS', () => {
  it('names only codes of the closed list, none twice', () => {
    for (const [, endpoint] of entries) {
      const codes = [...endpoint.codes, ...COMMON_CODES]
      expect(codes.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([])
      expect(new Set(codes).size).toBe(codes.length)
    }
  })

  it('holds no method and path twice on one surface', () => {
    const keys = entries.map(([, { surface, method, path }]) => `${surface} ${method} ${path}`)

    expect(new Set(keys).size).toBe(keys.length)
  })

  it('asks a scope of every service endpoint but health and keys, and none of the browser', () => {
    const open = entries.filter(([, endpoint]) => endpoint.scope === null && endpoint.surface === 'service')

    expect(open.map(([name]) => name)).toEqual(['health', 'readKeys'])
    for (const [, { surface, scope }] of entries) {
      if (surface === 'browser') expect(scope).toBeNull()
      else if (scope !== null) expect(scopeSchema.safeParse(scope).success).toBe(true)
    }
  })

  it('lets every write with a body answer the failures of reading one', () => {
    for (const [, endpoint] of entries) {
      if (!('body' in endpoint)) continue
      expect(endpoint.codes).toEqual(
        expect.arrayContaining(['bad-json', 'invalid-body', 'body-too-large', 'unsupported-media-type']),
      )
    }
  })

  it('lets every browser write refuse a foreign origin', () => {
    for (const [, endpoint] of entries) {
      if (endpoint.surface === 'browser' && endpoint.method !== 'GET') {
        expect(endpoint.codes).toContain('foreign-origin')
      }
    }
  })
})

describe('matchEndpoint', () => {
  it('finds every endpoint of the table by its own method and path', () => {
    for (const [name, endpoint] of entries) {
      const path = endpoint.path.replaceAll(/:\w+/g, 'A'.repeat(22))

      expect(matchEndpoint(endpoint.surface, endpoint.method, path)).toMatchObject({ endpoint: name })
    }
  })

  it('gives the values of the named segments', () => {
    expect(matchEndpoint('service', 'POST', '/v1/steps/abc_-9/report')).toEqual({
      endpoint: 'reportStep',
      params: { stepId: 'abc_-9' },
    })
  })

  it('takes a literal segment before a pattern', () => {
    expect(matchEndpoint('browser', 'GET', '/deregistrations/preview')).toMatchObject({ endpoint: 'browserPreview' })
  })

  it.each(['/v1/records/', '/v1', '/v1/steps/a%2Fb/report', '/v1/steps//report', '/v1/proofs/..', '/records'])(
    'knows no endpoint at %s of the service',
    (path) => {
      expect(matchEndpoint('service', 'POST', path)).toBe('unknown-endpoint')
    },
  )

  it('tells a wrong method from a wrong path', () => {
    expect(matchEndpoint('service', 'DELETE', '/v1/records')).toBe('method-not-allowed')
  })
})

describe('ERRORS', () => {
  it('has a final answer for what the caller must change and a retryable one for what passes by itself', () => {
    for (const code of RETRYABLE) expect(ERRORS[code].status === 429 || ERRORS[code].status >= 500).toBe(true)
    expect(RETRYABLE.has('id-reused')).toBe(false)
    expect(ERRORS['unknown-policy-version'].status).toBe(503)
  })
})
