/** Takes what is personal out of a text: addresses, what a detector finds, and fields of JSON that the text holds. */
import { EMAIL, findEmails, type TextSpan } from './email-text.ts'
import { copyValue } from './key-redactor-copy.ts'
import { ANYWHERE, type KeyRun } from './key-redactor-run.ts'

/** Answers what is personal in a text; the shape of `detect` of `@privacykit/pii/detect`. */
export type FindInText = (text: string) => readonly TextSpan[]

export interface TextCleanerOptions {
  /** Looks for more than addresses; null: addresses only. */
  find: FindInText | null
  /** Whether words that are base64 are decoded and looked into. */
  base64: boolean
  /** Categories that may stay in a text. */
  keeps: (category: string) => boolean
}

/** Longest text that is read as JSON, and longest word that is decoded. */
const JSON_LIMIT = 200_000
const BASE64 = /[A-Za-z0-9+/_-]{8,8192}={0,2}/g

/** Makes the function that cleans one text; it answers the same text when nothing went. */
export function createTextCleaner(options: TextCleanerOptions): (text: string, run: KeyRun) => string {
  const spansOf = createFinder(options)
  return (text, run) => {
    const embedded = cleanJson(text, run)
    return embedded ?? cut(text, spansOf(text), run)
  }
}

function createFinder({ find, base64, keeps }: TextCleanerOptions): FindInText {
  const within = (text: string): TextSpan[] =>
    [...findEmails(text), ...(find === null ? [] : ask(find, text))].filter(({ category }) => !keeps(category))
  if (!base64) return within
  return (text) => [...within(text), ...encodedIn(text, within)]
}

/** A detector that fails, or answers what is no place in the text, has the whole text taken. */
function ask(find: FindInText, text: string): readonly TextSpan[] {
  const whole = [{ start: 0, end: text.length, category: 'user' }]
  try {
    const spans = find(text)
    return spans.every(({ start, end }) => start >= 0 && start <= end) ? spans : whole
  } catch {
    return whole
  }
}

/** Words that are base64 of a text in which something is found. */
function encodedIn(text: string, within: FindInText): TextSpan[] {
  return [...text.matchAll(BASE64)].flatMap(({ index, 0: word }) => {
    const found = within(decode(word))[0]
    return found === undefined ? [] : [{ start: index, end: index + word.length, category: found.category }]
  })
}

function decode(word: string): string {
  try {
    return atob(word.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''))
  } catch {
    return ''
  }
}

/** Cuts spans out; those that overlap go together. */
function cut(text: string, spans: readonly TextSpan[], run: KeyRun): string {
  if (spans.length === 0) return text
  let result = ''
  let end = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.end <= end) continue
    const category = span.category || EMAIL
    run.report?.({ path: ANYWHERE, category, why: 'detected' })
    if (span.start >= end) result += `${text.slice(end, span.start)}[${category}]`
    end = span.end
  }
  return result + text.slice(end)
}

/** The text as redacted JSON; null when it is none or nothing in it went. */
function cleanJson(text: string, run: KeyRun): string | null {
  if (!/^\s*[[{]/.test(text) || text.length > JSON_LIMIT) return null
  try {
    const value: unknown = JSON.parse(text)
    const copy = copyValue(value, 0, { ...run, inside: [], looks: true, plain: true, again: false })
    return copy === value ? null : JSON.stringify(copy)
  } catch {
    // no JSON, or cut off: a text like any other
    return null
  }
}
