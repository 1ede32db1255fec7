/** What a data map holds. */
import type { Basis } from '@privacykit/contract'
import type { TagKind } from '../tag.ts'
import type { Erasure } from './database.ts'
import type { RecipientPart, RetentionPart } from './policy-part.ts'
import type { DataMapSystem } from './system.ts'

/** One classified field of a schema, or one classified column of a table. */
export interface DataMapRow {
  /** Name of the schema, as given; for a column `<database>.<table>`. */
  source: string
  path: string
  category: string
  /** For a column: as a schema tags the same category, or else `direct`, which is also the default of a tag. */
  kind: TagKind
  /** Label and W3C DPV IRI of the nearest known category; null when the taxonomy has none. */
  label: string | null
  dpv: string | null
  /** Purposes that declare the category or one above it. Empty: the policy gives no reason to hold it. */
  purposes: string[]
  /** Legal bases of those purposes, each once. */
  bases: Basis[]
  /** Retention rules of those purposes, and the rule under which the table keeps the column. Details stand in `retention` of the map. */
  retention: string[]
  /** Who gets it; details stand in `recipients` of the map. */
  recipients: string[]
  /** Name in `systems` of the map. */
  system: string
  place: 'schema' | 'table'
  /** What erasing an account does with the column; null for a schema, which says nothing of it. */
  erasure: Erasure | null
}

/** A place that the map cannot speak for. */
export interface DataMapGap {
  source: string
  path: string
  why: string
}

/** Plain JSON, complete by itself: every name in a row is explained in one of the lists. */
export interface DataMap {
  rows: DataMapRow[]
  /** Unclassified fields and opaque places: unknown, not "non-personal". */
  gaps: DataMapGap[]
  systems: Record<string, DataMapSystem>
  /** The recipients that rows name. */
  recipients: Record<string, Pick<RecipientPart, 'name' | 'role' | 'country' | 'safeguard'>>
  /** The retention rules that rows name. */
  retention: Record<string, RetentionPart>
}
