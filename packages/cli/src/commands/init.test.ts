import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestProject, type TestProject } from '../test-project.ts'

let project: TestProject
beforeEach(() => {
  project = createTestProject()
})
afterEach(() => project.remove())

test('writes a policy that passes its own check, and says what comes next', async () => {
  const { code, out } = await project.run(['init', '--app', 'veranda'])

  expect(code).toBe(0)
  expect(out).toContain('privacykit check')
  expect(project.read('privacy.policy.ts')).toContain("app: 'veranda'")
  expect(await project.run(['build'])).toMatchObject({ code: 0 })
  const check = await project.run(['check', '--json'])
  expect(JSON.parse(check.out)).toMatchObject({ ok: true })
  expect(JSON.parse(check.out).findings.filter((each: { level: string }) => each.level !== 'note')).toEqual([])
})

test('never overwrites a policy', async () => {
  project.write('privacy.policy.ts', 'mine')

  const { code, err } = await project.run(['init'])

  expect(code).toBe(1)
  expect(err).toContain('here already')
  expect(project.read('privacy.policy.ts')).toBe('mine')
})

test('refuses a name that cannot be one', async () => {
  const { code, err } = await project.run(['init', '--app', "a', version: '"])

  expect(code).toBe(1)
  expect(err).toContain('--app')
})
