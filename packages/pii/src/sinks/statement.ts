/** Statements of databases in names of spans: what they say stays, the values written into them go. */

const VERB = /^\s*(?:select|insert|update|delete|with|merge|upsert|call|exec)\s/i
const LITERAL = /'[^']*'|(?<![$\w])\d+(?:\.\d+)?\b/g

/** True for a text that begins as SQL does. */
export function isStatement(text: string): boolean {
  return VERB.test(text)
}

/** Puts `?` in the place of texts in single quotes and of numbers; placeholders (`$1`) and names stay. */
export function cleanStatement(text: string): string {
  return text.replace(LITERAL, '?')
}
