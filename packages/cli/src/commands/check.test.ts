import type { PolicyInput } from '@privacykit/policy'
import { fixturePolicy } from '@privacykit/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestProject, type TestProject } from '../test-project.ts'

let project: TestProject
beforeEach(() => {
  project = createTestProject()
})
afterEach(() => project.remove())

function writePolicy(name: string, change: Partial<PolicyInput> = {}): void {
  project.write(name, `export const policy = ${JSON.stringify({ ...fixturePolicy, ...change })}\n`)
}

async function findings(...args: string[]): Promise<{ level: string; at: string; message: string }[]> {
  const { out } = await project.run(['check', '--json', ...args])
  return JSON.parse(out).findings
}

describe('the policy', () => {
  test('passes, and every age: not-required is shown with its reason', async () => {
    writePolicy('privacy.policy.ts')
    await project.run(['build'])

    const { code, out } = await project.run(['check'])

    expect(code).toBe(0)
    expect(out).toContain('/purposes/analytics/age')
    expect(out).toContain('A fixture that is not directed at children.')
    expect(out).toMatch(/0 errors, \d+ warnings?, \d+ notes?$/)
  })

  test('fails with pointers when it does not fit the contract', async () => {
    project.write('privacy.policy.ts', 'export const policy = { app: "x", version: "1" }\n')

    const { code, err } = await project.run(['check'])

    expect(code).toBe(1)
    expect(err).toContain('(invalid-policy)')
    expect(err).toContain('at /purposes')
  })

  test('says so when the module exports none, and when the file is missing', async () => {
    project.write('empty.ts', 'export const other = 1\n')

    expect((await project.run(['check', '--policy', 'empty.ts'])).err).toContain('no export "policy"')
    expect((await project.run(['check', '--policy', 'gone.ts'])).err).toContain('no file gone.ts')
  })
})

describe('the history', () => {
  test('asks to record a version that is not in it', async () => {
    writePolicy('privacy.policy.ts')

    expect(await findings()).toContainEqual({
      level: 'warning',
      at: '/version',
      message: expect.stringContaining('privacykit build'),
    })
  })

  test('fails when the policy changed under the same version', async () => {
    writePolicy('one.ts')
    writePolicy('changed.ts', { gpc: ['US-CA'] })
    await project.run(['build', '--policy', 'one.ts'])

    const { code, out } = await project.run(['check', '--policy', 'changed.ts'])

    expect(code).toBe(1)
    expect(out).toContain('error    /version: the policy changed under the same version')
  })
})

describe('tagged schemas', () => {
  const head = `import * as z from 'zod'\nimport { nonPersonal, personal } from '@privacykit/pii'\n`
  const map = `export const map = { subject: { table: 'users', key: 'id' }, tables: {
    users: { columns: { id: 'user.unique_id', email: 'user.contact.email' }, erase: 'delete' }, products: 'no-personal-data' } }\n`

  test('pass when every category has a purpose, a retention rule and a table that erases it', async () => {
    writePolicy('privacy.policy.ts')
    project.write(
      'schemas.ts',
      `${head}${map}export const user = z.object({ plan: nonPersonal(z.string()), email: personal(z.email(), 'user.contact.email').optional() })\n`,
    )

    const found = await findings('schemas.ts')

    expect(found.filter(({ at }) => at.startsWith('schemas.ts'))).toEqual([])
  })

  test('fail on a category without purpose, without an erase rule, and on a field that nobody classified', async () => {
    writePolicy('privacy.policy.ts')
    project.write(
      'schemas.ts',
      `${head}${map}export const user = z.object({
        dna: personal(z.string(), 'user.biometric'), name: personal(z.string(), 'user.name'), note: z.string(), blob: z.unknown() })\n`,
    )

    const found = await findings('schemas.ts')

    expect(
      found.filter(({ at }) => at.startsWith('schemas.ts')).map(({ level, at, message }) => [level, at, message]),
    ).toEqual([
      ['error', 'schemas.ts#user dna', expect.stringContaining('no purpose needs user.biometric')],
      ['error', 'schemas.ts#user dna', expect.stringContaining('no table in the data map erases user.biometric')],
      ['error', 'schemas.ts#user name', expect.stringContaining('no table in the data map erases user.name')],
      ['error', 'schemas.ts#user note', expect.stringContaining('nobody has classified it')],
      ['warning', 'schemas.ts#user blob', expect.stringContaining('cannot be looked into')],
    ])
  })

  test('warn of a table that does not say what a withdrawal takes', async () => {
    writePolicy('privacy.policy.ts')
    const said = map.replace("erase: 'delete' }", "erase: 'delete', purposes: { marketing: 'not-used' } }")
    project.write('silent.ts', `${head}${map}`)
    project.write('said.ts', `${head}${said}`)
    const withdrawals = async (module: string) =>
      (await findings(module)).filter(({ message }) => message.includes('withdrawal'))

    expect(await withdrawals('silent.ts')).toEqual([
      { level: 'warning', at: 'table users', message: expect.stringContaining('name marketing in its `purposes`') },
    ])
    expect(await withdrawals('said.ts')).toEqual([])
  })

  test('fail on a category whose purposes name no retention rule', async () => {
    const { retention: _none, ...orders } = fixturePolicy.purposes.orders
    writePolicy('privacy.policy.ts', { purposes: { orders } })
    project.write('schemas.ts', `${head}export const email = personal(z.email(), 'user.contact.email')\n`)

    const found = await findings('schemas.ts')

    expect(found).toContainEqual({
      level: 'error',
      at: 'schemas.ts#email $',
      message: 'no purpose with user.contact.email names a retention rule',
    })
    expect(found).toContainEqual({ level: 'warning', at: 'erasure', message: expect.stringContaining('no data map') })
  })

  test('are read from TypeScript that Node does not strip', async () => {
    writePolicy('privacy.policy.ts')
    project.write(
      'fields.ts',
      `${head}export enum Size { Small }\nexport const email = personal(z.email(), 'user.biometric')\n`,
    )
    project.write('schemas.ts', `export { email } from './fields'\n`)

    const found = await findings('schemas.ts')

    expect(found.map(({ at }) => at)).toContain('schemas.ts#email $')
  })
})
