/** Finds out which places a tool replaced, for tools that answer nothing but the new text. */
import type { Span } from './corpus.ts'

/**
 * Places of `original` that became placeholders in `replaced`. Each stretch between two placeholders is looked for from left to right,
 * nearest first; null when the two do not fit together.
 *
 * @param placeholder matches every placeholder; has the flag `g`
 */
export function placesReplaced(
  original: string,
  replaced: string,
  placeholder: RegExp,
  typeOf: (placeholder: string) => string,
): Span[] | null {
  const spans: Span[] = []
  let from = 0
  let at = 0
  let open: { start: number; type: string } | null = null
  const literal = (text: string, isLast: boolean): boolean => {
    if (open === null) {
      if (!original.startsWith(text, at)) return false
      at += text.length
      return true
    }
    const end =
      isLast && text !== ''
        ? original.length - text.length
        : text === '' && isLast
          ? original.length
          : original.indexOf(text, at)
    if (end < at || !original.startsWith(text, end)) return false
    if (end > open.start) spans.push({ ...open, end })
    at = end + text.length
    return true
  }
  for (const match of replaced.matchAll(placeholder)) {
    const between = replaced.slice(from, match.index)
    // what stands in the text itself may look like a placeholder
    if (open === null && original.startsWith(between + match[0], at)) continue
    if (between !== '' || open === null) if (!literal(between, false)) return null
    open = { start: at, type: typeOf(match[0]) }
    from = match.index + match[0].length
  }
  return literal(replaced.slice(from), true) ? spans : null
}
