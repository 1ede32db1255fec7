/** Rules for issued numbers, put up so that a number meets only those that it may be. */
import type { Dictionary, WordSet } from './dictionary.ts'
import type { IdRule } from './id-rule.ts'

/** A rule, and its words in the dictionary. */
export interface Entry {
  rule: IdRule
  words: WordSet
}

/** Rules of one length. */
export interface Shelf {
  all: readonly Entry[]
  /** Those that count without a word, wherever they stand; `joints` are the separators of the number (bits of `jointOf`), 0 for none. */
  always(joints: number): readonly Entry[]
  /** Those that count without a word when they are written in groups. */
  written(joints: number): readonly Entry[]
  /** Those that a word names. */
  named: ReadonlyMap<number, readonly Entry[]>
}

/** Bits of `Side.holds`: rules of any kind; those that always count; those that count when written in groups. */
export const HOLDS = { any: 1, always: 2, written: 4 } as const

/** One side of the rack. */
interface Side {
  /** By length: what its shelf holds, as bits of `HOLDS`. Tells without a string that a number can be none of the rules. */
  holds: Uint8Array
  /** The shelf of a length; put up when first asked for. */
  shelf(length: number): Shelf
}

/** Shelves for digits alone, and for what has letters in it. */
export interface Rack {
  digits: Side
  mixed: Side
  /** The words of all rules. */
  words: WordSet
}

/** `^[A-Z]`, `^DE`: a letter that has to be there. */
const LETTER_FIRST = /^\^(?:[A-Z]|\[[A-Z-]+\])(?![?*]|\{0)/

export function rackOf(rules: readonly IdRule[], dictionary: Dictionary): Rack {
  const digits: Entry[][] = []
  const mixed: Entry[][] = []
  const words = new Set<number>()
  for (const rule of rules) {
    const { source } = rule.pattern
    // a pattern without a letter holds for digits alone; one with a letter may hold for both, unless it begins with one
    const isDigits = !/[A-Z.]|\\w/.test(source)
    const hasLetters = LETTER_FIRST.test(source) && !source.includes('|')
    const entry = { rule, words: dictionary.add(rule.context) }
    for (const word of entry.words) words.add(word)
    for (const length of rule.lengths) {
      if (!hasLetters) put(digits, length, entry)
      if (!isDigits) put(mixed, length, entry)
    }
  }
  return { digits: sideOf(digits), mixed: sideOf(mixed), words }
}

function put(shelves: Entry[][], length: number, entry: Entry): void {
  const known = shelves[length]
  if (known === undefined) shelves[length] = [entry]
  else known.push(entry)
}

function sideOf(entries: readonly (readonly Entry[])[]): Side {
  const shelves: (Shelf | undefined)[] = []
  const holds = new Uint8Array(64)
  for (const [length, all = []] of entries.entries())
    for (const { rule } of all) {
      const bit = rule.stands === 'always' ? HOLDS.always : rule.stands === 'written' ? HOLDS.written : 0
      holds[length] = (holds[length] ?? 0) | HOLDS.any | bit
    }
  return {
    holds,
    shelf(length) {
      const known = shelves[length] ?? shelfOf(entries[length] ?? [])
      shelves[length] = known
      return known
    },
  }
}

function shelfOf(all: readonly Entry[]): Shelf {
  const named = new Map<number, Entry[]>()
  for (const entry of all)
    for (const id of entry.words) {
      const known = named.get(id)
      if (known === undefined) named.set(id, [entry])
      else known.push(entry)
    }
  return { all, always: byJoints(all, 'always'), written: byJoints(all, 'written'), named }
}

/** The rules of one standing that have room for the joints; sorted out when first asked for. */
function byJoints(all: readonly Entry[], stands: IdRule['stands']): (joints: number) => readonly Entry[] {
  const standing = all.filter(({ rule }) => rule.stands === stands)
  const lists: (readonly Entry[] | undefined)[] = []
  return (joints) => {
    const known = lists[joints] ?? standing.filter(({ rule }) => (joints & ~jointsIn(rule)) === 0)
    lists[joints] = known
    return known
  }
}

/** The bit of a separator between two groups. */
export function jointOf(code: number): number {
  const place = JOINTS.indexOf(code)
  return 1 << (place < 0 ? JOINTS.length : place)
}

const JOINTS = [...' -./'].map((sign) => sign.charCodeAt(0))

/** The joints that a rule's form has room for. */
function jointsIn({ written }: IdRule): number {
  if (written === undefined) return -1
  return JOINTS.reduce(
    (bits, code) => bits | (written.source.includes(String.fromCharCode(code)) ? jointOf(code) : 0),
    0,
  )
}
