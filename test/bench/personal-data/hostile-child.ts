/** One call of one tool on one attack, after a short text that loads it. `node hostile-child.ts <peers> <tool> <attack>` prints milliseconds. */
import { ATTACKS } from './attacks.ts'
import { TEXT_TOOLS } from './text-tools.ts'

const [folder = '', tool = '', attack = ''] = process.argv.slice(2)
const open = TEXT_TOOLS[tool]
const text = ATTACKS[attack]
if (open === undefined || text === undefined) throw new Error(`Unknown tool or attack: ${tool}, ${attack}`)
const { run } = await open(folder)
await run('warm a@b.co')
const start = performance.now()
await run(text)
process.stdout.write((performance.now() - start).toFixed(1))
process.exit(0)
