/** What a key redactor knows once (its plan) and what one call of it passes around (its run). */
import type { KeyMatch } from './key-redactor-match.ts'
import type { Redaction, RedactionReason } from './redaction.ts'

/** What is known of a key; made once for each key. */
export interface KeyEntry {
  /** The key itself, or what is written instead of a key that is personal. */
  name: string
  /** What was found in the key itself, or null. */
  holds: string | null
  /** Nothing is known of it: it stays, and its value is looked at. */
  isOpen: boolean
  /** What it holds, or null. */
  match: KeyMatch | null
  /** What every value under it becomes; null when that depends on the value. */
  mask: string | null
  /** The mask as JSON. */
  maskText: string
  /** As JSON, with its colon; `next` begins with a comma. */
  first: string
  next: string
  /** The key that stood after it the last time: records of one kind have their keys in one order, and a look at it is quicker than a search. */
  follower: KeyEntry | null
}

/** What is the same for every call. */
export interface KeyPlan {
  entryOf(key: string): KeyEntry
  /** Stands before the first key of an object. */
  beginning: KeyEntry
  /** The entry of a key, which becomes the follower of the one before it. */
  entryAfter(before: KeyEntry, key: string): KeyEntry
  /** Strings: kept, looked at where an address may stand, or each looked at. */
  looksAt: 'nothing' | 'addresses' | 'everything'
  /** The text without what is personal in it; the same one when nothing is. */
  clean(text: string, run: KeyRun): string
  /** What stands instead of a value under a personal key; `GONE` when its key goes too. */
  replace(value: unknown, entry: KeyEntry, run: KeyRun): unknown
  /** Redacts what is no plain object or list. */
  copySpecial(value: object, depth: number, run: KeyRun): unknown
}

/** One call. */
export interface KeyRun {
  plan: KeyPlan
  report: ((redaction: Redaction) => void) | null
  /** The containers around the value in hand, from the root. */
  inside: object[]
  /** How many containers and items may still be looked at. */
  left: number
  /** Whether strings are looked at one by one. */
  looks: boolean
  /** For JSON: what JSON would drop (maps, sets, errors) becomes plain. */
  plain: boolean
  /** A second look at what has been redacted by key already. */
  again: boolean
  /** Whose data it is; undefined until somebody asks. */
  subject: string | null | undefined
  /** What the call was given. */
  root: unknown
}

/** Where something was found: unknown keys are not spelled out, as they may be data. */
export const ANYWHERE = '**'
/** What a single value may hold, in containers and items of lists; more than a log line ever should. */
export const SIZE_LIMIT = 500_000

/** The entry of a key that stands behind another; the beginning of the plan stands before the first. */
export function nextEntry(before: KeyEntry, key: string, plan: KeyPlan): KeyEntry {
  const { follower } = before
  return follower !== null && follower.name === key ? follower : plan.entryAfter(before, key)
}

/** Tells that a key was personal itself. */
export function reportKey({ holds }: KeyEntry, run: KeyRun): void {
  if (holds !== null) run.report?.({ path: `${ANYWHERE}<key>`, category: holds, why: 'detected' })
}

/** Something that cannot be kept whole, and the words that stand for it. */
export function withhold(why: RedactionReason, run: KeyRun): string {
  run.report?.({ path: ANYWHERE, category: null, why })
  return `[${why}]`
}

// characters that JSON escapes, and signs that an address may hide behind
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const DELICATE = /[\u0000-\u001f"\\@%\ud800-\uffff]/
const SHORT = 40

/** True for a text that may need escapes in JSON or may hold an address: all others are safe as they are. */
export function isDelicate(text: string): boolean {
  const { length } = text
  if (length > SHORT) return DELICATE.test(text)
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code === 64 || code === 34 || code === 37 || code === 92 || code < 32 || code >= 0xd800) return true
  }
  return false
}
