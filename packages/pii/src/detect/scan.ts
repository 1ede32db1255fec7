/** One pass over a text that notes where something may begin; what looks closer reads only around these places. */
import { isDigit, isWord } from './character.ts'

/** Where to look. All positions are UTF-16 offsets. */
export interface Scan {
  text: string
  /** Words with a digit in them: start, end, start, end … Longer ones than `WORD_LIMIT` are left to the finders of keys. */
  words: readonly number[]
  /** Words of more than `WORD_LIMIT` characters, in the same form. */
  longWords: readonly number[]
  /** Every `@`, and every `%40` that stands for one. */
  signs: readonly number[]
  /** Every colon. */
  colons: readonly number[]
  /** First and last end of what is not blank. */
  first: number
  last: number
  /** The text in lower case with the same offsets; made when first asked for. */
  lower(): string
}

/** No number that somebody is known by is longer when it is written without separators. */
export const WORD_LIMIT = 48

/** Reads the text once. */
export function scan(text: string): Scan {
  const words: number[] = []
  const longWords: number[] = []
  const signs: number[] = []
  const colons: number[] = []
  let start = -1
  let hasDigit = false
  for (let at = 0; at <= text.length; at++) {
    const code = text.charCodeAt(at) // NaN at the end, which ends the last word
    if (isWord(code)) {
      if (start < 0) start = at
      if (isDigit(code)) hasDigit = true
      continue
    }
    if (start >= 0) {
      if (at - start > WORD_LIMIT) longWords.push(start, at)
      else if (hasDigit) words.push(start, at)
      start = -1
      hasDigit = false
    }
    if (code === 64) signs.push(at)
    else if (code === 58) colons.push(at)
    else if (code === 37 && text.charCodeAt(at + 1) === 52 && text.charCodeAt(at + 2) === 48) signs.push(at)
  }
  return { text, words, longWords, signs, colons, ...edgesOf(text), lower: lazyLower(text) }
}

function edgesOf(text: string): { first: number; last: number } {
  const first = text.length - text.trimStart().length
  return { first, last: first + text.trim().length }
}

function lazyLower(text: string): () => string {
  let lower: string | undefined
  return () => {
    lower ??= sameLength(text)
    return lower
  }
}

/** `toLowerCase` makes a text longer where it holds an İ; then only letters that keep their length change. */
function sameLength(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replace(/[A-Z\u00c0-\u00de]/g, (letter) => letter.toLowerCase())
}
