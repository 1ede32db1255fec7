/** Looks numbers up that an authority, a bank or a maker issues: by length, form, check, and the words around them. */

import { eachChain, FIT, fitAfter, fitBefore, type Part } from './chain.ts'
import { codeAt, isBlank } from './character.ts'
import { commonKind } from './common-kind.ts'
import { distanceTo, type Near, near } from './context.ts'
import { type Emit, type Finder, type Kind, RANK, type Settings } from './detection.ts'
import type { Dictionary, WordSet } from './dictionary.ts'
import type { IdRule } from './id-rule.ts'
import type { Scan } from './scan.ts'

/** Shortest and longest number without separators, and most groups that one is written in. */
const LENGTH_LEAST = 4
const LENGTH_LIMIT = 34
const PART_LIMIT = 9
/** From here on a chain is a row of numbers; groups of one number are looked for only at its beginning. */
const CHAIN_LIMIT = 24

/** How far a word may stand from a number with a check, and from one without. */
const FAR = 60
const NEAR = 32

/** A rule, and its words in the dictionary. */
interface Entry {
  rule: IdRule
  words: WordSet
}

/** Rules of one length. */
interface Shelf {
  all: readonly Entry[]
  /** Those that count without a word, wherever they stand. */
  always: readonly Entry[]
  /** Those that count without a word when they are written in groups. */
  written: readonly Entry[]
  /** Those that a word names. */
  named: ReadonlyMap<number, readonly Entry[]>
}

/** Shelves by length: rules that may hold for digits alone, and rules that need letters. */
interface Index {
  digits: Shelves
  mixed: Shelves
}

/** The shelf of a length; put up when first asked for. */
type Shelves = (length: number) => Shelf | undefined

/** Makes a finder of these rules. */
export function createNumberFinder(rules: readonly IdRule[], dictionary: Dictionary): Finder {
  const index = indexOf(rules, dictionary)
  return {
    kinds: rules,
    find(scan: Scan, emit: Emit, settings: Settings) {
      if (scan.words.length === 0) return
      eachChain(scan, LENGTH_LEAST, (parts) => lookAt(parts, { scan, emit, settings, index }))
    },
  }
}

function indexOf(rules: readonly IdRule[], dictionary: Dictionary): Index {
  const digits: Entry[][] = Array.from({ length: LENGTH_LIMIT + 1 }, () => [])
  const mixed: Entry[][] = Array.from({ length: LENGTH_LIMIT + 1 }, () => [])
  for (const rule of rules) {
    const isDigits = !/[A-Z.]|\\w/.test(rule.pattern.source)
    const entry = { rule, words: dictionary.add(rule.context) }
    for (const length of rule.lengths) {
      digits[length]?.push(entry)
      if (!isDigits) mixed[length]?.push(entry)
    }
  }
  return { digits: shelvesOf(digits), mixed: shelvesOf(mixed) }
}

