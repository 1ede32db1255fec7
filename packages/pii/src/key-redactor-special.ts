/** Redacts what is no plain object or list: dates, maps, sets, errors, boxes, bytes, instances of classes. */
import { copyEntry, copyFields, copyValue, freeName, speaks } from './key-redactor-copy.ts'
import { type KeyRun, reportKey, withhold } from './key-redactor-run.ts'
import { GONE } from './redaction.ts'
import { setField } from './set-field.ts'

/** Redacts it; the same object when nothing went. With `run.plain` the answer is what JSON can print. */
export function copySpecial(value: object, depth: number, run: KeyRun): unknown {
  // bytes may hold anything, and a log has no use for them
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return withhold('opaque', run)
  if (value instanceof Error) return copyError(value, depth, run)
  if (value instanceof Map) return copyMap(value, depth, run)
  if (value instanceof Set) return copySet(value, depth, run)
  if (value instanceof String || value instanceof Number || value instanceof Boolean)
    return copyValue(value.valueOf(), depth, run)
  if (speaks(value)) return copySpeaking(value, depth, run)
  // what an instance prints are its own fields; what it inherits are getters and methods
  const fields = { ...value }
  const copy = copyFields(fields, depth, run)
  return copy === fields ? value : copy
}

/** What it says of itself is what is printed; its fields count too, for a reader that does not ask. */
function copySpeaking(value: { toJSON(): unknown }, depth: number, run: KeyRun): unknown {
  const said = value.toJSON()
  if (said === value) return copyOwn(value, depth, run)
  const shown = copyValue(said, depth + 1, run)
  if (run.plain || shown !== said) return shown
  return copyOwn(value, depth, run) === value ? value : shown
}

function copyOwn(value: object, depth: number, run: KeyRun): unknown {
  const { toJSON: _, ...fields } = value as { toJSON?: unknown } // as: only its fields are of interest
  const copy = copyFields(fields, depth, run)
  return copy === fields ? value : copy
}

function copyError(error: Error, depth: number, run: KeyRun): unknown {
  const { name, message, stack, cause } = error
  const { name: _n, message: _m, stack: _s, cause: _c, toJSON: _t, ...own } = error as Error & { toJSON?: unknown }
  const before = { name, message, stack, cause }
  const after = {
    // a name is a class, not a person's
    name: copyValue(name, depth + 1, run),
    message: copyValue(message, depth + 1, run),
    stack: copyValue(stack, depth + 1, run),
    cause: copyValue(cause, depth + 1, run),
  }
  const fields = copyFields(own, depth, run)
  const isSame =
    fields === own && Object.entries(before).every(([key, was]) => was === after[key as keyof typeof after]) // as: the same four keys
  if (run.plain) return { ...after, ...(fields as object) } // as: copyFields answers an object
  return isSame ? error : rebuildError(error, { ...after, ...(fields as object) }) // as: the same
}

/** An error of the same class, for loggers that ask `instanceof`; its constructor is not called. */
function rebuildError(error: Error, fields: object): Error {
  const copy = new Error()
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error))
  for (const [key, value] of Object.entries(fields))
    if (value !== undefined || key === 'stack')
      Object.defineProperty(copy, key, {
        value,
        enumerable: Object.prototype.propertyIsEnumerable.call(error, key),
        configurable: true,
        writable: true,
      })
  return copy
}

function copyMap(map: ReadonlyMap<unknown, unknown>, depth: number, run: KeyRun): unknown {
  const copy = new Map<unknown, unknown>()
  let changed = false
  for (const [key, before] of map) {
    const entry = typeof key === 'string' ? run.plan.entryOf(key) : null
    const name = entry === null ? copyValue(key, depth + 1, run) : entry.name
    const after = entry === null ? copyValue(before, depth + 1, run) : copyEntry(before, entry, { depth, run })
    if (entry !== null) reportKey(entry, run)
    if (name !== key || after !== before) changed = true
    if (after !== GONE) copy.set(name === key ? key : freeKey(copy, name), after)
  }
  if (run.plain) return plainMap(copy)
  return changed ? copy : map
}

function freeKey(copy: ReadonlyMap<unknown, unknown>, name: unknown): unknown {
  let free = name
  for (let count = 2; copy.has(free); count++) free = `${String(name)} ${count}`
  return free
}

function plainMap(map: ReadonlyMap<unknown, unknown>): unknown {
  const isByName = [...map.keys()].every((key) => typeof key === 'string')
  if (!isByName) return [...map]
  const fields: Record<string, unknown> = {}
  // JSON drops functions, and would call one that is named `toJSON`
  for (const [key, value] of map)
    if (typeof value !== 'function') setField(fields, freeName(fields, String(key)), value)
  return fields
}

function copySet(set: ReadonlySet<unknown>, depth: number, run: KeyRun): unknown {
  const items = [...set]
  const copies = items.map((item) => copyValue(item, depth + 1, run))
  if (run.plain) return copies
  return copies.every((item, index) => item === items[index]) ? set : new Set(copies)
}
