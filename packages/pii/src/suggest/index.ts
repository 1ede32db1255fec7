/** Adoption: tags proposed from the names of fields, and a count of what a sink would hold back. */
export {
  createDryRun,
  type DryRun,
  type DryRunEvent,
  type DryRunOptions,
  type DryRunPlace,
  type DryRunSummary,
  UNDECLARED_EVENT,
} from './dry-run.ts'
export { type SchemaField, schemaFields } from './schema-fields.ts'
export { suggestTag } from './suggest-tag.ts'
export type { FieldName, NonPersonalSuggestion, PersonalSuggestion, Suggestion } from './suggestion.ts'
