/** What every ready sink cleans with: the app's redactor first, the net for addresses after it, closed when either fails. */
import { isBox } from '../box.ts'
import { EMAIL } from '../email-text.ts'
import type { Redactor } from '../redact.ts'
import { DEPTH_LIMIT } from '../schema-node.ts'
import { hasAddress, maskAddresses } from './net.ts'
import { cleanQuery, cleanUrl, isUrlName, looksLikeUrl, looksSecret, type UrlParts } from './url.ts'
import { below, type Report, WITHHELD } from './withheld.ts'

export interface ScrubOptions {
  /** The app's redactor: by key, by schema, by text. */
  redact: Redactor
  /** True where addresses may pass, because the sink accepts them. */
  takesAddresses?: boolean
  /** True where the texts of errors and messages go whole. Default false. */
  hidesMessages?: boolean
  /** True where addresses may hold long runs of letters and digits: ids that the app chose to send. Default false. */
  takesTokens?: boolean
  /** Parameters of queries that are kept when they are clean; `all`: each that the redactor keeps. */
  parameters: ReadonlySet<string> | 'all'
  report: Report
}

/** Cleans one value for one sink. Nothing here throws or changes what it is given. */
export interface Scrubber {
  /** A text that people read. */
  text(value: string, path: string): string
  /** The text of an error or a line, which may go whole. */
  message(value: string, path: string): string
  /** A word of a protocol: an id, a name of a library. Only the net looks at it. */
  word(value: string, path: string): string
  url(value: string, path: string): string
  /** The address of a file with code: a hash in it is no token. */
  file(value: string, path: string): string
  query(value: string, path: string): string
  /** Anything that no table describes. A copy; undefined when nothing is left. */
  data(value: unknown, path: string): unknown
  /** A field by itself, which goes when the redactor would take it out under that name. */
  field(name: string, value: unknown, path: string): unknown
  report: Report
}

/** Makes a scrubber. */
export function createScrubber(options: ScrubOptions): Scrubber {
  const run: Run = { takesAddresses: false, hidesMessages: false, takesTokens: false, ...options, inside: new Set() }
  const closed = <T>(path: string, fallback: T, clean: () => T): T => {
    try {
      return clean()
    } catch {
      options.report({ path, category: null, why: 'failed' })
      return fallback
    } finally {
      run.inside.clear()
    }
  }
  const data = (value: unknown, path: string) =>
    closed(path, undefined, () => copy(redacted(value, path, run), path, run))
  const text = (value: string, path: string) => closed(path, WITHHELD, () => cleanText(value, path, run))
  return {
    text,
    message: (value, path) => (run.hidesMessages ? WITHHELD : text(value, path)),
    word: (value, path) => closed(path, WITHHELD, () => netted(value, path, run)),
    url: (value, path) => closed(path, WITHHELD, () => netted(cleanUrl(value, partsOf(run), path), path, run)),
    file: (value, path) =>
      closed(path, WITHHELD, () => {
        const parts = partsOf(FILE.test(value) ? { ...run, takesTokens: true } : run)
        return netted(cleanUrl(value, parts, path), path, run)
      }),
    query: (value, path) => closed(path, '', () => netted(cleanQuery(value, partsOf(run), path), path, run)),
    data,
    field(name, value, path) {
      const result = data({ [name]: value }, path)
      return typeof result === 'object' && result !== null ? (result as Record<string, unknown>)[name] : undefined // as: a record was given
    },
    report: options.report,
  }
}

/** It ends like a file; a page does not. */
const FILE = /\.[a-z]{1,5}(?:[?#]|$)/i

interface Run extends Required<ScrubOptions> {
  /** The containers around the value in hand. */
  inside: Set<object>
}

function redacted(value: unknown, path: string, run: Run): unknown {
  const result = run.redact(value, (found) => run.report({ ...found, path: below(path, found.path) }))
  // a promise would be sent before it is settled, or with what it holds
  if (result instanceof Promise) throw new TypeError('a redactor answers at once')
  return result
}

function cleanText(value: string, path: string, run: Run): string {
  const result = redacted(value, path, run)
  return typeof result === 'string' ? netted(result, path, run) : WITHHELD
}

function netted(text: string, path: string, run: Run): string {
  if (run.takesAddresses) return text
  const result = maskAddresses(text)
  if (result !== text) run.report({ path, category: EMAIL, why: 'tagged' })
  return result
}

function partsOf(run: Run): UrlParts {
  const checked = (text: string, path: string) => {
    const result = cleanText(text, path, run)
    return result === WITHHELD ? null : result
  }
  return {
    takesTokens: run.takesTokens,
    piece: checked,
    parameter(name, value, path) {
      if (run.parameters !== 'all' && !run.parameters.has(name)) return drop(path, 'undeclared', run)
      if (!run.takesAddresses && hasAddress(name)) return drop(path, 'tagged', run)
      const left = redacted({ [name]: value }, path, run)
      const after = typeof left === 'object' && left !== null ? (left as Record<string, unknown>)[name] : undefined // as: a record was given
      if (typeof after !== 'string') return null
      if (!run.takesTokens && looksSecret(after)) return drop(path, 'opaque', run)
      return netted(looksLikeUrl(after) ? cleanUrl(after, partsOf(run), path) : after, path, run)
    },
  }
}

function drop(path: string, why: 'undeclared' | 'tagged' | 'opaque' | 'circular' | 'too-deep', run: Run): null {
  run.report({ path, category: why === 'tagged' ? EMAIL : null, why })
  return null
}

/** A copy of what may leave: plain objects, lists, dates and scalars, each read once. Everything else says nothing about how it prints. */
function copy(value: unknown, path: string, run: Run, name = ''): unknown {
  if (typeof value === 'string') return copyText(value, path, run, name)
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (run.inside.has(value)) return drop(path, 'circular', run) ?? undefined
  if (run.inside.size >= DEPTH_LIMIT) return drop(path, 'too-deep', run) ?? undefined
  run.inside.add(value)
  const result = copyContainer(value, path, run)
  run.inside.delete(value)
  return result
}

function copyText(value: string, path: string, run: Run, name: string): string {
  const isUrl = looksLikeUrl(value) || (isUrlName(name) && /^[/?#]/.test(value))
  return netted(isUrl ? cleanUrl(value, partsOf(run), path) : value, path, run)
}

function copyContainer(value: object, path: string, run: Run): unknown {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => {
      const after = copy(item, `${path}[]`, run)
      return after === undefined && item !== undefined ? [] : [after]
    })
  if (value instanceof Date) return new Date(value.getTime())
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    const category = isBox(value) ? (value.label.categories[0] ?? null) : null
    run.report({ path, category, why: category === null ? 'opaque' : 'tagged' })
    return undefined
  }
  const entries = Object.entries(value).flatMap(([key, before]): [string, unknown][] => {
    if (!run.takesAddresses && hasAddress(key)) {
      run.report({ path: `${path}<key>`, category: EMAIL, why: 'tagged' })
      return []
    }
    const after = copy(before, `${path}.*`, run, key)
    return after === undefined && before !== undefined ? [] : [[key, after]]
  })
  return Object.fromEntries(entries)
}
