/** How fast redactors turn a log record into JSON without its secrets, each beside fast-redact in a process of its own. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import type { RecordSize } from './records.ts'
import { STRUCTURE_BASE, structureTools } from './structure-tools.ts'

export interface StructureRow {
  tool: string
  size: RecordSize
  bytes: number
  /** Operations per second against fast-redact in the same process. Null for a tool that threw. */
  ratio: number | null
  /** Secrets that came out, of so many. */
  leaked: number
  secrets: number
  /** Whether the record was written to: never, and put right again, or left otherwise. */
  mutated: 'no' | 'restored' | 'yes'
}

const CHILD = resolve(import.meta.dirname, 'structure-child.ts')

/** Rows by tool, then size. A process for each tool: code that has seen other tools' objects is compiled for all of them, and slower. */
export function measureStructure(peersFolder: string): StructureRow[] {
  return Object.keys(structureTools(peersFolder))
    .filter((tool) => tool !== STRUCTURE_BASE)
    .flatMap((tool) => {
      const { status, stdout } = spawnSync(process.execPath, [CHILD, peersFolder, tool], {
        stdio: ['ignore', 'pipe', 'inherit'],
        encoding: 'utf8',
      })
      if (status !== 0) throw new Error(`The process that measures ${tool} failed.`)
      return JSON.parse(stdout) as StructureRow[] // as: our own child wrote it
    })
}
