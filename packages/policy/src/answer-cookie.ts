/** The answers of one person in a few bytes, as a cookie carries them, so that a server can render the right page. Pure, and free of ids. */
import type { Decision, Reason } from '@privacykit/contract'
import { findPurpose, type PolicyInput } from './policy.ts'

/** What was decided last, by purpose; the client keeps the same under one key of its storage. */
export interface Answers {
  readonly v: 1
  /** Version of the policy that it was decided under. */
  readonly policy: string
  /** Not valid from then on: milliseconds since 1970. */
  readonly until: number
  /** When it was made, milliseconds since 1970. */
  readonly made: number
  /** Whether Global Privacy Control was on. */
  readonly gpc: 0 | 1
  /** Whose it is. `d0`, the browser of which nothing else is known, after a way through a cookie. */
  readonly tag: string
  /** ISO 3166 region that it was decided for; null: none was given. */
  readonly region?: string | null
  /** Purposes that are open for use. */
  readonly allowed: readonly string[]
  /** Purposes that would open at once if the person granted them now. */
  readonly grants: readonly string[]
  /** Purposes that may be asked about, in the policy's order. */
  readonly questions: readonly string[]
  /** By purpose. After a way through a cookie without record ids, and `claimed`. */
  readonly decisions: Readonly<Record<string, Decision>>
  /** By purpose, the records that an answer replaces; empty after a way through a cookie. */
  readonly shown: Readonly<Record<string, readonly string[]>>
}

/** `g` open, `r` denied by the person, `n` not asked and one yes opens it, `q` may be asked and a yes is looked at first, `c` closed. */
type Letter = 'g' | 'r' | 'n' | 'q' | 'c'

/** Denials that the person spoke, by the reason that `decide` gives. */
const SPOKEN: ReadonlySet<Reason> = new Set<Reason>([
  'withdrawn',
  'refused',
  'conflict',
  'objected',
  'objected-marketing',
  'suppressed',
])

const SEPARATOR = '~'
const DAY_MS = 86_400_000
/** Browsers keep no cookie longer (RFC 6265bis: 400 days), so none needs to hold longer. */
const LONGEST_MS = 400 * DAY_MS

/** Name of an app's cookie. A colon may stand in an app's name, but not in a cookie's. */
export function answerCookieName(app: string): string {
  return `${app.replaceAll(':', '.')}-privacy-answers`
}

/**
 * What every cookie of this policy starts with: format, version, and a check over the purposes' names, so that letters are never read
 * against another list of purposes.
 */
export function answerCookiePrefix(policy: PolicyInput): string {
  let check = 0x811c9dc5
  for (const code of new TextEncoder().encode(Object.keys(policy.purposes).join('\n')))
    check = Math.imul(check ^ code, 0x01000193)
  return ['1', encodeURIComponent(policy.version), (check >>> 0).toString(36), ''].join(SEPARATOR)
}

/** The cookie's value: about 50 bytes and one more a purpose. It names no person, device or record. */
export function encodeAnswers(policy: PolicyInput, answers: Answers): string {
  const letters = Object.keys(policy.purposes).map((name) => letterOf(name, answers))
  const seconds = [answers.made, Math.min(answers.until, answers.made + LONGEST_MS)].map((at) =>
    Math.floor(at / 1000).toString(36),
  )
  const region = encodeURIComponent(answers.region ?? '')
  return answerCookiePrefix(policy) + [answers.gpc, ...seconds, letters.join(''), region].join(SEPARATOR)
}

/**
 * What a cookie's value says under this policy; null for anything else: another version, other purposes, a value that somebody made up.
 * Whether it still holds (`until`, `gpc`) is for the caller to check.
 */
export function decodeAnswers(policy: PolicyInput, value: string): Answers | null {
  const prefix = answerCookiePrefix(policy)
  const names = Object.keys(policy.purposes)
  const parts = /^([01])~([0-9a-z]{1,9})~([0-9a-z]{1,9})~([grnqc]*)~([A-Z]{2}(?:-[A-Z0-9]{1,3})?)?$/.exec(
    value.startsWith(prefix) ? value.slice(prefix.length) : '',
  )
  if (parts === null) return null
  const [, gpc, made = '', until = '', letters = '', region = null] = parts
  if (letters.length !== names.length) return null
  const named = (...wanted: string[]) => names.filter((_, index) => wanted.includes(letters.charAt(index)))
  const decisions = names.map((name, index) => [name, decisionOf(policy, name, letters.charAt(index) as Letter)]) // as: the pattern admits no other letter
  return {
    v: 1,
    policy: policy.version,
    made: Number.parseInt(made, 36) * 1000,
    until: Number.parseInt(until, 36) * 1000,
    gpc: gpc === '1' ? 1 : 0,
    tag: 'd0',
    region,
    allowed: named('g'),
    grants: named('n'),
    questions: named('n', 'q'),
    decisions: Object.fromEntries(decisions) as Answers['decisions'], // as: fromEntries forgets what the entries are
    shown: {},
  }
}

/**
 * The value for `policy` among cookies, as `document.cookie` and the `Cookie` header list them. Null when there is none, and when two differ:
 * one of them was set by another host, and nobody can tell which.
 */
export function findAnswers(policy: PolicyInput, cookies: string): Answers | null {
  const start = `${answerCookieName(policy.app)}=`
  const found = cookies
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start))
    .map((pair) => pair.slice(start.length))
    .filter((value) => value.startsWith(answerCookiePrefix(policy)))
  const [value] = found
  return value === undefined || new Set(found).size > 1 ? null : decodeAnswers(policy, value)
}

/** Whether the person has said anything: without that, there is nothing worth a cookie. */
export function isAnswered(policy: PolicyInput, answers: Answers): boolean {
  return Object.keys(policy.purposes).some((name) => {
    const decision = Object.hasOwn(answers.decisions, name) ? answers.decisions[name] : undefined
    if (decision !== undefined && decision.recordIds.length > 0) return true
    const letter = letterOf(name, answers)
    return letter === 'r' || (letter === 'g' && findPurpose(policy, name)?.basis === 'consent')
  })
}

function letterOf(name: string, { allowed, questions, grants, decisions }: Answers): Letter {
  const reason = Object.hasOwn(decisions, name) ? decisions[name]?.reason : undefined
  if (allowed.includes(name)) return 'g'
  // a yes over an earlier record must name it, and the cookie does not carry it
  if (questions.includes(name)) return reason === 'not-asked' && grants.includes(name) ? 'n' : 'q'
  return reason !== undefined && SPOKEN.has(reason) ? 'r' : 'c'
}

function decisionOf(policy: PolicyInput, name: string, letter: Letter): Decision {
  const basis = findPurpose(policy, name)?.basis ?? null
  const reasons: Record<Letter, Reason> = {
    g: basis === null ? 'granted' : ALLOWS[basis],
    r: basis === 'legitimate-interests' ? 'objected' : 'refused',
    n: 'not-asked',
    q: 'not-asked',
    c: 'state-stale',
  }
  return {
    allowed: letter === 'g',
    reason: reasons[letter],
    basis,
    evidence: 'claimed',
    policyVersion: policy.version,
    recordIds: [],
    mayAsk: letter === 'n' || letter === 'q',
  }
}

const ALLOWS = {
  consent: 'granted',
  contract: 'contract',
  'legitimate-interests': 'interests',
  'legal-obligation': 'obligation',
  'vital-interests': 'emergency',
  'child-protection': 'protection',
} as const satisfies Record<NonNullable<Decision['basis']>, Reason>
