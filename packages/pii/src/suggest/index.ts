/** Adoption: tags proposed from the names of fields, and a count of what a sink would hold back. */
export type { FieldName, NonPersonalSuggestion, PersonalSuggestion, Suggestion } from './suggestion.ts'
export { suggestTag } from './suggest-tag.ts'
