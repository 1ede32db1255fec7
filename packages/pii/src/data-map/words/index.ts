/** The words of a language, and numbers, countries and times in it. */
import type { RetentionPart } from '../policy-part.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import type { MapWords } from './map-words.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { zh } from './zh.ts'

export type { MapWords } from './map-words.ts'

const WORDS: Readonly<Record<string, MapWords>> = { en, id, de, fr, es, pt, it, nl, pl, ja, zh, ar }

/** The words of a language or of its base (`ar-EG`: `ar`), and the language they are in: English where there are none. */
export function wordsFor(language: string): { words: MapWords; spoken: string } {
  for (const tag of [language, language.split('-')[0] ?? ''])
    if (Object.hasOwn(WORDS, tag)) return { words: WORDS[tag] ?? en, spoken: language }
  return { words: en, spoken: 'en' }
}

/** When data under a rule goes: `10 years from invoice-date`. */
export function erasedWhen(
  rule: Pick<RetentionPart, 'days' | 'years' | 'from'>,
  words: MapWords,
  spoken: string,
): string {
  const unit = rule.years === undefined ? 'day' : 'year'
  const count = rule.years ?? rule.days
  if (count === undefined) return words.accountLife
  const length = new Intl.NumberFormat(spoken, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
  if (rule.from === 'account-end') return words.accountEnd(length)
  return rule.from === 'collected' ? words.collected(length) : words.event(length, rule.from)
}

/** The name of a country or of a region's country with the region's code: `Singapore`, `United States (US-CA)`. */
export function countryName(code: string, spoken: string): string {
  if (!/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(code)) return code
  const country = code.slice(0, 2)
  const name = new Intl.DisplayNames(spoken, { type: 'region' }).of(country) ?? code
  return code.length > 2 ? `${name} (${code})` : name
}
