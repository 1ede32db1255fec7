import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestProject, type Outcome, type TestProject } from '../test-project.ts'

// each test makes an embedded database of its own: 3 s on an idle machine, 20 s and more on a busy one
vi.setConfig({ testTimeout: 180_000 })

let project: TestProject
beforeEach(async () => {
  project = createTestProject()
  await project.run(['init', '--app', 'shop'])
})
afterEach(() => project.remove())

interface RunningDev {
  url: string
  key: string
  stop(): Promise<Outcome>
}

/** Resolves when the command has printed where it listens. */
function startDev(): Promise<RunningDev> {
  const controller = new AbortController()
  const lines: string[] = []
  return new Promise((listening, ended) => {
    const done = project.run(['dev', '--port', '0'], {
      signal: controller.signal,
      out: (line) => {
        lines.push(line)
        const [, url, key] = lines.join('\n').match(/PRIVACY_URL=(\S+)\s+PRIVACY_KEY=(\S+)/) ?? []
        if (url !== undefined && key !== undefined) listening({ url, key, stop })
      },
    })
    void done.then(({ err }) => ended(new Error(err)))
    function stop(): Promise<Outcome> {
      controller.abort()
      return done
    }
  })
}

describe('privacykit dev', () => {
  test('runs a backend with its policy, and gives the same key in the next run', async () => {
    const first = await startDev()
    const policies = await fetch(`${first.url}/v1/policies`, { headers: { authorization: `Bearer ${first.key}` } })
    const refused = await fetch(`${first.url}/v1/policies`)
    const stopped = await first.stop()
    const second = await startDev()
    await second.stop()

    expect(policies.status).toBe(200)
    expect(await policies.json()).toMatchObject({ policies: [{ policy: { app: 'shop' } }] })
    expect(refused.status).toBe(401)
    expect(stopped.code).toBe(0)
    expect(second.key).toBe(first.key)
    expect(project.read('.privacykit/.gitignore')).toBe('*\n')
  })

  test('lets one process at a time use its folder', async () => {
    const first = await startDev()

    const second = await project.run(['dev', '--port', '0'])

    await first.stop()
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('(storage-locked)') })
  })

  test('says what to do when the policy changed under the same version, or the port is taken', async () => {
    const first = await startDev()
    const taken = await project.run(['dev', '--folder', 'other', '--port', new URL(first.url).port])
    await first.stop()
    project.write('changed.ts', project.read('privacy.policy.ts').replace('Visit counts', 'Visits'))

    const changed = await project.run(['dev', '--policy', 'changed.ts', '--port', '0'])

    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('Choose another with --port') })
    expect(changed).toMatchObject({ code: 1, err: expect.stringContaining('remove .privacykit to start over') })
  })
})

describe('privacykit conform', () => {
  test('passes against the backend that dev runs', async () => {
    const { url, key, stop } = await startDev()

    const { code, out } = await project.run(['conform', url, '--app', 'shop', '--key', key], { fetch })

    await stop()
    expect(out.split('\n').filter((line) => line.startsWith('failed'))).toEqual([])
    expect(code).toBe(0)
  })
})

describe('privacykit migrate', () => {
  test('applies what is missing, and nothing the second time', async () => {
    const first = await project.run(['migrate', '--database', 'data'])
    const second = await project.run(['migrate'], { env: { PRIVACY_DATABASE: 'data' } })

    expect(first.code).toBe(0)
    expect(first.out).toMatch(/^applied {2}/m)
    expect(second).toMatchObject({ code: 0, out: 'The database is up to date.' })
  })

  test('migrates a PostgreSQL, and never shows its address', async () => {
    const { PG_URL = '' } = process.env

    const { code, out, err } = await project.run(['migrate'], { env: { PRIVACY_DATABASE: PG_URL } })

    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).not.toContain(PG_URL)
  })

  test('says which option is missing', async () => {
    expect(await project.run(['migrate'])).toMatchObject({ code: 2, err: expect.stringContaining('PRIVACY_DATABASE') })
  })
})
