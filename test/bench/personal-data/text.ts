/** How well and how fast personal data is found in free text: ours and the peers, on the same labelled texts. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
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

const CHILD = resolve(import.meta.dirname, 'text-child.ts')

/** Measures every tool on one corpus. */
export async function measureText(peersFolder: string, corpusFile: string): Promise<TextMeasurement> {
  const corpus = readCorpus(corpusFile)
  const tools: TextTool[] = []
  for (const open of Object.values(TEXT_TOOLS)) tools.push(await open(peersFolder))
  const results: { tool: TextTool; score: Score; unreadable: number }[] = []
  for (const tool of tools) results.push({ tool, ...(await scoreOf(tool, corpus)) })
  const speeds = speedsOf(peersFolder, Object.keys(TEXT_TOOLS), corpusFile)
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

/** Theirs by ours, each peer in a process with ours alone; 1 for ours. */
function speedsOf(peersFolder: string, names: readonly string[], corpusFile: string): Map<string, number> {
  const [ours = '', ...peers] = names
  const measured = peers.map((name): [string, number] => {
    const { status, stdout } = spawnSync(process.execPath, [CHILD, peersFolder, name, corpusFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`The process that measures ${name} failed.`)
    return [name, Number(stdout)]
  })
  return new Map([[ours, 1], ...measured])
}
