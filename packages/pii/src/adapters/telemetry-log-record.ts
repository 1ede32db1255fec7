/** Redacts a log record of OpenTelemetry: a new one, since other processors and exporters hold the same. */
import { EMPTY, type Redact, redactText } from './redact.ts'
import type { Origins, Resource, Scope } from './telemetry-origin.ts'
import { pick } from './telemetry-span.ts'
import { type Attributes, redactAttributes, redactValue } from './telemetry-value.ts'

/** The part of a log record that is looked at. */
export interface ReadableLogRecord {
  readonly body?: unknown
  readonly eventName?: string | undefined
  readonly severityText?: string | undefined
  readonly attributes: Attributes
  readonly resource: Resource
  readonly instrumentationScope: Scope
}

const PLAIN = ['hrTime', 'hrTimeObserved', 'spanContext', 'severityNumber', 'droppedAttributesCount'] as const

export function redactLogRecord(record: ReadableLogRecord, redact: Redact, origins: Origins): ReadableLogRecord {
  const { body, eventName, severityText } = record
  return {
    ...pick(record, PLAIN),
    ...(body === undefined ? {} : { body: redactValue(redact, body) ?? EMPTY }),
    ...(eventName === undefined ? {} : { eventName: redactText(redact, eventName) }),
    ...(severityText === undefined ? {} : { severityText: redactText(redact, severityText) }),
    attributes: redactAttributes(redact, record.attributes),
    resource: origins.resource(record.resource),
    instrumentationScope: origins.scope(record.instrumentationScope),
  }
}
