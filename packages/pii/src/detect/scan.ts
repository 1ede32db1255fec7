/** One quick pass over a text that notes where something may begin; what looks closer reads only around these places. */
import { codeAt, DIGIT, EDGE, isDense, kinds, LETTER } from './character.ts'
import { DENSE, type Dictionary, placeOf, slotOf, TRIGGER } from './dictionary.ts'

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
  /** Where words begin that may be in the dictionary, and their places in it: start, place, start, place … */
  hints: readonly number[]
  /** Whether a word that announces a value may be there. */
  hasTrigger: boolean
  /** Whether a word is long enough to be a part of a key. */
  hasKeyLength: boolean
  /** First and last end of what is not blank. */
  first: number
  last: number
  /** See `namesOf`; null before it is asked for. */
  names: readonly number[] | null
}

/** No number that somebody is known by is longer when it is written without separators. */
const WORD_LIMIT = 48
const KEY_LENGTH = 20

/** Most texts hold nothing of most kinds, and share this. Nothing is ever added to it. */
const NONE: number[] = []

function add(list: number[], one: number, other?: number): number[] {
  if (list === NONE) return other === undefined ? [one] : [one, other]
  list.push(one)
  if (other !== undefined) list.push(other)
  return list
}

/** Reads the text once. */
export function scan(text: string, dictionary: Dictionary): Scan {
  let words = NONE
  let longWords = NONE
  let signs = NONE
  let colons = NONE
  let dashes = NONE
  let hints = NONE
  const kind = kinds()
  const marks = dictionary.hints
  let hasTrigger = false
  let hasKeyLength = false
  let at = 0
  while (at < text.length) {
    let code = text.charCodeAt(at)
    if (kind[code] !== EDGE) {
      const start = at
      let hasDigit = false
      let hasLetter = false
      let isFresh = true
      do {
        const one = kind[code]
        if (one === LETTER) {
          if (isFresh) {
            const place = placeOf(text, at, kind)
            const hint = marks[slotOf(place)] ?? 0
            if (hint !== 0) {
              hints = add(hints, at, place)
              if (hint >= TRIGGER) hasTrigger = true
            }
            isFresh = false
            hasLetter = true
          }
        } else {
          if (one === DIGIT) hasDigit = true
          isFresh = true // names of fields: `db_password`
        }
        if (++at === text.length) break
        code = text.charCodeAt(at)
      } while (kind[code] !== EDGE)
      const length = at - start
      if (length >= KEY_LENGTH && hasDigit && hasLetter) hasKeyLength = true
      if (length > WORD_LIMIT) longWords = add(longWords, start, at)
      else if (hasDigit) words = add(words, start, at)
      if (at === text.length) break
      if (code === 45 && length === 2) dashes = add(dashes, at)
    }
    if (code === 58) colons = add(colons, at)
    else if (code === 64) signs = add(signs, at)
    else if (code === 37 && codeAt(text, at + 1) === 52 && codeAt(text, at + 2) === 48) signs = add(signs, at)
    else if (code > 127 && isDense(code) && dictionary.opensDense(code)) {
      hints = add(hints, at, DENSE)
      hasTrigger = true
    }
    at++
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
    hints,
    hasTrigger,
    hasKeyLength,
    first,
    last,
    names: null,
  }
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0
}

/** Words of the dictionary in the text: start, end, id, start, end, id … by start. Read from the hints when first asked for. */
export function namesOf(scan: Scan): readonly number[] {
  scan.names ??= readNames(scan)
  return scan.names
}

function readNames({ text, dictionary, hints }: Scan): readonly number[] {
  if (hints.length === 0) return NONE
  const names: number[] = []
  let start = 0
  const hit = (end: number, id: number) => names.push(start, end, id)
  for (let at = 0; at < hints.length; at += 2) {
    start = hints[at] ?? 0
    dictionary.match(text, start, hints[at + 1] ?? 0, hit)
  }
  return names
}
