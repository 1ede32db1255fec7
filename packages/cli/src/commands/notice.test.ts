import { fixturePolicy } from '@privacykit/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestProject, type TestProject } from '../test-project.ts'

let project: TestProject
beforeEach(() => {
  project = createTestProject()
  project.write('privacy.policy.ts', `export const policy = ${JSON.stringify(fixturePolicy)}\n`)
})
afterEach(() => project.remove())

test('prints the cookies notice of the policy, in its first language', async () => {
  const { code, out } = await project.run(['notice'])

  expect(code).toBe(0)
  expect(out).toMatch(/^# Cookies and other storage/)
})

test('prints a section of a page in another language', async () => {
  const { code, out } = await project.run(['notice', '--language', 'id', '--format', 'html'])

  expect(code).toBe(0)
  expect(out).toMatch(/^<section lang="id" dir="ltr">/)
})

test('knows no other format', async () => {
  expect(await project.run(['notice', '--format', 'pdf'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('md or html'),
  })
})
