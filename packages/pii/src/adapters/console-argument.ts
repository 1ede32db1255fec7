/** Redacts the arguments of one console call, also what they become together and what stands inside errors. */
import { redactOpened } from './opened-error.ts'
import { type Redact, redactOrFail } from './redact.ts'

/** Answers the arguments as they may be printed; the very same values where nothing went. */
export function redactArguments(args: readonly unknown[], redact: Redact): unknown[] {
  const clean = args.map((arg) => redactArgument(arg, redact))
  const joined = join(clean)
  if (joined === null) return clean
  const text = redactOrFail(redact, joined.text)
  return text === joined.text ? clean : ['%s', text, ...joined.rest]
}

const PLACEHOLDER = /%[%sdifoOjc]/g

/** The text that a format makes of the simple values behind it: `'%s@%s'` shows only then what it is. Null without a format. */
function join(args: readonly unknown[]): { text: string; rest: unknown[] } | null {
  const [format, ...values] = args
  if (typeof format !== 'string' || values.length === 0 || !format.includes('%')) return null
  const rest: unknown[] = []
  let next = 0
  const text = format.replace(PLACEHOLDER, (placeholder) => {
    if (placeholder === '%%') return '%'
    if (next >= values.length) return placeholder
    const value = values[next++]
    if (placeholder === '%c') return ''
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return String(value)
    rest.push(value)
    return placeholder
  })
  return { text, rest: [...rest, ...values.slice(next)] }
}

/** An error is printed as one, also without what the redactor took. */
function redactArgument(arg: unknown, redact: Redact): unknown {
  const result = redactOrFail((value) => redactOpened(redact, value), arg)
  return arg instanceof Error && result !== arg && isDescription(result) ? closeError(result) : result
}

function isDescription(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An error again, so that it is printed like one; of what the redactor took it has nothing. */
function closeError(description: Record<string, unknown>): Error {
  const error = new Error()
  const { message, name, stack, ...own } = description
  const head = `${typeof name === 'string' ? name : 'Error'}: ${typeof message === 'string' ? message : ''}`
  for (const [key, value] of Object.entries({ name, message, stack: typeof stack === 'string' ? stack : head }))
    Object.defineProperty(error, key, { value, configurable: true, writable: true })
  return Object.assign(error, own)
}
