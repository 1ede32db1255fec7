/** The words that name what stands beside them. A text is read once for all of them, whatever their number. */
import { codeAt, isDense, isWord } from './character.ts'

/** Words of one meaning, as ids of a dictionary. */
export type WordSet = ReadonlySet<number>

/** One word or phrase. A space in it also stands for a hyphen, an underscore or a line's end in the text. */
interface Phrase {
  id: number
  text: string
  /** Five bits of its fourth character, which most words that begin alike do not share; -1 where it is no letter. */
  fourth: number
}

/** All words that a detector asks for. */
export interface Dictionary {
  /** Takes words in, and answers their ids. Compared without regard to case, as whole words; a plural `s` may follow a longer one. */
  add(words: readonly string[]): WordSet
  /** Takes words in that announce a value: texts in which none of them may be are not asked for it. */
  addTriggers(words: readonly string[]): WordSet
  /** What a word may be, by its first three characters (`beginningOf`): 0 nothing, `NAME`, `TRIGGER`, or both added. */
  readonly beginnings: Uint8Array
  /** Whether a phrase of a script without spaces begins with this character. */
  opensDense(code: number): boolean
  /** Calls back for every phrase that stands at `start`, where a word begins. */
  match(text: string, start: number, hit: (end: number, id: number) => void): void
}

/** It may be a word of the dictionary; one that announces a value. */
const NAME = 1
export const TRIGGER = 2

/** Place of three characters in `beginnings`. Five bits of each are the same for small and capital letters of Latin and Cyrillic. */
export function beginningOf(first: number, second: number, third: number): number {
  return ((first & 31) << 10) | ((second & 31) << 5) | (third & 31)
}

/** True for a letter of a script with spaces. */
function isLetterCode(code: number): boolean {
  return code > 57 && code !== 95 && isWord(code)
}

export function createDictionary(): Dictionary {
  const ids = new Map<string, number>()
  const beginnings = new Uint8Array(1 << 15)
  const phrases = new Map<number, Phrase[]>()
  const dense = new Set<number>()
  const file = (phrase: Phrase) => {
    const first = phrase.text.charCodeAt(0)
    if (isDense(first)) dense.add(first)
    for (const place of placesOf(phrase.text)) {
      const known = phrases.get(place)
      if (known === undefined) phrases.set(place, [phrase])
      else known.push(phrase)
    }
  }
  const take = (words: readonly string[], bit: number): WordSet => {
    const set = new Set<number>()
    for (const word of words) {
      const text = word.toLowerCase()
      const id = ids.get(text) ?? ids.size
      if (!ids.has(text)) {
        ids.set(text, id)
        file({ id, text, fourth: isLetterCode(codeAt(text, 3)) ? codeAt(text, 3) & 31 : -1 })
      }
      for (const place of placesOf(text)) beginnings[place] = (beginnings[place] ?? 0) | bit
      set.add(id)
    }
    return set
  }
  return {
    beginnings,
    opensDense: (code) => dense.has(code),
    add: (words) => take(words, NAME),
    addTriggers: (words) => take(words, TRIGGER),
    match(text, start, hit) {
      const found = phrases.get(beginningOf(codeAt(text, start), codeAt(text, start + 1), codeAt(text, start + 2)))
      if (found === undefined) return
      const fourth = codeAt(text, start + 3) & 31
      for (const phrase of found) {
        if (phrase.fourth >= 0 && phrase.fourth !== fourth && phrase.text.charCodeAt(3) < 256) continue
        const end = start + phrase.text.length
        if (isAt(text, start, phrase.text) && endsWord(text, end, phrase.text)) hit(end, phrase.id)
      }
    },
  }
}

/** Where the beginnings of a word are filed: in small and in capital letters, and after two letters with whatever comes. */
function placesOf(word: string): Set<number> {
  const places = new Set<number>()
  const [first = '', ...rest] = word
  for (const form of [word, word.toUpperCase(), first.toUpperCase() + rest.join('')]) {
    const isShort = !isLetterCode(codeAt(form, 2)) && !isDense(codeAt(form, 2))
    for (let third = isShort ? 0 : codeAt(form, 2) & 31; third < 32; third += isShort ? 1 : 32)
      places.add(beginningOf(codeAt(form, 0), codeAt(form, 1), third))
  }
  return places
}

function isAt(text: string, start: number, phrase: string): boolean {
  for (let at = 0; at < phrase.length; at++) {
    const code = phrase.charCodeAt(at)
    const other = codeAt(text, start + at)
    if (code === other || code === lower(other)) continue
    if (code !== 32 || (other !== 95 && other !== 45 && other !== 0xa0 && other !== 10)) return false
  }
  return true
}

function lower(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code
  return String.fromCharCode(code).toLowerCase().charCodeAt(0)
}

function endsWord(text: string, end: number, phrase: string): boolean {
  if (!isLetterCode(codeAt(text, end)) || !isLetterCode(phrase.charCodeAt(phrase.length - 1))) return true
  return phrase.length > 3 && lower(codeAt(text, end)) === 115 && !isLetterCode(codeAt(text, end + 1))
}
