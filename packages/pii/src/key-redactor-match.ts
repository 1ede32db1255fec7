/** Decides whether a key holds personal data, by its words: once for each key, never for each value. */
import { PrivacyError } from '@privacykit/contract'
import { PERSONAL_KEYS, type PersonalKey } from './key-redactor-keys.ts'
import type { Tag } from './tag.ts'

/** A key that holds personal data. */
export interface KeyMatch {
  tag: Tag
  /** The name in the list that it was found by. */
  name: string
  /** It is the plural of that name: a number under it counts, and is kept. */
  plural: boolean
}

/** Answers what a key holds, or null. */
export type KeyMatcher = (key: string) => KeyMatch | null

interface Rule {
  name: string
  tag: Tag
  whole: boolean
}

// what such a word says is something about the value (`emailVerified`, `passwordLength`), not the value
const ABOUT_AFTER = words(
  'verified confirmed valid validated required enabled disabled allowed exists present missing changed sent expired',
  'count length size limit type kind format status state version template policy at in expires expiry ttl',
)
const ABOUT_BEFORE = words('is has had should can may needs requires num max min total without')
/** Longer keys are data that somebody used as a key; their words are not looked at beyond this. */
const KEY_LENGTH_LIMIT = 200

/**
 * Makes a matcher. A key matches a name when it is that name, in any case and with any separators, or when the name is
 * one of its words (`user_email`, `customerEmail`, `http.request.header.cookie`), unless the words around it say that the
 * value is about it (`emailVerified`, `hasPhone`). `filename` and `nameplate` are one word each and do not hold `name`.
 */
export function createKeyMatcher(keys: readonly (string | PersonalKey)[]): KeyMatcher {
  const rules = new Map<string, Rule>()
  for (const key of keys) {
    const rule = ruleOf(key)
    rules.set(rule.name, rule)
  }
  return (key) => matchKey(key.slice(0, KEY_LENGTH_LIMIT), rules)
}

const KNOWN = new Map(PERSONAL_KEYS.map((entry) => [normal(entry.key), entry]))

function ruleOf(entry: string | PersonalKey): Rule {
  const name = normal(typeof entry === 'string' ? entry : entry.key)
  if (name === '') throw new PrivacyError('invalid-option', 'A name in `keys` has neither letters nor digits.')
  if (typeof entry !== 'string')
    return { name, tag: { category: entry.category, kind: entry.kind ?? 'direct' }, whole: entry.whole ?? false }
  const known = KNOWN.get(name)
  return { name, tag: { category: known?.category ?? 'user', kind: known?.kind ?? 'direct' }, whole: false }
}

function matchKey(key: string, rules: ReadonlyMap<string, Rule>): KeyMatch | null {
  const parts = wordsOf(key)
  const whole = find(parts.join(''), rules)
  if (whole !== null) return whole
  if (parts.length < 2 || ABOUT_AFTER.has(parts.at(-1) ?? '') || ABOUT_BEFORE.has(parts[0] ?? '')) return null
  // the longest name wins: `ipAddress` before `address`
  for (let length = parts.length - 1; length > 0; length--)
    for (let start = parts.length - length; start >= 0; start--) {
      const match = find(parts.slice(start, start + length).join(''), rules)
      if (match !== null && rules.get(match.name)?.whole === false) return match
    }
  return null
}

function find(text: string, rules: ReadonlyMap<string, Rule>): KeyMatch | null {
  for (const name of [text, text.replace(/s$/, ''), text.replace(/es$/, '')]) {
    const rule = rules.get(name)
    if (rule !== undefined) return { tag: rule.tag, name: rule.name, plural: name !== text }
  }
  return null
}

/** `userEMail2` is user, e, mail, 2. */
function wordsOf(key: string): string[] {
  return (key.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{N}+/gu) ?? []).map((word) =>
    word.toLowerCase(),
  )
}

function normal(name: string): string {
  return wordsOf(name).join('')
}

function words(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')))
}
