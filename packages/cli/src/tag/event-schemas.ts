/** Finds the schemas of events among a module's exports. */
import { PrivacyError } from '@privacykit/contract'
import type { AnySchema } from '@privacykit/pii'
import { isSchema, schemaRecord } from './zod-source.ts'

/**
 * Events by name: from exported objects of schemas, as `createSink` takes them, or else from exported schemas, by the name
 * of the export. Throws `invalid-option` when there is neither, and when two objects describe the same event.
 */
export function eventSchemas(file: string, module: Readonly<Record<string, unknown>>): Record<string, AnySchema> {
  const records = Object.entries(module).flatMap(([name, value]) => {
    const entries = schemaRecord(value)
    return entries === null ? [] : entries.map(([event, schema]) => ({ from: name, event, schema }))
  })
  const events = new Map<string, AnySchema>()
  for (const { from, event, schema } of records) {
    if (events.has(event) && events.get(event) !== schema)
      throw new PrivacyError(
        'invalid-option',
        `${file}: ${from} describes the event ${event} a second time. Export one of them.`,
      )
    events.set(event, schema)
  }
  if (events.size === 0)
    for (const [name, value] of Object.entries(module)) if (isSchema(value)) events.set(name, value)
  if (events.size === 0)
    throw new PrivacyError(
      'invalid-option',
      `${file} exports no event schemas. Export the \`events\` of your sink, or one zod schema for each event.`,
    )
  return Object.fromEntries(events)
}
