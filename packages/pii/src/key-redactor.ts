/** Redaction by key and by what texts show, for log lines and whatever else no schema describes. */

import { copyValue } from './key-redactor-copy.ts'
import { PERSONAL_KEYS, type PersonalKey } from './key-redactor-keys.ts'
import { createKeyMatcher } from './key-redactor-match.ts'
import { createKeyPlan } from './key-redactor-plan.ts'
import { type KeyPlan, type KeyRun, SIZE_LIMIT } from './key-redactor-run.ts'
import { keysOfSchemas } from './key-redactor-schema.ts'
import type { FindInText } from './key-redactor-text.ts'
import { writeRedacted } from './key-redactor-write.ts'
import type { Redactor } from './redact.ts'
import type { Redaction, Treatment } from './redaction.ts'
import type { AnySchema, Tag } from './tag.ts'

export interface KeyRedactorOptions {
  /**
   * Keys that hold personal data, in any case and with any separators, also as a word of a longer key. A name alone takes
   * the category that `PERSONAL_KEYS` has for it, else `user`. Default `PERSONAL_KEYS`.
   */
  keys?: readonly (string | PersonalKey)[]
  /** Tagged schemas: each tagged field becomes a key with its category and kind (that whole key, not as a word of another). */
  schemas?: readonly AnySchema[]
  /** One treatment for every key, or a choice by tag. Default `mask`, which writes `[<category>]`. */
  strategy?: Treatment | ((tag: Tag) => Treatment)
  /** Whose data a value is, for strategies that need to know; asked at most once a call. Null: nobody's, such values are masked. */
  subject?: (root: unknown) => string | null
  /**
   * What strings under other keys are looked at for. `email`: addresses, also in URLs, in JSON and as keys. A function, such as
   * `detect` of `@privacykit/pii/detect`: what it answers, and addresses. `keep`: nothing. Default `email`.
   */
  text?: 'email' | 'keep' | FindInText
  /** Also decode words that look like base64 and look into them (tokens carry addresses). Costs time on every string. Default false. */
  base64?: boolean
}

/** Redacts any value; the very same one when there was nothing to take out. */
export interface KeyRedactor extends Redactor {
  /**
   * Redacts and writes JSON in one go, faster than `JSON.stringify` of the redacted value. Maps and sets, errors and
   * bigints, which JSON drops or refuses, are written too. What JSON has no text for (undefined, a function) is `null`.
   */
  stringify(value: unknown, report?: (redaction: Redaction) => void): string
}

/**
 * Makes a redactor for values that no schema describes. Values under a personal key go whole, whatever they are; all other
 * keys stay, and their strings are looked at. It never throws, never changes what it is given, and ends on cycles.
 *
 * Not seen: names, numbers and addresses in a text that no key announces (pass `detect`), base64 (pass `base64`), data cut
 * in pieces, symbols as keys, and what a getter answers differently each time it is asked. Reports name no unknown key.
 *
 * @throws PrivacyError `invalid-option` for an empty name in `keys`
 * @example
 * const redact = createKeyRedactor()
 * redact({ user: { id: 1, userEmail: 'a@b.example' }, msg: 'a@b.example signed in' })
 * // { user: { id: 1, userEmail: '[user.contact.email]' }, msg: '[user.contact.email] signed in' }
 * redact.stringify({ authorization: 'Bearer …' })   // '{"authorization":"[user.authorization.password]"}'
 */
export function createKeyRedactor(options: KeyRedactorOptions = {}): KeyRedactor {
  const { keys = PERSONAL_KEYS, schemas = [], strategy = 'mask', text = 'email', base64 = false, subject } = options
  const plan = createKeyPlan({
    matchKey: createKeyMatcher([...keysOfSchemas(schemas), ...keys]),
    strategy,
    text,
    base64,
    subject: subject ?? (() => null),
  })
  const redact: Redactor = (value, report) =>
    copyValue(value, 0, startRun(plan, { root: value, report, looks: plan.looksAt !== 'nothing', plain: false }))
  const stringify: KeyRedactor['stringify'] = (value, report) =>
    writeRedacted(value, startRun(plan, { root: value, report, looks: false, plain: true })) ?? 'null'
  return Object.assign(redact, { stringify })
}

interface Start {
  root: unknown
  report: ((redaction: Redaction) => void) | undefined
  looks: boolean
  plain: boolean
}

function startRun(plan: KeyPlan, { root, report, looks, plain }: Start): KeyRun {
  return {
    plan,
    report: report ?? null,
    inside: [],
    left: SIZE_LIMIT,
    looks,
    plain,
    again: false,
    subject: undefined,
    root,
  }
}
