/** `privacykit tag --suggest`: proposes tags for a schema that has none. It never writes anything. */
import { type ExitCode, UsageError } from '../command.ts'
import type { Io } from '../io.ts'
import { proposalLines } from '../tag/proposal-text.ts'
import { type Judged, type JudgedSource, judgeSource } from '../tag/proposals.ts'
import { readSources } from '../tag/read-sources.ts'

export interface SuggestOptions {
  min: string
  json: boolean
  all: boolean
}

/** Answers 1 when a part of a source could not be read; proposals and open places are no mistake. */
export async function suggestTags(names: readonly string[], options: SuggestOptions, io: Io): Promise<ExitCode> {
  if (names.length === 0) throw new UsageError('Say which schemas: modules, .prisma, .sql, or a postgres:// address.')
  const min = Number(options.min)
  if (!(min >= 0 && min <= 1) || options.min.trim() === '') throw new UsageError('--min is a number from 0 to 1.')
  const { sources, problems } = await readSources(names, io)
  const judged = sources.map((source) => judgeSource(source, min))
  if (options.json) io.out(JSON.stringify({ sources: judged.map(describe), problems }, null, 2))
  else if (sources.length > 0) for (const line of proposalLines(judged, options)) io.out(harmless(line))
  if (!options.json) for (const problem of problems) io.err(harmless(problem))
  return problems.length === 0 ? 0 : 1
}

/** Names come from somebody's database: none of them may steer the terminal. */
function harmless(line: string): string {
  return line.replace(/\p{Cc}/gu, '?')
}

function describe({ source, judged, open }: JudgedSource) {
  const { name, kind, table } = source
  return { name, kind, table, open, fields: judged.map(describeField) }
}

function describeField({ field, suggestion, isProposed, note }: Judged) {
  const { place, type = null, said, opaque } = field
  const write = isProposed && suggestion !== null ? field.write(suggestion) : null
  return { place, type, said, opaque, suggestion, proposed: isProposed, write, note }
}
