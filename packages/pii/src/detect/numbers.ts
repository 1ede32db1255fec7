/** Looks numbers up that an authority, a bank or a maker issues: by length, form, check, and the words around them. */

import { eachChain, FIT, fitAfter, fitBefore, type Part } from './chain.ts'
import { isBlank } from './character.ts'
import { commonKind } from './common-kind.ts'
import { distanceTo, type Near, near } from './context.ts'
import { type Emit, type Finder, type Kind, RANK, type Settings } from './detection.ts'
import type { Dictionary, WordSet } from './dictionary.ts'
import type { IdRule } from './id-rule.ts'
import type { Scan } from './scan.ts'

/** Longest number without separators, and most groups that one is written in. */
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

/** Rules by length: those that may hold for digits alone, and those that need letters. */
interface Index {
  digits: readonly (readonly Entry[])[]
  mixed: readonly (readonly Entry[])[]
}

/** Makes a finder of these rules. */
export function createNumberFinder(rules: readonly IdRule[], dictionary: Dictionary): Finder {
  const index = indexOf(rules, dictionary)
  return {
    kinds: rules,
    find(scan: Scan, emit: Emit, settings: Settings) {
      if (scan.words.length === 0) return
      eachChain(scan, (parts) => lookAt(parts, { scan, emit, settings, index }))
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
  return { digits, mixed }
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
    for (let to = from; to < most; to++) {
      const part = parts[to] as Part // as: the loop's bound
      if (!part.hasDigit && !isWhole && !belongs(part, from === to, work)) break
      normal += text.slice(part.start, part.end)
      hasDigit ||= part.hasDigit
      if (normal.length > LENGTH_LIMIT) break
      // hardly any number is written in groups of one or two characters throughout
      if (!hasDigit || normal.length < 4 || to - from > 1 + normal.length / 3) continue
      const after = fitAfter(text, part.end, to === parts.length - 1, parts[to + 1]?.hasDigit === true)
      if (after === FIT.inside) continue
      match({ start: head.start, end: part.end, normal, isGrouped: to > from, fit: Math.min(before, after) }, work)
    }
  }
}

/** Letters beside a space are an ordinary word unless they are capitals, or the whole text is one value. */
function belongs({ start, end }: Part, isFirst: boolean, { scan: { text } }: Work): boolean {
  if (!isBlank(text.charCodeAt(isFirst ? end : start - 1))) return true
  const letters = text.slice(start, end)
  return letters === letters.toUpperCase()
}

const DIGITS = /^\d+$/

function match(candidate: Candidate, work: Work): void {
  const { scan, settings, index } = work
  const isDigits = DIGITS.test(candidate.normal)
  const rules = (isDigits ? index.digits : index.mixed)[candidate.normal.length]
  if (rules === undefined || rules.length === 0) return
  const normal = isDigits ? candidate.normal : candidate.normal.toUpperCase()
  const isAlone = settings.alone && candidate.start === scan.first && candidate.end === scan.last
  let around: readonly Near[] | undefined
  let best: Match | null = null
  for (const { rule, words } of rules) {
    if (!rule.pattern.test(normal)) continue
    if (rule.valid !== undefined && !rule.valid(normal)) continue
    const isWritten = candidate.isGrouped && matchesWriting(rule, candidate, scan)
    if (candidate.isGrouped && !isWritten) continue
    around ??= near(scan, candidate.start, candidate.end)
    const distance = distanceTo(words, around)
    const isNamed = distance <= (rule.valid === undefined ? NEAR : FAR)
    const rank = rankOf(rule, { isNamed, isWritten, isAlone, fit: candidate.fit })
    if (rank > 0) best = better(best, { kind: rule, rank, distance: isNamed ? distance : Number.POSITIVE_INFINITY })
  }
  if (best !== null) work.emit(best.kind, candidate.start, candidate.end, best.rank, best.distance)
}

function matchesWriting(rule: IdRule, { start, end }: Candidate, { text }: Scan): boolean {
  return rule.written === undefined || rule.written.test(text.slice(start, end))
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
