/** What one run of a redactor passes around, and what it reports. */
import type { Body, Candidate } from './place.ts'

/** What happens to a tagged value: kept, taken away with its key, or replaced by `[<category>]`. */
export type Treatment = 'keep' | 'remove' | 'mask'

/**
 * Why something was taken out: it is `tagged`; the schema does not know its key (`undeclared`); the schema says nothing
 * about it (`opaque`); nobody has classified it; it is not what the schema says (`mismatch`); it contains itself; it is nested too deep; it is a quasi-identifier
 * that stands with another and nobody said why (`jointly-identifying`).
 */
export type RedactionReason =
  | 'tagged'
  | 'undeclared'
  | 'opaque'
  | 'unclassified'
  | 'mismatch'
  | 'circular'
  | 'too-deep'
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

/** A value, where it sits, and the schemas that may describe it. */
export interface Spot {
  candidates: readonly Candidate[]
  value: unknown
  path: string
}

/** A container, and the schemas without wrappers that fit it. */
export interface Container<T extends object = object> {
  bodies: readonly Body[]
  value: T
  path: string
}

/** One run of a redactor over one value. */
export interface Run {
  /** Redacts a value inside a container; `GONE` when it has to go. */
  redact(spot: Spot): unknown
  report(redaction: Redaction): void
  /** The containers around the value in hand. */
  inside: Set<object>
}
