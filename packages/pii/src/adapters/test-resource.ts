/** For tests of the adapter for OpenTelemetry: a real resource with attributes of ours, whose package we do not depend on. */
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'

/** The SDK's own resource, merged with attributes; one that is a promise is found out later. */
export function resourceWith(attributes: Readonly<Record<string, unknown>>): ReadableSpan['resource'] {
  const memory = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(memory)] })
  let own: ReadableSpan['resource'] | undefined
  memory.export = ([span]) => {
    own = span?.resource
  }
  provider.getTracer('').startSpan('').end()
  if (own === undefined) throw new Error('The SDK did not export at once.')
  return own.merge({ ...own, attributes: {}, getRawAttributes: () => Object.entries(attributes) } as never) // as: as much of a resource as merging reads
}
