/** URLs that say something about a person: with user data inside, named as somebody's own, or all that the text holds. */
import { codeAt, isDigit, isEdge, isLetter } from './character.ts'
import { distanceBehind, near } from './context.ts'
import { type Emit, type Finder, type Kind, RANK, type Settings } from './detection.ts'
import type { Dictionary, WordSet } from './dictionary.ts'
import type { Scan } from './scan.ts'

const URL_KIND: Kind = { type: 'URL', category: 'user.behavior.browsing_history' }
const URL_LIMIT = 2048
/** Words for a page of one's own, and for pages that somebody opened. */
const OWN = (
  'website|web site|webpage|homepage|home page|blog|portfolio|profile|my site|my page|linkedin|visited|referrer|referer|situs web|situs|laman|profil|' +
  'sitio web|página web|site web|webseite|sito web'
).split('|')
const REACH = 24
/** Parameters that carry who somebody is, or let one in as somebody. */
const PERSONAL_KEY =
  /^(?:e?-?mail|(?:user|customer|account|member|client)[-_]?(?:id|name|mail|email)?|login|uid|phone|tel|mobile|msisdn|(?:first|last|full)[-_]?name|token|auth|(?:access|refresh|id|reset|api|auth|session|sso)[-_]?(?:token|key|code|id)|apikey|key|secret|sig|signature|session|sid|jwt|code|otp|password|passwd|pwd|pass|dob|birth(?:day|date)|ssn|nik|lat|lng|lon|ip)$/i

/**
 * A plain link in running text is not reported: it points at a page, not at a person. Reported are links with a user name before the host
 * or a parameter that carries personal data, links after a word such as "website" or "profile", and a text that is only a link.
 */
export function createUrlFinder(dictionary: Dictionary): Finder {
  const own = dictionary.add(OWN)
  return { kinds: [URL_KIND], find: (scan, emit, settings) => findUrls(scan, emit, { ...settings, own }) }
}

interface UrlSettings extends Settings {
  own: WordSet
}

function findUrls(scan: Scan, emit: Emit, settings: UrlSettings): void {
  const { text } = scan
  let done = 0
  for (const colon of scan.colons) {
    if (colon < done || codeAt(text, colon + 1) !== 47 || codeAt(text, colon + 2) !== 47) continue
    let start = colon
    while (start > done && colon - start < 12 && isScheme(codeAt(text, start - 1))) start--
    if (start === colon || !isLetter(codeAt(text, start))) continue
    const end = urlEnd(text, colon + 3)
    done = end
    if (end - colon < 6) continue
    const rank = rankOf(scan, start, end, settings)
    if (rank > 0) emit(URL_KIND, start, end, rank, 0)
  }
}

function isScheme(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 43
}

/** Up to what no URL holds; punctuation that ends a sentence and a closing bracket that was not opened inside are left out. */
function urlEnd(text: string, from: number): number {
  let end = from
  while (end - from < URL_LIMIT && isUrl(codeAt(text, end))) end++
  while (end > from && TRAILING.has(codeAt(text, end - 1))) end--
  return end
}

const TRAILING = new Set([...'.,;:!?\'")]*_'].map((sign) => sign.charCodeAt(0)))

function isUrl(code: number): boolean {
  if (!(code > 32) || code === 0xa0) return false
  return (
    code !== 34 &&
    code !== 60 &&
    code !== 62 &&
    code !== 92 &&
    code !== 96 &&
    code !== 123 &&
    code !== 124 &&
    code !== 125
  )
}

function rankOf(scan: Scan, start: number, end: number, { alone, own }: UrlSettings): number {
  const url = scan.text.slice(start, end)
  const scheme = url.slice(0, url.indexOf(':')).toLowerCase()
  if (hasUserInfo(url) || hasPersonalParameter(url)) return RANK.checkedNamed
  if ((scheme !== 'http' && scheme !== 'https') || !/^\w+:\/\/[^/?#]*[^/?#.][.:][^/?#]/.test(url)) return 0
  if (alone && start === scan.first && end >= scan.last - 1) return RANK.checked
  return distanceBehind(own, near(scan, start, end), REACH) <= REACH ? RANK.checked : 0
}

function hasUserInfo(url: string): boolean {
  const from = url.indexOf('//') + 2
  const sign = url.indexOf('@', from)
  const path = url.slice(from).search(/[/?#]/)
  return sign > from && (path < 0 || sign < from + path) && !isEdge(codeAt(url, sign + 1))
}

function hasPersonalParameter(url: string): boolean {
  const query = url.search(/[?#]/)
  if (query < 0) return false
  return url
    .slice(query + 1)
    .split(/[&;?#]/, 64)
    .some((pair) => {
      const at = pair.indexOf('=')
      if (at <= 0 || at + 3 >= pair.length) return false
      return PERSONAL_KEY.test(pair.slice(0, at)) || /@|%40/.test(pair.slice(at))
    })
}
