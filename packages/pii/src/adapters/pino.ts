/** Redacts what pino writes: each finished line, whatever has brought the data into it. */
import { type LineOptions, redactLine, redactOwnLine } from './pino-line.ts'
import { type Redact, redactOrFail } from './redact.ts'

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

/** The hooks that redact. */
export interface RedactingHooks {
  logMethod: (this: unknown, args: readonly unknown[], method: (...args: never) => void, level: number) => void
  streamWrite: (line: string) => string
}

/**
 * Makes hooks with which pino writes redacted lines: fields, bindings of child loggers, the text, errors, and what
 * mixins, serializers and formatters have added. Nothing that pino can write gets by, because it is the finished line that
 * is redacted; only arguments for `%s`, `%d`, `%o` are redacted before they melt into the text.
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
export function redactHooks(redact: Redact, options: PinoHookOptions = {}): RedactingHooks {
  const { logMethod, streamWrite, messageKey = 'msg' } = options
  return {
    logMethod: redactParameters(redact, logMethod),
    streamWrite: redactWrite({ redact, messageKey }, streamWrite),
  }
}

function redactWrite(options: LineOptions, own: PinoHooks['streamWrite']): RedactingHooks['streamWrite'] {
  if (own === undefined) return (line) => redactLine(line, options)
  return (line) => {
    const redacted = redactLine(line, options)
    const result = own(redacted)
    return result === redacted ? result : redactOwnLine(result, options)
  }
}

function redactParameters(redact: Redact, own: PinoHooks['logMethod']): RedactingHooks['logMethod'] {
  if (own === undefined)
    return function (args, method) {
      Reflect.apply(method, this, withoutPersonal(args, redact))
    }
  return function (args, method, level) {
    const inner = function (this: unknown, ...given: unknown[]) {
      Reflect.apply(method, this, withoutPersonal(given, redact))
    }
    Reflect.apply(own, this, [args, inner, level])
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
