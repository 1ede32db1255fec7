/** Groups of digits and short runs of letters that single separators join: what a number written in groups looks like. */
import { codeAt, isBlank, isDigit, isEdge, isLetter, isSeparator } from './character.ts'
import type { Scan } from './scan.ts'

/** One group of a chain. */
export interface Part {
  start: number
  end: number
  hasDigit: boolean
  /** Nothing but digits. */
  isDigits: boolean
}

/** Letters alone that may belong to a number: a country, a form, a check letter (`CHE`, `IVA`); before a hyphen also a longer word. */
const LETTER_LIMIT = 4
const PREFIX_LIMIT = 8
/** A text up to this length may be nothing but one number; then small letters may belong to it. */
const VALUE_LIMIT = 43

/** Calls back with every chain of at least `least` characters, in order. Long chains come whole: how much is looked at is for the caller to bound. */
export function eachChain(scan: Scan, least: number, take: (parts: readonly Part[]) => void): void {
  const { text, words } = scan
  const isShort = scan.last - scan.first <= VALUE_LIMIT
  let parts: Part[] = []
  for (let at = 0; at < words.length; at += 2) {
    const start = words[at] ?? 0
    const end = words[at + 1] ?? 0
    const joins = words[at + 2] === end + 1 && isSeparator(codeAt(text, end))
    if (parts.length === 0 && !joins && end - start < least && !hasLetters(text, start, end, isShort)) continue
    const label = parts.length === 0 ? lettersBefore(text, start, isShort) : null
    const letters = lettersAfter(text, end, isShort)
    const isLast =
      letters === null ? !joins : words[at + 2] !== letters.end + 1 || !isSeparator(codeAt(text, letters.end))
    if (label !== null) {
      // `HH-XY-1234`
      const first = codeAt(text, start - 1) === 45 ? lettersBefore(text, label.start, isShort) : null
      if (first !== null) parts.push(first)
      parts.push(label)
    }
    parts.push({ start, end, hasDigit: true, isDigits: isAllDigits(text, start, end) })
    if (letters !== null) parts.push(letters)
    if (!isLast) continue
    take(parts)
    parts = []
  }
}

/** Whether letters that may belong to it can stand beside it: capitals, or any where the whole text may be one value. */
function hasLetters(text: string, start: number, end: number, isShort: boolean): boolean {
  return isShort || isUpper(codeAt(text, start - 2)) || isUpper(codeAt(text, end + 1)) || codeAt(text, start - 1) === 45
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90
}

function isAllDigits(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isDigit(codeAt(text, at))) return false
  return true
}

function lettersBefore(text: string, end: number, isShort: boolean): Part | null {
  const joint = codeAt(text, end - 1)
  if (!isSeparator(joint)) return null
  const limit = joint === 45 ? PREFIX_LIMIT : LETTER_LIMIT
  let start = end - 1
  while (end - 1 - start < limit && isLetter(codeAt(text, start - 1))) start--
  if (start === end - 1 || !isEdge(codeAt(text, start - 1)) || isPlainWord(text, start, joint, isShort)) return null
  return { start, end: end - 1, hasDigit: false, isDigits: false }
}

function lettersAfter(text: string, start: number, isShort: boolean): Part | null {
  const joint = codeAt(text, start)
  if (!isSeparator(joint)) return null
  let end = start + 1
  while (end - start <= LETTER_LIMIT && isLetter(codeAt(text, end))) end++
  if (end === start + 1 || !isEdge(codeAt(text, end)) || isPlainWord(text, start + 1, joint, isShort)) return null
  return { start: start + 1, end, hasDigit: false, isDigits: false }
}

/** Small letters beside a space are a word of the text. */
function isPlainWord(text: string, start: number, joint: number, isShort: boolean): boolean {
  return isBlank(joint) && !isShort && codeAt(text, start) >= 97
}

/** How a range of a chain meets what is beside it. */
export const FIT = {
  /** It is a part of something longer. */
  inside: 0,
  /** Another group stands beside it, with a space between: it counts where something else speaks for it. */
  beside: 1,
  /** It stands free. */
  free: 2,
} as const

/** How the range begins. */
export function fitBefore(text: string, start: number, isFirst: boolean, previousHasDigit: boolean): number {
  const code = codeAt(text, start - 1)
  if (!isFirst)
    return isBlank(code) ? (previousHasDigit ? FIT.beside : FIT.free) : previousHasDigit ? FIT.inside : FIT.beside
  if (!(code >= 0) || code <= 32) return FIT.free
  if (code === 36 || code === 0x20ac || code === 0xa3 || code === 0xa5 || code === 0x2026) return FIT.inside
  if (code === 35 || code === 64) return FIT.beside
  if (
    code === 46 ||
    code === 44 ||
    code === 43 ||
    code === 45 ||
    code === 47 ||
    code === 58 ||
    code === 61 ||
    code === 37 ||
    code === 0x2013
  ) {
    const beyond = codeAt(text, start - 2)
    if (code === 61 || (code === 58 && !isDigit(beyond))) return FIT.free
    return isEdge(beyond) && code !== 37
      ? FIT.free
      : isDigit(beyond) || code === 46 || code === 37
        ? FIT.inside
        : FIT.beside
  }
  return FIT.free
}

/** How the range ends. */
export function fitAfter(text: string, end: number, isLast: boolean, nextHasDigit: boolean): number {
  const code = codeAt(text, end)
  if (!isLast) return isBlank(code) ? (nextHasDigit ? FIT.beside : FIT.free) : FIT.inside
  if (!(code >= 0) || code <= 32) return FIT.free
  if (code === 37 || code === 0x20ac) return FIT.inside
  if (code === 46 || code === 44 || code === 45 || code === 47 || code === 58 || code === 64 || code === 0x2013)
    return isEdge(codeAt(text, end + 1)) ? FIT.free : FIT.inside
  return FIT.free
}
