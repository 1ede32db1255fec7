/** Personal data on zod schemas: tag it, find it, redact it, keep it out of sinks, map it. */
export type { Audit, AuditEntry } from './audit.ts'
export { box, type Combined, combine, type Grounds, isBox, Personal } from './box.ts'
export { type DataMap, type DataMapGap, type DataMapPolicy, type DataMapRow, dataMap } from './data-map/index.ts'
export type { TextSpan } from './email-text.ts'
export { createKeyRedactor, type KeyRedactor, type KeyRedactorOptions } from './key-redactor.ts'
export { PERSONAL_KEYS, type PersonalKey } from './key-redactor-keys.ts'
export type { FindInText } from './key-redactor-text.ts'
export {
  isBelow,
  isJointlyIdentifying,
  isPersonal,
  joinLabels,
  type Label,
  labelOf,
  labelWith,
  NON_PERSONAL,
  servesPurpose,
} from './label.ts'
export { createLogRedactor, type LogRedactor, type LogRedactorOptions } from './log.ts'
export { createRedactor, type Redactor, type RedactorOptions } from './redact.ts'
export type { Redaction, RedactionReason, Strategy, StrategyContext, Treatment } from './redaction.ts'
export type { Justification, PersonalIn, Refuse } from './refuse.ts'
export { aggregate, drop, generalise, pseudonymise, type Release } from './release.ts'
export { createSink, type SinkOptions, type SinkReport, type Track } from './sink.ts'
export { type AnySchema, classificationOf, nonPersonal, personal, type Tag, type TagKind } from './tag.ts'
export { assessUniqueness, type Uniqueness, type UniquenessOptions } from './uniqueness.ts'
export { type FoundTag, type OpaquePlace, type TagWalk, walkTags } from './walk.ts'
