/** Words around a value: what stands shortly before or after it often says what it is. */
import { isWord } from './character.ts'
import type { Scan } from './scan.ts'

const BEFORE = 60
const AFTER = 20

/** A set of words, compiled once. */
export interface Words {
  readonly list: readonly string[]
}

/** Compiles words; they are compared in lower case and as whole words, a plural `s` allowed. */
export function words(...list: readonly string[]): Words {
  return { list: list.map((word) => word.toLowerCase()) }
}

/** The text just around a value, in lower case. */
export interface Around {
  before: string
  after: string
}

/** Reads the bounded window around a value. */
export function around(scan: Scan, start: number, end: number, before = BEFORE, after = AFTER): Around {
  const lower = scan.lower()
  return { before: lower.slice(Math.max(0, start - before), start), after: lower.slice(end, end + after) }
}

/** Characters between the value and the nearest of the words, before it or, a little dearer, after it; Infinity when there is none. */
export function distanceTo(list: readonly string[], { before, after }: Around): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const word of list) {
    const behind = lastWord(before, word)
    if (behind >= 0) nearest = Math.min(nearest, before.length - behind - word.length)
    const ahead = after === '' ? -1 : firstWord(after, word)
    if (ahead >= 0) nearest = Math.min(nearest, ahead + 10)
  }
  return nearest
}

/** Where a whole word stands last in a window; -1 when it does not. */
function lastWord(window: string, word: string): number {
  for (let at = window.lastIndexOf(word); at >= 0; at = at === 0 ? -1 : window.lastIndexOf(word, at - 1))
    if (isWhole(window, at, word)) return at
  return -1
}

function firstWord(window: string, word: string): number {
  for (let at = window.indexOf(word); at >= 0; at = window.indexOf(word, at + 1))
    if (isWhole(window, at, word)) return at
  return -1
}

/** An underscore or a digit may join it (`user_ssn`, `phone2`): names of fields are words too. */
function isWhole(window: string, at: number, word: string): boolean {
  if (isLetterCode(window.charCodeAt(at - 1)) && isLetterCode(window.charCodeAt(at))) return false
  const end = at + word.length
  if (!isLetterCode(window.charCodeAt(end)) || !isLetterCode(window.charCodeAt(end - 1))) return true
  return word.length > 3 && window.charCodeAt(end) === 115 && !isLetterCode(window.charCodeAt(end + 1))
}

function isLetterCode(code: number): boolean {
  return code > 57 && code !== 95 && isWord(code)
}
