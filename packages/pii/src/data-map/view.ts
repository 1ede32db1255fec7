/** Everything that the pages say, in one language: the record, labels, titles, and times in words. */
import { CATEGORIES, PrivacyError } from '@privacykit/contract'
import type { DataMap } from './map.ts'
import type { RecordPolicy, RetentionPart } from './policy-part.ts'
import { type ProcessingRecord, type RecordOptions, recordOfProcessing } from './record-of-processing.ts'
import { countryName, erasedWhen, type MapWords, wordsFor } from './words/index.ts'

export interface PageOptions extends RecordOptions {
  /** Labels of categories in the language of the page, by key; a deeper key takes the nearest one above it, and its own rest in brackets. Default: English, from the taxonomy. */
  labels?: Readonly<Record<string, string>>
}

export interface View {
  map: DataMap
  policy: RecordPolicy
  record: ProcessingRecord
  words: MapWords
  /** The language of the words: the one asked for, or English. */
  spoken: string
  /** Label of a category; the key itself where nothing has one. */
  label: (category: string) => string
  /** Title of a purpose. */
  title: (purpose: string) => string
  /** Name of a recipient. */
  recipient: (key: string) => string
  country: (code: string) => string
  erased: (rule: Pick<RetentionPart, 'days' | 'years' | 'from'>) => string
  /** Facts side by side. */
  list: (names: readonly string[]) => string
}

export function viewOf(map: DataMap, policy: RecordPolicy, options: PageOptions): View {
  const { language = policy.locales[0] ?? 'en', labels = {} } = options
  requireLanguage(language)
  const { words, spoken } = wordsFor(language)
  const record = recordOfProcessing(map, policy, { ...options, language })
  const titles = new Map(record.rows.map(({ purpose, title }) => [purpose, title]))
  return {
    map,
    policy,
    record,
    words,
    spoken,
    label: (category) => labelOf(category, labels) ?? labelOf(category, ENGLISH) ?? category,
    title: (purpose) => titles.get(purpose) ?? purpose,
    recipient: (key) => own(policy.recipients, key)?.name ?? key,
    country: remembered(
      (code) => code,
      (code) => countryName(code, spoken),
    ),
    erased: remembered(
      ({ days, years, from }) => `${days} ${years} ${from}`,
      (rule) => erasedWhen(rule, words, spoken),
    ),
    // a comma of one script between names of another would turn them round
    list: (names) => names.join(' · '),
  }
}

/** A word is asked for in every row, and Intl makes its tables anew each time. */
function remembered<T>(keyOf: (thing: T) => string, say: (thing: T) => string): (thing: T) => string {
  const said = new Map<string, string>()
  return (thing) => {
    const key = keyOf(thing)
    const words = said.get(key) ?? say(thing)
    said.set(key, words)
    return words
  }
}

function requireLanguage(language: string): void {
  try {
    new Intl.Locale(language)
  } catch (cause) {
    throw new PrivacyError(
      'invalid-option',
      `language: "${language}" is no BCP 47 language tag. Use one such as "id".`,
      {
        cause,
      },
    )
  }
}

const ENGLISH = Object.fromEntries(Object.entries(CATEGORIES).map(([key, { label }]) => [key, label]))

/** The label of a category; of a key below a known one, the nearest label with the rest of the key: `E-mail address (work)`. */
function labelOf(category: string, labels: Readonly<Record<string, string>>): string | undefined {
  for (let at = category; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const label = own(labels, at)
    if (label !== undefined) return at === category ? label : `${label} (${category.slice(at.length + 1)})`
  }
  return undefined
}

function own<T>(entries: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(entries, key) ? entries[key] : undefined
}
