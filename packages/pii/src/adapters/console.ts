/** Redacts what goes to the console: on a console of its own, or on the one that everybody uses. */
import { redactArguments } from './console-argument.ts'
import { FAILED, type Redact } from './redact.ts'

export type { Redact }

/** Methods that print what they are given, and how many arguments before that are not printed. */
const PRINTING: Readonly<Record<string, 'all' | 'first' | 'after-first'>> = {
  log: 'all',
  info: 'all',
  warn: 'all',
  error: 'all',
  debug: 'all',
  trace: 'all',
  dirxml: 'all',
  group: 'all',
  groupCollapsed: 'all',
  count: 'all',
  countReset: 'all',
  time: 'all',
  timeLog: 'all',
  timeEnd: 'all',
  timeStamp: 'all',
  dir: 'first',
  table: 'first',
  assert: 'after-first',
}

/**
 * Answers a console whose methods print redacted arguments: `log`, `info`, `warn`, `error`, `debug`, `trace`, `dir`, `table`,
 * `group`, `assert` and the labels of `time` and `count`. Arguments of a format (`%s`, `%o`) are redacted one by one, and the
 * text they make is once more; errors with message, stack, causes and own fields. Where nothing has to go, the
 * very same value is printed, as the console prints it. The console that is given stays as it is. An argument at
 * which the redactor throws is printed as withheld; a call throws only if the console itself does.
 *
 * `process.stdout.write` and a `new console.Console()` are not covered.
 *
 * @param redact any redactor; it gets each argument, errors as plain objects
 * @param target the console that prints; default the global one
 * @example
 * const log = redactConsole(createKeyRedactor())
 * log.info('signed in', { email: 'a@b.example' })
 */
export function redactConsole<C extends object = Console>(redact: Redact, target?: C): C {
  const printer: object = target ?? globalThis.console
  const methods = Object.keys(PRINTING).filter((name) => typeof Reflect.get(printer, name) === 'function')
  const wrapped = methods.map((name): [string, PropertyDescriptor] => {
    const value = (...args: unknown[]) =>
      Reflect.apply(Reflect.get(printer, name), printer, redactFor(name, args, [redact]))
    return [name, { value, configurable: true, enumerable: true, writable: true }]
  })
  return Object.create(printer, Object.fromEntries(wrapped)) as C // as: it inherits all of C
}

/** One console with our methods on it, as long as somebody wants them. */
interface Installation {
  /** One entry for each install that is not undone. */
  redactors: Redact[]
  originals: Map<string, PropertyDescriptor | undefined>
  methods: Map<string, (...args: unknown[]) => unknown>
}

const installed = new WeakMap<object, Installation>()

/**
 * Makes a console redact in place, so that libraries which print there are covered too; see `redactConsole`. Several may be
 * installed: each redactor works once, in the order of installing. Undone in any order, the console is as before after
 * the last; where somebody else has wrapped a method since, ours stays below theirs and lets everything through.
 *
 * @param redact any redactor
 * @param target the console that is changed; default the global one
 * @returns undoes this install; a second call does nothing
 * @example
 * const undo = installRedactedConsole(createKeyRedactor())
 * console.log('signed in', { email: 'a@b.example' })
 * undo()
 */
export function installRedactedConsole(redact: Redact, target: object = globalThis.console): () => void {
  const installation = installed.get(target) ?? install(target)
  installation.redactors.push(redact)
  let done = false
  return () => {
    if (done) return
    done = true
    installation.redactors.splice(installation.redactors.indexOf(redact), 1)
    if (installation.redactors.length === 0) uninstall(target, installation)
  }
}

function install(target: object): Installation {
  const installation: Installation = { redactors: [], originals: new Map(), methods: new Map() }
  for (const name of Object.keys(PRINTING)) {
    const original: unknown = Reflect.get(target, name)
    if (typeof original !== 'function') continue
    const value = (...args: unknown[]) => Reflect.apply(original, target, redactFor(name, args, installation.redactors))
    installation.originals.set(name, Object.getOwnPropertyDescriptor(target, name))
    installation.methods.set(name, value)
    Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true })
  }
  installed.set(target, installation)
  return installation
}

function uninstall(target: object, { originals, methods }: Installation): void {
  installed.delete(target)
  for (const [name, original] of originals) {
    if (Reflect.get(target, name) !== methods.get(name)) continue
    if (original === undefined) Reflect.deleteProperty(target, name)
    else Object.defineProperty(target, name, original)
  }
}

/** Redactors at work: one that prints what it is given must not be given that again. */
const atWork = new Set<Redact>()

function redactFor(name: string, args: readonly unknown[], redactors: readonly Redact[]): unknown[] {
  return [...new Set(redactors)].reduce<unknown[]>((given, redact) => redactOnce(name, given, redact), [...args])
}

function redactOnce(name: string, args: unknown[], redact: Redact): unknown[] {
  if (args.length === 0) return args
  if (atWork.has(redact)) return [FAILED]
  atWork.add(redact)
  const [first, ...rest] = args
  try {
    if (PRINTING[name] === 'first') return [...redactArguments([first], redact), ...rest]
    if (PRINTING[name] === 'after-first') return [first, ...redactArguments(rest, redact)]
    return redactArguments(args, redact)
  } finally {
    atWork.delete(redact)
  }
}
