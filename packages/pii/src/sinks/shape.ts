/** Cleans a vendor's payload by a table of its fields: structure survives, addresses of pages and free data do not leave as they are. */
import type { Scrubber } from './scrub.ts'

/**
 * How a field is cleaned. `word`: part of the protocol, only the net looks at it. `text`: words that people read; `message`: those of an error. `url`, `file`, `query`:
 * addresses of pages and of code, and queries. `data`: anything, by keys. `drop`: it goes. `pass`: not sent by the vendor, hence the same object.
 */
export type Part =
  | 'word'
  | 'text'
  | 'message'
  | 'url'
  | 'file'
  | 'query'
  | 'data'
  | 'drop'
  | 'pass'
  | Fields
  | Each
  | Special

/** A record. Fields that are not listed are cleaned as `rest` says, default `data`, under their own name. */
export interface Fields {
  fields: Readonly<Record<string, Part>>
  rest?: Part
}

/** A list, each of whose items is the same. */
interface Each {
  each: Part
}

/** Cleans in its own way; undefined takes the field out. */
export type Special = (value: unknown, path: string, scrubber: Scrubber) => unknown

/** Cleans a value by its part. A copy; undefined when it has to go. What is not of the shape that its part says is cleaned as data. */
export function cleanPart(part: Part, value: unknown, path: string, scrubber: Scrubber): unknown {
  if (value === undefined || value === null) return value
  if (typeof part === 'function') return part(value, path, scrubber)
  if (typeof part === 'object') return cleanBelow(part, value, path, scrubber)
  switch (part) {
    case 'pass':
      return value
    case 'drop':
      scrubber.report({ path, category: null, why: 'opaque' })
      return undefined
    case 'word':
      return typeof value === 'string'
        ? scrubber.word(value, path)
        : isScalar(value)
          ? value
          : words(value, path, scrubber)
    case 'text':
    case 'message':
    case 'url':
    case 'file':
      return typeof value === 'string' ? scrubber[part](value, path) : scrubber.data(value, path)
    case 'query':
      return cleanQueryPart(value, path, scrubber)
    case 'data':
      return scrubber.data(value, path)
  }
}

function cleanBelow(part: Fields | Each, value: unknown, path: string, scrubber: Scrubber): unknown {
  if ('each' in part) {
    if (!Array.isArray(value)) return scrubber.data(value, path)
    return value.flatMap((item: unknown) => {
      const after = cleanPart(part.each, item, `${path}[]`, scrubber)
      return after === undefined ? [] : [after]
    })
  }
  return isFields(value) ? cleanFields(part, value, path, scrubber) : scrubber.data(value, path)
}

function cleanFields({ fields, rest = 'data' }: Fields, value: object, path: string, scrubber: Scrubber): object {
  const other = rest === 'data' ? null : rest
  const spells = (name: string) => Object.hasOwn(fields, name)
  return cleanNamed(
    value,
    { partOf: (name) => (spells(name) ? (fields[name] ?? other) : other), spells },
    path,
    scrubber,
  )
}

/** Tells the parts of a record by their names. */
export interface ByName {
  /** Null: nothing is known of that name, so the redactor judges the value by its key. */
  partOf(name: string, value: unknown): Part | null
  /** True for a name of the vendor's, which a report may spell out. All others may be data themselves, and are `*`. */
  spells?(name: string): boolean
}

/** Cleans a record by the names of its fields. */
export function cleanNamed(value: object, { partOf, spells }: ByName, path: string, scrubber: Scrubber): object {
  const entries = Object.entries(value).flatMap(([name, before]): [string, unknown][] => {
    const part = partOf(name, before)
    const inner = `${path}.${spells?.(name) === true ? name : '*'}`
    if (part !== null && scrubber.word(name, inner) !== name) return []
    const after = part === null ? scrubber.field(name, before, inner) : cleanPart(part, before, inner, scrubber)
    return after === undefined ? [] : [[name, after]]
  })
  return Object.fromEntries(entries)
}

/** Lists and records of words. */
function words(value: unknown, path: string, scrubber: Scrubber): unknown {
  if (Array.isArray(value)) return cleanBelow({ each: 'word' }, value, path, scrubber)
  return isFields(value) ? cleanFields({ fields: {}, rest: 'word' }, value, path, scrubber) : scrubber.data(value, path)
}

/** A query as text, as a record, or as pairs; it answers in the same form. */
function cleanQueryPart(value: unknown, path: string, scrubber: Scrubber): unknown {
  if (typeof value === 'string') return scrubber.query(value, path)
  const pairs = Array.isArray(value) ? value : isFields(value) ? Object.entries(value) : []
  const query = pairs.flatMap((pair: unknown) =>
    Array.isArray(pair) && pair.length === 2 ? [`${encodeURIComponent(pair[0])}=${encodeURIComponent(pair[1])}`] : [],
  )
  const kept = [...new URLSearchParams(scrubber.query(query.join('&'), path))]
  return Array.isArray(value) ? kept : Object.fromEntries(kept)
}

function isScalar(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
}

/** A plain record. A class instance may print as something else. */
export function isFields(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
