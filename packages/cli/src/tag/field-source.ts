/** What every kind of schema is brought to, so that proposals are made and shown in one way. */
import type { Tag } from '@privacykit/pii'
import type { Suggestion } from '@privacykit/pii/suggest'

/** One place where values stand. */
export interface SourceField {
  /** As the user knows it: a path in a schema, a column. */
  place: string
  /** Null where nothing is called anything (`[]`, `<key>`). */
  name: string | null
  path?: string
  type?: string
  /** The table that it points to. */
  references?: string
  /** What was said about it already; null when nobody has looked. */
  said: Tag | 'non-personal' | null
  /** Why its values cannot be known, or null. */
  opaque: string | null
  /** The code to write for a proposal. */
  write(suggestion: Suggestion): string
}

/** One schema, model or table. */
export interface FieldSource {
  /** The file and what in it: `schemas.ts#user`, `schema.sql customer`. */
  name: string
  kind: 'zod' | 'drizzle' | 'prisma' | 'sql' | 'database'
  /** The name that says what its rows are. */
  table: string
  fields: SourceField[]
}

/** Sources that could be read, and what could not. */
export interface SourcesRead {
  sources: FieldSource[]
  /** Parts that could not be read, each with what to do. */
  problems: string[]
}

/** Tables and columns that a data map among the modules classifies already. */
export type Mapped = ReadonlyMap<string, ReadonlyMap<string, string>>

/** A line for `columns` of the data map that `postgres()` of `@privacykit/server` takes. */
export function columnLine(column: string, suggestion: Suggestion): string {
  const key = /^[A-Za-z_$][\w$]*$/.test(column) ? column : `'${column.replace(/['\\]/g, '\\$&')}'`
  return `${key}: '${suggestion.nonPersonal ? 'non-personal' : suggestion.category}',`
}

/** A column of a table, with what a data map says of it. */
export function columnField(
  column: { table: string; name: string; type?: string; references?: string | undefined },
  mapped: Mapped,
): SourceField {
  const { table, name, type, references } = column
  return {
    place: name,
    name,
    ...(type !== undefined && { type }),
    ...(references !== undefined && { references }),
    said: saidOf(mapped.get(table)?.get(name)),
    opaque: null,
    write: (suggestion) => columnLine(name, suggestion),
  }
}

function saidOf(tag: string | undefined): SourceField['said'] {
  if (tag === undefined) return null
  return tag === 'non-personal' ? tag : { category: tag, kind: 'direct' }
}
