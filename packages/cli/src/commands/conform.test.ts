import { afterAll, expect, test } from 'vitest'
import { createTestProject } from '../test-project.ts'

const project = createTestProject()
afterAll(() => project.remove())

test('fails a server that answers everything with an empty object, case by case', async () => {
  const asked = new Set<string>()

  const { code, out } = await project.run(['conform', 'http://127.0.0.1:1/', '--app', 'fixture'], {
    env: { PRIVACY_KEY: 'a-service-key-of-a-test' },
    fetch: async (request) => {
      asked.add(new URL((request as Request).url).pathname) // as: the suite asks with Request objects
      return Response.json({})
    },
  })

  expect(code).toBe(1)
  expect(out).toMatch(/^failed {3}/m)
  expect(out).toMatch(/^0 passed, \d+ failed, \d+ skipped$/m)
  expect(asked).toContain('/v1/policies')
})

test('says which option is missing', async () => {
  expect(await project.run(['conform', 'ftp://x'])).toMatchObject({ code: 2, err: expect.stringContaining('http') })
  expect(await project.run(['conform', 'http://127.0.0.1'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--app'),
  })
  expect(await project.run(['conform', 'http://127.0.0.1', '--app', 'a'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('PRIVACY_KEY'),
  })
})
