import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { createTestProject } from './test-project.ts'

// five starts of Node: 3 s on an idle machine, more beside other tests
vi.setConfig({ testTimeout: 60_000 })

const main = resolve(import.meta.dirname, 'main.ts')
const project = createTestProject()
afterAll(() => project.remove())

function spawnCli(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...args], { cwd: project.folder })
  const result = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    result.out += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    result.err += String(chunk)
  })
  return new Promise((done) => child.on('close', (code) => done({ code, ...result })))
}

describe('the program', () => {
  test('writes a policy, checks it and ends with 0', async () => {
    const written = await spawnCli('init', '--app', 'veranda')
    const built = await spawnCli('build')
    const checked = await spawnCli('check')

    expect([written.err, built.err, checked.err]).toEqual(['', '', ''])
    expect([written.code, built.code, checked.code]).toEqual([0, 0, 0])
    expect(checked.out).toMatch(/^0 errors/m)
  })

  test('ends with 1 on a failure and with 2 on a wrong call, in words and without a stack', async () => {
    const failed = await spawnCli('check', '--policy', 'gone.ts')
    const wrong = await spawnCli('check', '--nonsense')

    expect(failed).toEqual({ code: 1, out: '', err: 'There is no file gone.ts. Check the path. (invalid-option)\n' })
    expect(wrong.code).toBe(2)
    expect(wrong.err).not.toContain('    at ')
  })
})
