/** Looks numbers up that an authority, a bank or a maker issues: by length, form, check, and the words around them. */

import { eachChain, FIT, fitAfter, fitBefore, type Part } from './chain.ts'
import { codeAt, isBlank } from './character.ts'
import { commonKind } from './common-kind.ts'
import { distanceTo, type Near, near } from './context.ts'
import { type Emit, type Finder, type Kind, RANK, type Settings } from './detection.ts'
import type { Dictionary } from './dictionary.ts'
import type { IdRule } from './id-rule.ts'
import type { Scan } from './scan.ts'
import { type Entry, HOLDS, jointOf, type Rack, rackOf, type Shelf } from './shelf.ts'

/** Shortest and longest number without separators, and most groups that one is written in. */
const LENGTH_LEAST = 4
const LENGTH_LIMIT = 34
const PART_LIMIT = 9
/** From here on a chain is a row of numbers; groups of one number are looked for only at its beginning. */
const CHAIN_LIMIT = 24
/** How far a word may stand from a number with a check, and from one without. */
const FAR = 60
const NEAR = 32

/** Makes a finder of these rules. */
export function createNumberFinder(rules: readonly IdRule[], dictionary: Dictionary): Finder {
  const rack = rackOf(rules, dictionary)
  return {
    kinds: rules,
    find(scan: Scan, emit: Emit, settings: Settings) {
      if (scan.words.length === 0) return
      eachChain(scan, LENGTH_LEAST, (parts) => lookAt(parts, { scan, emit, settings, rack }))
    },
  }
}

interface Work {
  scan: Scan
  emit: Emit
  settings: Settings
  rack: Rack
}

/** A range of a chain that may be a number. */
interface Candidate {
  start: number
  end: number
  /** Without separators, in capitals. */
  normal: string
  /** Written with separators. */
  isGrouped: boolean
  /** Which: bits of `jointOf`. */
  joints: number
  fit: number
}

function lookAt(parts: readonly Part[], work: Work): void {
  const { scan, rack, settings } = work
  const { text } = scan
  const [start, end] = [parts[0]?.start ?? 0, parts.at(-1)?.end ?? 0]
  const isWhole = settings.alone && start === scan.first && end === scan.last
  // most numbers stand near no word of any rule: then few rules are left
  let isNamed: boolean | undefined
  for (let from = 0; from < parts.length; from++) {
    const head = parts[from] as Part // as: the loop's bound
    const before = fitBefore(text, head.start, from === 0, parts[from - 1]?.hasDigit === true)
    if (before === FIT.inside) continue
    const most = parts.length > CHAIN_LIMIT && from > 0 ? from + 1 : Math.min(parts.length, from + PART_LIMIT)
    let length = 0
    let hasDigit = false
    let isDigits = true
    let joints = 0
    for (let to = from; to < most; to++) {
      const part = parts[to] as Part // as: the loop's bound
      if (!part.hasDigit && !isWhole && !belongs(part, from === to, text)) break
      length += part.end - part.start
      if (to > from) joints |= jointOf(codeAt(text, part.start - 1))
      hasDigit ||= part.hasDigit
      isDigits &&= part.isDigits
      if (length > LENGTH_LIMIT) break
      // no number is written in groups of one or two characters throughout
      if (!hasDigit || length < LENGTH_LEAST || to - from > 1 + length / 3) continue
      const isGrouped = to > from
      const side = isDigits ? rack.digits : rack.mixed
      const held = side.holds[length] ?? 0
      if (held === 0) continue
      if ((held & (isGrouped ? UNNAMED_GROUPED : HOLDS.always)) === 0 && !isWhole) {
        isNamed ??= near(scan, start, end, rack.words).length > 0
        if (!isNamed) continue
      }
      const after = fitAfter(text, part.end, to === parts.length - 1, parts[to + 1]?.hasDigit === true)
      if (after === FIT.inside) continue
      const normal = isGrouped ? joined(text, parts, from, to) : text.slice(part.start, part.end)
      const written = isDigits ? normal : normal.toUpperCase()
      const fit = Math.min(before, after)
      const candidate = { start: head.start, end: part.end, normal: written, isGrouped, joints, fit }
      match(candidate, side.shelf(length), work)
    }
  }
}

const UNNAMED_GROUPED = HOLDS.always | HOLDS.written

function joined(text: string, parts: readonly Part[], from: number, to: number): string {
  let result = ''
  for (const { start, end } of parts.slice(from, to + 1)) result += text.slice(start, end)
  return result
}

/** Letters beside a space are an ordinary word unless they are capitals. */
function belongs({ start, end }: Part, isFirst: boolean, text: string): boolean {
  if (!isBlank(codeAt(text, isFirst ? end : start - 1))) return true
  const letters = text.slice(start, end)
  return letters === letters.toUpperCase()
}

function match(candidate: Candidate, shelf: Shelf, { scan, settings, emit }: Work): void {
  const { start, end, isGrouped, joints, fit } = candidate
  const around = near(scan, start, end, shelf.named)
  const isAlone = settings.alone && start === scan.first && end === scan.last
  const evidence = { candidate, around, isAlone, text: scan.text }
  let best = weigh(isAlone ? shelf.all : shelf.always(joints), evidence, null)
  if (!isAlone) {
    if (isGrouped && fit === FIT.free) best = weigh(shelf.written(joints), evidence, best)
    for (let at = 0; at < around.length; at++) {
      const id = around[at]?.id ?? -1
      if (around.findIndex((other) => other.id === id) === at) best = weigh(shelf.named.get(id), evidence, best)
    }
  }
  if (best !== null) emit(best.kind, start, end, best.rank, best.distance)
}

interface Evidence {
  candidate: Candidate
  around: readonly Near[]
  isAlone: boolean
  text: string
}

/** The best of these rules and what was best before. */
function weigh(entries: readonly Entry[] | undefined, evidence: Evidence, before: Match | null): Match | null {
  let best = before
  if (entries === undefined) return best
  const { candidate, around, isAlone, text } = evidence
  const { start, end, normal, isGrouped, fit } = candidate
  const written = isGrouped ? text.slice(start, end) : ''
  for (const { rule, words } of entries) {
    // the groups first: most are somebody else's, and a check costs more
    const isWritten = isGrouped && (rule.written === undefined || rule.written.test(written))
    if (isGrouped && !isWritten) continue
    if (!rule.pattern.test(normal)) continue
    if (rule.valid !== undefined && !rule.valid(normal)) continue
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
