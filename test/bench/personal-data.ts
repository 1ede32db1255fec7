/**
 * The figures of docs/pii.md, ours beside the installed peers: redaction, the leak matrix, free text, hostile texts, and what the compiler pays.
 * `node test/bench/personal-data.ts [--corpus <file>]` prints the tables as Markdown. Peers come from npm on the first run.
 */
import { parseArgs } from 'node:util'
import { describePeers, installPeers, printTable } from './peers.ts'
import { defaultCorpus } from './personal-data/corpus.ts'
import { measureHostile, type Slowest } from './personal-data/hostile.ts'
import { measureLeaks } from './personal-data/leaks.ts'
import { STRUCTURE_PEERS, TEXT_PEERS } from './personal-data/peers.ts'
import { measureStructure } from './personal-data/structure.ts'
import { measureText } from './personal-data/text.ts'
import { measureTypeCost } from './personal-data/type-cost.ts'

const { values } = parseArgs({ options: { corpus: { type: 'string', default: defaultCorpus() } } })
const peers = installPeers('personal-data-peers', { ...STRUCTURE_PEERS, ...TEXT_PEERS })
const percent = (share: number) => (100 * share).toFixed(0)
const times = (ratio: number | null) => (ratio === null ? 'throws' : ratio.toFixed(ratio < 0.095 ? 3 : 2))

console.log(describePeers({ ...STRUCTURE_PEERS, ...TEXT_PEERS }))

const structure = measureStructure(peers)
const sizes = [...new Set(structure.map(({ bytes }) => bytes))]
printTable(
  ['redact + stringify, against fast-redact', ...sizes.map((bytes) => `${bytes} B`), 'leaked', 'changes its input'],
  [...new Set(structure.map(({ tool }) => tool))].map((tool) => {
    const rows = structure.filter((row) => row.tool === tool)
    const leaked = rows.reduce((sum, row) => sum + row.leaked, 0)
    const changes = rows.find(({ mutated }) => mutated !== 'no')?.mutated ?? 'no'
    return [tool, ...rows.map(({ ratio }) => times(ratio)), String(leaked), changes]
  }),
)

const leaks = measureLeaks(peers)
const tools = Object.keys(leaks[0]?.results ?? {})
printTable(
  ['one address, 22 shapes', ...tools],
  [
    ...leaks.map(({ shape, results }) => [shape, ...tools.map((tool) => results[tool] ?? '')]),
    ['**leaks**', ...tools.map((tool) => `**${leaks.filter(({ results }) => results[tool] === 'LEAK').length}**`)],
  ],
)

const text = await measureText(peers, values.corpus)
printTable(
  [
    `free text, ${text.texts} texts`,
    'micro-F',
    'macro-F',
    'clean characters taken, %',
    'speed against the fastest peer',
  ],
  text.rows.map((row) => [
    row.tool,
    percent(row.microF),
    percent(row.macroF),
    (100 * row.cleanRedacted).toFixed(2),
    times(row.speedRatio),
  ]),
)
printTable(
  ['class, ours', 'labelled', 'precision', 'recall', 'F'],
  text.perClass.map(({ name, labelled, precision, recall, f }) => [
    name,
    String(labelled),
    ...[precision, recall, f].map(percent),
  ]),
)

const slowest = ({ ms, attack }: Slowest) =>
  Number.isFinite(ms) ? `${ms.toFixed(ms < 100 ? 1 : 0)} (${attack})` : `over 20 000, or a crash (${attack})`
printTable(
  ['worst of 20 KB, ms', 'first call of a process', 'those after it'],
  (await measureHostile(peers)).map(({ tool, first, next }) => [tool, slowest(first), slowest(next)]),
)

printTable(
  ['600 calls of a sink', 'check time, s', 'instantiations', 'against the unguarded program', 'range of paired rounds'],
  measureTypeCost().map(({ name, checkSeconds, instantiations, ratio: [middle, least, most] }) => [
    name,
    checkSeconds.toFixed(2),
    String(instantiations),
    `${middle.toFixed(2)}×`,
    `${least.toFixed(2)}×–${most.toFixed(2)}×`,
  ]),
)
