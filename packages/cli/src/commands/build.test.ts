import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type PolicyInput, scopeDigest } from '@privacykit/policy'
import { fixturePolicy } from '@privacykit/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestProject, type TestProject } from '../test-project.ts'

let project: TestProject
beforeEach(() => {
  project = createTestProject()
})
afterEach(() => project.remove())

/** A file per policy: a changed module would come from the module cache. */
function writePolicy(name: string, change: Partial<PolicyInput> = {}): PolicyInput {
  const policy: PolicyInput = { ...fixturePolicy, ...change }
  project.write(name, `export const policy = ${JSON.stringify(policy)}\n`)
  return policy
}

function versions(): string[] {
  const history: { policy: PolicyInput }[] = JSON.parse(project.read('privacy.policy.history.json'))
  return history.map(({ policy }) => policy.version)
}

describe('the history', () => {
  test('records a version once and stays byte for byte the same', async () => {
    const policy = writePolicy('privacy.policy.ts')
    const first = await project.run(['build'])
    const before = project.read('privacy.policy.history.json')

    const again = await project.run(['build'])

    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^wrote {6}privacy\.policy\.history\.json/) })
    expect(again.out).toBe('unchanged  privacy.policy.history.json')
    expect(project.read('privacy.policy.history.json')).toBe(before)
    expect(JSON.parse(before)).toEqual([{ hash: expect.stringMatching(/^[0-9a-f]{64}$/), policy }])
  })

  test('adds a new version behind the others', async () => {
    writePolicy('one.ts', { version: '1' })
    writePolicy('two.ts', { version: '2' })
    await project.run(['build', '--policy', 'one.ts'])

    await project.run(['build', '--policy', 'two.ts'])

    expect(versions()).toEqual(['1', '2'])
  })

  test('refuses other content under a version that it has, and replaces it only when told to', async () => {
    writePolicy('one.ts', { version: '1' })
    writePolicy('other.ts', { version: '1', gpc: ['US-CA'] })
    await project.run(['build', '--policy', 'one.ts'])

    const refused = await project.run(['build', '--policy', 'other.ts'])
    const amended = await project.run(['build', '--policy', 'other.ts', '--amend'])

    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('(policy-version-reused)') })
    expect(amended.code).toBe(0)
    expect(JSON.parse(project.read('privacy.policy.history.json'))).toMatchObject([{ policy: { gpc: ['US-CA'] } }])
  })

  test('refuses to go back to an earlier version, also when told to amend', async () => {
    writePolicy('one.ts', { version: '1' })
    writePolicy('two.ts', { version: '2' })
    writePolicy('changed.ts', { version: '1', gpc: ['US-CA'] })
    await project.run(['build', '--policy', 'one.ts'])
    await project.run(['build', '--policy', 'two.ts'])

    const back = await project.run(['build', '--policy', 'one.ts'])
    const amended = await project.run(['build', '--policy', 'changed.ts', '--amend'])

    expect(back).toMatchObject({ code: 1, err: expect.stringContaining('followed by a later one') })
    expect(amended.code).toBe(1)
    expect(versions()).toEqual(['1', '2'])
  })

  test('refuses a history that was changed by hand', async () => {
    writePolicy('privacy.policy.ts')
    await project.run(['build'])
    project.write(
      'privacy.policy.history.json',
      project.read('privacy.policy.history.json').replace('Visit counts', 'Visits'),
    )

    const { code, err } = await project.run(['build'])

    expect(code).toBe(1)
    expect(err).toContain('changed by hand')
  })
})

describe('the projection', () => {
  test('keeps every scope, drops the words, and loads them by language', async () => {
    const policy = writePolicy('privacy.policy.js')
    await project.run(['build', '--out', 'web/privacy'])

    const built = await import(pathToFileURL(join(project.folder, 'web/privacy/policy.js')).href)

    for (const name of Object.keys(policy.purposes))
      expect(scopeDigest(built.policy, name)).toBe(scopeDigest(policy, name))
    expect(project.read('web/privacy/policy.js')).not.toContain('Counts visits')
    expect((await built.loadTexts('id')).purposes.analytics.title).toBe('Hitungan kunjungan')
    expect((await built.loadTexts('fr')).language).toBe('en')
    expect((await built.loadTexts('constructor')).language).toBe('en')
  })

  test('carries the earlier versions whose grants still hold', async () => {
    const one = writePolicy('one.js', { version: '1' })
    writePolicy('two.js', { version: '2' })
    await project.run(['build', '--policy', 'one.js'])
    await project.run(['build', '--policy', 'two.js', '--out', 'web'])

    const { history } = await import(pathToFileURL(join(project.folder, 'web/policy.js')).href)

    expect(history.version).toBe('2')
    expect(history.purposes.analytics['1'].digest).toBe(scopeDigest(one, 'analytics'))
  })

  test('carries what a first visit is answered with, the same bytes each time', async () => {
    writePolicy('privacy.policy.js')
    await project.run(['build', '--out', 'web/privacy'])
    const before = project.read('web/privacy/policy.js')
    await project.run(['build', '--out', 'web/privacy'])

    const { start, policy } = await import(pathToFileURL(join(project.folder, 'web/privacy/policy.js')).href)

    expect(project.read('web/privacy/policy.js')).toBe(before)
    expect(start.map((table: { gpc: number; policy: string }) => [table.gpc, table.policy])).toEqual([
      [0, policy.version],
      [1, policy.version],
    ])
    expect(start[0].decisions.analytics).toMatchObject({ allowed: false, reason: 'not-asked' })
  })

  test('takes its types from the policy itself', async () => {
    writePolicy('privacy.policy.ts')

    const { out } = await project.run(['build', '--out', 'src/privacy'])

    expect(out.match(/\S+\.(js|ts)(?= )/g)).toEqual(
      ['policy.js', 'policy.d.ts', 'texts.en.js', 'texts.id.js'].map((name) => `src/privacy/${name}`),
    )
    expect(project.read('src/privacy/policy.d.ts')).toContain("{ policy as source } from '../../privacy.policy.js'")
  })
})