function shelvesOf(entries: readonly (readonly Entry[])[]): Shelves {
  const shelves: (Shelf | undefined)[] = []
  return (length) => {
    const all = entries[length]
    if (all === undefined || all.length === 0) return undefined
    shelves[length] ??= shelfOf(all)
    return shelves[length]
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
  const standing = (stands: IdRule['stands']) => all.filter(({ rule }) => rule.stands === stands)
  return { all, always: standing('always'), written: standing('written'), named }
}

interface Work {
  scan: Scan
  emit: Emit
  settings: Settings
  index: Index
}

/** A range of a chain that may be a number. */
interface Candidate {
  start: number
  end: number
  normal: string
  isDigits: boolean
  /** Written with separators. */
  isGrouped: boolean
  fit: number
}

function lookAt(parts: readonly Part[], work: Work): void {
  const { text, first, last } = work.scan
  const isWhole = work.settings.alone && parts[0]?.start === first && parts.at(-1)?.end === last
  for (let from = 0; from < parts.length; from++) {
    const head = parts[from] as Part // as: the loop's bound
    const before = fitBefore(text, head.start, from === 0, parts[from - 1]?.hasDigit === true)
    if (before === FIT.inside) continue
    const most = parts.length > CHAIN_LIMIT && from > 0 ? from + 1 : Math.min(parts.length, from + PART_LIMIT)
    let normal = ''
    let hasDigit = false
    let isDigits = true
    for (let to = from; to < most; to++) {
      const part = parts[to] as Part // as: the loop's bound
      if (!part.hasDigit && !isWhole && !belongs(part, from === to, work)) break
      normal += text.slice(part.start, part.end)
      hasDigit ||= part.hasDigit
      isDigits &&= part.isDigits
      if (normal.length > LENGTH_LIMIT) break
      // no number is written in groups of one or two characters throughout
      if (!hasDigit || normal.length < LENGTH_LEAST || to - from > 1 + normal.length / 3) continue
      const after = fitAfter(text, part.end, to === parts.length - 1, parts[to + 1]?.hasDigit === true)
      if (after === FIT.inside) continue
      match(
        { start: head.start, end: part.end, normal, isDigits, isGrouped: to > from, fit: Math.min(before, after) },
        work,
      )
    }
  }
}

/** Letters beside a space are an ordinary word unless they are capitals, or the whole text is one value. */
function belongs({ start, end }: Part, isFirst: boolean, { scan: { text } }: Work): boolean {
  if (!isBlank(codeAt(text, isFirst ? end : start - 1))) return true
  const letters = text.slice(start, end)
  return letters === letters.toUpperCase()
}

function match(candidate: Candidate, { scan, settings, index, emit }: Work): void {
  const { start, end, isDigits, isGrouped, fit } = candidate
  const shelf = (isDigits ? index.digits : index.mixed)(candidate.normal.length)
  if (shelf === undefined) return
  const around = near(scan, start, end, shelf.named)
  const isAlone = settings.alone && start === scan.first && end === scan.last
  const mayBeWritten = isGrouped && fit === FIT.free
  if (around.length === 0 && !isAlone && !mayBeWritten && shelf.always.length === 0) return
  const normal = isDigits ? candidate.normal : candidate.normal.toUpperCase()
  const evidence = { normal, candidate, around, isAlone, text: scan.text }
  let best = weigh(isAlone ? shelf.all : shelf.always, evidence, null)
  if (!isAlone) {
    if (mayBeWritten) best = weigh(shelf.written, evidence, best)
    for (let at = 0; at < around.length; at++) {
      const id = around[at]?.id ?? -1
      if (around.findIndex((other) => other.id === id) === at) best = weigh(shelf.named.get(id), evidence, best)
    }
  }
  if (best !== null) emit(best.kind, start, end, best.rank, best.distance)
}

interface Evidence {
  normal: string
  candidate: Candidate
  around: readonly Near[]
  isAlone: boolean
  text: string
}

/** The best of these rules and what was best before. */
function weigh(entries: readonly Entry[] | undefined, evidence: Evidence, before: Match | null): Match | null {
  let best = before
  if (entries === undefined) return best
  const { normal, candidate, around, isAlone, text } = evidence
  const { start, end, isGrouped, fit } = candidate
  for (const { rule, words } of entries) {
    if (!rule.pattern.test(normal)) continue
    if (rule.valid !== undefined && !rule.valid(normal)) continue
    const isWritten = isGrouped && (rule.written === undefined || rule.written.test(text.slice(start, end)))
    if (isGrouped && !isWritten) continue
    const distance = distanceTo(words, around)
    const isNamed = distance <= (rule.valid === undefined ? NEAR : FAR)
    const rank = rankOf(rule, { isNamed, isWritten, isAlone, fit })
    if (rank > 0) best = better(best, { kind: rule, rank, distance: isNamed ? distance : Number.POSITIVE_INFINITY })
  }
  return best
}

interface Match {
  kind: Kind
  rank: number
  distance: number
}

/** The surer of two; where nothing tells the countries apart, what their numbers have in common. */
function better(one: Match | null, other: Match): Match {
  if (one === null || other.rank > one.rank) return other
  if (other.rank < one.rank || other.distance > one.distance) return one
  if (other.distance < one.distance) return other
  return { ...one, kind: commonKind(one.kind, other.kind) }
}

interface Standing {
  isNamed: boolean
  isWritten: boolean
  isAlone: boolean
  fit: number
}

/** 0: it does not count. */
function rankOf(rule: IdRule, { isNamed, isWritten, isAlone, fit }: Standing): number {
  const isChecked = rule.valid !== undefined
  if (isNamed) return isChecked ? RANK.checkedNamed : RANK.named
  if (rule.stands === 'never') return 0
  if (rule.stands === 'always') return isChecked ? RANK.checked : RANK.shape
  if (fit !== FIT.free) return 0
  if (rule.stands === 'written' && isWritten) return isChecked ? RANK.checked : RANK.shape
  if (!isAlone || (rule.stands === 'written' && rule.standsAlone !== true)) return 0
  return isChecked ? RANK.aloneChecked : RANK.alone
}
