/** What one run of a redactor passes around, and what it reports. */
import type { TagKind } from './tag.ts'

/** What a strategy is told about the value in hand. */
export interface StrategyContext {
  category: string
  kind: TagKind
  /** Whose data it is, where the redactor was told how to find that out; else null. */
  subject: string | null
}

/** Turns a personal value into something that says less. Ready ones are in `@privacykit/pii/strategies`. */
export interface Strategy {
  /** What is left: `nothing` of the person; a `quasi`-identifier; a `pseudonym`. The last two are still personal data. */
  readonly leaves: 'nothing' | 'quasi' | 'pseudonym'
  /** Answers what is written instead; undefined: it cannot, and the value is masked. Must not change the value. */
  apply(value: unknown, context: StrategyContext): unknown
}

/** What happens to a tagged value: kept, taken away with its key, replaced by `[<category>]`, or turned into something else. */
export type Treatment = 'keep' | 'remove' | 'mask' | Strategy

/**
 * Why something was taken out: it is `tagged`, or its key is personal; it was `detected` in a text; the schema does not
 * know its key (`undeclared`); nothing says what it holds (`opaque`); nobody has classified it; it is not what the schema
 * says (`mismatch`); it contains itself; it is nested too deep or too large; it throws when it is read (`unreadable`); it is
 * a quasi-identifier that stands with another and nobody said why (`jointly-identifying`).
 */
export type RedactionReason =
  | 'tagged'
  | 'detected'
  | 'undeclared'
  | 'opaque'
  | 'unclassified'
  | 'mismatch'
  | 'circular'
  | 'too-deep'
  | 'unreadable'
  | 'jointly-identifying'

/** One thing that was taken out. Never a value, and never a key that the schema does not spell out. */
export interface Redaction {
  path: string
  /** Null when no tag names one. */
  category: string | null
  why: RedactionReason
}

/** Stands for a value that was taken out. */
export const GONE = Symbol('gone')
