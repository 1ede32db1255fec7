/** Redacts records of LogTape on their way into a sink. */
import { type LogRecord, redactRecord, withholdRecord } from './logtape-record.ts'
import type { Redact } from './redact.ts'

export type { Redact }

/** A sink of LogTape, waiting or not, with whatever hangs on it. */
export type Sink = (record: never) => unknown

export interface SinkOptions {
  /** True: the parts of the category are redacted as well. Default false, as they are names from the code. */
  category?: boolean
}

// tells LogTape that a sink reads the record at once; without it, lazy values arrive evaluated
const IMMEDIATE = Symbol.for('LogTape.sinkSnapshotPolicy.immediate')

/**
 * Stands before a sink. It redacts the properties, then the message: a value that a placeholder has taken from the properties
 * (`{user.email}`) becomes what they hold now, all others are redacted by themselves, and so is the text that all of
 * them make; at last the raw message. Errors are redacted with message, stack, causes and own fields. Lazy values
 * are evaluated first. Level, time and source location stay; of a record, nothing else gets through.
 *
 * When the redactor throws, the record says that it was withheld, and has no properties. All that hangs on the sink
 * (`Symbol.asyncDispose`, `drain`) and what it answers are as before, so an async sink is wrapped before `fromAsyncSink`.
 * When a sink throws, LogTape tells its own logger `['logtape', 'meta']` with the record *as it was*: wrap that one's sinks too.
 * A filter of LogTape cannot redact, as it answers yes or no.
 *
 * @param redact any redactor; it gets the properties as one object, and texts as strings
 * @param sink the answer is used in its place
 * @example
 * await configure({
 *   sinks: { console: redactSink(createKeyRedactor(), getConsoleSink()) },
 *   loggers: [{ category: [], sinks: ['console'] }],
 * })
 */
export function redactSink<S extends Sink>(redact: Redact, sink: S, options: SinkOptions = {}): S {
  const { category = false } = options
  return new Proxy(sink, {
    apply: (target, self, [record]: [LogRecord]) => Reflect.apply(target, self, [redactOrWithhold(record)]),
    get: (target, key) => {
      if (key === IMMEDIATE) return undefined
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

  function redactOrWithhold(record: LogRecord): LogRecord {
    try {
      return redactRecord(record, { redact, category })
    } catch {
      return withholdRecord(record, { category })
    }
  }
}
