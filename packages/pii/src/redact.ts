/** Takes personal data out of a value by the tags of its schema: copy-on-write, any depth, closed on everything unknown. */
import { type Body, isRecordLike, type Reading, readPlace } from './place.ts'
import { redactFields, redactItems, redactMap, redactSet } from './redact-container.ts'
import { type Container, GONE, type Redaction, type Run, type Spot, type Treatment } from './redaction.ts'
import { DEPTH_LIMIT, isInformative } from './schema-node.ts'
import type { AnySchema, Tag } from './tag.ts'

export interface RedactorOptions {
  /** One treatment for every tag, or a choice by tag. Default `remove`. What is not tagged but unknown is masked only under `mask`. */
  strategy?: 'remove' | 'mask' | ((tag: Tag) => Treatment)
  /** Fields of the schema that nobody classified. Default `keep`. */
  unclassified?: 'keep' | 'remove'
}

/** Answers the redacted value, or the very same one when there was nothing to take out. `undefined`: all of it went. */
export type Redactor = (value: unknown, report?: (redaction: Redaction) => void) => unknown

/**
 * Makes a redactor for values of a schema, parsed or not. It never changes what it is given. Keys that the schema does
 * not declare are removed, also on loose objects; values that do not fit the schema are removed too. In a union, a tag in
 * any arm that fits the value counts. An entry of a record or map goes as a whole when its key is personal.
 *
 * @example
 * const redact = createRedactor(z.object({ email: personal(z.email(), 'user.contact.email'), plan: z.string() }))
 * redact({ email: 'a@b.example', plan: 'pro' })   // { plan: 'pro' }
 */
export function createRedactor(schema: AnySchema, options: RedactorOptions = {}): Redactor {
  const { strategy = 'remove', unclassified = 'keep' } = options
  return (value, report = () => {}) => {
    const run: RedactRun = { strategy, unclassified, report, inside: new Set(), redact: (spot) => redactAt(spot, run) }
    const result = redactAt({ candidates: [{ schema, covered: false }], value, path: '' }, run)
    return result === GONE ? undefined : result
  }
}

interface RedactRun extends Run, Required<RedactorOptions> {}

/** Redacts one value; `GONE` when it has to go. */
function redactAt(spot: Spot, run: RedactRun): unknown {
  const { value, path } = spot
  if (value === undefined || value === null) return value
  const reading = readPlace(spot.candidates, value)
  if (reading.bodies.length === 0) return withhold({ path, why: 'mismatch', category: reading.missed }, run)
  const treatment = strictest(reading.tags, run)
  if (treatment !== 'keep') {
    const category = reading.tags.find((tag) => treatmentOf(tag, run) === treatment)?.category ?? null
    run.report({ path: path || '$', category, why: 'tagged' })
    return treatment === 'mask' ? `[${category}]` : GONE
  }
  return redactBody({ value, path, reading }, run)
}

interface Found {
  value: unknown
  path: string
  reading: Reading
}

function redactBody({ value, path, reading }: Found, run: RedactRun): unknown {
  const covered = reading.tags.length > 0
  const bodies = covered ? reading.bodies.map((body) => ({ ...body, covered })) : reading.bodies
  if (bodies.some((body) => !body.covered && body.opacity !== null))
    return withhold({ path, why: 'opaque', category: null }, run)
  if (typeof value === 'object' && value !== null) return redactContainer({ value, path, bodies }, run)
  return isOpen(bodies, run) ? withhold({ path, why: 'unclassified', category: null }, run) : value
}

/** True for a leaf that nobody classified, where such leaves have to go. */
function isOpen(bodies: readonly Body[], run: RedactRun): boolean {
  return run.unclassified === 'remove' && bodies.some((body) => !body.covered && isInformative(body.schema))
}

function redactContainer(container: Container, run: RedactRun): unknown {
  const { value, path } = container
  if (run.inside.has(value)) return withhold({ path, why: 'circular', category: null }, run)
  if (run.inside.size >= DEPTH_LIMIT) return withhold({ path, why: 'too-deep', category: null }, run)
  run.inside.add(value)
  const result = redactByShape(container, run)
  run.inside.delete(value)
  return result
}

function redactByShape(container: Container, run: RedactRun): unknown {
  const { value, path, bodies } = container
  // somebody has said of an undescribed value that it holds nothing personal; there is no structure to look into
  if (bodies.every((body) => body.opacity !== null)) return value
  if (Array.isArray(value)) return redactItems({ ...container, value }, run)
  if (value instanceof Map) return redactMap({ ...container, value }, run)
  if (value instanceof Set) return redactSet({ ...container, value }, run)
  if (isRecordLike(value)) return redactFields({ ...container, value }, run)
  return isOpen(bodies, run) ? withhold({ path, why: 'unclassified', category: null }, run) : value
}

function withhold(redaction: Redaction, run: RedactRun): unknown {
  run.report({ ...redaction, path: redaction.path || '$' })
  return run.strategy === 'mask' ? '[redacted]' : GONE
}

function treatmentOf(tag: Tag, run: RedactRun): Treatment {
  return typeof run.strategy === 'function' ? run.strategy(tag) : run.strategy
}

function strictest(tags: readonly Tag[], run: RedactRun): Treatment {
  let result: Treatment = 'keep'
  for (const tag of tags) {
    const treatment = treatmentOf(tag, run)
    if (treatment === 'remove') return treatment
    if (treatment === 'mask') result = treatment
  }
  return result
}
