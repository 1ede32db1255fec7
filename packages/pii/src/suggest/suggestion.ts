/** What is asked about a field, and what may be answered. */
import type { Category } from '@privacykit/contract'
import type { TagKind } from '../tag.ts'

/** A field, as its schema shows it. Nothing of its values is ever asked. */
export interface FieldName {
  name: string
  /** The table, model or exported schema it stands in. */
  table?: string | undefined
  /** Its type, as the source writes it: `varchar(60)`, `Boolean`, `string`. */
  type?: string | undefined
  /** Where it sits below the table, itself included: `customer.address.city`. */
  path?: string | undefined
  /** The names of the other fields. */
  beside?: readonly string[] | undefined
  /** The table that it points to, by a foreign key. */
  references?: string | undefined
}

/** The field looks personal. */
export interface PersonalSuggestion {
  nonPersonal?: never
  category: Category
  kind: TagKind
  /** From 0 to 0.95: a name is never proof. */
  confidence: number
  /** The reason, in a few words to follow the field's name; they name only the schema. */
  because: string
}

/** The field looks as if it said nothing about a person. Somebody has to look all the same. */
export interface NonPersonalSuggestion {
  nonPersonal: true
  confidence: number
  because: string
}

export type Suggestion = PersonalSuggestion | NonPersonalSuggestion

/** Nothing that is read from a name is surer than this. */
const HIGHEST = 0.95
/** Below this a guess is noise. */
const LOWEST = 0.2

export function personalGuess(guess: Omit<PersonalSuggestion, 'nonPersonal'>): PersonalSuggestion | null {
  const confidence = rounded(guess.confidence)
  return confidence < LOWEST ? null : { ...guess, confidence }
}

export function nonPersonalGuess(confidence: number, because: string): NonPersonalSuggestion {
  return { nonPersonal: true, confidence: rounded(confidence), because }
}

function rounded(confidence: number): number {
  return Math.round(Math.min(confidence, HIGHEST) * 100) / 100
}
