/** Counts the quasi-identifiers in a value: one alone points to many people, several together may point to one. */
import { createRedactor } from './redact.ts'
import type { AnySchema } from './tag.ts'
import { walkTags } from './walk.ts'

/** Counts for values of one schema. */
export interface QuasiCount {
  /** False: the schema has fewer than two, so no value can have more. */
  mayJoin: boolean
  /** How many different categories of quasi-identifiers stand in a value. */
  of(value: unknown): number
}

/** Looks at the tags of kind `quasi` whose category `counts` says so of; a value counts only where it is there. */
export function countQuasi(schema: AnySchema, counts: (category: string) => boolean): QuasiCount {
  const declared = new Set(
    walkTags(schema).tags.flatMap(({ kind, category }) => (kind === 'quasi' && counts(category) ? [category] : [])),
  )
  const found = new Set<string>()
  const look = createRedactor(schema, {
    strategy({ category, kind }) {
      if (kind === 'quasi' && counts(category)) found.add(category)
      return 'keep'
    },
  })
  return {
    mayJoin: declared.size > 1,
    of(value) {
      found.clear()
      look(value)
      return found.size
    },
  }
}
