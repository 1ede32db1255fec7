/** Redacts what OpenTelemetry's SDK sends: it stands before the exporters, which everything has to pass. */
import type { Redact } from './redact.ts'
import { type ReadableLogRecord, redactLogRecord } from './telemetry-log-record.ts'
import { type ResourceMetrics, redactMetrics } from './telemetry-metrics.ts'
import { createOrigins } from './telemetry-origin.ts'
import { type ReadableSpan, redactSpan } from './telemetry-span.ts'
import { type Attributes, redactAttributes } from './telemetry-value.ts'

export type { Redact }

/** The part of an exporter that is wrapped. */
export interface Exporter<T> {
  export(batch: T, done: never): void
}

/**
 * Stands before an exporter of spans. It redacts name, attributes, names and attributes of events, attributes of links,
 * the status message, and name and attributes of resource and scope; each part by itself, so that one which makes the redactor throw
 * is withheld and the rest arrives. Of a span it lets through nothing else than ids, times and counts; `traceState` is
 * among the ids. All else of the exporter is as before: `forceFlush`, `shutdown`, own methods, results and errors.
 *
 * Before the exporter and not a processor, because spans are read-only when they end, every processor gets the same object,
 * and a resource may be found out only then. So a processor that sends by itself, without an exporter, is not covered.
 *
 * @param redact any redactor; it gets attributes as one object, with the keys of OpenTelemetry (`user.email`), and texts as strings
 * @param exporter one of spans; the answer is used in its place
 * @example
 * const exporter = redactSpanExporter(createKeyRedactor(), new ConsoleSpanExporter())
 * const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] })
 */
export function redactSpanExporter<E extends Exporter<ReadableSpan[]>>(redact: Redact, exporter: E): E {
  const origins = createOrigins(redact)
  return before(exporter, (spans: ReadableSpan[]) => spans.map((span) => redactSpan(span, redact, origins)))
}

/**
 * Stands before an exporter of log records. It redacts the body, whatever it is (text, object, list, bytes), attributes,
 * event name, severity text, and name and attributes of resource and scope. The rest is as with spans.
 *
 * @param redact any redactor; bytes come to it as text
 * @example
 * const exporter = redactLogRecordExporter(createKeyRedactor(), new ConsoleLogRecordExporter())
 * const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] })
 */
export function redactLogRecordExporter<E extends Exporter<ReadableLogRecord[]>>(redact: Redact, exporter: E): E {
  const origins = createOrigins(redact)
  return before(exporter, (records: ReadableLogRecord[]) =>
    records.map((record) => redactLogRecord(record, redact, origins)),
  )
}

/**
 * Stands before an exporter of metrics. It redacts the attributes of points and exemplars, and name and attributes of
 * resource and scope; names, units and descriptions of instruments stay. Two points that differ only in what went are
 * sent as two with equal attributes, which receivers refuse or confuse: let `redactMetricAttributes` redact them before they are counted.
 *
 * @param redact any redactor
 * @example
 * const exporter = redactMetricExporter(createKeyRedactor(), new ConsoleMetricExporter())
 * const reader = new PeriodicExportingMetricReader({ exporter })
 */
export function redactMetricExporter<E extends Exporter<ResourceMetrics>>(redact: Redact, exporter: E): E {
  const origins = createOrigins(redact)
  return before(exporter, (collected: ResourceMetrics) => redactMetrics(collected, redact, origins))
}

/**
 * Makes an attributes processor for a view of the meter provider. Measurements that differ only in what the redactor takes
 * out are counted together, and readers without an exporter (Prometheus) are covered. It runs at each measurement.
 *
 * @param redact any redactor
 * @example
 * const view = { instrumentName: '*', attributesProcessors: [redactMetricAttributes(createKeyRedactor())] }
 * const provider = new MeterProvider({ views: [view] })
 */
export function redactMetricAttributes(redact: Redact): { process<A extends object>(incoming: A): A } {
  return {
    // as: what a redactor leaves of attributes is attributes
    process: <A extends object>(incoming: A) => redactAttributes(redact, incoming as Attributes) as A,
  }
}

/** Methods run on the exporter itself, so that its private fields and its own calls of `export` work as before. */
function before<T, E extends Exporter<T>>(exporter: E, redacted: (batch: T) => T): E {
  return new Proxy(exporter, {
    get: (target, key) => {
      if (key === 'export') return (batch: T, done: never) => target.export(redacted(batch), done)
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
