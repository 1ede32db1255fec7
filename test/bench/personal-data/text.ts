/** How well and how fast personal data is found in free text: ours and the peers, on the same labelled texts, in the same process. */
import { type Corpus, readCorpus } from './corpus.ts'
import { type ClassScore, createScorer, rates, type Score, summary } from './score.ts'
import { TEXT_TOOLS, type TextTool } from './text-tools.ts'

/** One tool. Shares and means are 0 to 1. */
interface TextRow {
  tool: string
  microF: number
  macroF: number
  /** Of the characters that are nobody's, the share that was taken. */
  cleanRedacted: number
  /** Texts for which it could not be told what the tool replaced. */
  unreadable: number
  /** Short texts a second, against the fastest of the peers: above 1 is faster. */
  speedRatio: number
}

/** One class, ours. */
interface ClassRow {
  name: string
  labelled: number
  precision: number
  recall: number
  f: number
}

export interface TextMeasurement {
  texts: number
  rows: readonly TextRow[]
  perClass: readonly ClassRow[]
}

const ROUNDS = 7
/** A round is repeated until it has taken so long; the first, which warms up, ten times that. */
const ROUND_MS = 120
/** Texts of a round: enough kinds, and few enough for tools that need milliseconds for each. */
const SPEED_TEXTS = 200

/** Measures every tool on one corpus. */
export async function measureText(peersFolder: string, corpusFile: string): Promise<TextMeasurement> {
  const corpus = readCorpus(corpusFile)
  const tools: TextTool[] = []
  for (const open of Object.values(TEXT_TOOLS)) tools.push(await open(peersFolder))
  const results: { tool: TextTool; score: Score; unreadable: number }[] = []
  for (const tool of tools) results.push({ tool, ...(await scoreOf(tool, corpus)) })
  const speeds = await speedsOf(tools, sample(corpus))
  const fastest = Math.max(...tools.slice(1).map(({ name }) => speeds.get(name) ?? 0))
  const rows = results.map(({ tool, score, unreadable }) => {
    const { micro, macro } = summary(score)
    const speedRatio = (speeds.get(tool.name) ?? 0) / fastest
    return { tool: tool.name, microF: micro, macroF: macro, cleanRedacted: score.cleanShare, unreadable, speedRatio }
  })
  return { texts: corpus.texts.length, rows, perClass: (results[0]?.score.structured ?? []).map(classRow) }
}

async function scoreOf(tool: TextTool, corpus: Corpus): Promise<{ score: Score; unreadable: number }> {
  const scorer = createScorer(corpus)
  let unreadable = 0
  for (const text of corpus.texts) {
    const found = await tool.find(text.text)
    if (found === null) unreadable++
    scorer.add(text, found ?? [])
  }
  return { score: scorer.score(), unreadable }
}

function classRow(score: ClassScore): ClassRow {
  return { name: score.name, labelled: score.labelled, ...rates(score) }
}

/** Whole messages, evenly over the corpus. */
function sample({ texts }: Corpus): string[] {
  const full = texts.filter((text) => text.full === true)
  const step = Math.max(1, Math.floor(full.length / SPEED_TEXTS))
  return full.filter((_, index) => index % step === 0).map(({ text }) => text)
}

/** Texts a millisecond by tool: the middle of rounds by turns, so that a busy machine slows all. */
async function speedsOf(tools: readonly TextTool[], texts: readonly string[]): Promise<Map<string, number>> {
  const speeds = new Map<string, number[]>()
  for (let round = 0; round <= ROUNDS; round++)
    for (const tool of tools) {
      const speed = await oneRound(tool, texts, round === 0 ? ROUND_MS * 10 : ROUND_MS)
      if (round > 0) speeds.set(tool.name, [...(speeds.get(tool.name) ?? []), speed])
    }
  return new Map([...speeds].map(([name, all]) => [name, all.sort((a, b) => a - b)[all.length >> 1] ?? 0]))
}

async function oneRound(tool: TextTool, texts: readonly string[], leastMs: number): Promise<number> {
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
