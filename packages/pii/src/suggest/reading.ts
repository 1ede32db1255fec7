/** Takes a field's name apart: the concept in it, what stands before and after, and what is around the field. */
import { ATTRIBUTES } from './attribute-concepts.ts'
import { type Concept, indexConcepts } from './concept.ts'
import { type Context, contextOf, type Setting, settingOf } from './context.ts'
import { NEAR_PEOPLE, PEOPLE } from './context-words.ts'
import { IDENTITY } from './identity-concepts.ts'
import { SENSITIVE } from './sensitive-concepts.ts'
import type { FieldName } from './suggestion.ts'
import { shapeOf, type ValueShape } from './value-shape.ts'
import { formsOf, hasWord, wordsOf } from './words.ts'

/** A concept found in a name. */
export interface Match {
  concept: Concept
  before: readonly string[]
  after: readonly string[]
}

export interface Reading {
  field: FieldName
  /** Words of the name; a prefix that only repeats the table or names a person is off. */
  words: readonly string[]
  /** What was taken off, or null. */
  prefix: string | null
  shape: ValueShape
  context: Context
  match: Match | null
}

const CONCEPTS = indexConcepts([...ATTRIBUTES, ...SENSITIVE, ...IDENTITY])
const PERSON_PREFIX = new Set([
  'usr',
  'user',
  'cust',
  'customer',
  'emp',
  'employee',
  'client',
  'member',
  'patient',
  'person',
])

export function readField(field: FieldName): Reading | null {
  const all = wordsOf(field.name)
  if (all.length === 0) return null
  const around = contextOf(field)
  const match = findConcept(all)
  const [first = '', ...rest] = all
  const isPrefixed = match === null && rest.length > 0 && (PERSON_PREFIX.has(first) || shortens(first, field, around))
  const words = isPrefixed ? rest : all
  return {
    field,
    words,
    prefix: isPrefixed ? first : null,
    shape: shapeOf(field.type),
    context: isPrefixed
      ? { setting: 'person', by: around.setting === 'person' ? around.by : first }
      : fromName(around, match),
    match: match ?? (isPrefixed ? findConcept(rest) : null) ?? withParent(field, all),
  }
}

/** `cli_` in `clientes`, `pelanggan_` in `pelanggan`: names that start with the start of their table. */
function shortens(word: string, { table = '' }: FieldName, { setting }: Context): boolean {
  return (
    setting === 'person' && word.length >= 2 && wordsOf(table).some((each) => each.startsWith(word) && each !== 'name')
  )
}

/** `name.first`, `phone.number`: parent and field together are the concept. */
function withParent({ path = '' }: FieldName, words: readonly string[]): Match | null {
  const parent = wordsOf(path.split('.').at(-2) ?? '')
  if (parent.length === 0 || words.length > 2 || settingOf(parent) === 'thing') return null
  const concept = conceptOf([...parent.slice(-1), ...words]) ?? conceptOf([...words, ...parent.slice(-1)])
  return concept === undefined ? null : { concept, before: [], after: [] }
}

/** The concept that ends last in the name; the longest of those. */
function findConcept(words: readonly string[]): Match | null {
  for (let end = words.length; end > 0; end--)
    for (let start = Math.max(0, end - 5); start < end; start++) {
      const concept = conceptOf(words.slice(start, end))
      if (concept !== undefined) return { concept, before: words.slice(0, start), after: words.slice(end) }
    }
  return null
}

/** What these words together are called. */
export function conceptOf(words: readonly string[]): Concept | undefined {
  for (const form of formsOf(words.join(''))) {
    const concept = CONCEPTS.get(form)
    if (concept !== undefined) return concept
  }
  return undefined
}

/** Words around the concept speak louder than the table: `customer_city` in `orders`. */
function fromName(around: Context, match: Match | null): Context {
  if (match === null || around.setting === 'person') return around
  const others = [...match.before, ...match.after]
  const stronger: readonly [ReadonlySet<string>, Setting][] = [
    [PEOPLE, 'person'],
    [NEAR_PEOPLE, 'near'],
  ]
  for (const [set, setting] of stronger) {
    const word = others.find((other) => hasWord(set, other))
    if (word !== undefined) return { setting, by: word }
  }
  return around
}
