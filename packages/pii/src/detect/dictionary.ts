/** The words that name what stands beside them. A text is read once for all of them, whatever their number. */
import { codeAt, isDense, isWord, kinds, LETTER } from './character.ts'

/** Words of one meaning, as ids of a dictionary. */
export type WordSet = ReadonlySet<number>

/** One word or phrase. A space in it also stands for a hyphen, an underscore or a line's end in the text. */
interface Phrase {
  id: number
  text: string
}

/** All words that a detector asks for. */
export interface Dictionary {
  /** Takes words in, and answers their ids. Compared without regard to case, as whole words; a plural `s` may follow a longer one. */
  add(words: readonly string[]): WordSet
  /** Takes words in that announce a value: texts in which none of them may be are not asked for it. */
  addTriggers(words: readonly string[]): WordSet
  /** What a word may be, by `slotOf` its place: 0 nothing, `NAME`, `TRIGGER`, or both added. */
  readonly hints: Uint8Array
  /** Whether a phrase of a script without spaces begins with this character. */
  opensDense(code: number): boolean
  /** Calls back for every phrase that stands at `start`, where a word with this place begins. */
  match(text: string, start: number, place: number, hit: (end: number, id: number) => void): void
}

/** It may be a word of the dictionary; one that announces a value. */
const NAME = 1
export const TRIGGER = 2
/** The place of all phrases of scripts without spaces: what follows their first character does not end a word. */
export const DENSE = -1

/**
 * Where a word is filed: by its first four letters, or fewer where it is shorter. Five bits of each, which are the same for small and capital
 * letters of Latin and Cyrillic.
 */
export function placeOf(text: string, at: number, kind: Uint8Array): number {
  let place = 0
  let isWord = true
  for (let index = 0; index < 4; index++) {
    const code = at + index < text.length ? text.charCodeAt(at + index) : 0
    isWord &&= kind[code] === LETTER
    place = (place << 5) | (isWord ? code & 31 : 0)
  }
  return place
}

/** Fifteen bits of a place, well mixed (Knuth's multiplicative hash). */
export function slotOf(place: number): number {
  return Math.imul(place, 0x9e3779b1) >>> 17
}

/** True for a letter of a script with spaces. */
function isLetterCode(code: number): boolean {
  return code > 57 && code !== 95 && isWord(code)
}

export function createDictionary(): Dictionary {
  const ids = new Map<string, number>()
  const hints = new Uint8Array(1 << 15)
  const phrases = new Map<number, Phrase[]>()
  const dense = new Map<number, Phrase[]>()
  const file = (shelf: Map<number, Phrase[]>, key: number, phrase: Phrase) => {
    const known = shelf.get(key)
    if (known === undefined) shelf.set(key, [phrase])
    else known.push(phrase)
  }
  const take = (words: readonly string[], bit: number): WordSet => {
    const set = new Set<number>()
    for (const word of words) {
      const text = word.toLowerCase()
      const first = text.charCodeAt(0)
      const known = ids.get(text)
      const id = known ?? ids.size
      set.add(id)
      if (known !== undefined && bit === NAME) continue
      ids.set(text, id)
      if (isDense(first)) {
        if (known === undefined) file(dense, first, { id, text })
        continue
      }
      for (const place of placesOf(text)) {
        if (known === undefined) file(phrases, place, { id, text })
        hints[slotOf(place)] = (hints[slotOf(place)] ?? 0) | bit
      }
    }
    return set
  }
  return {
    hints,
    opensDense: (code) => dense.has(code),
    add: (words) => take(words, NAME),
    addTriggers: (words) => take(words, TRIGGER),
    match(text, start, place, hit) {
      const found = place === DENSE ? dense.get(text.charCodeAt(start)) : phrases.get(place)
      if (found === undefined) return
      for (const phrase of found) {
        const end = start + phrase.text.length
        if (isAt(text, start, phrase.text) && (place === DENSE || endsWord(text, end, phrase.text))) hit(end, phrase.id)
      }
    },
  }
}

/** Of a word in small letters, in capitals, and with the first one a capital. */
function placesOf(word: string): Set<number> {
  const [first = '', ...rest] = word
  const forms = [word, word.toUpperCase(), first.toUpperCase() + rest.join('')]
  return new Set(forms.map((form) => placeOf(form, 0, kinds())))
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
