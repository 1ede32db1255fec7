/** One pass over a text that notes where something may begin; what looks closer reads only around these places. */
import { isDense, isDigit, isWord } from './character.ts'
import { type Dictionary, hashStep } from './dictionary.ts'

/** Where to look. All positions are UTF-16 offsets. */
export interface Scan {
  text: string
  /** Words with a digit in them: start, end, start, end … */
  words: readonly number[]
  /** Words of more than `WORD_LIMIT` characters, in the same form. */
  longWords: readonly number[]
  /** Every `@`, and every `%40` that stands for one. */
  signs: readonly number[]
  /** Every colon. */
  colons: readonly number[]
  /** Words of the dictionary: start, end, id, start, end, id … by start. */
  names: readonly number[]
  /** Whether a word is long enough to be a part of a key. */
  hasKeyLength: boolean
  /** First and last end of what is not blank. */
  first: number
  last: number
}

/** No number that somebody is known by is longer when it is written without separators. */
export const WORD_LIMIT = 48
const KEY_LENGTH = 16

/** Reads the text once. */
export function scan(text: string, dictionary: Dictionary): Scan {
  const words: number[] = []
  const longWords: number[] = []
  const signs: number[] = []
  const colons: number[] = []
  const names: number[] = []
  let start = -1
  let letters = -1
  let hash = 0
  let hasDigit = false
  let hasKeyLength = false
  let hasDense = false
  for (let at = 0; at <= text.length; at++) {
    const code = text.charCodeAt(at) // NaN at the end, which ends the last word
    if (isWord(code)) {
      if (start < 0) start = at
      if (code > 57 && code !== 95) {
        if (letters < 0) {
          letters = at
          hash = 0
        }
        hash = hashStep(hash, code)
        continue
      }
      if (isDigit(code)) hasDigit = true
    }
    if (letters >= 0) {
      if (dictionary.mayHold(hash)) nameAt(text, letters, hash, dictionary, names)
      letters = -1
    }
    if (isWord(code)) continue
    if (start >= 0) {
      if (at - start >= KEY_LENGTH) hasKeyLength = true
      if (at - start > WORD_LIMIT) longWords.push(start, at)
      else if (hasDigit) words.push(start, at)
      start = -1
      hasDigit = false
    }
    if (code === 64) signs.push(at)
    else if (code === 58) colons.push(at)
    else if (code === 37 && text.charCodeAt(at + 1) === 52 && text.charCodeAt(at + 2) === 48) signs.push(at)
    else if (code > 127 && isDense(code)) hasDense = true
  }
  const all = hasDense ? withDense(text, dictionary, names) : names
  return { text, words, longWords, signs, colons, names: all, hasKeyLength, ...edgesOf(text) }
}

function nameAt(text: string, start: number, hash: number, dictionary: Dictionary, names: number[]): void {
  dictionary.match(text, start, hash, (end, id) => names.push(start, end, id))
}

/** Adds the phrases of scripts without spaces, and keeps the order. */
function withDense(text: string, { dense }: Dictionary, names: readonly number[]): number[] {
  const found: [number, number, number][] = []
  for (let at = 0; at < names.length; at += 3) found.push([names[at] ?? 0, names[at + 1] ?? 0, names[at + 2] ?? 0])
  for (const { id, text: phrase } of dense)
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length))
      found.push([at, at + phrase.length, id])
  return found.sort(([one], [other]) => one - other).flat()
}

function edgesOf(text: string): { first: number; last: number } {
  let first = 0
  let last = text.length
  while (first < last && isSpace(text.charCodeAt(first))) first++
  while (last > first && isSpace(text.charCodeAt(last - 1))) last--
  return { first, last }
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0
}
