/** A throwaway project folder for tests, from which the workspace's packages can be imported. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { ExitCode } from './command.ts'
import type { Io } from './io.ts'
import { run } from './run.ts'

export interface Outcome {
  code: ExitCode
  out: string
  err: string
}

export interface TestProject {
  folder: string
  write(name: string, text: string): void
  read(name: string): string
  run(args: readonly string[], io?: Partial<Io>): Promise<Outcome>
  remove(): void
}

export function createTestProject(): TestProject {
  const folder = mkdtempSync(join(tmpdir(), 'privacykit-cli-'))
  symlinkSync(resolve(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'))
  return {
    folder,
    write(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    async run(args, io = {}) {
      const out: string[] = []
      const err: string[] = []
      const code = await run(args, {
        cwd: folder,
        env: {},
        out: (line) => out.push(line),
        err: (line) => err.push(line),
        signal: new AbortController().signal,
        fetch: () => Promise.reject(new Error('this test expects no request')),
        ...io,
      })
      return { code, out: out.join('\n'), err: err.join('\n') }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
