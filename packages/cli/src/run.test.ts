import { afterAll, describe, expect, test } from 'vitest'
import { createTestProject } from './test-project.ts'

const project = createTestProject()
afterAll(() => project.remove())

const COMMANDS = 'init dev build check tag data-map notice migrate conform verify openapi'.split(' ')

describe('privacykit', () => {
  test('lists its commands without arguments and under --help', async () => {
    const bare = await project.run([])
    const help = await project.run(['--help'])

    expect(bare).toEqual(help)
    expect(help.code).toBe(0)
    for (const name of COMMANDS) expect(help.out).toContain(`  ${name}`)
  })

  test('shows the usage of each command', async () => {
    for (const name of COMMANDS) {
      const { code, out } = await project.run([name, '--help'])

      expect(code).toBe(0)
      expect(out).toContain(`privacykit ${name}`)
    }
  })

  test('answers 2 to a command or option that it does not have', async () => {
    const command = await project.run(['toString'])
    const option = await project.run(['init', '--wrong'])

    expect(command).toMatchObject({ code: 2, err: expect.stringContaining('no command "toString"') })
    expect(option).toMatchObject({ code: 2, err: expect.stringContaining('--wrong') })
    expect(option.err).toContain('privacykit init [--app <name>]')
  })

  test('explains a failure in a sentence, and shows its stack only with --debug', async () => {
    const plain = await project.run(['check'])
    const debug = await project.run(['check', '--debug'])

    expect(plain).toEqual({
      code: 1,
      out: '',
      err: 'There is no privacy.policy.ts here. `privacykit init` writes one; --policy names one elsewhere. (invalid-option)',
    })
    expect(debug.err).toContain('policy-file.ts')
  })

  test('prints an OpenAPI document with both surfaces, under the prefix of the app', async () => {
    const { code, out } = await project.run(['openapi', '--prefix', '/p'])

    const document = JSON.parse(out)

    expect(code).toBe(0)
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/records', '/records']))
    expect(document.paths['/records'].servers).toEqual([expect.objectContaining({ url: '/p' })])
  })
})
