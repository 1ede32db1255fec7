/** Reads the digits of what may be a phone number, with its groups, brackets and extension. */
import { codeAt, isBlank, isDigit, isEdge, isSeparator } from './character.ts'

/** Digits as they are written. */
export interface DialRun {
  start: number
  end: number
  /** Without separators; empty when it cannot be a phone number. A `(0)` after a country's code is left out. */
  digits: string
  /** Lengths of the groups. */
  groups: readonly number[]
  /** The separators between groups, each once: ` `, `-`, ` -`. Brackets are not in it. */
  joints: string
  plus: boolean
  /** Index of the group in brackets; -1 for none. */
  paren: number
  extension: boolean
  /** Where to go on looking. */
  next: number
}

const DIGIT_LIMIT = 17

/** Reads from the first digit of a word on. */
export function readDialRun(text: string, at: number): DialRun {
  const { start, plus, open } = beginning(text, at)
  const run: Writing = { text, at, digits: '', groups: [], joints: '', paren: open ? 0 : -1, isOpen: open }
  while (run.digits.length <= DIGIT_LIMIT && readGroup(run)) if (!readJoint(run)) break
  const isBad =
    !isFree(text, start, plus) || isAmid(text, start, plus, run.groups) || run.isOpen || goesOn(text, run.at)
  if (isBad) return nothing(start, run.at)
  // a list of long numbers: each may still be one, so go on after the first
  if (run.digits.length > DIGIT_LIMIT) return nothing(start, run.groups.length > 5 ? run.at : at + (run.groups[0] ?? 1))
  const { digits, groups, joints, paren } = run
  const extended = extensionEnd(text, run.at, digits.length)
  return { start, end: extended, digits, groups, joints, plus, paren, extension: extended > run.at, next: extended }
}

function nothing(start: number, next: number): DialRun {
  return { start, end: next, digits: '', groups: [], joints: '', plus: false, paren: -1, extension: false, next }
}

interface Writing {
  text: string
  at: number
  digits: string
  groups: number[]
  joints: string
  paren: number
  isOpen: boolean
}

function beginning(text: string, at: number): { start: number; plus: boolean; open: boolean } {
  let start = at
  const open = codeAt(text, start - 1) === 40
  if (open) start--
  const plus = codeAt(text, start - 1) === 43
  if (plus) start--
  // `(+62) 812`: the bracket holds the code
  return { start, plus, open }
}

function readGroup(run: Writing): boolean {
  const from = run.at
  while (isDigit(codeAt(run.text, run.at)) && run.at - from <= DIGIT_LIMIT) run.at++
  if (run.at === from) return false
  const group = run.text.slice(from, run.at)
  // `+46 (0)8 …`: dialled only inside the country
  const isTrunk = run.isOpen && group === '0' && run.groups.length > 0
  if (isTrunk) run.paren = -1
  else {
    run.digits += group
    run.groups.push(group.length)
  }
  return true
}

/** Goes past what may stand between two groups; false, and stays, when the number ends. */
function readJoint(run: Writing): boolean {
  const { text } = run
  let at = run.at
  if (run.isOpen) {
    if (codeAt(text, at) !== 41) return false
    run.isOpen = false
    run.at = ++at
    if (isDigit(codeAt(text, at))) return true
  }
  const joint = text[at] ?? ''
  if (isSeparator(codeAt(text, at))) at++
  if (codeAt(text, at) === 40 && run.paren < 0 && isDigit(codeAt(text, at + 1))) {
    run.paren = run.groups.length
    run.isOpen = true
    run.at = at + 1
    return true
  }
  if (at === run.at || !isDigit(codeAt(text, at))) return false
  if (!run.joints.includes(joint)) run.joints += joint
  run.at = at
  return true
}

/** In the middle of a row of short groups; a long group in a row may still be a number of its own. */
function isAmid(text: string, start: number, plus: boolean, groups: readonly number[]): boolean {
  return !plus && isBlank(codeAt(text, start - 1)) && isDigit(codeAt(text, start - 2)) && (groups[0] ?? 0) < 8
}

/** Nothing before it that makes it a part of something else: a word, a decimal, an amount of money. */
function isFree(text: string, start: number, plus: boolean): boolean {
  const code = codeAt(text, start - 1)
  if (plus) return isEdge(code) && code !== 43
  if (code === 36 || code === 0x20ac || code === 0xa3 || code === 0xa5 || code === 35) return false
  if (isBlank(code) || !(code >= 0)) return true
  if (code === 46 || code === 44 || code === 45 || code === 47 || code === 43) return isEdge(codeAt(text, start - 2))
  if (code === 58) return !isDigit(codeAt(text, start - 2))
  return isEdge(code)
}

/** What follows makes it a part of something longer, or an amount. */
function goesOn(text: string, end: number): boolean {
  const code = codeAt(text, end)
  if (code === 37) return true
  if (!isEdge(code)) return extensionEnd(text, end, 10) === end
  if (code === 44 || code === 46 || code === 58 || code === 45 || code === 47) return !isEdge(codeAt(text, end + 1))
  return false
}

/** Past `x123`, `ext. 123`. */
function extensionEnd(text: string, end: number, digits: number): number {
  if (digits < 7) return end
  let at = end
  if (codeAt(text, at) === 32) at++
  if (/^e?xt/i.test(text.slice(at, at + 3))) {
    at += 3
    if (codeAt(text, at) === 46) at++
  } else if (codeAt(text, at) === 120 || codeAt(text, at) === 88) at++
  else return end
  if (codeAt(text, at) === 32) at++
  const from = at
  while (at - from < 6 && isDigit(codeAt(text, at))) at++
  return at > from && isEdge(codeAt(text, at)) ? at : end
}
