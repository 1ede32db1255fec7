/**
 * One peer's speed on short texts, against ours, in a process with nobody else: an app has one detector, and code that has run others is
 * compiled for them too. `node text-child.ts <peers> <tool> <corpus>` prints texts a millisecond, theirs by ours.
 */
import { type Corpus, readCorpus } from './corpus.ts'
import { TEXT_TOOLS, type TextTool } from './text-tools.ts'

const ROUNDS = 41
/** A round is repeated until it has taken so long; the first, which warms up, thirty times that. */
const ROUND_MS = 40
/** Texts of a round: enough kinds, and few enough for tools that need milliseconds for each. */
const SPEED_TEXTS = 200

const [folder = '', name = '', file = ''] = process.argv.slice(2)
const [openOurs] = Object.values(TEXT_TOOLS)
const open = TEXT_TOOLS[name]
if (openOurs === undefined || open === undefined) throw new Error(`Unknown tool: ${name}`)
const [ours, theirs] = [await openOurs(folder), await open(folder)]
const texts = sample(readCorpus(file))
for (const tool of [ours, theirs]) await oneRound(tool, ROUND_MS * 30)
const ratios: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  const own = await oneRound(ours, ROUND_MS)
  ratios.push((await oneRound(theirs, ROUND_MS)) / own)
}
process.stdout.write(String(ratios.sort((a, b) => a - b)[ROUNDS >> 1]))
process.exit(0)

/** Whole messages, evenly over the corpus. */
function sample({ texts: all }: Corpus): string[] {
  const full = all.filter((text) => text.full === true)
  const step = Math.max(1, Math.floor(full.length / SPEED_TEXTS))
  return full.filter((_, index) => index % step === 0).map(({ text }) => text)
}

async function oneRound(tool: TextTool, leastMs: number): Promise<number> {
  const start = performance.now()
  let done = 0
  do {
    for (const text of texts) {
      const answer = tool.run(text)
      if (answer instanceof Promise) await answer
    }
    done += texts.length
  } while (performance.now() - start < leastMs)
  return done / (performance.now() - start)
}
