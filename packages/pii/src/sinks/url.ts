/** Addresses of pages and requests: path, query and fragment carry e-mail addresses and tokens that nobody meant to send. */

/** What cleans the parts of an address. Each answers null for what has to go. */
export interface UrlParts {
  /** One decoded piece of the path, or a fragment that is only text. */
  piece(text: string, path: string): string | null
  /** True where long runs of letters and digits in a path are ids that the app chose to send. */
  takesTokens: boolean
  /** One decoded parameter of the query, or of a fragment that is written like one. */
  parameter(name: string, value: string, path: string): string | null
}

/** Stands where a piece of a path was. */
const HIDDEN = '[withheld]'
/** Schemes whose rest is data, not a place. */
const DATA_SCHEME = /^(?:data|blob|mailto|tel|sms|javascript|about):/i
const SPLIT = /^([a-z][a-z0-9+.-]*:)?(\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/i

/** Cleans an address, absolute or not. Credentials before the host go, and what follows `data:`, `mailto:` and their like. */
export function cleanUrl(url: string, parts: UrlParts, path: string): string {
  if (DATA_SCHEME.test(url)) return `${url.slice(0, url.indexOf(':') + 1)}${HIDDEN}`
  const found = SPLIT.exec(url)
  if (found === null) return HIDDEN
  const [, scheme = '', authority = '', route = '', query = '', fragment = ''] = found
  const host = authority.replace(/^\/\/[\s\S]*@/, '//')
  return `${scheme}${host}${cleanRoute(route, parts, path)}${cleanQuery(query, parts, path)}${cleanFragment(fragment, parts, path)}`
}

/** Cleans a query with or without its `?`; empty when nothing is left. */
export function cleanQuery(query: string, parts: UrlParts, path: string): string {
  const mark = query.startsWith('?') ? '?' : ''
  const kept = query
    .slice(mark.length)
    .split(/[&;]/)
    .flatMap((pair) => cleanPair(pair, parts, path))
  return kept.length === 0 ? '' : `${mark}${kept.join('&')}`
}

function cleanPair(pair: string, parts: UrlParts, path: string): string[] {
  if (pair === '') return []
  const at = pair.indexOf('=')
  const name = at < 0 ? pair : pair.slice(0, at)
  const value = at < 0 ? '' : pair.slice(at + 1)
  const before = decode(value.replaceAll('+', ' '))
  const after = parts.parameter(decode(name.replaceAll('+', ' ')), before, `${path}?*`)
  if (after === null) return []
  if (after === before) return [pair]
  return [`${name}=${encodeURIComponent(after)}`]
}

function cleanRoute(route: string, parts: UrlParts, path: string): string {
  return route
    .split('/')
    .map((piece) => {
      const before = decode(piece)
      if (before === '') return piece
      const after = !parts.takesTokens && looksSecret(before) ? null : parts.piece(before, `${path}/*`)
      return after === before ? piece : (after ?? HIDDEN)
    })
    .join('/')
}

function cleanFragment(fragment: string, parts: UrlParts, path: string): string {
  const text = fragment.slice(1)
  if (text === '') return ''
  // a route of a single-page app, or what a sign-in answers: `#access_token=…`
  if (/^!?\//.test(text)) {
    const [route = '', query = ''] = splitOnce(text, '?')
    return `#${cleanRoute(route, parts, path)}${query === '' ? '' : cleanQuery(`?${query}`, parts, path)}`
  }
  if (text.includes('=')) {
    const kept = cleanQuery(text, parts, path)
    return kept === '' ? '' : `#${kept}`
  }
  const before = decode(text)
  const after = !parts.takesTokens && looksSecret(before) ? null : parts.piece(before, `${path}#`)
  return after === before ? fragment : after === null ? '' : `#${after}`
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** As it stands where it is no valid code. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A web token, or one long run of mixed letters and digits; a UUID, a name of an article and a file with a hash in its name are none. */
export function looksSecret(text: string): boolean {
  if (/^eyJ[\w-]{8,}/.test(text)) return true
  if (/\.[a-z]{2,5}\d?$/i.test(text)) return false
  const run = /[A-Za-z0-9]{20,}/.exec(text)?.[0]
  return run !== undefined && /\d/.test(run) && /[A-Za-z]/.test(run)
}

/** True for a text that is an address as a whole. */
export function looksLikeUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text) && !/\s/.test(text)
}

/** True for the names under which addresses, or pieces of them, are kept. */
export function isUrlName(name: string): boolean {
  return /(?:ur[il]|href|referr?er|location|pathname|link|src)$/i.test(name)
}
