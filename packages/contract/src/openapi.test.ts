import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { ENDPOINTS, ERRORS } from './index.ts'
import { createOpenApi } from './openapi.ts'

describe('createOpenApi', () => {
  it('makes a document that an independent validator accepts as OpenAPI 3.1', async () => {
    const validator = new Validator()

    const result = await validator.validate({ ...createOpenApi() })

    expect(result).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('describes every endpoint of the table once, with its codes as problem responses', () => {
    const { paths } = createOpenApi()

    for (const [name, endpoint] of Object.entries(ENDPOINTS)) {
      const item = paths[endpoint.path.replaceAll(/:(\w+)/g, '{$1}')]
      const operation = item?.[endpoint.method.toLowerCase()] as {
        // as: paths are plain JSON without a type
        operationId: string
        responses: Record<string, unknown>
      }
      expect(operation.operationId).toBe(name)
      expect(operation.responses[endpoint.status]).toBeDefined()
      for (const code of endpoint.codes) {
        expect(JSON.stringify(operation.responses[ERRORS[code].status])).toContain(`"${code}"`)
      }
    }
  })

  it('resolves every reference to a named schema', () => {
    const document = createOpenApi()

    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)]

    expect(references.length).toBeGreaterThan(100)
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(String(name))
  })

  it('forbids unknown fields in requests and leaves replies open for newer servers', () => {
    const { schemas } = createOpenApi().components

    expect(schemas.AppendBody).toHaveProperty('additionalProperties', false)
    expect(schemas.SubjectState).not.toHaveProperty('additionalProperties')
  })

  it('puts the browser surface below the given prefix', () => {
    const { paths } = createOpenApi({ prefix: '/hidden' })

    expect(paths['/records']).toHaveProperty('servers', [{ url: '/hidden' }])
    expect(paths['/v1/records']).not.toHaveProperty('servers')
  })
})
