/** Redacts plain objects and lists by key: what changes is copied, what does not is answered as it is. */
import { isDelicate, type KeyEntry, type KeyRun, nextEntry, reportKey, withhold } from './key-redactor-run.ts'
import { GONE } from './redaction.ts'
import { DEPTH_LIMIT } from './schema-node.ts'
import { setField } from './set-field.ts'

/** Redacts any value. */
export function copyValue(value: unknown, depth: number, run: KeyRun): unknown {
  if (typeof value === 'string') return run.looks ? copyText(value, run) : value
  if (typeof value === 'object') return value === null ? value : copyContainer(value, depth, run)
  if (typeof value === 'bigint') return run.plain ? `${value}` : value
  if (typeof value === 'function') return speaks(value) ? copyContainer(value, depth, run) : value
  return value
}

function copyText(text: string, run: KeyRun): string {
  return run.plan.looksAt === 'everything' || isDelicate(text) ? run.plan.clean(text, run) : text
}

/** Whether a container may be looked into; else the words that stand for it. */
export function enter(value: object, depth: number, run: KeyRun): string | null {
  const { inside } = run
  for (let index = 0; index < depth; index++) if (inside[index] === value) return withhold('circular', run)
  run.left -= 1
  if (depth >= DEPTH_LIMIT || run.left < 0) return withhold('too-deep', run)
  inside[depth] = value
  return null
}

function copyContainer(value: object, depth: number, run: KeyRun): unknown {
  const refusal = enter(value, depth, run)
  if (refusal !== null) return refusal
  try {
    if (speaks(value)) return run.plan.copySpecial(value, depth, run)
    if (Array.isArray(value)) return copyItems(value, depth, run)
    return isPlain(value) ? copyFields(value, depth, run) : run.plan.copySpecial(value, depth, run)
  } catch {
    return salvage(value, depth, run)
  }
}

/** Has a `toJSON` that speaks for it. */
export function speaks(value: object): value is { toJSON(): unknown } {
  return typeof (value as { toJSON?: unknown }).toJSON === 'function' // as: any object may have one
}

/** Has no class. One that claims to be an `Object` has only its fields looked at, which is all that JSON prints. */
export function isPlain(value: object): value is Record<string, unknown> {
  // a third of the cost of asking for the prototype
  if (value.constructor === Object) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function copyItems(value: readonly unknown[], depth: number, run: KeyRun): unknown {
  const { length } = value
  const { looks } = run
  run.left -= length
  if (run.left < 0) return withhold('too-deep', run)
  let copy: unknown[] | null = null
  for (let index = 0; index < length; index++) {
    const before = value[index]
    if (typeof before === 'number' || (typeof before === 'string' && !looks)) continue
    const after = copyValue(before, depth + 1, run)
    if (after === before) continue
    copy ??= value.slice()
    copy[index] = after
  }
  return copy ?? value
}

/** Own fields of an object, whatever its class; a copy is a plain object. */
export function copyFields(value: Readonly<Record<string, unknown>>, depth: number, run: KeyRun): unknown {
  const { plan, looks, report } = run
  let entry = plan.beginning
  let copy: Record<string, unknown> | null = null
  for (const key in value) {
    const before = value[key]
    entry = nextEntry(entry, key, plan)
    let after: unknown = before
    if (entry.isOpen) {
      // most fields: numbers, and strings that are left to the finished text
      if (typeof before === 'object') {
        if (before !== null) after = copyContainer(before, depth + 1, run)
      } else if (typeof before === 'string') {
        if (looks) after = copyText(before, run)
      } else if (typeof before !== 'number') after = copyValue(before, depth + 1, run)
      if (after === before) continue
    } else {
      if (key === '__proto__' || entry.name !== key) return copyStrangeFields(value, depth, { ...run, from: key })
      if (before === null || before === undefined) continue
      after = entry.mask !== null && report === null ? entry.mask : plan.replace(before, entry, run)
      if (after === before) continue
    }
    copy ??= Object.assign({}, value)
    if (after === GONE) delete copy[key]
    else copy[key] = after
  }
  return copy ?? value
}

/**
 * Fields among which is a key that is personal itself, or one that `Object.assign` would take for the prototype. What stands
 * before that key has been reported.
 */
function copyStrangeFields(
  value: Readonly<Record<string, unknown>>,
  depth: number,
  { from, ...run }: KeyRun & { from: string },
): unknown {
  const copy: Record<string, unknown> = {}
  let changed = false
  let heard: KeyRun = { ...run, report: null }
  for (const [key, before] of Object.entries(value)) {
    if (key === from) heard = run
    const entry = run.plan.entryOf(key)
    const after = copyEntry(before, entry, { depth, run: heard })
    reportKey(entry, heard)
    if (after !== before || entry.name !== key) changed = true
    if (after !== GONE) setField(copy, entry.name === key ? key : freeName(copy, entry.name), after)
  }
  return changed ? copy : value
}

/** The value under a key; `GONE` when it goes with its key. */
export function copyEntry(value: unknown, entry: KeyEntry, { depth, run }: { depth: number; run: KeyRun }): unknown {
  return entry.match !== null && value !== null && value !== undefined
    ? run.plan.replace(value, entry, run)
    : copyValue(value, depth + 1, run)
}

/** Two personal keys become two keys. */
export function freeName(target: object, name: string): string {
  let free = name
  for (let count = 2; Object.hasOwn(target, free); count++) free = `${name} ${count}`
  return free
}

/** An object that throws when it is read: what can be read of it, field by field. */
export function salvage(value: object, depth: number, run: KeyRun): unknown {
  try {
    if (speaks(value) || !isPlain(value)) return withhold('unreadable', run)
    const fields: Record<string, unknown> = {}
    for (const key of Object.keys(value)) setField(fields, key, readField(value, key, run))
    return copyFields(fields, depth, run)
  } catch {
    return withhold('unreadable', run)
  }
}

function readField(value: Record<string, unknown>, key: string, run: KeyRun): unknown {
  try {
    return value[key]
  } catch {
    return withhold('unreadable', run)
  }
}
