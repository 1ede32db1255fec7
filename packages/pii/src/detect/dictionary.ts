/** The words that name what stands beside them. A text is read once for all of them, whatever their number. */
import { codeAt, isDense, isWord } from './character.ts'

/** Words of one meaning, as ids of a dictionary. */
export type WordSet = ReadonlySet<number>

/** One word or phrase. A space in it also stands for a hyphen or an underscore of the text, as names of fields have. */
interface Phrase {
  id: number
  text: string
}

/** All words that a detector asks for. */
export interface Dictionary {
  /** Takes words in, and answers their ids. Compared without regard to case, as whole words; a plural `s` may follow a longer one. */
  add(words: readonly string[]): WordSet
  /** Quick no for a hash that no phrase begins with. */
  mayHold(hash: number): boolean
  /** Takes words in that announce a value: texts in which none of them may be are not asked for it. */
  addTriggers(words: readonly string[]): WordSet
  /** What a word may be, by its first three characters (`beginningOf`): 0 nothing, `NAME`, `TRIGGER`, or both added. */
  readonly beginnings: Uint8Array
  /** Calls back for every phrase that stands at `start`, where a run of letters with this hash begins. */
  match(text: string, start: number, hash: number, hit: (end: number, id: number) => void): void
  /** Whether a phrase of a script without spaces begins with this character. */
  opensDense(code: number): boolean
  /** Calls back for every such phrase that stands at `start`. */
  matchDense(text: string, start: number, hit: (end: number, id: number) => void): void
}

const BLOOM = 1 << 14
/** It may be a word of the dictionary; one that announces a value. */
export const NAME = 1
export const TRIGGER = 2

/** Case folded in one step for Latin; the same step on both sides makes a letter's wrong neighbours harmless. */
export function fold(code: number): number {
  return code < 0x100 ? code | 32 : String.fromCharCode(code).toLowerCase().charCodeAt(0)
}

/** The next step of the hash of a run of letters. */
export function hashStep(hash: number, code: number): number {
  return (Math.imul(hash, 31) + fold(code)) | 0
}

/** True for a letter of a script with spaces. */
export function isLetterCode(code: number): boolean {
  return code > 57 && code !== 95 && isWord(code)
}

export function createDictionary(): Dictionary {
  const bloom = new Uint8Array(BLOOM)
  const ids = new Map<string, number>()
  const byHash = new Map<number, Phrase[]>()
  const dense = new Map<number, Phrase[]>()
  const beginnings = new Uint8Array(1 << 15)
  const mark = (word: string, bit: number) => {
    const [first = '', ...rest] = word.toLowerCase()
    for (const form of [word.toLowerCase(), word.toUpperCase(), first.toUpperCase() + rest.join('')]) {
      // after a word of two letters anything may come
      const isShort = !isLetterCode(codeAt(form, 2))
      for (let third = isShort ? 0 : codeAt(form, 2) & 31; third < 32; third += isShort ? 1 : 32) {
        const at = beginningOf(codeAt(form, 0), codeAt(form, 1), third)
        beginnings[at] = (beginnings[at] ?? 0) | bit
      }
    }
  }
  const index = (hash: number, phrase: Phrase) => {
    bloom[hash & (BLOOM - 1)] = 1
    const known = byHash.get(hash)
    if (known === undefined) byHash.set(hash, [phrase])
    else known.push(phrase)
  }
  const idOf = (word: string): number => {
    const text = word.toLowerCase()
    const known = ids.get(text)
    if (known !== undefined) return known
    const id = ids.size
    ids.set(text, id)
    const first = text.charCodeAt(0)
    if (isDense(first)) dense.set(first, [...(dense.get(first) ?? []), { id, text }])
    else for (const hash of hashesOf(text)) index(hash, { id, text })
    return id
  }
  return {
    beginnings,
    opensDense: (code) => dense.has(code),
    matchDense(text, start, hit) {
      for (const phrase of dense.get(codeAt(text, start)) ?? [])
        if (text.startsWith(phrase.text, start)) hit(start + phrase.text.length, phrase.id)
    },
    add(words) {
      for (const word of words) mark(word, NAME)
      return new Set(words.map(idOf))
    },
    addTriggers(words) {
      for (const word of words) mark(word, TRIGGER)
      return new Set(words.map(idOf))
    },
    mayHold: (hash) => bloom[hash & (BLOOM - 1)] === 1,
    match(text, start, hash, hit) {
      for (const phrase of byHash.get(hash) ?? []) {
        const end = start + phrase.text.length
        if (isAt(text, start, phrase.text) && endsWord(text, end, phrase.text)) hit(end, phrase.id)
      }
    },
  }
}

/** Place of three characters in `beginnings`. Five bits of each are the same for small and capital letters of Latin and Cyrillic. */
export function beginningOf(first: number, second: number, third: number): number {
  return ((first & 31) << 10) | ((second & 31) << 5) | (third & 31)
}

/** Of the first run of letters, and of its plural where the phrase is no more than that. */
function hashesOf(phrase: string): number[] {
  let hash = 0
  let at = 0
  for (; at < phrase.length && isLetterCode(phrase.charCodeAt(at)); at++) hash = hashStep(hash, phrase.charCodeAt(at))
  return at === phrase.length && at > 3 ? [hash, hashStep(hash, 115)] : [hash]
}

function isAt(text: string, start: number, phrase: string): boolean {
  for (let at = 0; at < phrase.length; at++) {
    const code = phrase.charCodeAt(at)
    const other = codeAt(text, start + at)
    if (fold(code) === fold(other)) continue
    if (code !== 32 || (other !== 95 && other !== 45 && other !== 0xa0 && other !== 10)) return false
  }
  return true
}

function endsWord(text: string, end: number, phrase: string): boolean {
  if (!isLetterCode(codeAt(text, end)) || !isLetterCode(phrase.charCodeAt(phrase.length - 1))) return true
  return phrase.length > 3 && fold(codeAt(text, end)) === 115 && !isLetterCode(codeAt(text, end + 1))
}
