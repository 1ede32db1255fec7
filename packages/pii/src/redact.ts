/** Takes personal data out of a value by the tags of its schema: copy-on-write, any depth, closed on everything unknown. */
import { isRecordLike } from './place.ts'
import { type Container, type Run, redactFields, redactItems, redactMap, redactSet } from './redact-container.ts'
import { createPlanner, type Outcome, type RedactPlace } from './redact-plan.ts'
import { GONE, type Redaction, type RedactionReason, type Treatment } from './redaction.ts'
import { DEPTH_LIMIT } from './schema-node.ts'
import type { AnySchema, Tag } from './tag.ts'
import { treat } from './treatment.ts'

export interface RedactorOptions {
  /**
   * One treatment for every tag, or a choice by tag (asked once for each). Default `remove`. Of several tags on one value the
   * strictest wins: remove, mask, a strategy, keep; two different strategies make a mask. What is not tagged but unknown is
   * masked only under `mask`, and removed else.
   */
  strategy?: Treatment | ((tag: Tag) => Treatment)
  /** Fields of the schema that nobody classified. Default `keep`. */
  unclassified?: 'keep' | 'remove'
  /** Whose data a value is, for strategies that need to know; asked at most once a value. Null: nobody's, such fields are masked. */
  subject?: (root: unknown) => string | null
}

/** Answers the redacted value, or the very same one when there was nothing to take out. `undefined`: all of it went. */
export type Redactor = (value: unknown, report?: (redaction: Redaction) => void) => unknown

/**
 * Makes a redactor for values of a schema, parsed or not. It never changes what it is given. Keys that the schema does
 * not declare are removed, also on loose objects; values that do not fit the schema are removed too. In a union, a tag in
 * any arm that fits the value counts. An entry of a record or map goes as a whole when its key is personal.
 *
 * Throws only what a strategy or `subject` throws.
 *
 * @example
 * const redact = createRedactor(z.object({ email: personal(z.email(), 'user.contact.email'), plan: z.string() }))
 * redact({ email: 'a@b.example', plan: 'pro' })   // { plan: 'pro' }
 */
export function createRedactor(schema: AnySchema, options: RedactorOptions = {}): Redactor {
  const { strategy = 'remove', unclassified = 'keep', subject: subjectOf = () => null } = options
  const treatmentOf = typeof strategy === 'function' ? strategy : () => strategy
  const place = createPlanner({ treatmentOf, unclassified }).placeOf([{ schema, covered: false }])
  const masksUnknown = strategy === 'mask'
  return (value, report) => {
    let subject: string | null | undefined
    const run: RedactRun = {
      masksUnknown,
      report: report ?? (() => {}),
      traces: report !== undefined,
      inside: [],
      depth: 0,
      changed: false,
      redact: (inner, at, path) => redactAt(inner, at, path, run),
      subject() {
        if (subject === undefined) subject = subjectOf(value)
        return subject
      },
    }
    const result = redactAt(place, value, '', run)
    if (result === GONE) return undefined
    return run.changed ? result : value
  }
}

interface RedactRun extends Run {
  masksUnknown: boolean
  /** How many containers are around the value in hand. */
  depth: number
  subject(): string | null
}

/** Redacts one value; `GONE` when it has to go. Called for every value there is, hence no object of arguments. */
function redactAt(place: RedactPlace, value: unknown, path: string, run: RedactRun): unknown {
  if (value === undefined || value === null) return value
  const outcome = place.outcomeFor(value)
  if (outcome.refused === 'mismatch') return withhold('mismatch', { path, category: outcome.missed }, run)
  if (outcome.treatment !== 'keep') return treatTagged(outcome, { value, path }, run)
  if (outcome.refused !== null) return withhold(outcome.refused, { path, category: null }, run)
  if (typeof value === 'object') return redactContainer({ value, outcome, path }, run)
  return outcome.isUnclassified ? withhold('unclassified', { path, category: null }, run) : value
}

function treatTagged({ treatment, tag }: Outcome, { value, path }: { value: unknown; path: string }, run: RedactRun) {
  if (tag === null || treatment === 'keep') return value
  run.report({ path: path || '$', category: tag.category, why: 'tagged' })
  run.changed = true
  return treat(value, treatment, { ...tag, subject: typeof treatment === 'object' ? run.subject() : null })
}

function redactContainer(container: Container, run: RedactRun): unknown {
  const { value, path } = container
  for (let index = 0; index < run.depth; index++)
    if (run.inside[index] === value) return withhold('circular', { path, category: null }, run)
  if (run.depth >= DEPTH_LIMIT) return withhold('too-deep', { path, category: null }, run)
  run.inside[run.depth] = value
  run.depth += 1
  const result = redactByShape(container, run)
  run.depth -= 1
  return result
}

function redactByShape({ value, outcome, path }: Container, run: RedactRun): unknown {
  if (outcome.isClosed) return value
  if (Array.isArray(value)) return redactItems({ value, outcome, path }, run)
  if (value instanceof Map) return redactMap({ value, outcome, path }, run)
  if (value instanceof Set) return redactSet({ value, outcome, path }, run)
  if (isRecordLike(value)) return redactFields({ value, outcome, path }, run)
  return outcome.isUnclassified ? withhold('unclassified', { path, category: null }, run) : value
}

function withhold(why: RedactionReason, found: Omit<Redaction, 'why'>, run: RedactRun): unknown {
  run.report({ ...found, path: found.path || '$', why })
  run.changed = true
  return run.masksUnknown ? '[redacted]' : GONE
}
