/** Redaction for log lines: known fields by their tags, unknown fields out, errors without their message. */
import { createKeyRedactor } from './key-redactor.ts'
import { createRedactor } from './redact.ts'
import type { Redaction } from './redaction.ts'
import type { AnySchema } from './tag.ts'

export interface LogRedactorOptions {
  /**
   * Further fields that hold nothing personal (`requestId`, `route`): kept when they are a string, number or boolean. An
   * e-mail address in such a string is masked all the same.
   */
  plain?: readonly string[]
  /** Told of each thing that was taken out. */
  report?: (redaction: Redaction) => void
}

/** Takes the fields of a log line and answers those that may be written; fits `formatters.log` of pino. */
export type LogRedactor = (fields: Readonly<Record<string, unknown>>) => Record<string, unknown>

/**
 * Makes a redactor for log fields. Each name in `fields` has a schema: what it tags is masked as `[<category>]`, what
 * it does not know is gone. An `Error` keeps its name and its code; message and stack often quote the data that caused them.
 * The text of the line itself is not looked at: put data into fields.
 *
 * @example
 * const redact = createLogRedactor({ user: userSchema }, { plain: ['requestId'] })
 * redact({ user: { email: 'a@b.example' }, requestId: 'r1', err: new Error('…') })
 * // { user: { email: '[user.contact.email]' }, requestId: 'r1', err: { name: 'Error' } }
 */
export function createLogRedactor(
  fields: Readonly<Record<string, AnySchema>>,
  options: LogRedactorOptions = {},
): LogRedactor {
  const { plain = [], report = () => {} } = options
  const plainNames = new Set(plain)
  const redactors = new Map(
    Object.entries(fields).map(([n, schema]) => [n, createRedactor(schema, { strategy: 'mask' })]),
  )
  const cleanText = createKeyRedactor({ keys: [] })
  return (line) => {
    const entries: [string, unknown][] = []
    for (const [name, value] of Object.entries(line)) {
      const redact = redactors.get(name)
      if (value instanceof Error) entries.push([name, describeError(value)])
      else if (redact !== undefined)
        entries.push([name, redact(value, (found) => report({ ...found, path: pathBelow(name, found.path) }))])
      else if (plainNames.has(name) && isScalar(value))
        entries.push([name, cleanText(value, (found) => report({ ...found, path: name }))])
      else report({ path: '*', category: null, why: 'undeclared' })
    }
    return Object.fromEntries(entries)
  }
}

function describeError(error: Error & { code?: unknown }): Record<string, string> {
  const { code } = error
  // a code is a name from a list (ENOENT, 23505, id-reused); anything longer or freer is a text
  return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? { name: error.name, code } : { name: error.name }
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function pathBelow(name: string, path: string): string {
  if (path === '$') return name
  return /^[[{<]/.test(path) ? `${name}${path}` : `${name}.${path.replace(/^\$\./, '')}`
}
