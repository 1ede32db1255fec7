/** What a text costs that somebody wrote to be slow: the worst of 20 KB each, every call in a process of its own. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { ATTACKS } from './attacks.ts'
import { TEXT_TOOLS } from './text-tools.ts'

export interface HostileRow {
  tool: string
  /** The slowest call; Infinity when one did not end within the limit. */
  worstMs: number
  /** The attack of that call. */
  worst: string
}

const LIMIT_MS = 20_000
const CHILD = resolve(import.meta.dirname, 'hostile-child.ts')

/** Runs every attack against every tool. */
export async function measureHostile(peersFolder: string): Promise<HostileRow[]> {
  const rows: HostileRow[] = []
  for (const tool of Object.keys(TEXT_TOOLS)) {
    let row: HostileRow = { tool, worstMs: 0, worst: '' }
    for (const attack of Object.keys(ATTACKS)) {
      const ms = await callOnce(peersFolder, tool, attack)
      if (ms > row.worstMs) row = { tool, worstMs: ms, worst: attack }
    }
    rows.push(row)
  }
  return rows
}

function callOnce(peersFolder: string, tool: string, attack: string): Promise<number> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CHILD, peersFolder, tool, attack], { stdio: ['ignore', 'pipe', 'ignore'] })
    let output = ''
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.on('exit', () => {
      clearTimeout(timer)
      done(output === '' ? Number.POSITIVE_INFINITY : Number(output))
    })
  })
}
