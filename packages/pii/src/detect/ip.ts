/** IP addresses of a host that may be somebody's: not loopback, not documentation, not a version number. */
import { codeAt, isDigit, isEdge, isHex, isLetter } from './character.ts'
import { distanceBehind, near } from './context.ts'
import { type Emit, type Finder, type Kind, RANK, type Settings } from './detection.ts'
import type { Dictionary, WordSet } from './dictionary.ts'
import { type Address, parseV4, parseV6, readsAsNobody } from './ip-range.ts'
import type { Scan } from './scan.ts'

const IP: Kind = { type: 'IP', category: 'user.device.ip_address' }
const NAMES = 'ip|ipv4|ipv6|client|remote|peer|host|from|addr|address'.split('|')
const VERSIONS = 'version|versi|ver|release|build|rev|firmware|section|chapter|oid'.split('|')
/** How far back such a word counts. */
const REACH = 12
/** Longest written form: eight groups of four, the last two as IPv4. */
const V6_LIMIT = 45

interface Lists {
  names: WordSet
  versions: WordSet
}

/**
 * Makes the finder of IPv4 and IPv6, with a prefix length or a zone. Private and link-local addresses count: whoever runs that network
 * knows whose they are. Loopback, unspecified, broadcast, multicast and documentation ranges do not: no host of a person has one.
 */
export function createIpFinder(dictionary: Dictionary): Finder {
  const lists = { names: dictionary.add(NAMES), versions: dictionary.add(VERSIONS) }
  return {
    kinds: [IP],
    find(scan, emit, settings) {
      findV6(scan, emit, settings, lists)
      findV4(scan, emit, lists)
    },
  }
}

function findV4(scan: Scan, emit: Emit, lists: Lists): void {
  const { text } = scan
  for (let at = 0; at < scan.words.length; at += 2) {
    const start = scan.words[at] ?? 0
    const first = scan.words[at + 1] ?? 0
    if (first - start > 3 || codeAt(text, first) !== 46 || isNumberBefore(text, start)) continue
    const address = parseV4(text, start)
    if (address === null || readsAsNobody(address.bytes)) continue
    if (isVersion(scan, start, address, lists)) continue
    emit(IP, start, prefixEnd(text, address.end, 32), RANK.checked)
  }
}

/** A digit, dot, hyphen or letter right before: a longer number or a name goes on. */
function isNumberBefore(text: string, start: number): boolean {
  const code = codeAt(text, start - 1)
  if (code === 58) return /[\da-f]*:[\da-f]*:$/i.test(text.slice(Math.max(0, start - 12), start)) // the end of an IPv6 address
  return (code === 46 || code === 45) && !isEdge(codeAt(text, start - 2))
}

/** `v1.2.3.4`, `Chrome/120.0.0.0`, `§ 1.2.3.4`: four numbers that are no address. */
function isVersion(scan: Scan, start: number, { bytes, end }: Address, { names, versions }: Lists): boolean {
  const { text } = scan
  const before = codeAt(text, start - 1)
  if (before === 47 && isLetter(codeAt(text, start - 2))) return true
  const around = near(scan, start, end)
  if (distanceBehind(names, around, REACH) <= REACH) return false
  return distanceBehind(versions, around, REACH) <= REACH || bytes.every((byte) => byte < 10)
}

function findV6(scan: Scan, emit: Emit, settings: Settings, lists: Lists): void {
  const { text, colons } = scan
  let done = -1
  for (const colon of colons) {
    if (colon < done) continue
    const next = codeAt(text, colon + 1)
    if (next !== 58 && !isHex(next)) continue
    let start = colon
    while (start > done && colon - start < 4 && isHex(codeAt(text, start - 1))) start--
    let end = colon
    while (isV6(codeAt(text, end))) end++
    done = end
    if (end - start > V6_LIMIT || end - start < 3 || !isEdge(codeAt(text, start - 1)) || !isEdge(codeAt(text, end)))
      continue
    while (codeAt(text, end - 1) === 46 || (codeAt(text, end - 1) === 58 && codeAt(text, end - 2) !== 58)) end--
    if (codeAt(text, start - 1) === 46 || codeAt(text, start - 1) === 58) continue
    const bytes = parseV6(text.slice(start, end))
    // eight pairs are a hardware address
    if (bytes === null || readsAsNobody(bytes) || /^(?:[\da-f]{2}:){7}[\da-f]{2}$/i.test(text.slice(start, end)))
      continue
    if (!isTelling(text.slice(start, end)) && !isNamed(scan, start, end, settings, lists)) continue
    emit(IP, start, zoneEnd(text, prefixEnd(text, end, 128)), RANK.checked)
  }
}

function isV6(code: number): boolean {
  return isHex(code) || code === 58 || code === 46
}

/** Long enough not to be a slice (`[1::2]`), a name with a scope (`add::face`), or a time. */
function isTelling(text: string): boolean {
  return (
    /\d/.test(text) && (/[\da-f]{3}/i.test(text) || text.includes('.')) && text.split(':').length > 2 && text.length > 6
  )
}

function isNamed(scan: Scan, start: number, end: number, { alone }: Settings, { names }: Lists): boolean {
  if (alone && start === scan.first && zoneEnd(scan.text, prefixEnd(scan.text, end, 128)) === scan.last) return true
  return distanceBehind(names, near(scan, start, end), REACH) <= REACH
}

/** Past `/24`, where that is a prefix length. */
function prefixEnd(text: string, end: number, most: number): number {
  if (codeAt(text, end) !== 47 || !isDigit(codeAt(text, end + 1))) return end
  let at = end + 1
  while (at - end < 4 && isDigit(codeAt(text, at))) at++
  return isEdge(codeAt(text, at)) && Number(text.slice(end + 1, at)) <= most ? at : end
}

/** Past `%eth0`. */
function zoneEnd(text: string, end: number): number {
  if (codeAt(text, end) !== 37) return end
  let at = end + 1
  while (at - end < 17 && !isEdge(codeAt(text, at))) at++
  return at
}
