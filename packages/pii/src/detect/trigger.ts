/** Words that announce a value which has no form of its own: a password, a user name, a birthday. */
import { codeAt } from './character.ts'
import type { WordSet } from './dictionary.ts'
import { namesOf, type Scan } from './scan.ts'

/** Calls back with the end of every place where one of the words stands. */
export function eachTrigger(scan: Scan, words: WordSet, take: (end: number) => void): void {
  if (!scan.hasTrigger) return
  const names = namesOf(scan)
  for (let at = 0; at < names.length; at += 3) if (words.has(names[at + 2] ?? -1)) take(names[at + 1] ?? 0)
}

/** A value after a word that announces it. */
export interface Announced {
  start: number
  end: number
  /** Within quotation marks. */
  isQuoted: boolean
  /** After `:` or `=`: whoever wrote it says that this is the value. */
  isAssigned: boolean
  /** After a word such as "is". */
  isSaid: boolean
}

const VALUE_LIMIT = 200
const SAYS = /^(?:['"’]?s)?\s{0,3}(?:is|was|were|adalah|ialah|ist|lautet|est|es|é|è|are|now|set to|to)?\s{0,3}/
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '‘': '’',
  '“': '”',
  '«': '»',
  '„': '“',
}

/** Reads the value after a word that ends at `from`; null when there is none on this line. */
export function announcedAt(text: string, from: number): Announced | null {
  const window = text.slice(from, from + 24)
  const closing = /^["'`]?\]?/.exec(window)?.[0].length ?? 0
  const said = SAYS.exec(window.slice(closing))?.[0] ?? ''
  const assigned = /^\s{0,3}(?:=>|->|:=|[:=：])\s{0,3}/.exec(window.slice(closing + said.length))?.[0] ?? ''
  const isSaid = /[a-zé]/.test(said.trim())
  const start = from + closing + said.length + assigned.length
  if (start === from || (assigned === '' && closing > 0)) return null
  const isAssigned = assigned !== ''
  const quote = QUOTES[text.charAt(start)]
  if (quote !== undefined) {
    const end = text.slice(start + 1, start + 1 + VALUE_LIMIT).indexOf(quote)
    return end <= 0 ? null : { start: start + 1, end: start + 1 + end, isQuoted: true, isAssigned, isSaid }
  }
  let end = start
  const isQuery = assigned === '='
  while (end - start < VALUE_LIMIT && end < text.length && !ENDS.has(codeAt(text, end))) {
    if (isQuery && codeAt(text, end) === 38) break
    end++
  }
  while (end > start && /[.,;:)\]'"]/.test(text.charAt(end - 1))) end--
  return end > start ? { start, end, isQuoted: false, isAssigned, isSaid } : null
}

const ENDS = new Set([...' \t\n\r\u00a0<>"`{}|,;'].map((sign) => sign.charCodeAt(0)))
