/** Redacts what pino writes: each finished line, whatever has brought the data into it. */
import { redactLine, redactOwnLine } from './pino-line.ts'
import { type Redact, redactOrFail } from './redact.ts'

/** The part of pino's options that the adapter reads. All others pass through as they are. */
export interface PinoOptions {
  hooks?: PinoHooks | undefined
  messageKey?: string | undefined
}

/** The hooks of pino that the adapter stands around. */
export interface PinoHooks {
  logMethod?: ((this: never, args: never, method: never, level: never) => void) | undefined
  streamWrite?: ((line: string) => string) | undefined
}

/** The hooks that redact, with those of the app inside them. */
export interface RedactingHooks {
  logMethod: (this: unknown, args: readonly unknown[], method: (...args: never) => void, level: number) => void
  streamWrite: (line: string) => string
}

/**
 * Answers options for `pino(options)` with which each line is redacted when it is finished: fields, bindings of child
 * loggers, the text, errors, and what mixins, serializers and formatters have added. Nothing that pino can write gets by,
 * because nothing is looked at earlier; only arguments for `%s`, `%d`, `%o` are redacted before they melt into the text.
 * The app's own hooks stay in force: `logMethod` runs first, `streamWrite` gets the redacted line, and what it answers is
 * redacted again if it changed.
 *
 * The redactor gets the fields of the line, `level` and `time` among them; those two stay, also when it answers
 * without. When it throws, the line says that it was withheld, and the call goes on. A transport and every stream of
 * `pino.multistream` get the redacted line. Not so, and to be redacted by themselves: a destination with the mark
 * `Symbol.for('pino.metadata')`, which pino hands the arguments as well (`lastObj`, `lastMsg`), and subscribers of the channel
 * `pino_asJson`. pino's build for browsers has no such hooks: there, use `redactConsole`.
 *
 * @param redact any redactor; it sees plain JSON only
 * @param options those of pino; not changed
 * @example
 * const logger = pino(redactPino(createKeyRedactor(), { level: 'info' }))
 * logger.child({ user: { email: 'a@b.example' } }).info('signed in')
 */
export function redactPino<O extends PinoOptions>(redact: Redact, options?: O): O & { hooks: RedactingHooks } {
  const { hooks = {}, messageKey = 'msg' } = options ?? {}
  const line = { redact, messageKey }
  const wrapped: RedactingHooks = {
    ...hooks,
    logMethod: redactParameters(redact, hooks.logMethod),
    streamWrite: redactWrite(line, hooks.streamWrite),
  }
  return { ...options, hooks: wrapped } as O & { hooks: RedactingHooks } // as: the spread of an optional O is O, or nothing where O asks for nothing
}

function redactWrite(line: Parameters<typeof redactLine>[1], own: PinoHooks['streamWrite']) {
  if (own === undefined) return (text: string) => redactLine(text, line)
  return (text: string) => {
    const redacted = redactLine(text, line)
    const result = own(redacted)
    return result === redacted ? result : redactOwnLine(result, line)
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
