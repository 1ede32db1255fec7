/** What a person said before the engine was there: written down raw, each under its own key, and made into records by the first engine. */
import type { Answer } from '@privacykit/policy'
import type { ChooseOptions } from './privacy-client.ts'

/** One thing that was said: what about (nothing: all direct marketing), the id of its record (`idOf`), what the record replaces, and the word. */
export type Said = readonly [
  purpose: string,
  id: string,
  replaces: readonly string[],
  word: Answer | 'objected' | 'lifted',
]

/** A note as it is stored. */
export interface Note {
  said: readonly Said[]
  /** How a choice was made; missing for an objection. */
  how?: ChooseOptions
  /** The clock at the click, milliseconds since 1970. */
  at: number
  /** Version of the policy. */
  policy: string
  /** The stored subject at the click, as it stood there; null before any; false while somebody signed in or out. */
  subject: string | null | false
}
