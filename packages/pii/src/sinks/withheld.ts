/** What the ready sinks report, and that a report never disturbs the app. */
import type { Redaction, RedactionReason } from '../redaction.ts'

/** One thing that was taken out. `failed`: the redactor could not say what may leave, so nothing of it did. */
export interface Withheld extends Omit<Redaction, 'why'> {
  why: RedactionReason | 'failed'
}

/** What a guard took out of one event, request or line. Paths and categories, never a value. */
export interface GuardReport {
  /** Name of the sink. */
  sink: string
  /** What kind of thing it was: `event`, `breadcrumb`, `request`. */
  event: string
  /** False: nothing of it left. */
  sent: boolean
  withheld: readonly Withheld[]
}

/** Told of each thing out of which something was taken. What it throws is dropped. */
export type OnWithheld = (report: GuardReport) => void

/** Takes what was found. */
export type Report = (withheld: Withheld) => void

/** Stands where a text was of which the redactor left nothing, or could not say what may be shown. */
export const WITHHELD = '[withheld]'

/** A path inside a value, seen from the outside. */
export function below(path: string, inner: string): string {
  if (inner === '$') return path
  return /^[[{<]/.test(inner) ? `${path}${inner}` : `${path}.${inner.replace(/^\$\./, '')}`
}

/** Calls what the app gave for reports; whatever that throws goes nowhere, for it must neither stop nor open a sink. */
export function quietly<R>(listener: ((report: R) => void) | undefined, report: R): void {
  try {
    listener?.(report)
  } catch {
    // an error of the app's own listener may quote what it was told; there is nobody to tell
  }
}
