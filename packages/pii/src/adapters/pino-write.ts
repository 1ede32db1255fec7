/** Writes the line of pino from what is redacted, in one go: for redactors that write JSON, so that none has to be parsed. */
import { type AsJson, findSymbols, type Inside, lookInside, type Symbols } from './pino-internals.ts'

/** Redacts a value and answers it as JSON. */
export type WriteRedacted = (value: unknown) => string

/** Makes loggers write redacted lines, and knows which lines those are. */
export interface LineWriter {
  /** To be called with a logger before it writes. */
  attach(logger: object): void
  /** True for the line that has just been written redacted; each line is known once. */
  knows(line: string): boolean
}

/**
 * A logger that is not as expected, one with pino's own `redact`, and every logger while somebody listens on pino's tracing
 * channel write as they always do; their lines are not known here, so they are redacted when they are finished.
 */
export function createLineWriter(write: WriteRedacted): LineWriter {
  const tools = { members: membersBy(write), fragments: createFragments(write) }
  const channel = globalThis.process?.getBuiltinModule?.('node:diagnostics_channel').tracingChannel('pino_asJson')
  const unfit = new WeakSet<object>()
  let known: string | null = null
  const ours = new WeakSet<AsJson>()
  let latest: Symbols | null = null

  function attach(logger: object): void {
    const symbols = findSymbols(logger)
    if (symbols === null) {
      unfit.add(logger)
      return
    }
    latest = symbols
    const original: AsJson = Reflect.get(logger, symbols.asJson)
    if (ours.has(original)) return
    const asJson: AsJson = function (fields, message, level, time) {
      const inside = channel?.hasSubscribers === true || !TIME.test(time) ? null : lookInside(this, symbols, level)
      const line = inside === null ? null : writeLine({ inside, fields, message, time }, tools)
      if (line === null) return Reflect.apply(original, this, [fields, message, level, time])
      known = line
      return line
    }
    Object.defineProperty(logger, symbols.asJson, { value: asJson, configurable: true, writable: true })
    ours.add(asJson)
  }

  return {
    attach: (logger) => {
      // a child inherits what its parent got, and most loggers come from one copy of pino
      if (latest !== null && ours.has(Reflect.get(logger, latest.asJson))) return
      if (!unfit.has(logger)) attach(logger)
    },
    knows: (line) => {
      const isKnown = line === known
      known = null
      return isKnown
    },
  }
}

// what pino's own clocks write, or nothing
const TIME = /^(?:,"time":(?:\d{1,19}|"[\d:.TZ+-]{1,40}"))?$/

interface Call {
  inside: Inside
  fields: object
  message: unknown
  time: string
}

interface Tools {
  /** What stands between the braces of a redacted object, with a comma in front; null when it cannot be had. */
  members: (fields: object) => string | null
  /** The same of a part of a line that is JSON already, with its comma. */
  fragments: (fragment: string) => string | null
}

/** The line as pino writes it; null when something of it cannot be written so. */
function writeLine({ inside, fields, message, time }: Call, { members, fragments }: Tools): string | null {
  const level = fragments(inside.level.slice(1))
  const bindings = fragments(inside.bindings.slice(1))
  if (level === null || bindings === null) return null
  const { messageKey, serializers, nested, end } = inside
  const values = serialize(inside.format === undefined ? fields : inside.format(fields), inside)
  const text = message === undefined ? undefined : (serializers[messageKey]?.(message) ?? message)
  const last: Record<string, unknown> = nested === '' ? values : {}
  if (isPrinted(text)) last[messageKey] = text
  const inner = nested === '' ? '' : members(values)
  const outer = members(last)
  if (inner === null || outer === null) return null
  return `{${level.slice(1)}${time}${bindings}${inner === '' ? '' : `${nested}${inner.slice(1)}}`}${outer}${end}`
}

/** The fields as pino would print them, each by its serializer. */
function serialize(fields: object, { serializers, errorKey }: Inside): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const key of Object.keys(fields)) {
    const value: unknown = Reflect.get(fields, key)
    if (value === undefined) continue
    const serializer = serializers[key] ?? (key === errorKey ? serializers.err : undefined)
    const printed = serializer === undefined ? value : serializer(value)
    if (isPrinted(printed)) define(values, key, printed)
  }
  return values
}

function isPrinted(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function'
}

function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  else target[key] = value
}

function membersBy(write: WriteRedacted): Tools['members'] {
  return (fields) => {
    try {
      const json = write(fields)
      if (!json.startsWith('{') || !json.endsWith('}')) return null
      return json.length === 2 ? '' : `,${json.slice(1, -1)}`
    } catch {
      return null
    }
  }
}

const FRAGMENT_LIMIT = 200
const FRAGMENT_LENGTH_LIMIT = 4_000

/** Redacts parts of a line that stay the same from line to line: the level, the bindings of a logger. Null for what is no JSON. */
function createFragments(write: WriteRedacted): Tools['fragments'] {
  const members = membersBy(write)
  const redacted = new Map<string, string | null>()
  return (fragment) => {
    const found = redacted.get(fragment)
    if (found !== undefined) return found
    if (redacted.size >= FRAGMENT_LIMIT) redacted.clear()
    // a number with more digits than JSON.parse keeps is left to the other way
    const result = /\d{16}/.test(fragment) ? null : members(JSON.parse(`{${fragment}}`))
    if (fragment.length <= FRAGMENT_LENGTH_LIMIT) redacted.set(fragment, result)
    return result
  }
}
