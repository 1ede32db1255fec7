/** `privacykit tag --dry-run`: counts what a sink would take out of recorded payloads. */
import { CATEGORIES, type Category, findCategory, isWithinCategory } from '@privacykit/contract'
import { createDryRun, type DryRun } from '@privacykit/pii/suggest'
import { type ExitCode, onlyPositional, UsageError } from '../command.ts'
import type { Io } from '../io.ts'
import { loadModule } from '../load-module.ts'
import { type BrokenLines, dryRunLines } from '../tag/dry-run-text.ts'
import { eventSchemas } from '../tag/event-schemas.ts'
import { type Line, linesOf } from '../tag/payload-lines.ts'

export interface DryRunOptions {
  payloads: string | undefined
  event: string | undefined
  accepts: string | undefined
  json: boolean
}

const NUMBERS_SHOWN = 20

/** Answers 1 when no line could be used. */
export async function dryRun(names: readonly string[], options: DryRunOptions, io: Io): Promise<ExitCode> {
  const file = onlyPositional(names, 'module')
  const { payloads, event } = options
  if (payloads === undefined) throw new UsageError('Say with --payloads which file has them, one JSON object a line.')
  const accepts = categoriesOf(options.accepts)
  const events = eventSchemas(file, await loadModule(file, io.cwd))
  if (event !== undefined && !Object.hasOwn(events, event))
    throw new UsageError(`${file} has no event "${event}". It has ${Object.keys(events).join(', ')}.`)
  const counter = createDryRun({ events, accepts })
  const broken = await countLines(linesOf(payloads, io.cwd), { counter, event, signal: io.signal })
  const summary = counter.summary()
  if (options.json) io.out(JSON.stringify({ ...summary, broken }, null, 2))
  else for (const line of dryRunLines({ summary, broken, events })) io.out(line)
  return summary.payloads === 0 && broken.count > 0 ? 1 : 0
}

interface Counting {
  counter: DryRun
  event: string | undefined
  signal: AbortSignal
}

async function countLines(lines: AsyncIterable<Line>, { counter, event, signal }: Counting): Promise<BrokenLines> {
  const numbers: number[] = []
  let count = 0
  let number = 0
  for await (const line of lines) {
    // what was counted until the user stopped is an answer too
    if (signal.aborted) break
    number += 1
    if (line?.trim() === '') continue
    const entry = readEntry(line, event)
    if (entry !== null) counter.count(entry.event, entry.payload)
    else {
      count += 1
      if (numbers.length < NUMBERS_SHOWN) numbers.push(number)
    }
  }
  return { count, numbers }
}

/** Null for a line that is not JSON, or names no event where it has to. */
function readEntry(line: Line, event: string | undefined): { event: string; payload: unknown } | null {
  const value = line === null ? undefined : parsed(line)
  if (value === undefined) return null
  if (event !== undefined) return { event, payload: value }
  if (typeof value !== 'object' || value === null || !('event' in value && 'payload' in value)) return null
  return typeof value.event === 'string' ? { event: value.event, payload: value.payload } : null
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // a broken line is counted; what is in it stays there
    return undefined
  }
}

function categoriesOf(list: string | undefined): Category[] {
  const categories = (list ?? '').split(',').flatMap((category) => category.trim() || [])
  for (const category of categories)
    if (!isKnown(category))
      throw new UsageError(`--accepts: there is no category "${category}". They are keys like user.contact.email.`)
  return categories as Category[] // as: each was just found in the taxonomy
}

/** A known category, one below it, or one above some (`user.contact`). */
function isKnown(category: string): boolean {
  return findCategory(category) !== null || Object.keys(CATEGORIES).some((key) => isWithinCategory(key, category))
}
