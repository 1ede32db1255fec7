/** Redacts what pino writes: each finished line, whatever has brought the data into it. */
import { type LineOptions, redactLine, redactOwnLine } from './pino-line.ts'
import { createLineWriter, type LineWriter, type WriteRedacted } from './pino-write.ts'
import { type Redact, redactOrFail } from './redact.ts'

export type { Redact }

/** Hooks of the app that stay in force, as pino has them. */
export interface PinoHooks {
  /** Runs before anything is redacted; what it hands to `method` is. */
  // biome-ignore lint/suspicious/noExplicitAny: pino's types of these are wider than any slice of them, and a hook may be written in place
  logMethod?: ((this: any, args: any, method: any, level: number) => void) | undefined
  /** Gets the redacted line; what it answers is redacted again if it changed. */
  streamWrite?: ((line: string) => string) | undefined
}

export interface PinoHookOptions extends PinoHooks {
  /** As told to pino: where a line that is withheld says so. Default `msg`. */
  messageKey?: string
}

/** A redactor that can also write JSON, as the one of `createKeyRedactor` does: with it, no line has to be parsed. */
export type JsonRedact = Redact & { readonly stringify?: WriteRedacted }

/** The hooks that redact. */
export interface RedactingHooks {
  logMethod: (this: unknown, args: readonly unknown[], method: (...args: never) => void, level: number) => void
  streamWrite: (line: string) => string
}

/**
 * Makes hooks with which pino writes redacted lines: fields, bindings of child loggers, the text, errors, and what
 * mixins, serializers and formatters have added. Nothing that pino can write gets by: a line is redacted when it is finished.
 * Only a redactor that writes JSON itself (`createKeyRedactor`) is asked while the line is made, from the same
 * parts, which spares parsing it; with it, maps, sets and errors, which pino prints as `{}`, are written too. Arguments for `%s`, `%d`,
 * `%o` are redacted before they melt into the text.
 *
 * The redactor gets the fields of the line, `level` and `time` among them; those two stay, also when it answers
 * without. When it throws, the line says that it was withheld, and the call goes on. A transport and every stream of
 * `pino.multistream` get the redacted line. Not so, and to be redacted by themselves: a destination with the mark
 * `Symbol.for('pino.metadata')`, which pino hands the arguments as well (`lastObj`, `lastMsg`), and subscribers of the channel
 * `pino_asJson`. pino's build for browsers has no such hooks: there, use `redactConsole`.
 *
 * @param redact any redactor; it sees plain JSON, and the arguments of a format as they are
 * @param options the app's own hooks, which would otherwise be replaced
 * @example
 * const logger = pino({ level: 'info', hooks: redactHooks(createKeyRedactor()) })
 * logger.child({ user: { email: 'a@b.example' } }).info('signed in')
 */
export function redactHooks(redact: JsonRedact, options: PinoHookOptions = {}): RedactingHooks {
  const { logMethod, streamWrite, messageKey = 'msg' } = options
  const { stringify } = redact
  const writer = stringify === undefined ? null : createLineWriter((value) => Reflect.apply(stringify, redact, [value]))
  return {
    logMethod: redactParameters(redact, writer, logMethod),
    streamWrite: redactWrite({ redact, messageKey }, writer, streamWrite),
  }
}

function redactWrite(
  options: LineOptions,
  writer: LineWriter | null,
  own: PinoHooks['streamWrite'],
): RedactingHooks['streamWrite'] {
  const redactFinished = (line: string) => (writer?.knows(line) === true ? line : redactLine(line, options))
  if (own === undefined) return redactFinished
  return (line) => {
    const redacted = redactFinished(line)
    const result = own(redacted)
    return result === redacted ? result : redactOwnLine(result, options)
  }
}

function redactParameters(
  redact: Redact,
  writer: LineWriter | null,
  own: PinoHooks['logMethod'],
): RedactingHooks['logMethod'] {
  const inner = function (this: object, method: (...args: never) => void, args: readonly unknown[]) {
    writer?.attach(this)
    Reflect.apply(method, this, withoutPersonal(args, redact))
  }
  if (own === undefined)
    return function (args, method) {
      Reflect.apply(inner, this, [method, args])
    }
  return function (args, method, level) {
    const redacting = function (this: unknown, ...given: unknown[]) {
      Reflect.apply(inner, this, [method, given])
    }
    Reflect.apply(own, this, [args, redacting, level])
  }
}

/** The first object and the text stay for the line. All that pino prints into the text is redacted while it has its shape. */
function withoutPersonal(args: readonly unknown[], redact: Redact): readonly unknown[] {
  const [first] = args
  const text = typeof first === 'object' || first === undefined ? 1 : 0
  if (args.length <= text) return args
  if (args.length === text + 1 && typeof args[text] === 'string') return args
  return args.map((arg, index) => {
    if (index < text || (index === text && typeof arg === 'string')) return arg
    return redactOrFail(redact, arg)
  })
}
