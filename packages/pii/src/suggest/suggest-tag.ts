/** Proposes a tag for a field from its name and what is around it. A proposal is for a person to judge; nothing applies it. */
import { readField } from './reading.ts'
import { suggestFromConcept } from './suggest-from-concept.ts'
import { suggestFromLink } from './suggest-from-link.ts'
import { suggestFromPlainWord, suggestTechnical } from './suggest-from-plain-word.ts'
import type { FieldName, Suggestion } from './suggestion.ts'

/**
 * What a field probably holds, read from names alone: words of English, Indonesian, German, French, Spanish, Portuguese,
 * Dutch and Italian, the table, the path, the type and the foreign key. Values are never looked at.
 *
 * Null means "not detected", not "non-personal". Confidence never passes 0.95, because a name is no proof.
 *
 * @example
 * suggestTag({ name: 'email', table: 'users' })
 * // { category: 'user.contact.email', kind: 'direct', confidence: 0.95, because: 'reads as an e-mail address' }
 * suggestTag({ name: 'name', table: 'products' })   // { nonPersonal: true, confidence: 0.75, because: … }
 * suggestTag({ name: 'value' })                     // null
 */
export function suggestTag(field: FieldName): Suggestion | null {
  const reading = readField(field)
  if (reading === null) return null
  const link = suggestFromLink(reading)
  if (link !== undefined) return link
  return suggestFromConcept(reading) ?? suggestFromPlainWord(reading) ?? suggestTechnical(reading)
}
