/** Bodies of outgoing requests: JSON by schema or by key, forms by key, text by what it shows; the rest cannot be read. */
import type { Scrubber } from './scrub.ts'

/** What is done with a body. */
export interface BodyRules {
  scrubber: Scrubber
  /** Filters what JSON says; undefined when nothing may go. */
  filter(value: unknown): unknown
  allowOpaque: boolean
}

/** What a body looks like when it is given to a request; null: there is none. */
export type CleanBody = string | FormData | null | typeof SAME

/** It goes as it is. */
export const SAME = Symbol('same')

/** Cleans the body of a request, which it reads from a copy. What cannot be read is reported, and gone unless it is allowed. */
export async function cleanBody(request: Request, isStream: boolean, rules: BodyRules): Promise<CleanBody> {
  if (request.body === null) return null
  const type = (request.headers.get('content-type') ?? '').toLowerCase()
  if (isStream) return opaque(rules)
  if (/^application\/(?:[\w.-]+\+)?json\b/.test(type)) return cleanJson(await request.clone().text(), rules)
  if (type.startsWith('application/x-www-form-urlencoded'))
    return rules.scrubber.query(await request.clone().text(), 'body')
  if (type.startsWith('multipart/form-data')) return cleanForm(await request.clone().formData(), rules)
  if (type.startsWith('text/')) return cleanText(await request.clone().text(), rules)
  return opaque(rules)
}

function opaque({ allowOpaque, scrubber }: BodyRules): CleanBody {
  if (allowOpaque) return SAME
  scrubber.report({ path: 'body', category: null, why: 'opaque' })
  return null
}

/** What is said to be text is often JSON: so that a browser asks no leave of the other side first. */
function cleanText(text: string, rules: BodyRules): CleanBody {
  if (/^\s*[[{]/.test(text) && parse(text) !== undefined) return cleanJson(text, rules)
  return rules.scrubber.text(text, 'body')
}

function cleanJson(text: string, rules: BodyRules): CleanBody {
  const value = parse(text)
  if (value === undefined) return opaque(rules)
  const left = rules.filter(value)
  const written = left === undefined ? '' : JSON.stringify(left)
  const given = text.replace(OUTSIDE, '$1')
  // as it was written, for those that sign it; not where it said more than was read, such as a name twice
  if (written === given) return text
  return LONG_NUMBER.test(given.replace(STRING, '""')) ? opaque(rules) : written
}

/** Written anew, such a number would be another. */
const LONG_NUMBER = /\d{16}/
const STRING = /"(?:[^"\\]|\\.)*"/g

/** Strings as they are; white space outside of them. */
const OUTSIDE = /("(?:[^"\\]|\\.)*")|\s+/g

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function cleanForm(form: FormData, { scrubber, allowOpaque }: BodyRules): FormData {
  const result = new FormData()
  for (const [name, value] of form) {
    const path = 'body.*'
    if (scrubber.word(name, `${path}<key>`) !== name) continue
    if (typeof value === 'string') {
      const after = scrubber.field(name, value, path)
      if (typeof after === 'string') result.append(name, after)
    } else if (allowOpaque) result.append(name, value, scrubber.text(value.name, `${path}.name`))
    else scrubber.report({ path, category: null, why: 'opaque' })
  }
  return result
}
