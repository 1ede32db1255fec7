/** The data map of tags and tables over a policy, as data, as a record of processing, as pages, and as fideslang. */
export { type DataMapOptions, dataMap } from './data-map.ts'
export type { ClassifiedTable, DatabaseTables, Erasure } from './database.ts'
export type {
  FideslangCollection,
  FideslangDataset,
  FideslangField,
  FideslangFieldMeta,
  FideslangReference,
} from './fideslang-dataset.ts'
export { type FideslangDatasetOptions, toFideslangDataset } from './fideslang-export.ts'
export {
  type FieldStanding,
  fromFideslangDataset,
  type ImportedCollection,
  type ImportedDataset,
  type ImportedField,
} from './fideslang-import.ts'
export { type DatasetSchemaOptions, schemasFromDataset } from './fideslang-schemas.ts'
export {
  type FideslangDeclaration,
  type FideslangSystem,
  type FideslangSystemOptions,
  toFideslangSystem,
} from './fideslang-system.ts'
export type { DataMap, DataMapGap, DataMapRow } from './map.ts'
export { dataMapMarkdown } from './markdown.ts'
export { dataMapHtml } from './page.ts'
export type { DataMapPolicy, RecordPolicy } from './policy-part.ts'
export {
  type ProcessingRecord,
  type ProcessingRow,
  type RecordCategory,
  type RecordOptions,
  type RecordRecipient,
  type RecordTransfer,
  recordOfProcessing,
} from './record-of-processing.ts'
export type { DataMapSystem, SystemPlan } from './system.ts'
export type { PageOptions } from './view.ts'
