/** The last net of every ready sink: an e-mail address in a text, plain, percent-encoded, escaped as in JSON or HTML, or several of these. */
import { EMAIL, findEmails, hasEmail } from '../email-text.ts'

/** What stands where an address was. */
const ADDRESS = `[${EMAIL}]`

/** Without one of these signs there is no address in any form; most texts have none of them. */
const SUSPICIOUS = /[@%\\&]/
const ENCODED = /%|\\u|\\x|&#|&commat/i
const ESCAPE = /((?:%[0-9a-f]{2})+)|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x([0-9a-f]{1,6});|&#([0-9]{1,7});|&commat;/gi
// what ends a part of a text, a query or a JSON document; `&` only where no entity begins
const TOKEN = /(?:[^\s"'<>,=?/|()[\]{}&]|&(?=#|commat))+/g
/** Rounds of decoding: an address in a query, in a link, in a query, in a link. */
const ROUNDS = 4

/** True for a text in which an e-mail address can be read, in any of the forms, or that is wrapped too often to be read. */
export function hasAddress(text: string): boolean {
  if (!SUSPICIOUS.test(text)) return false
  let view = text
  for (let round = 0; round <= ROUNDS; round += 1) {
    if (hasEmail(view)) return true
    const decoded = ENCODED.test(view) ? decode(view) : view
    if (decoded === view) return false
    view = decoded
  }
  return true
}

/** Puts `[user.contact.email]` in the place of each address; the very same text when there is none. */
export function maskAddresses(text: string): string {
  if (!hasAddress(text)) return text
  const plain = maskPlain(text)
  if (!hasAddress(plain)) return plain
  const tokens = plain.replace(TOKEN, (token) => (hasAddress(token) ? ADDRESS : token))
  return hasAddress(tokens) ? ADDRESS : tokens
}

function maskPlain(text: string): string {
  let result = ''
  let from = 0
  for (const { start, end } of findEmails(text)) {
    result += text.slice(from, start) + ADDRESS
    from = end
  }
  return result + text.slice(from)
}

function decode(text: string): string {
  return text.replace(ESCAPE, (whole: string, percent: string | undefined, ...groups: unknown[]) => {
    if (percent !== undefined) return decodePercent(percent)
    const [unicode, hex, entityHex, entity] = groups
    const digits = unicode ?? hex ?? entityHex
    const code = typeof digits === 'string' ? Number.parseInt(digits, 16) : Number(entity ?? AT)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

const AT = 64

function decodePercent(run: string): string {
  try {
    return decodeURIComponent(run)
  } catch {
    // not UTF-8: the ASCII in it is read, the rest stays
    return run.replace(/%([0-7][0-9a-f])/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  }
}
