/** A logger that takes a fixed name and fields: no text in which data could be, and fields by their schemas or their keys. */
import { type Category, isWithinCategory } from '@privacykit/contract'
import { EMAIL } from '../email-text.ts'
import { createLogRedactor, type LogRedactor } from '../log.ts'
import type { Redactor } from '../redact.ts'
import type { Refuse } from '../refuse.ts'
import type { AnySchema } from '../tag.ts'
import { keyRedactorFor, PAGE_PARAMETERS, requirePurpose } from './guard.ts'
import { createScrubber, type Scrubber } from './scrub.ts'
import { isFields } from './shape.ts'
import { type OnWithheld, quietly, type Withheld } from './withheld.ts'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** The levels that are wrapped, where the logger has them. */
export type LogLevel = (typeof LEVELS)[number]

/** What `loggerSink` takes. */
export interface LoggerOptions<F extends Readonly<Record<string, AnySchema>>, A extends Category> {
  /**
   * Schema of each field, by name. Given: what it tags is masked as `[<category>]`, and fields that neither `fields` nor `plain` name are left
   * out. Left out: all fields are redacted by key.
   */
  fields?: F
  /** With `fields`: further names that hold nothing personal (`requestId`), kept when they are a string, number or boolean. */
  plain?: readonly string[]
  /** Categories that may stand in the log. Default none. */
  accepts?: readonly A[]
  /** The purpose that the accepted categories serve. */
  purpose?: string
  /** Without `fields`: redacts them. Default `createKeyRedactor()`, which keeps what is accepted. */
  redact?: Redactor
  /** What is kept of an `Error`. `name`: its name and its code, for messages quote the data that caused them. `clean`: also message and stack, cleaned. */
  errors?: 'name' | 'clean'
  /** True for loggers that take the fields before the text, as pino does. Default false. */
  fieldsFirst?: boolean
  /** Told of each line out of which something was taken. */
  onWithheld?: OnWithheld
}

/** Refuses everything but texts that the program spells out: data in the name of an event is data that no field tells apart. */
type FixedText<N extends string> =
  Record<never, never> extends Record<N, 1> ? { readonly 'a fixed text; put data into fields': never } : unknown

/** Fields that the compiler has to judge: all but those with a schema, which masks them, and errors, of which only the name is kept. */
type Judged<T, F> = {
  [K in keyof T as K extends keyof F | 'err' | 'error' ? never : T[K] extends Error ? never : K]: T[K]
}

/**
 * Writes one line. Tagged values compile only under the names that `fields` describes, where they are masked. What was caught, of whatever type,
 * stands under `err` or `error`.
 */
export type Log<F, A extends Category> = <const N extends string, const T extends Readonly<Record<string, unknown>>>(
  event: N & FixedText<N>,
  fields?: T & Refuse<Judged<T, F>, A>,
) => void

/**
 * Wraps anything with methods named as levels. A line never throws for its fields: what cannot be redacted is left out.
 *
 * @throws PrivacyError `invalid-option` for categories that are accepted for no purpose
 * @example
 * const log = loggerSink(pino(), { fields: { user: userSchema }, plain: ['requestId'], fieldsFirst: true })
 * log.info('signed in', { user, requestId })
 */
export function loggerSink<
  const L extends object,
  const F extends Readonly<Record<string, AnySchema>> = Record<never, AnySchema>,
  const A extends Category = never,
>(logger: L, options: LoggerOptions<F, A> = {}): { readonly [K in LogLevel & keyof L]: Log<F, A> } {
  const { accepts = [], purpose, fieldsFirst = false } = options
  requirePurpose('logger', accepts, purpose)
  const clean = cleaner(options)
  const methods = LEVELS.flatMap((level) => {
    const write: unknown = (logger as Record<string, unknown>)[level] // as: asked for a method that it may not have
    if (typeof write !== 'function') return []
    const log = (event: string, fields?: Readonly<Record<string, unknown>>): void => {
      const line = clean(event, fields)
      const both = fieldsFirst ? [line.fields ?? {}, line.event] : [line.event, line.fields]
      Reflect.apply(write, logger, line.fields === undefined ? [line.event] : both)
    }
    return [[level, log]]
  })
  return Object.fromEntries(methods) as { readonly [K in LogLevel & keyof L]: Log<F, A> } // as: one for each level that it has
}

interface Line {
  event: string
  fields: Readonly<Record<string, unknown>> | undefined
}

function cleaner<F extends Readonly<Record<string, AnySchema>>>(
  options: LoggerOptions<F, Category>,
): (event: string, fields: Readonly<Record<string, unknown>> | undefined) => Line {
  const { fields: schemas, plain = [], accepts = [], errors = 'name', onWithheld } = options
  const accepted = (category: string) => accepts.some((parent) => isWithinCategory(category, parent))
  const parameters = new Set(PAGE_PARAMETERS)
  const found: { report: (withheld: Withheld) => void } = { report: () => {} }
  const bySchema =
    schemas === undefined ? null : createLogRedactor(schemas, { plain, report: (redaction) => found.report(redaction) })
  const redact = bySchema === null ? (options.redact ?? keyRedactorFor(accepted)) : (value: unknown) => value
  return (event, fields) => {
    const withheld: Withheld[] = []
    found.report = (redaction) => withheld.push(redaction)
    const scrubber = createScrubber({ redact, takesAddresses: accepted(EMAIL), parameters, report: found.report })
    const line: Line = { event: scrubber.word(String(event), '<event>'), fields: undefined }
    try {
      if (fields !== undefined) line.fields = cleanFields(fields, { bySchema, errors, scrubber })
    } catch {
      found.report({ path: '$', category: null, why: 'failed' })
      line.fields = {}
    }
    if (withheld.length > 0) quietly(onWithheld, { sink: 'logger', event: line.event, sent: true, withheld })
    return line
  }
}

interface Cleaning {
  bySchema: LogRedactor | null
  errors: 'name' | 'clean'
  scrubber: Scrubber
}

function cleanFields(
  fields: Readonly<Record<string, unknown>>,
  { bySchema, errors, scrubber }: Cleaning,
): Readonly<Record<string, unknown>> {
  const thrown: Record<string, unknown> = {}
  const others: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const target = value instanceof Error ? thrown : others
    const put = value instanceof Error ? describeError(value, errors, scrubber) : value
    Object.defineProperty(target, name, { value: put, enumerable: true, configurable: true, writable: true })
  }
  const left = scrubber.data(bySchema === null ? others : bySchema(others), '$')
  const named = Object.entries(thrown).filter(([name]) => scrubber.word(name, '<key>') === name)
  return { ...(isFields(left) ? left : {}), ...Object.fromEntries(named) }
}

function describeError(error: Error & { code?: unknown }, errors: 'name' | 'clean', scrubber: Scrubber): object {
  const { name, code, message, stack } = error
  const text = (value: unknown, path: string) => (typeof value === 'string' ? scrubber.text(value, path) : '')
  return {
    name: scrubber.word(String(name), '$.*.name'),
    // a code is a name from a list (ENOENT, 23505); anything longer or freer is a text
    ...(typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? { code } : {}),
    ...(errors === 'clean' ? { message: text(message, '$.*.message'), stack: text(stack, '$.*.stack') } : {}),
  }
}
