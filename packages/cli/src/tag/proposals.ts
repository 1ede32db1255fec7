/** Judges every field of a source: proposed, tagged already, or open. */
import { isWithinCategory } from '@privacykit/contract'
import { type FieldName, type Suggestion, suggestTag } from '@privacykit/pii/suggest'
import type { FieldSource, SourceField } from './field-source.ts'

export interface Judged {
  field: SourceField
  /** What its name says; null: not detected. */
  suggestion: Suggestion | null
  /** Shown as a proposal: nobody has looked at the field, and the suggestion is sure enough. */
  isProposed: boolean
  /** Where a tag says something else than a strong suggestion; null where they agree. */
  note: string | null
}

export interface JudgedSource {
  source: FieldSource
  judged: Judged[]
  /** Places that nobody has classified and for which there is no proposal. */
  open: number
}

/** A tag is only doubted by a suggestion at least this sure. */
const STRONG = 0.85

export function judgeSource(source: FieldSource, min: number): JudgedSource {
  const judged = source.fields.map((field) => judge(field, source, min))
  const open = judged.filter(({ field, isProposed }) => field.said === null && !isProposed).length
  return { source, judged, open }
}

function judge(field: SourceField, source: FieldSource, min: number): Judged {
  const suggestion = field.name === null || field.opaque !== null ? null : suggestTag(nameOf(field, field.name, source))
  const isProposed = field.said === null && suggestion !== null && suggestion.confidence >= min
  return { field, suggestion, isProposed, note: noteFor(field, suggestion) }
}

function nameOf(field: SourceField, name: string, { table, fields }: FieldSource): FieldName {
  const parent = parentOf(field)
  const beside = fields.flatMap((other) =>
    other !== field && other.name !== null && parentOf(other) === parent ? [other.name] : [],
  )
  return { name, table, type: field.type, path: field.path, references: field.references, beside }
}

function parentOf({ path = '' }: SourceField): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')))
}

function noteFor({ said }: SourceField, suggestion: Suggestion | null): string | null {
  if (said === null || suggestion === null || suggestion.nonPersonal || suggestion.confidence < STRONG) return null
  if (said === 'non-personal') return `marked as non-personal, but ${suggestion.because}`
  const { category } = suggestion
  if (isWithinCategory(category, said.category) || isWithinCategory(said.category, category)) return null
  // an address and its street are one family; so are a name and a user name's neighbours under another key
  if (familyOf(category) === familyOf(said.category)) return null
  return `tagged ${said.category}, but ${suggestion.because} (${category})`
}

function familyOf(category: string): string {
  return category.split('.').slice(0, 3).join('.')
}
