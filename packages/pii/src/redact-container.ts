/** Redacts what is inside objects, records, arrays, tuples, maps and sets; a container changes only if something in it did. */
import type { Body, Candidate } from './place.ts'
import { type Container, GONE, type Run, type Spot } from './redaction.ts'
import { type Def, defOf, opacityOf } from './schema-node.ts'
import type { AnySchema } from './tag.ts'

/** Objects and records. A class instance becomes a plain object of its declared fields, so that no `toJSON` speaks for it. */
export function redactFields(container: Container<Record<string, unknown>>, run: Run): unknown {
  const { value, path } = container
  const entries: [string, unknown][] = []
  let changed = false
  for (const key of Object.keys(value)) {
    const before = value[key]
    const field = fieldAt(container, key, run)
    if (field === null) run.report({ path: `${path || '$'}.*`, category: null, why: 'undeclared' })
    const after = field === null || field === GONE ? GONE : run.redact({ ...field, value: before })
    if (after !== before) changed = true
    if (after !== GONE) entries.push([key, after])
  }
  return changed || !isBare(value, entries.length) ? Object.fromEntries(entries) : value
}

/** A plain object with these many fields and nothing else: no symbol, no hidden `toJSON`, no getter that may answer otherwise next time. */
function isBare(value: Record<string, unknown>, size: number): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  if ((prototype !== Object.prototype && prototype !== null) || Reflect.ownKeys(value).length !== size) return false
  return Object.values(Object.getOwnPropertyDescriptors(value)).every((property) => property.get === undefined)
}

/** What describes the value under a key; null when nothing does; `GONE` when the key itself is personal. */
function fieldAt(container: Container, key: string, run: Run): Omit<Spot, 'value'> | null | typeof GONE {
  const { path, bodies } = container
  const declared: Candidate[] = []
  const others: Candidate[] = []
  let isEntry = false
  for (const { def, covered } of bodies) {
    if (def.type === 'record') {
      if (!isKeyKept({ candidates: [{ schema: def.keyType, covered }], value: key, path: `${path}<key>` }, run))
        return GONE
      others.push({ schema: def.valueType, covered })
      isEntry = true
    }
    if (def.type !== 'object') continue
    const field = Object.hasOwn(def.shape, key) ? def.shape[key] : undefined
    if (field !== undefined) declared.push({ schema: field, covered })
    else if (isDescribed(def.catchall, covered)) others.push({ schema: def.catchall, covered })
  }
  const candidates = [...declared, ...others]
  if (candidates.length === 0) return null
  if (declared.length === 0) return { candidates, path: `${path}${isEntry ? '[*]' : '.*'}` }
  return { candidates, path: path === '' ? key : `${path}.${key}` }
}

/** A key of a record arrives as a string, also where the schema counts in numbers. */
function isKeyKept(spot: Spot & { value: string }, run: Run): boolean {
  const { value } = spot
  const [candidate] = spot.candidates
  const isCount =
    candidate !== undefined && defOf(candidate.schema).type === 'number' && String(Number(value)) === value
  return run.redact(isCount ? { ...spot, value: Number(value) } : spot) === (isCount ? Number(value) : value)
}

function isDescribed(catchall: AnySchema | undefined, covered: boolean): catchall is AnySchema {
  if (catchall === undefined || defOf(catchall).type === 'never') return false
  return covered || opacityOf(catchall) === null
}

/** Arrays and tuples. An element that has to go leaves an array; in a tuple its place stays, as null. */
export function redactItems(container: Container<unknown[]>, run: Run): unknown {
  const { value, path, bodies } = container
  const isTuple = bodies.some(({ def }) => def.type === 'tuple')
  // more own keys than elements and `length`: something hangs on the array that its schema does not know
  const isBare = Object.getPrototypeOf(value) === Array.prototype && Reflect.ownKeys(value).length === value.length + 1
  const everywhere = isTuple ? null : collect(bodies, (def) => itemSchema(def, 0))
  const items = value.map((item, index) => {
    const at = `${path}[${isTuple ? index : ''}]`
    const candidates = everywhere ?? collect(bodies, (def) => itemSchema(def, index))
    if (candidates.length > 0) return run.redact({ candidates, value: item, path: at })
    run.report({ path: at, category: null, why: 'undeclared' })
    return GONE
  })
  if (isBare && items.every((item, index) => item === value[index])) return value
  return isTuple ? items.map((item) => (item === GONE ? null : item)) : items.filter((item) => item !== GONE)
}

function itemSchema(def: Def, index: number): AnySchema | null {
  if (def.type === 'array') return def.element
  return def.type === 'tuple' ? (def.items[index] ?? def.rest) : null
}

/** Maps. An entry whose key is personal goes as a whole. */
export function redactMap(container: Container<Map<unknown, unknown>>, run: Run): unknown {
  const { value, path, bodies } = container
  const keys = collect(bodies, (def) => (def.type === 'map' ? def.keyType : null))
  const values = collect(bodies, (def) => (def.type === 'map' ? def.valueType : null))
  let changed = Object.getPrototypeOf(value) !== Map.prototype
  const result = new Map<unknown, unknown>()
  for (const [key, inner] of value) {
    const isKept = run.redact({ candidates: keys, value: key, path: `${path}<key>` }) === key
    const after = isKept ? run.redact({ candidates: values, value: inner, path: `${path}<value>` }) : GONE
    if (after !== inner) changed = true
    if (after !== GONE) result.set(key, after)
  }
  return changed ? result : value
}

export function redactSet(container: Container<Set<unknown>>, run: Run): unknown {
  const { value, path, bodies } = container
  const candidates = collect(bodies, (def) => (def.type === 'set' ? def.valueType : null))
  let changed = Object.getPrototypeOf(value) !== Set.prototype
  const result = new Set<unknown>()
  for (const item of value) {
    const after = run.redact({ candidates, value: item, path: `${path}{}` })
    if (after !== item) changed = true
    if (after !== GONE) result.add(after)
  }
  return changed ? result : value
}

function collect(bodies: readonly Body[], schemaOf: (def: Def) => AnySchema | null): Candidate[] {
  return bodies.flatMap(({ def, covered }) => {
    const inner = schemaOf(def)
    return inner === null ? [] : [{ schema: inner, covered }]
  })
}
