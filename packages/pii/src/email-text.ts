/** Finds e-mail addresses in a text: plain, in a URL, in escaped JSON. Linear on hostile texts. */

export const EMAIL = 'user.contact.email'

/** A part of a text that is personal; offsets count UTF-16 units, as `detect` of `@privacykit/pii/detect` answers them. */
export interface TextSpan {
  start: number
  end: number
  category: string
}

// the sign, also percent-encoded up to three times, or escaped in JSON
const SIGN = /@|%(?:25){0,2}40|\\u0040/g
const LOCAL_LIMIT = 64
// `%2B` is a plus in a URL; other marks (`=`, `/`, `?`) are legal in an address and mostly not part of it: `?to=jane@…`
const LOCAL = /[\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{M}\p{N}.!_%+~$^'`*-]/u
// scripts without spaces between words are taken only where nothing else can be meant
const ANY_LETTER = /[\p{L}\p{M}\p{N}._-]/u
const LEADING_MARKS = /^[.!~$^'`*]+/
const ENCODED_MARK = /^.*%(?:25)*(?:3[acde]|2[026cf]|5b|7b|0[ad])/i
const DOMAIN = /[\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{M}\p{N}.-]{1,253}/uy
const ANY_DOMAIN = /[\p{L}\p{M}\p{N}.-]{1,253}/uy
const ENDING = /\.(?:xn--[a-z0-9-]{2,59}|[\p{L}\p{M}]{2,63})(?![\p{L}\p{M}\p{N}-])/giu

/** The addresses in a text, from left to right. */
export function findEmails(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  let from = 0
  for (const { index, 0: sign } of text.matchAll(SIGN)) {
    if (index < from) continue
    const end = domainEnd(text, index + sign.length, DOMAIN) ?? domainEnd(text, index + sign.length, ANY_DOMAIN)
    const start = end === null ? index : localStart(text, index, from)
    if (end === null || start === index) continue
    spans.push({ start, end, category: EMAIL })
    from = end
  }
  return spans
}

/** True when an address stands in the text. */
export function hasEmail(text: string): boolean {
  return findEmails(text).length > 0
}

function localStart(text: string, sign: number, from: number): number {
  const floor = Math.max(from, sign - LOCAL_LIMIT)
  if (text[sign - 1] === '"') return quotedStart(text, sign, floor)
  const start = back(text, sign, { floor, allowed: LOCAL })
  if (start === sign) return back(text, sign, { floor, allowed: ANY_LETTER })
  const local = text.slice(start, sign)
  // what a mark encodes in front is not part of it: `to%3Djane%40…`
  const skipped = (ENCODED_MARK.exec(local) ?? LEADING_MARKS.exec(local))?.[0].length ?? 0
  return skipped < local.length ? start + skipped : start
}

function back(text: string, from: number, { floor, allowed }: { floor: number; allowed: RegExp }): number {
  let start = from
  while (start > floor && allowed.test(text.charAt(start - 1))) start -= 1
  return start
}

/** `"jane doe"@example.org`, also with its quotes escaped; the position of the sign when it is none. */
function quotedStart(text: string, sign: number, floor: number): number {
  const open = text.lastIndexOf('"', sign - 2)
  if (open < floor || open >= sign - 2) return sign
  const start = text[open - 1] === '\\' ? open - 1 : open
  return start === 0 || /[\s<,;:([]/.test(text.charAt(start - 1)) ? start : sign
}

function domainEnd(text: string, start: number, allowed: RegExp): number | null {
  allowed.lastIndex = start
  const run = allowed.exec(text)?.[0]
  // `react@18.2.0-rc.one` is a version
  if (run === undefined || /^\d+\.\d+\./.test(run) || /^[.-]/.test(run)) return null
  let end: number | null = null
  for (const match of run.matchAll(ENDING)) end = start + match.index + match[0].length
  return end
}
