/** What can stand instead of a personal value besides a mask: less of it, or a pseudonym. Pure: keys and stores come in as functions. */
import { generaliseValue } from './generalise.ts'
import type { Strategy, StrategyContext } from './redaction.ts'
import { textOf } from './strategy-text.ts'

export type { GeneraliseOptions } from './generalise.ts'
export type { Strategy, StrategyContext, Treatment } from './redaction.ts'

import type { GeneraliseOptions } from './generalise.ts'

/** What pseudonyms are, for the data map: still personal data (GDPR 4(5), recital 26). */
export const PSEUDONYM_CATEGORY = 'user.unique_id.pseudonymous'

/** A function of a value's text, such as a keyed hash or the issue of a token. Must answer the same for the same text, or keep its own map. */
export type TextFunction = (text: string, context: { category: string }) => string

export interface MaskOptions {
  /** How many characters at the end stay; at most a quarter of them ever does. Default 0. */
  keepLast?: number
  /** What stands for each character that goes. Default `*`. */
  fill?: string
}

/**
 * Covers a text, and leaves its end readable: `mask({ keepLast: 4 })` makes `************1111` of a card number. What stays
 * is a quasi-identifier. What is no text or number, and a text too short to hide anything, becomes `[<category>]`.
 * For the plain `[<category>]` everywhere use the treatment `'mask'`.
 */
export function mask(options: MaskOptions = {}): Strategy {
  const { keepLast = 0, fill = '*' } = options
  return {
    leaves: keepLast > 0 ? 'quasi' : 'nothing',
    apply(value) {
      if (typeof value !== 'string' && typeof value !== 'number') return undefined
      const characters = [...String(value)]
      const kept = Math.min(keepLast, Math.floor(characters.length / 4))
      if (keepLast > 0 && kept === 0) return undefined
      return fill.repeat(characters.length - kept) + characters.slice(characters.length - kept).join('')
    },
  }
}

/**
 * Replaces a value by its keyed hash, written as `user.unique_id.pseudonymous:<hash>`. Equal values give equal hashes, so
 * rows can still be joined; whoever has the key can find a person again, and without one a short value can be guessed: use a
 * key. The result is a pseudonym, still personal data.
 *
 * @param hash for example `blindIndex` of `@privacykit/vault`
 * @example
 * keyedHash((text, { category }) => blindIndex(key, ['log', category, text]))
 */
export function keyedHash(hash: TextFunction): Strategy {
  return pseudonym((text, { category }) => `${PSEUDONYM_CATEGORY}:${hash(text, { category })}`)
}

/**
 * Replaces a value by a token that your own store issues for it, written as it comes. A pseudonym: the store can give the
 * value back.
 */
export function token(issue: TextFunction): Strategy {
  return pseudonym((text, { category }) => issue(text, { category }))
}

/**
 * Seals a value under a key of its subject; erasing that key makes every copy unreadable. Tell the redactor whose data it
 * is with its option `subject`; a value without a subject is masked, never written plain. A pseudonym as long as the key lives.
 *
 * @param seal must be synchronous: `(text, { subject, category }) => string`
 */
export function encrypt(seal: (text: string, context: { subject: string; category: string }) => string): Strategy {
  return pseudonym((text, { subject, category }) =>
    subject === null || subject === '' ? undefined : seal(text, { subject, category }),
  )
}

/**
 * Makes a value coarser: dates become their year, IP addresses their network (/24, /48), postal codes their leading digits,
 * address objects their country, numbers the range they lie in (with `bucket`). What it cannot generalise is masked. The
 * result is a quasi-identifier: two of them can still point to one person.
 */
export function generalise(options: GeneraliseOptions = {}): Strategy {
  return { leaves: 'quasi', apply: (value, context) => generaliseValue(value, context, options) }
}

/** Lists and objects are taken as their JSON; what has no text is masked. */
function pseudonym(make: (text: string, context: StrategyContext) => string | undefined): Strategy {
  return {
    leaves: 'pseudonym',
    apply(value, context) {
      const text = textOf(value)
      return text === null ? undefined : make(text, context)
    },
  }
}
