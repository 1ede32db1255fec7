/** The data map as Markdown, for a repository or a wiki: the same tables as the page, without the picture. */

import { escapeMarkdown } from './escape.ts'
import type { DataMap } from './map.ts'
import type { RecordPolicy } from './policy-part.ts'
import { type Cell, factLines, gapsTable, placesTable, recordTable, type Table } from './tables.ts'
import { type PageOptions, viewOf } from './view.ts'

/**
 * A document with headings and tables. Names of the policy are escaped: none becomes a link, a picture, HTML or another cell.
 *
 * @throws PrivacyError `invalid-option` for a `language` that is none
 */
export function dataMapMarkdown(map: DataMap, policy: RecordPolicy, options: PageOptions = {}): string {
  const view = viewOf(map, policy, options)
  const { words, record } = view
  const gaps = gapsTable(view)
  const parts = [
    `# ${escapeMarkdown(words.title(record.app))}`,
    escapeMarkdown(words.lead(record.version)),
    factLines(view)
      .map(([name, value]) => `- **${escapeMarkdown(name)}**: ${content(value, ', ')}`)
      .join('\n'),
    `## ${words.headings.record}`,
    table(recordTable(view)),
    `## ${words.headings.places}`,
    table(placesTable(view)),
    `## ${words.headings.gaps}`,
    ...(gaps.rows.length === 0 ? [words.gaps.none] : [words.gaps.lead, table(gaps)]),
  ]
  return `${parts.join('\n\n')}\n`
}

function table({ columns, rows }: Table): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    row(columns.map(escapeMarkdown)),
    row(columns.map(() => '---')),
    ...rows.map((cells) => row(cells.map((cell) => content(cell, '<br>')))),
  ].join('\n')
}

function content({ lines, isUndeclared }: Cell, between: string): string {
  const written = lines.map(({ text, note }) => {
    const main = escapeMarkdown(text)
    return note === undefined ? main : `${main} (${escapeMarkdown(note)})`
  })
  return isUndeclared === true ? `*${written.join(between)}*` : written.join(between)
}
