/** The last net under a payload that no schema describes: takes out what is plainly an e-mail address, and nothing else. */
import { EMAIL, hasEmail } from './email-text.ts'
import type { Redactor } from './redact.ts'
import type { Redaction } from './redaction.ts'
import { DEPTH_LIMIT } from './schema-node.ts'

/** Answers a filter that drops every string, and every entry under a key, in which an e-mail address stands. */
export function createEmailFilter(accepted: (category: string) => boolean): Redactor {
  return (value, report = () => {}) => {
    if (accepted(EMAIL)) return value
    const result = filter(value, { path: '', report, inside: new Set() })
    return result
  }
}

interface Run {
  path: string
  report(redaction: Redaction): void
  inside: ReadonlySet<object>
}

/** Undefined stands for what was dropped. */
function filter(value: unknown, run: Run): unknown {
  if (typeof value === 'string') return hasEmail(value) ? drop('tagged', run) : value
  if (typeof value !== 'object' || value === null) return value
  if (run.inside.has(value)) return drop('circular', run)
  if (run.inside.size >= DEPTH_LIMIT) return drop('too-deep', run)
  const within = { ...run, inside: new Set(run.inside).add(value) }
  if (Array.isArray(value)) {
    const items = value.map((item) => filter(item, { ...within, path: `${run.path}[]` }))
    const isSame = items.every((item, index) => item === value[index])
    return isSame ? value : items.filter((item, index) => item !== undefined || value[index] === undefined)
  }
  if (value instanceof Date) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  // maps, errors, class instances: nothing here says what they print as
  if (prototype !== Object.prototype && prototype !== null) return drop('opaque', run)
  return filterFields(value as Record<string, unknown>, within) // as: a plain object, by its prototype
}

function filterFields(value: Record<string, unknown>, run: Run): unknown {
  let changed = false
  const entries: [string, unknown][] = []
  for (const [key, before] of Object.entries(value)) {
    const isPersonalKey = hasEmail(key)
    const path = isPersonalKey ? `${run.path}<key>` : run.path === '' ? key : `${run.path}.${key}`
    const after = isPersonalKey ? drop('tagged', { ...run, path }) : filter(before, { ...run, path })
    if (after !== before) changed = true
    if (after !== undefined || before === undefined) entries.push([key, after])
  }
  return changed ? Object.fromEntries(entries) : value
}

function drop(why: Redaction['why'], run: Run): undefined {
  run.report({ path: run.path || '$', category: why === 'tagged' ? EMAIL : null, why })
  return undefined
}
