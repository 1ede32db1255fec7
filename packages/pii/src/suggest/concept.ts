/** What a list of words says about the fields that are called so. */
import type { Category } from '@privacykit/contract'
import type { TagKind } from '../tag.ts'

/** Something that fields hold about people, and the words for it. */
export interface Concept {
  category: Category
  kind: TagKind
  /** What it is, for the reason: "an e-mail address". */
  what: string
  /** How sure a name alone makes one: in a table of people, anywhere, in a table of things. */
  sure: readonly [people: number, anywhere: number, things: number]
  /** Words apart by spaces; `-` joins what may be written apart or together (`first-name`). */
  words: string
}

/** Concepts by each of their words, with the parts of a word joined. */
export function indexConcepts(concepts: readonly Concept[]): ReadonlyMap<string, Concept> {
  return new Map(
    concepts.flatMap((concept) =>
      concept.words
        .replaceAll('-', '')
        .trim()
        .split(/\s+/)
        .map((word) => [word, concept] satisfies [string, Concept]),
    ),
  )
}
