/** Says what the row or object around a field is about, from the names above and beside it. */

import { indexConcepts } from './concept.ts'
import { NEAR_PEOPLE, PEOPLE, TABLE_NOISE, THINGS } from './context-words.ts'
import { IDENTITY } from './identity-concepts.ts'
import { formsOf, hasWord, wordsOf } from './words.ts'

/** `person`: a row is a person; `near`: it belongs to one; `thing`: it is about none. */
export type Setting = 'person' | 'near' | 'thing' | 'unknown'

/** What is around a field, and the name that says so. */
export interface Context {
  setting: Setting
  by: string
}

/** Said where no name above tells, and the other fields do. */
export const BESIDE = 'the fields beside it'

export interface Surroundings {
  table?: string | undefined
  path?: string | undefined
  beside?: readonly string[] | undefined
}

const STRONG = indexConcepts(IDENTITY.filter(({ kind, sure }) => kind === 'direct' && sure[1] >= 0.85))

/** The nearest name that says something wins: the parents in the path from the inside out, then the table, then the other fields. */
export function contextOf({ table, path = '', beside = [] }: Surroundings): Context {
  const parents = path.split('.').slice(0, -1).reverse()
  const strong = new Set(beside.flatMap((name) => strongConcept(name)))
  for (const name of table === undefined ? parents : [...parents, table]) {
    const setting = settingOf(wordsOf(name))
    // an audit log with e-mail addresses in it is about people too, whatever it is called
    if (setting === 'thing' && strong.size > 0) return { setting: 'unknown', by: '' }
    if (setting !== 'unknown') return { setting, by: name.replace(/\W+$/, '') }
  }
  return strong.size >= 2 ? { setting: 'near', by: BESIDE } : { setting: 'unknown', by: '' }
}

/** What a name is about. English puts the head last, so that the last word decides (`user_roles`: roles). */
export function settingOf(words: readonly string[]): Setting {
  const telling = words.filter((word) => !TABLE_NOISE.has(word))
  const last = telling.at(-1)
  if (last === undefined) return 'unknown'
  if (hasWord(PEOPLE, last)) return 'person'
  if (hasWord(NEAR_PEOPLE, last)) return 'near'
  if (telling.some((word) => hasWord(THINGS, word))) return 'thing'
  if (telling.some((word) => hasWord(PEOPLE, word) || hasWord(NEAR_PEOPLE, word))) return 'near'
  // fused names: fidesuser, appusers, shopcustomer
  return formsOf(last).some((form) => FUSED.test(form)) ? 'person' : 'unknown'
}

const FUSED = /.{2,}(?:user|customer|employee|member|person|patient|student)$/

function strongConcept(name: string): string[] {
  const concept = STRONG.get(wordsOf(name).join(''))
  return concept === undefined ? [] : [concept.category]
}
