/** Redacts what is inside objects, records, arrays, tuples, maps and sets, into new containers of plain data. */
import type { Field, Outcome, RedactPlace } from './redact-plan.ts'
import { GONE, type Redaction } from './redaction.ts'
import { setField } from './set-field.ts'

/** A container, and what its schemas say of it. */
export interface Container<T extends object = object> {
  value: T
  outcome: Outcome
  /** Empty at the root, and wherever nobody asks for it. */
  path: string
}

/** One run of a redactor over one value. */
export interface Run {
  /** Redacts a value inside a container; `GONE` when it has to go. */
  redact(place: RedactPlace, value: unknown, path: string): unknown
  report(redaction: Redaction): void
  /** Whether anybody listens; paths are made only then. */
  traces: boolean
  /** The containers around the value in hand. */
  inside: object[]
  /** The value cannot be answered as it is. */
  changed: boolean
}

/** Objects and records. A class instance becomes a plain object of its declared fields, so that no `toJSON` speaks for it. */
export function redactFields({ value, outcome, path }: Container<Record<string, unknown>>, run: Run): unknown {
  const { declared, rest } = outcome.fields()
  // what getters say is asked once, here
  const copy = { ...value }
  dropSymbols(copy)
  let size = 0
  for (const key in copy) {
    const before = copy[key]
    const field = declared.get(key) ?? rest
    const after =
      field.place !== null && field.isSimple
        ? run.redact(field.place, before, run.traces ? pathBelow(path, key, 'name') : '')
        : redactField(before, { field, key, path }, run)
    if (after === GONE) {
      delete copy[key]
      run.changed = true
      continue
    }
    size += 1
    if (after !== before) setField(copy, key, after)
  }
  if (!run.changed && !isBare(value, size)) run.changed = true
  return copy
}

function dropSymbols(copy: Record<string | symbol, unknown>): void {
  for (const symbol of Object.getOwnPropertySymbols(copy)) delete copy[symbol]
}

function redactField(before: unknown, { field, key, path }: { field: Field; key: string; path: string }, run: Run) {
  const { place, keys, as } = field
  if (place === null) {
    run.report({ path: `${path || '$'}.*`, category: null, why: 'undeclared' })
    return GONE
  }
  for (const { place: keyPlace, isNumber } of keys)
    if (!isKeyKept(key, { place: keyPlace, isNumber, path: `${path}<key>` }, run)) return GONE
  return run.redact(place, before, run.traces ? pathBelow(path, key, as) : '')
}

function pathBelow(path: string, key: string, as: Field['as']): string {
  if (as === 'name') return path === '' ? key : `${path}.${key}`
  return `${path}${as === 'entry' ? '[*]' : '.*'}`
}

/** A key of a record arrives as a string, also where the schema counts in numbers. */
function isKeyKept(
  key: string,
  { place, isNumber, path }: { place: RedactPlace; isNumber: boolean; path: string },
  run: Run,
): boolean {
  const isCount = isNumber && String(Number(key)) === key
  const value = isCount ? Number(key) : key
  return run.redact(place, value, path) === value
}

/** A plain object with these many fields and nothing else: no symbol, no hidden `toJSON`, no getter that may answer otherwise next time. */
function isBare(value: Record<string, unknown>, size: number): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  if ((prototype !== Object.prototype && prototype !== null) || Reflect.ownKeys(value).length !== size) return false
  return Object.values(Object.getOwnPropertyDescriptors(value)).every((property) => property.get === undefined)
}

/** Arrays and tuples. An element that has to go leaves an array; in a tuple its place stays, as null. */
export function redactItems({ value, outcome, path }: Container<unknown[]>, run: Run): unknown {
  const { isTuple, placeAt } = outcome.items()
  if (!run.changed && !isBareList(value)) run.changed = true
  const copy: unknown[] = []
  for (let index = 0; index < value.length; index++) {
    const place = placeAt(index)
    const at = run.traces ? `${path}[${isTuple ? index : ''}]` : ''
    if (place === null) run.report({ path: at, category: null, why: 'undeclared' })
    const after = place === null ? GONE : run.redact(place, value[index], at)
    if (after === GONE) run.changed = true
    if (after !== GONE) copy.push(after)
    else if (isTuple) copy.push(null)
  }
  return copy
}

/** Otherwise something hangs on the array that its schema does not know. */
function isBareList(value: readonly unknown[]): boolean {
  return Object.getPrototypeOf(value) === Array.prototype && Reflect.ownKeys(value).length === value.length + 1
}

/** Maps. An entry whose key is personal goes as a whole. */
export function redactMap({ value, outcome, path }: Container<Map<unknown, unknown>>, run: Run): unknown {
  const { keys, values } = outcome.entries()
  if (Object.getPrototypeOf(value) !== Map.prototype) run.changed = true
  const copy = new Map<unknown, unknown>()
  for (const [key, inner] of value) {
    const kept = keptKey(key, { place: keys, path: `${path}<key>` }, run)
    const after = kept !== GONE ? run.redact(values, inner, `${path}<value>`) : GONE
    if (after === GONE) run.changed = true
    else copy.set(kept, after)
  }
  return copy
}

/** The key itself while nothing in it has to go, else `GONE`. */
function keptKey(key: unknown, { place, path }: { place: RedactPlace; path: string }, run: Run): unknown {
  const before = run.changed
  run.changed = false
  const after = run.redact(place, key, path)
  const isKept = !run.changed && after !== GONE
  run.changed = before || !isKept
  return isKept ? key : GONE
}

export function redactSet({ value, outcome, path }: Container<Set<unknown>>, run: Run): unknown {
  const { values } = outcome.entries()
  if (Object.getPrototypeOf(value) !== Set.prototype) run.changed = true
  const copy = new Set<unknown>()
  for (const item of value) {
    const after = run.redact(values, item, `${path}{}`)
    if (after !== GONE) copy.add(after)
  }
  return copy
}
