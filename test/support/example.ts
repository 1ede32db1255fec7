/** Starts an example as its README does, in a process of its own, and watches what its page asks of other hosts. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { BrowserContext } from 'playwright-core'

/** A running example. */
export interface Example {
  url: string
  stop: () => Promise<void>
}

const folderOf = (name: string) => resolve(import.meta.dirname, '../../examples', name)
const START_MS = 60_000

/** Runs one of an example's tools to its end: `vite build`. Throws with what it printed when it fails. */
export function runTool(name: string, tool: string, args: readonly string[]): void {
  const ended = spawnSync(process.execPath, [toolPath(name, tool), ...args], {
    cwd: folderOf(name),
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    encoding: 'utf8',
  })
  if (ended.status !== 0) throw new Error(`${tool} failed in examples/${name}:\n${ended.stdout}\n${ended.stderr}`)
}

/** Starts a file of the example, or a tool, on a free port; resolves once it says where it listens. */
export async function startExample(
  name: string,
  start: { file: string } | { tool: string; args: string[] },
): Promise<Example> {
  const args = 'file' in start ? [start.file] : [toolPath(name, start.tool), ...start.args]
  const child = spawn(process.execPath, args, {
    cwd: folderOf(name),
    env: { ...process.env, PORT: '0', NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { url: await addressOf(name, child), stop: () => end(child) }
}

function addressOf(name: string, child: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((resolveAddress, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`examples/${name} ${why}. It printed:\n${printed}`))
    }
    const timer = setTimeout(() => fail('did not start in time'), START_MS)
    const read = (chunk: Buffer) => {
      printed += chunk
      const found = /http:\/\/localhost:\d+/.exec(printed)
      if (found === null) return
      clearTimeout(timer)
      resolveAddress(found[0])
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', () => fail('ended'))
  })
}

/** Everything is in memory, so there is nothing to save. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

function toolPath(name: string, tool: string): string {
  const files: Record<string, string> = { next: 'next/dist/bin/next', vite: 'vite/bin/vite.js' }
  return resolve(folderOf(name), 'node_modules', files[tool] ?? tool)
}

/**
 * Answers for every host but loopback, so that nothing leaves the machine, and lists what was asked, as `host/path`. Scripts get `scripts[host]`,
 * or an empty one.
 */
export async function standInForTheWeb(
  context: BrowserContext,
  scripts: Record<string, string> = {},
): Promise<string[]> {
  const asked: string[] = []
  await context.route(
    (url) => url.hostname !== 'localhost' && url.protocol.startsWith('http'),
    async (route) => {
      const { host, pathname } = new URL(route.request().url())
      asked.push(host + pathname)
      const kind = route.request().resourceType()
      const [contentType, body] =
        kind === 'document'
          ? ['text/html', '<!doctype html><title>Another company</title>']
          : kind === 'script'
            ? ['text/javascript', scripts[host] ?? '']
            : ['application/json', '{}']
      await route.fulfill({ contentType, body, headers: { 'access-control-allow-origin': '*' } })
    },
  )
  return asked
}
