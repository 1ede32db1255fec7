/** Reads IP addresses into bytes, and knows the ranges that are nobody's. */
import { codeAt, isDigit, isEdge } from './character.ts'

/** An address that was read, and where it ends. */
export interface Address {
  bytes: readonly number[]
  end: number
}

/** Four numbers up to 255, no leading zeros, nothing that goes on; null when it is not that. */
export function parseV4(text: string, start: number): Address | null {
  const bytes: number[] = []
  let at = start
  while (bytes.length < 4) {
    const from = at
    while (at - from < 3 && isDigit(codeAt(text, at))) at++
    const byte = Number(text.slice(from, at))
    if (at === from || byte > 255 || (at - from > 1 && codeAt(text, from) === 48)) return null
    bytes.push(byte)
    if (bytes.length < 4 && codeAt(text, at++) !== 46) return null
  }
  const goesOn = codeAt(text, at) === 46 && !isEdge(codeAt(text, at + 1))
  return !isEdge(codeAt(text, at)) || goesOn ? null : { bytes, end: at }
}

/** Sixteen bytes; null when it is not IPv6. Groups of up to four, one `::`, the last two groups perhaps as IPv4. */
export function parseV6(text: string): number[] | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const head = bytesOf(halves[0] ?? '', halves.length === 1)
  const tail = halves.length === 1 ? [] : bytesOf(halves[1] ?? '', true)
  if (head === null || tail === null) return null
  const missing = 16 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null
  return [...head, ...new Array<number>(missing).fill(0), ...tail]
}

function bytesOf(half: string, isLast: boolean): number[] | null {
  if (half === '') return []
  const bytes: number[] = []
  const groups = half.split(':')
  if (groups.length > 8) return null
  for (const [index, group] of groups.entries()) {
    if (isLast && index === groups.length - 1 && group.includes('.')) {
      const v4 = parseV4(group, 0)
      if (v4 === null || v4.end !== group.length) return null
      bytes.push(...v4.bytes)
    } else if (/^[\da-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16)
      bytes.push(value >> 8, value & 255)
    } else return null
  }
  return bytes
}

/** True for addresses that no person's device has on a network (RFC 6890, 5737, 3849, 9637, 5771). */
export function readsAsNobody(bytes: readonly number[]): boolean {
  return bytes.length === 4 ? isNobodyV4(bytes) : isNobodyV6(bytes)
}

function isNobodyV4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 127 || a >= 224) return true // this host, loopback, multicast, reserved, broadcast
  if (a === 255 || (a === 192 && b === 0 && c === 2)) return true
  return (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113)
}

function isNobodyV6(bytes: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  if (a === 0xff) return true // multicast
  if (a === 0x20 && b === 0x01 && c === 0x0d && d === 0xb8) return true
  if (a === 0x3f && b === 0xff && c < 0x10) return true
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && (isPair(bytes, 0xff) || isPair(bytes, 0))
  const isTranslated = a === 0 && b === 0x64 && c === 0xff && d === 0x9b
  // ::, ::1, and IPv4 inside IPv6: the IPv4 address decides
  return (isMapped || isTranslated) && isNobodyV4(bytes.slice(12))
}

function isPair(bytes: readonly number[], value: number): boolean {
  return bytes[10] === value && bytes[11] === value
}
