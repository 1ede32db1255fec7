/** Shows what a dry run counted. Paths and categories, never a value. */
import type { AnySchema } from '@privacykit/pii'
import {
  type DryRunEvent,
  type DryRunPlace,
  type DryRunSummary,
  schemaFields,
  UNDECLARED_EVENT,
} from '@privacykit/pii/suggest'
import { textTable } from './text-table.ts'

/** Lines that could not be used. */
export interface BrokenLines {
  count: number
  /** The first of their numbers. */
  numbers: readonly number[]
}

const REASONS: Readonly<Record<DryRunPlace['why'], string>> = {
  tagged: 'tagged',
  detected: 'found in the text',
  unreadable: 'throws when it is read',
  undeclared: 'the schema has no such field',
  unclassified: 'nobody has classified it',
  opaque: 'the schema does not say what it holds',
  mismatch: 'not what the schema says',
  circular: 'contains itself',
  'too-deep': 'nested too deep, or too large',
  'jointly-identifying': 'points to a person together with another field',
}

export interface DryRunResult {
  summary: DryRunSummary
  broken: BrokenLines
  events: Readonly<Record<string, AnySchema>>
}

export function dryRunLines({ summary, broken, events: schemas }: DryRunResult): string[] {
  const { payloads, untouched, emptied, failed, events } = summary
  const lines = events.flatMap((event) => eventLines(event, schemas[event.event]))
  lines.push(
    `${count(payloads, 'payload')}: ${untouched} would pass as they are, ${payloads - untouched - emptied} would lose something, ${emptied} would not be sent at all.`,
  )
  if (failed > 0) lines.push(`${count(failed, 'payload')} could not be read.`)
  if (broken.count > 0) lines.push(brokenLine(broken))
  return lines
}

function eventLines(
  { event, payloads, untouched, emptied, places }: DryRunEvent,
  schema: AnySchema | undefined,
): string[] {
  const facts = [
    count(payloads, 'payload'),
    untouched === payloads ? 'all untouched' : `${untouched} untouched`,
    ...(emptied > 0 ? [`${emptied} left with nothing`] : []),
  ]
  const width = Math.max(...places.map((place) => String(place.count).length), 0)
  const rows = places.map((place) => [String(place.count).padStart(width), place.path, describe(place, event)])
  return [`${event}: ${facts.join(', ')}`, ...textTable(rows), ...unlikeJson(places, schema), '']
}

function describe({ why, category }: DryRunPlace, event: string): string {
  if (event === UNDECLARED_EVENT) return 'the module has no schema for this event'
  if (why === 'tagged') return category ?? 'tagged'
  return category === null ? REASONS[why] : `${REASONS[why]} (${category})`
}

/** What a file of JSON cannot hold looks like a mismatch, and is none in the app. */
function unlikeJson(places: readonly DryRunPlace[], schema: AnySchema | undefined): string[] {
  const suspects = new Set(places.flatMap(({ why, path }) => (why === 'mismatch' ? [path] : [])))
  if (schema === undefined || suspects.size === 0) return []
  const foreign = schemaFields(schema).filter(({ type, path }) => NOT_JSON.has(type) && suspects.has(path))
  return foreign.map(
    ({ path, type }) => `  note  ${path}: JSON has no ${type}, so this count says nothing about the app`,
  )
}

const NOT_JSON: ReadonlySet<string> = new Set(['date', 'bigint', 'map', 'set', 'symbol', 'nan'])

function brokenLine({ count: number, numbers }: BrokenLines): string {
  const more = number - numbers.length
  const list = `${numbers.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return number === 1
    ? `Line ${list} was left out: it is not a payload.`
    : `${number} lines were left out, they are not payloads: ${list}.`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
