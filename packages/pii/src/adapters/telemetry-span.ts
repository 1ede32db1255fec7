/** Redacts a finished span: a new one with the same identity, since the SDK's own is read-only and shared. */
import { type Redact, redactText } from './redact.ts'
import type { Origins, Resource, Scope } from './telemetry-origin.ts'
import { type Attributes, redactAttributes } from './telemetry-value.ts'

/** The part of a finished span that is looked at. */
export interface ReadableSpan {
  readonly name: string
  readonly spanContext: () => unknown
  readonly status: { readonly code: number; readonly message?: string | undefined }
  readonly attributes: Attributes
  readonly events: readonly { readonly name: string; readonly attributes?: Attributes | undefined }[]
  readonly links: readonly { readonly attributes?: Attributes | undefined }[]
  readonly resource: Resource
  readonly instrumentationScope?: Scope | undefined
  /** The scope's name in the 1.x line. */
  readonly instrumentationLibrary?: Scope | undefined
}

// times, counts and ids: of a span, nothing else than these and what is redacted below gets through
const PLAIN = [
  'kind',
  'parentSpanContext',
  'parentSpanId',
  'startTime',
  'endTime',
  'duration',
  'ended',
  'droppedAttributesCount',
  'droppedEventsCount',
  'droppedLinksCount',
] as const

export function redactSpan(span: ReadableSpan, redact: Redact, origins: Origins): ReadableSpan {
  const { status } = span
  const context = span.spanContext()
  return {
    ...pick(span, PLAIN),
    name: redactText(redact, span.name),
    spanContext: () => context,
    status: { ...status, ...(status.message === undefined ? {} : { message: redactText(redact, status.message) }) },
    attributes: redactAttributes(redact, span.attributes),
    events: span.events.map((event) => ({
      ...pick(event, ['time', 'droppedAttributesCount']),
      name: redactText(redact, event.name),
      ...attributesOf(event, redact),
    })),
    links: span.links.map((link) => ({
      ...pick(link, ['context', 'droppedAttributesCount']),
      ...attributesOf(link, redact),
    })),
    resource: origins.resource(span.resource),
    ...scopeOf('instrumentationScope', span, origins),
    ...scopeOf('instrumentationLibrary', span, origins),
  }
}

/** Copies the fields that are there, whether they are values or getters. */
export function pick(from: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, Reflect.get(from, name)]))
}

function attributesOf({ attributes }: { readonly attributes?: Attributes | undefined }, redact: Redact) {
  return attributes === undefined ? {} : { attributes: redactAttributes(redact, attributes) }
}

function scopeOf(name: 'instrumentationScope' | 'instrumentationLibrary', span: ReadableSpan, origins: Origins) {
  const scope = span[name]
  return scope === undefined ? {} : { [name]: origins.scope(scope) }
}
