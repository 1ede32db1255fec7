/** Compiles the options of a key redactor: what each key is, made once and remembered. */
import type { KeyMatcher } from './key-redactor-match.ts'
import { ANYWHERE, type KeyEntry, type KeyPlan, type KeyRun } from './key-redactor-run.ts'
import { copySpecial } from './key-redactor-special.ts'
import { createTextCleaner, type FindInText } from './key-redactor-text.ts'
import type { Redaction, Treatment } from './redaction.ts'
import type { Tag } from './tag.ts'
import { maskOf, treat } from './treatment.ts'

export interface KeyPlanOptions {
  matchKey: KeyMatcher
  strategy: Treatment | ((tag: Tag) => Treatment)
  text: 'email' | 'keep' | FindInText
  base64: boolean
  subject: (root: unknown) => string | null
}

/** How many keys are remembered, and how long they may be: keys that are data must not fill the memory. */
const KEYS_KEPT = 2000
const KEY_LENGTH_KEPT = 64

/** What this package writes into a key says which data was there, and is no word of the key. */
const MASKS = /\[user[.\w]*\](?: \d+)?/g

export function createKeyPlan(options: KeyPlanOptions): KeyPlan {
  const { text, base64 } = options
  const treatmentOf = createChooser(options.strategy)
  const clean = createTextCleaner({
    find: typeof text === 'function' ? text : null,
    base64,
    keeps: (category) => treatmentOf({ category, kind: 'direct' }) === 'keep',
  })
  const looksAt = text === 'keep' ? 'nothing' : typeof text === 'function' || base64 ? 'everything' : 'addresses'
  const known = new Map<string, KeyEntry>()
  const makeEntry = (key: string, { name, holds }: Pick<KeyEntry, 'name' | 'holds'>): KeyEntry => {
    const match = options.matchKey(name.replace(MASKS, ''))
    const treatment = match === null ? 'keep' : treatmentOf(match.tag)
    const mask = match !== null && treatment === 'mask' && !match.plural ? maskOf(match.tag.category) : null
    const isOpen = treatment === 'keep' && name === key && key !== '__proto__'
    const kept = treatment === 'keep' ? null : match
    return { name, holds, isOpen, match: kept, mask, ...written(name, mask), follower: null }
  }
  const plan: KeyPlan = {
    beginning: makeEntry('', { name: '', holds: null }),
    looksAt,
    clean,
    copySpecial,
    entryOf: (key) => known.get(key) ?? remember(key),
    entryAfter(before, key) {
      const entry = plan.entryOf(key)
      if (isKept(entry, key)) before.follower = entry
      return entry
    },
    replace: createReplacer(treatmentOf, options.subject),
  }
  function remember(key: string): KeyEntry {
    let holds: string | null = null
    const report = (found: Redaction) => {
      holds ??= found.category
    }
    const name = looksAt === 'nothing' ? key : clean(key, detachedRun(plan, report))
    const entry = makeEntry(key, { name, holds })
    if (!isKept(entry, key)) return entry
    if (known.size >= KEYS_KEPT) forget()
    known.set(key, entry)
    return entry
  }
  function forget(): void {
    // those that are forgotten must not be held by one another
    for (const entry of [plan.beginning, ...known.values()]) entry.follower = null
    known.clear()
  }
  return plan
}

/** A key that is data is made anew each time. */
function isKept({ name }: KeyEntry, key: string): boolean {
  return name === key && key.length <= KEY_LENGTH_KEPT
}

function written(name: string, mask: string | null): Pick<KeyEntry, 'first' | 'next' | 'maskText'> {
  const first = `${JSON.stringify(name)}:`
  return { first, next: `,${first}`, maskText: mask === null ? '' : JSON.stringify(mask) }
}

function createChooser(strategy: KeyPlanOptions['strategy']): (tag: Tag) => Treatment {
  return typeof strategy === 'function' ? strategy : () => strategy
}

function createReplacer(
  treatmentOf: (tag: Tag) => Treatment,
  subjectOf: (root: unknown) => string | null,
): KeyPlan['replace'] {
  return (value, entry, run) => {
    const { match, mask } = entry
    if (match === null || (match.plural && typeof value === 'number')) return value
    const { category } = match.tag
    if (mask !== null) {
      if (value !== mask) run.report?.({ path: `${ANYWHERE}.${match.name}`, category, why: 'tagged' })
      return mask
    }
    if (run.again) return value
    run.report?.({ path: `${ANYWHERE}.${match.name}`, category, why: 'tagged' })
    const treatment = treatmentOf(match.tag)
    if (treatment === 'keep') return value
    try {
      if (run.subject === undefined) run.subject = subjectOf(run.root)
      return treat(value, treatment, { ...match.tag, subject: run.subject })
    } catch {
      // a log line must not fail because a key store did
      run.report?.({ path: `${ANYWHERE}.${match.name}`, category, why: 'unreadable' })
      return maskOf(category)
    }
  }
}

/** For a key, which is cleaned once and reported each time it is met. */
function detachedRun(plan: KeyPlan, report: (found: Redaction) => void): KeyRun {
  return {
    plan,
    report,
    inside: [],
    left: 1000,
    looks: true,
    plain: true,
    again: false,
    subject: null,
    root: null,
  }
}
