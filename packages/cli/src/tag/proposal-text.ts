/** Shows proposals as a person reads them: a table per source, and what stays open. */
import type { Suggestion } from '@privacykit/pii/suggest'
import type { Judged, JudgedSource } from './proposals.ts'
import { textTable } from './text-table.ts'

export interface ShowOptions {
  /** Also what is not sure enough, not detected, and tagged already. */
  all: boolean
}

const LISTED = 6

export function proposalLines(sources: readonly JudgedSource[], { all }: ShowOptions): string[] {
  return [...sources.flatMap((source) => sourceLines(source, all)), ...closing(sources)]
}

function sourceLines({ source, judged }: JudgedSource, all: boolean): string[] {
  const shown = all ? judged : judged.filter(({ isProposed }) => isProposed)
  const open = judged.filter(({ field, isProposed }) => field.said === null && !isProposed)
  const notes = judged.filter(({ note }) => note !== null)
  if (shown.length + open.length + notes.length === 0) return []
  return [
    source.name,
    ...textTable(shown.map(source.kind === 'zod' ? schemaRow : columnRow)),
    ...notes.map(({ field, note }) => `  note  ${field.place} is ${note}`),
    ...(all || open.length === 0 ? [] : [`  open  ${listed(open.map(({ field }) => field.place))}`]),
    '',
  ]
}

/** The code comes last: it is the longest, and nothing has to line up behind it. */
function schemaRow({ field, suggestion, isProposed, note }: Judged): string[] {
  if (!isProposed || suggestion === null) return [field.place, ...unproposed({ field, suggestion, isProposed, note })]
  return [field.place, sure(suggestion), suggestion.because, field.write(suggestion)]
}

/** A line of `columns`; what has no proposal is a comment among them. The kind is told, because a data map has none. */
function columnRow({ field, suggestion, isProposed, note }: Judged): string[] {
  if (!isProposed || suggestion === null)
    return [`// ${field.place}`, ...unproposed({ field, suggestion, isProposed, note })]
  const { because } = suggestion
  const isPlain = suggestion.nonPersonal || suggestion.kind === 'direct'
  return [field.write(suggestion), sure(suggestion), isPlain ? because : `${suggestion.kind}: ${because}`]
}

function unproposed({ field, suggestion }: Judged): [sure: string, why: string] {
  const { said, opaque } = field
  if (said !== null) return ['', `tagged already: ${said === 'non-personal' ? said : said.category}`]
  if (opaque !== null) return ['', `open: ${opaque}`]
  if (suggestion === null) return ['', 'open: not detected']
  const perhaps = suggestion.nonPersonal ? 'non-personal' : suggestion.category
  return [sure(suggestion), `open: perhaps ${perhaps}, ${suggestion.because}`]
}

function sure({ confidence }: Suggestion): string {
  return confidence.toFixed(2)
}

function listed(places: readonly string[]): string {
  const more = places.length - LISTED
  return `${places.length}: ${places.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more (--all shows them)` : ''}`
}

function closing(sources: readonly JudgedSource[]): string[] {
  const judged = sources.flatMap((source) => source.judged)
  const proposed = judged.filter(({ isProposed }) => isProposed)
  const tagged = judged.filter(({ field }) => field.said !== null).length
  const open = judged.length - proposed.length - tagged
  const isMapped = sources.some(
    ({ source, judged: each }) => source.kind !== 'zod' && each.some((one) => one.isProposed),
  )
  const hasMore = sources.some(
    ({ source, judged: each }) =>
      source.kind === 'zod' &&
      each.some(
        ({ field, suggestion, isProposed }) =>
          isProposed && suggestion !== null && field.write(suggestion).includes('(…)'),
      ),
  )
  return [
    `${count(judged.length, 'place')}: ${count(proposed.length, 'proposal')}, ${tagged} tagged already, ${open} open.`,
    ...(hasMore ? ['(…) stands for what your schema says there already: keep it.'] : []),
    ...(isMapped ? ['Lines of tables go into `columns` of the data map for `postgres()` of @privacykit/server.'] : []),
    ...(proposed.length > 0
      ? ['Nothing was written. A name is no proof: look at each field, then put the line into your code.']
      : []),
  ]
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
