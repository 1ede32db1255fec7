/**
 * Kills an app and its backend with SIGKILL at random moments while accounts are being closed, or a purpose is withdrawn, starts them again,
 * and then reads what the hooks wrote down: nothing lost, nothing run again after its success was confirmed, every repetition under the same
 * key. `node test/kill/deregistration.ts [--kills 100] [--database pglite|postgres] [--what account|withdrawal]`; exit code 1 on any violation.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { newId } from '@privacykit/vault'
import { startPostgres } from '../support/postgres.ts'
import { ACCOUNT, figures, findViolations, WITHDRAWAL } from './findings.ts'
import { read } from './journal.ts'

const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    database: { type: 'string', default: 'pglite' },
    what: { type: 'string', default: 'account' },
  },
})
const KILLS = Number(options.kills)
const REQUESTS_PER_LIFE = 1
/** A life ends this long after it is ready, at random; every fifth ends while it still starts. */
const LONGEST_LIFE_MS = 4000
const LONGEST_START_MS = 2000
/** A busy machine may take long to start a life. */
const START_MS = 180_000
/** The last life has this long since the last completed request. */
const PATIENCE_MS = 120_000

const folder = mkdtempSync(join(tmpdir(), 'privacykit-kill-'))
const journal = join(folder, 'journal.jsonl')
const requests = join(folder, 'requests')
writeFileSync(requests, '')
const postgres = options.database === 'postgres' ? await startPostgres({ fsync: true }) : null
const wanted: string[] = []
const killedAt: number[] = []
const living = new Set<ChildProcess>()

try {
  for (let life = 1; life <= KILLS; life += 1) {
    await liveAndDie(life)
    if (life % 10 === 0) console.log(`${life} kills, ${completed()} of ${wanted.length} requests completed`)
  }
  await liveToTheEnd()
  const entries = read(journal)
  const violations = findViolations(entries, wanted, options.what === 'withdrawal' ? WITHDRAWAL : ACCOUNT)
  for (const violation of violations) console.log(`VIOLATION ${violation}`)
  console.log(`database                                   ${options.database}`)
  for (const [name, value] of Object.entries(figures(entries, killedAt))) console.log(`${name.padEnd(43)}${value}`)
  console.log(`violations                                 ${violations.length}`)
  process.exitCode = violations.length === 0 ? 0 : 1
} finally {
  for (const child of living) child.kill('SIGKILL')
  postgres?.stop()
  if (process.exitCode === 0) rmSync(folder, { recursive: true, force: true })
  else console.log(`the journal is kept: ${journal}`)
}

async function liveAndDie(life: number): Promise<void> {
  const added = Array.from({ length: REQUESTS_PER_LIFE }, newId)
  wanted.push(...added)
  appendFileSync(requests, added.map((id) => `${id}\n`).join(''))
  const child = start()
  if (life % 5 === 0) await pause(Math.random() * LONGEST_START_MS)
  else {
    await untilReady(child)
    await pause(Math.random() * LONGEST_LIFE_MS)
  }
  killedAt.push(Date.now())
  await kill(child)
}

async function liveToTheEnd(): Promise<void> {
  const child = start()
  let last = completed()
  for (let since = Date.now(); completed() < wanted.length && Date.now() - since < PATIENCE_MS; ) {
    await pause(500)
    if (child.exitCode !== null) throw new Error('The last life ended by itself.')
    if (completed() > last) since = Date.now()
    last = completed()
  }
  await kill(child)
}

function start(): ChildProcess {
  const program = join(import.meta.dirname, 'child.ts')
  const child = spawn(process.execPath, [program, folder, postgres?.url ?? '', options.what], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  living.add(child)
  child.once('exit', () => living.delete(child))
  return child
}

async function untilReady(child: ChildProcess): Promise<void> {
  const isReady = () => read(journal).some((entry) => entry.event === 'ready' && entry.pid === child.pid)
  for (let waited = 0; !isReady(); waited += 50) {
    if (child.exitCode !== null || waited > START_MS) throw new Error('A life did not start; see its output above.')
    await pause(50)
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error('A life ended by itself; see its output above.')
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

function completed(): number {
  return new Set(read(journal).flatMap((entry) => (entry.event === 'completed' ? [entry.request] : []))).size
}
