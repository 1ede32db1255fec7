/**
 * One tool on one attack, after a short text that loads it. `node hostile-child.ts <peers> <tool> <attack>` prints the milliseconds
 * of the first call, and of the next four the slower of the two in the middle; a call that is slow is not repeated.
 */
import { ATTACKS } from './attacks.ts'
import { TEXT_TOOLS } from './text-tools.ts'

const SLOW_MS = 200

const [folder = '', tool = '', attack = ''] = process.argv.slice(2)
const open = TEXT_TOOLS[tool]
const text = ATTACKS[attack]
if (open === undefined || text === undefined) throw new Error(`Unknown tool or attack: ${tool}, ${attack}`)
const { run } = await open(folder)
await run('warm a@b.co')
const first = await time(text)
const next = first > SLOW_MS ? [first] : [await time(text), await time(text), await time(text), await time(text)]
next.sort((one, other) => one - other)
process.stdout.write(`${first.toFixed(1)} ${next[next.length >> 1]?.toFixed(1)}`)
process.exit(0)

async function time(hostile: string): Promise<number> {
  const start = performance.now()
  await run(hostile)
  return performance.now() - start
}
