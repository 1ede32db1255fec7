/** Cuts a SQL file into statements, so that only those that shape tables are run and a failure has its line. */

export interface Statement {
  text: string
  /** Line of its first word, from 1. */
  line: number
}

/** What one step of the scan skips: comments, quoted texts and names, dollar-quoted bodies. `;` inside them ends nothing. */
const PARTS: readonly RegExp[] = [
  /--[^\n]*/y,
  /\/\*[\s\S]*?\*\//y,
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'/y,
  /'(?:[^']|'')*'/y,
  /"(?:[^"]|"")*"/y,
  /`[^`]*`/y,
  /\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/y,
]
const DATA_COPY = /^copy\s[\s\S]*\sfrom\s+stdin/i

/** Rows after `COPY … FROM stdin;` and commands of psql (`\connect`) are left out, as are empty statements. */
export function statementsOf(sql: string): Statement[] {
  const statements: Statement[] = []
  let start = 0
  let at = 0
  let line = 1
  let counted = 0
  const end = (upTo: number) => {
    const found = trimmed(sql, start, upTo)
    if (found === null) return null
    line += newlines(sql, counted, found.from)
    counted = found.from
    statements.push({ text: found.text, line })
    return found
  }
  while (at < sql.length) {
    const skipped = skipPart(sql, at)
    if (skipped > at) {
      at = skipped
      continue
    }
    if (sql[at] === ';') {
      const statement = end(at)
      at += 1
      if (statement !== null && DATA_COPY.test(statement.text)) at = afterRows(sql, at)
      start = at
    } else if (sql[at] === '\\' && trimmed(sql, start, at) === null) {
      at = lineEnd(sql, at)
      start = at
    } else at += 1
  }
  end(sql.length)
  return statements
}

function skipPart(sql: string, at: number): number {
  // these begin a part; all else is one character
  if (!/[-/eE'"`$]/.test(sql[at] ?? '') || (/[eE]/.test(sql[at] ?? '') && sql[at + 1] !== "'")) return at
  // the `e` of a word before a quote is no E-string
  if (/[eE]/.test(sql[at] ?? '') && /\w/.test(sql[at - 1] ?? '')) return at
  for (const part of PARTS) {
    part.lastIndex = at
    if (part.test(sql)) return part.lastIndex
  }
  return at
}

function trimmed(sql: string, from: number, to: number): { text: string; from: number } | null {
  const text = sql.slice(from, to)
  // leading comments say nothing, and would hide the first word
  const lead = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0].length ?? 0
  if (lead === text.length) return null
  return { text: text.slice(lead).trim(), from: from + lead }
}

function newlines(sql: string, from: number, to: number): number {
  let count = 0
  for (let at = sql.indexOf('\n', from); at !== -1 && at < to; at = sql.indexOf('\n', at + 1)) count += 1
  return count
}

function afterRows(sql: string, at: number): number {
  const end = sql.indexOf('\n\\.', at)
  return end === -1 ? sql.length : lineEnd(sql, end + 1)
}

function lineEnd(sql: string, at: number): number {
  const end = sql.indexOf('\n', at)
  return end === -1 ? sql.length : end + 1
}
