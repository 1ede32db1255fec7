/** Lays the tags of schemas over a policy: which field is used for what, how long, and who gets it (GDPR Art. 30). */
import { findCategory, isWithinCategory, type PolicyDocument } from '@privacykit/contract'
import type { AnySchema, TagKind } from './tag.ts'
import { walkTags } from './walk.ts'

/** The part of a policy that a data map reads. */
export type DataMapPolicy = Pick<PolicyDocument, 'purposes' | 'recipients'>

/** One tagged field. */
export interface DataMapRow {
  /** Name of the schema, as given. */
  source: string
  path: string
  category: string
  kind: TagKind
  /** Label and W3C DPV IRI of the nearest known category; null when the taxonomy has none. */
  label: string | null
  dpv: string | null
  /** Purposes that declare the category or one above it. Empty: the policy gives no reason to hold it. */
  purposes: string[]
  /** Retention rules of those purposes. */
  retention: string[]
  recipients: string[]
}

/** A place that the map cannot speak for. */
export interface DataMapGap {
  source: string
  path: string
  why: string
}

export interface DataMap {
  rows: DataMapRow[]
  /** Unclassified fields and opaque places: unknown, not "non-personal". */
  gaps: DataMapGap[]
}

/** Makes the map, in the order of the schemas and of their fields. A field that is reached in two ways has one row. */
export function dataMap(schemas: Readonly<Record<string, AnySchema>>, policy: DataMapPolicy): DataMap {
  const map: DataMap = { rows: [], gaps: [] }
  for (const [source, schema] of Object.entries(schemas)) {
    const { tags, opaque, unclassified } = walkTags(schema)
    const seen = new Set<string>()
    for (const { path, category, kind } of tags) {
      const key = `${path} ${category}`
      if (!seen.has(key)) map.rows.push({ source, path, kind, ...usesOf(category, policy) })
      seen.add(key)
    }
    map.gaps.push(...unclassified.map((path) => ({ source, path, why: 'nobody has classified it' })))
    map.gaps.push(...opaque.map(({ path, why }) => ({ source, path, why })))
  }
  return map
}

function usesOf(category: string, policy: DataMapPolicy): Omit<DataMapRow, 'source' | 'path' | 'kind'> {
  const covers = (data: readonly string[]) => data.some((parent) => isWithinCategory(category, parent))
  const uses = Object.entries(policy.purposes).filter(([, purpose]) => covers(purpose.data))
  const recipients = uses.flatMap(([, purpose]) => purpose.recipients ?? [])
  const entry = findCategory(category)
  return {
    category,
    label: entry?.label ?? null,
    dpv: entry?.dpv ?? null,
    purposes: uses.map(([name]) => name),
    retention: unique(uses.flatMap(([, purpose]) => purpose.retention ?? [])),
    recipients: unique(recipients.filter((name) => covers(policy.recipients[name]?.data ?? []))),
  }
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)]
}
