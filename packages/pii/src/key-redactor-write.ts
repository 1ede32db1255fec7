/** Redacts and writes JSON in one go: what is small is written here, what is large is left to `JSON.stringify`. */
import { copyValue, enter, freeName, isPlain, salvage, speaks } from './key-redactor-copy.ts'
import { isDelicate, type KeyEntry, type KeyRun, nextEntry, reportKey, withhold } from './key-redactor-run.ts'
import { GONE } from './redaction.ts'

// up to about so many fields, `JSON.stringify` and the copy that it needs cost more than they bring
const SHORT = 16
// behind these an address may hide, or a key in JSON that is a string
const HIDING = ['%40', '%2540', '\\\\u0040', '\\":']

/** The JSON of a redacted value, or undefined where JSON has none. */
export function writeRedacted(value: unknown, run: KeyRun): string | undefined {
  if (typeof value !== 'object' || value === null) return writeValue(value, 0, run)
  return isShort(value) ? writeContainer(value, 0, run) : writeLarge(value, run)
}

function isShort(value: object): boolean {
  try {
    return fieldsLeft(value, SHORT) >= 0
  } catch {
    return false
  }
}

/** How many of so many fields a value leaves; below zero it has more. Ends on circles, for each round of them counts. */
function fieldsLeft(value: object, fields: number): number {
  let left = fields
  if (Array.isArray(value)) {
    left -= value.length + 1
    for (let index = 0; index < value.length && left >= 0; index++) {
      const inner: unknown = value[index]
      if (typeof inner === 'object' && inner !== null) left = fieldsLeft(inner, left)
    }
    return left
  }
  for (const key in value) {
    left -= 1
    if (left < 0) return left
    const inner = (value as Record<string, unknown>)[key] // as: any object has fields
    if (typeof inner === 'object' && inner !== null) left = fieldsLeft(inner, left)
  }
  return left
}

function writeValue(value: unknown, depth: number, run: KeyRun): string | undefined {
  switch (typeof value) {
    case 'string':
      return writeText(value, run)
    case 'number':
      // as JSON has it: neither NaN nor infinities
      return value - value === 0 ? `${value}` : 'null'
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      return value === null ? 'null' : writeContainer(value, depth, run)
    case 'bigint':
    case 'function':
      return writeCopy(value, depth, run)
    default:
      return undefined
  }
}

function writeText(text: string, run: KeyRun): string {
  const { looksAt } = run.plan
  if (looksAt === 'addresses' && !isDelicate(text)) return `"${text}"`
  return JSON.stringify(looksAt === 'nothing' ? text : run.plan.clean(text, run))
}

function writeContainer(value: object, depth: number, run: KeyRun): string | undefined {
  try {
    if (speaks(value)) return writeCopy(value, depth, run)
    const isList = Array.isArray(value)
    if (!isList && !isPlain(value)) return writeCopy(value, depth, run)
    const refusal = enter(value, depth, run)
    if (refusal !== null) return JSON.stringify(refusal)
    return isList ? writeItems(value, depth, run) : writeFields(value, depth, run)
  } catch {
    return JSON.stringify(salvage(value, depth, { ...run, looks: true }))
  }
}

function writeItems(value: readonly unknown[], depth: number, run: KeyRun): string {
  const { length } = value
  let text = '['
  for (let index = 0; index < length; index++) {
    const item = writeValue(value[index], depth + 1, run) ?? 'null'
    text += index === 0 ? item : `,${item}`
  }
  return `${text}]`
}

function writeFields(value: Readonly<Record<string, unknown>>, depth: number, run: KeyRun): string {
  const { plan } = run
  let entry = plan.beginning
  let text = '{'
  let isFirst = true
  let names: Record<string, unknown> | null = null
  for (const key in value) {
    entry = nextEntry(entry, key, plan)
    const written = entry.isOpen
      ? writeValue(value[key], depth + 1, run)
      : writeEntry(value[key], entry, { depth, run })
    if (written === undefined) continue
    if (entry.name === key) text += isFirst ? entry.first + written : entry.next + written
    else {
      reportKey(entry, run)
      names ??= {}
      const name = freeName(names, entry.name)
      names[name] = true
      text += `${isFirst ? '' : ','}${JSON.stringify(name)}:${written}`
    }
    isFirst = false
  }
  return `${text}}`
}

function writeEntry(value: unknown, entry: KeyEntry, { depth, run }: { depth: number; run: KeyRun }) {
  if (entry.match === null || value === null || value === undefined) return writeValue(value, depth + 1, run)
  const after = run.plan.replace(value, entry, run)
  if (after === entry.mask) return entry.maskText
  return after === GONE ? undefined : stringify(after, run)
}

/** Copies with every string looked at, and leaves the rest to `JSON.stringify`. */
function writeCopy(value: unknown, depth: number, run: KeyRun): string | undefined {
  const copy = copyValue(value, depth, { ...run, looks: run.plan.looksAt !== 'nothing' })
  return stringify(copy, run)
}

/** Looks at keys only, then once at the finished text; only where that is suspicious, at each string. */
function writeLarge(value: object, run: KeyRun): string | undefined {
  if (run.plan.looksAt !== 'addresses') return writeCopy(value, 0, run)
  const copy = copyValue(value, 0, run)
  const text = stringify(copy, run)
  if (text === undefined || !isSuspicious(text)) return text
  // getters and `toJSON` have spoken: this text is what they said
  return stringify(copyValue(JSON.parse(text), 0, { ...run, looks: true, again: true }), run)
}

function stringify(value: unknown, run: KeyRun): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return JSON.stringify(withhold('unreadable', run))
  }
}

function isSuspicious(text: string): boolean {
  // `indexOf` of a single character is several times faster than `includes`
  if (text.indexOf('@') >= 0) return true
  return (text.indexOf('%') >= 0 || text.indexOf('\\') >= 0) && HIDING.some((sign) => text.includes(sign))
}
