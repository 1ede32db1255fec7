/** What a text costs that somebody wrote to be slow: the worst of 20 KB each, every attack in a process of its own. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { ATTACKS } from './attacks.ts'
import { TEXT_TOOLS } from './text-tools.ts'

export interface HostileRow {
  tool: string
  /** The slowest first call of a fresh process, when nothing is compiled yet. */
  first: Slowest
  /** The slowest of those that come after it in a process. */
  next: Slowest
}

export interface Slowest {
  /** Infinity when it did not end within the limit. */
  ms: number
  attack: string
}

const LIMIT_MS = 20_000
// the machine's other work only ever adds: the least of so many processes is nearest to the truth
const PROCESSES = 3
const CHILD = resolve(import.meta.dirname, 'hostile-child.ts')

/** Runs every attack against every tool. */
export async function measureHostile(peersFolder: string): Promise<HostileRow[]> {
  const rows: HostileRow[] = []
  for (const tool of Object.keys(TEXT_TOOLS)) {
    const row: HostileRow = { tool, first: { ms: 0, attack: '' }, next: { ms: 0, attack: '' } }
    for (const attack of Object.keys(ATTACKS)) {
      const [first, next] = await measure(peersFolder, tool, attack)
      if (first > row.first.ms) row.first = { ms: first, attack }
      if (next > row.next.ms) row.next = { ms: next, attack }
    }
    rows.push(row)
  }
  return rows
}

async function measure(peersFolder: string, tool: string, attack: string): Promise<[first: number, next: number]> {
  let best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < PROCESSES; round++) {
    const [first, next] = await runChild(peersFolder, tool, attack)
    best = [Math.min(best[0], first), Math.min(best[1], next)]
    // what takes seconds needs no second look
    if (best[0] > 1000) break
  }
  return best
}

function runChild(peersFolder: string, tool: string, attack: string): Promise<[first: number, next: number]> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CHILD, peersFolder, tool, attack], { stdio: ['ignore', 'pipe', 'ignore'] })
    let output = ''
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.on('exit', () => {
      clearTimeout(timer)
      const [first = Number.NaN, next = Number.NaN] = output.split(' ').map(Number)
      done(output === '' ? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] : [first, next])
    })
  })
}
