/** One quick pass over a text that notes where something may begin; what looks closer reads only around these places. */
import { DIGIT, EDGE, isDense, kinds, LETTER } from './character.ts'
import { type Dictionary, hashStep } from './dictionary.ts'

/** Where to look. All positions are UTF-16 offsets. */
export interface Scan {
  text: string
  dictionary: Dictionary
  /** Words with a digit in them: start, end, start, end … */
  words: readonly number[]
  /** Words of more than `WORD_LIMIT` characters, in the same form. */
  longWords: readonly number[]
  /** Every `@`, and every `%40` that stands for one. */
  signs: readonly number[]
  /** Every colon. */
  colons: readonly number[]
  /** Every hyphen after a word of two characters. */
  dashes: readonly number[]
  /** Whether a word that announces a value may be there. */
  hasTrigger: boolean
  /** Whether a word is long enough to be a part of a key. */
  hasKeyLength: boolean
  /** Whether a script without spaces between words is in it. */
  hasDense: boolean
  /** First and last end of what is not blank. */
  first: number
  last: number
  /** See `namesOf`; null before it is asked for. */
  names: readonly number[] | null
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
  const dashes: number[] = []
  const kind = kinds()
  let hasTrigger = false
  let hasKeyLength = false
  let hasDense = false
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at)
    if (kind[code] !== EDGE) {
      const start = at
      let hasDigit = false
      let isFresh = true
      do {
        const one = kind[code]
        if (one === LETTER) {
          if (isFresh && !hasTrigger) hasTrigger = mayTrigger(text, at, dictionary)
          isFresh = false
        } else {
          if (one === DIGIT) hasDigit = true
          isFresh = true // names of fields: `db_password`
        }
        code = text.charCodeAt(++at)
      } while (at < text.length && kind[code] !== EDGE)
      const length = at - start
      if (length >= KEY_LENGTH) hasKeyLength = true
      if (length > WORD_LIMIT) longWords.push(start, at)
      else if (hasDigit) words.push(start, at)
      if (code === 45 && length === 2) dashes.push(at)
    }
    if (code === 58) colons.push(at)
    else if (code === 64) signs.push(at)
    else if (code === 37 && text.charCodeAt(at + 1) === 52 && text.charCodeAt(at + 2) === 48) signs.push(at)
    else if (code > 127 && isDense(code)) hasDense = true
  }
  let first = 0
  let last = text.length
  while (first < last && isSpace(text.charCodeAt(first))) first++
  while (last > first && isSpace(text.charCodeAt(last - 1))) last--
  return {
    text,
    dictionary,
    words,
    longWords,
    signs,
    colons,
    dashes,
    hasTrigger: hasTrigger || hasDense,
    hasKeyLength,
    hasDense,
    first,
    last,
    names: null,
  }
}

function mayTrigger(text: string, at: number, dictionary: Dictionary): boolean {
  return dictionary.mayTrigger(text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2))
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0
}

/** Words of the dictionary in the text: start, end, id, start, end, id … by start. A second pass, for the texts that need it. */
export function namesOf(scan: Scan): readonly number[] {
  scan.names ??= readNames(scan)
  return scan.names
}

function readNames({ text, dictionary, hasDense }: Scan): readonly number[] {
  const names: number[] = []
  const kind = kinds()
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at)
    if (kind[code] !== LETTER) continue
    const start = at
    let hash = 0
    do {
      hash = hashStep(hash, code)
      code = text.charCodeAt(++at)
    } while (at < text.length && kind[code] === LETTER)
    if (dictionary.mayHold(hash)) nameAt(text, start, hash, dictionary, names)
  }
  return hasDense ? withDense(text, dictionary, names) : names
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
