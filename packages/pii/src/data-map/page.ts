/** The data map as one HTML page: no script, nothing from elsewhere, and a policy of its own that lets nothing else in. */

import { escapeHtml } from './escape.ts'
import type { DataMap } from './map.ts'
import { PAGE_STYLE, PAGE_STYLE_DIGEST } from './page-style.ts'
import { drawing } from './picture/drawing.ts'
import type { RecordPolicy } from './policy-part.ts'
import { type Cell, factLines, gapsTable, type Line, placesTable, recordTable, type Table } from './tables.ts'
import { unique } from './uses.ts'
import { type PageOptions, type View, viewOf } from './view.ts'

/**
 * A whole page: who is responsible, a picture of the flows, the record of processing, every field, and what is not known. All text is
 * escaped. It works under `style-src` with the digest in its own `<meta>`, follows the reader's colour scheme, and the direction of
 * its language.
 *
 * Words are there in twelve languages (en, id, de, fr, es, pt, it, nl, pl, ja, zh, ar); another gets English words around the policy's texts.
 *
 * @throws PrivacyError `invalid-option` for a `language` that is none
 */
export function dataMapHtml(map: DataMap, policy: RecordPolicy, options: PageOptions = {}): string {
  const view = viewOf(map, policy, options)
  const { words, spoken, record } = view
  const title = escapeHtml(words.title(record.app))
  const gaps = gapsTable(view)
  return `<!doctype html>
<html lang="${escapeHtml(spoken)}" dir="${words.direction ?? 'ltr'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${PAGE_STYLE_DIGEST}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="quiet">${escapeHtml(words.lead(record.version))}</p>
<dl class="facts">${factLines(view).map(fact).join('\n')}</dl>
${picture(view)}
${section(words.headings.record, table(recordTable(view)))}
${section(words.headings.places, groupedTable(placesTable(view)))}
${section(words.headings.gaps, gaps.rows.length === 0 ? paragraph(words.gaps.none) : paragraph(words.gaps.lead) + table(gaps))}
</main>
</body>
</html>
`
}

function section(heading: string, content: string): string {
  return `<section>\n<h2>${escapeHtml(heading)}</h2>\n${content}\n</section>`
}

function paragraph(text: string): string {
  return `<p class="quiet">${escapeHtml(text)}</p>\n`
}

function picture(view: View): string {
  const { words, record } = view
  const svg = drawing(view)
  if (svg === '') return ''
  const bases = unique(record.rows.map((row) => row.basis))
  const legend = bases.map((basis) => `<li class="basis ${basis}">${escapeHtml(words.bases[basis])}</li>`).join('')
  const notes = [
    words.legend.width,
    ...(svg.includes('class="box unheld"') ? [words.legend.noField] : []),
    ...(svg.includes('class="box unneeded"') ? [words.legend.noPurpose] : []),
  ]
  const heading = escapeHtml(words.headings.picture)
  return section(
    words.headings.picture,
    `<figure>
<ul class="legend">${legend}</ul>
<div class="scroll" role="region" aria-label="${heading}" tabindex="0">
${svg}
</div>
<figcaption>${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('')}</figcaption>
</figure>`,
  )
}

function fact([name, value]: [string, Cell]): string {
  return `<div><dt>${escapeHtml(name)}</dt><dd${tone(value)}>${lines(value)}</dd></div>`
}

/** Rows whose first cells are the same stand under that cell, once. */
function groupedTable({ columns: [, ...columns], rows }: Table): string {
  const groups: { head: string; rows: Cell[][] }[] = []
  for (const [first = { lines: [] }, ...row] of rows) {
    const head = lines(first)
    const last = groups.at(-1)
    if (last?.head === head) last.rows.push(row)
    else groups.push({ head, rows: [row] })
  }
  const bodies = groups.map(({ head, rows }) => {
    const title = `<tr role="row"><th scope="rowgroup" role="rowheader" colspan="${columns.length}">${head}</th></tr>`
    return body([title, ...rows.map((row) => tableRow(row, columns))])
  })
  return wholeTable(columns, bodies)
}

function table({ columns, rows }: Table): string {
  return wholeTable(columns, [body(rows.map((row) => tableRow(row, columns)))])
}

// the roles are spelled out because a narrow page lays the rows out as blocks, and some browsers then forget that it is a table
function wholeTable(columns: readonly string[], bodies: readonly string[]): string {
  const head = columns.map((column) => `<th scope="col" role="columnheader">${escapeHtml(column)}</th>`).join('')
  return `<table role="table">
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
${bodies.join('\n')}
</table>`
}

function body(rows: readonly string[]): string {
  return `<tbody role="rowgroup">\n${rows.join('\n')}\n</tbody>`
}

function tableRow(row: readonly Cell[], columns: readonly string[]): string {
  return `<tr role="row">${row.map((cell, at) => tableCell(cell, columns[at] ?? '', at)).join('')}</tr>`
}

function tableCell(cell: Cell, column: string, at: number): string {
  if (at === 0) return `<th scope="row" role="rowheader">${lines(cell)}</th>`
  return `<td role="cell" data-label="${escapeHtml(column)}"${tone(cell)}>${lines(cell)}</td>`
}

function tone({ isUndeclared, isEmpty }: Cell): string {
  if (isUndeclared === true) return ' class="undeclared"'
  return isEmpty === true ? ' class="empty"' : ''
}

function lines({ lines }: Cell): string {
  const [first, ...rest] = lines.map(oneLine)
  return rest.length === 0 ? (first ?? '') : `<ul>${[first, ...rest].map((line) => `<li>${line}</li>`).join('')}</ul>`
}

// names come in any script: each keeps its own direction
function oneLine({ text, note, isCode }: Line): string {
  const main = isCode === true ? `<code dir="ltr">${escapeHtml(text)}</code>` : `<bdi>${escapeHtml(text)}</bdi>`
  return note === undefined ? main : `${main} <small><bdi>${breakable(escapeHtml(note))}</bdi></small>`
}

/** A key such as \`user.contact.address\` breaks after its dots, not inside a word. */
function breakable(note: string): string {
  return /^\w+(\.\w+)+$/.test(note) ? note.replaceAll('.', '.<wbr>') : note
}
