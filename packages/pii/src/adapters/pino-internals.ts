/** The inside of a pino logger, as far as a line is made of it: found by name, and null where it is not as expected. */

/** The symbols under which a logger keeps what its lines are made of. */
export interface Symbols {
  asJson: symbol
  lsCache: symbol
  chindings: symbol
  stringifiers: symbol
  messageKey: symbol
  errorKey: symbol
  nestedKeyStr: symbol
  end: symbol
}

const NAMES = [
  'asJson',
  'lsCache',
  'chindings',
  'stringifiers',
  'messageKey',
  'errorKey',
  'nestedKeyStr',
  'end',
] as const
// pino shares these two between its copies
const SERIALIZERS = Symbol.for('pino.serializers')
const FORMATTERS = Symbol.for('pino.formatters')

/** Makes the finished line from the arguments of one call. */
export type AsJson = (this: object, fields: object, message: unknown, level: number, time: string) => string

/** All that pino 10 puts into a line besides the arguments of the call. */
export interface Inside {
  /** `{"level":30` */
  level: string
  /** `,"requestId":"r1"` or empty */
  bindings: string
  serializers: Readonly<Record<string, (value: unknown) => unknown>>
  format: ((fields: object) => object) | undefined
  messageKey: string
  errorKey: string
  /** `,"data":{` or empty */
  nested: string
  end: string
}

/** The symbols of the copy of pino that has made this logger; null when one is missing. */
export function findSymbols(logger: object): Symbols | null {
  const found: Partial<Symbols> = {}
  for (let owner: object | null = logger; owner !== null; owner = Object.getPrototypeOf(owner))
    for (const symbol of Object.getOwnPropertySymbols(owner)) {
      const name = NAMES.find((known) => symbol.description === `pino.${known}`)
      if (name !== undefined) found[name] ??= symbol
    }
  return isComplete(found) ? found : null
}

function isComplete(found: Partial<Symbols>): found is Symbols {
  return NAMES.every((name) => found[name] !== undefined)
}

/** What the logger has now; null when something is not as in pino 10, or the app redacts with pino's own option as well. */
export function lookInside(logger: object, symbols: Symbols, level: number): Inside | null {
  const read = (key: symbol): unknown => Reflect.get(logger, key)
  const inside = {
    level: readFrom(read(symbols.lsCache), String(level)),
    bindings: read(symbols.chindings),
    serializers: read(SERIALIZERS),
    format: readFrom(read(FORMATTERS), 'log'),
    messageKey: read(symbols.messageKey),
    errorKey: read(symbols.errorKey),
    nested: read(symbols.nestedKeyStr),
    end: read(symbols.end),
  }
  const stringifiers = read(symbols.stringifiers)
  const isPlain =
    typeof stringifiers === 'object' && stringifiers !== null && Reflect.ownKeys(stringifiers).length === 0
  return isPlain && isInside(inside) ? inside : null
}

function readFrom(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined
}

function isInside(inside: Record<keyof Inside, unknown>): inside is Record<keyof Inside, unknown> & Inside {
  const { level, bindings, serializers, format, messageKey, errorKey, nested, end } = inside
  const texts = [level, bindings, messageKey, errorKey, nested, end]
  return (
    texts.every((text) => typeof text === 'string') &&
    typeof serializers === 'object' &&
    serializers !== null &&
    (format === undefined || typeof format === 'function')
  )
}
