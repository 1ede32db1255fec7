/** The checks inside addresses of crypto-currencies: Base58Check and Bech32. */
import { sha256 } from './sha256.ts'

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const BECH32_STEPS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/** Characters that are read in one step: their power of 58 times 16 bits is still a whole number to a double. */
const STEP = 5
/** An address is 25 bytes: one of 16-bit places holds its version, twelve the rest. */
const PLACES = 13

/** True for an address of 25 bytes that has one of these version bytes, and whose check holds. */
export function isBase58Address(text: string, versions: ReadonlySet<number>): boolean {
  const places = readBase58(text)
  // before the hash, which costs more than all the rest
  if (places === null || !versions.has(places[0] ?? -1)) return false
  const bytes = new DataView(new ArrayBuffer(2 * PLACES))
  for (let place = 0; place < PLACES; place++) bytes.setUint16(2 * place, places[place] ?? 0)
  const hash = sha256(sha256(new Uint8Array(bytes.buffer, 1, 21)))
  for (let at = 0; at < 4; at++) if (hash[at] !== bytes.getUint8(22 + at)) return false
  return true
}

/** The number that a text writes, highest place first; null for other characters, or a number that has no room. */
function readBase58(text: string): Uint16Array | null {
  const places = new Uint16Array(PLACES)
  for (let from = 0; from < text.length; from += STEP) {
    let carry = 0
    let scale = 1
    for (let at = from; at < Math.min(from + STEP, text.length); at++) {
      const value = BASE58.indexOf(text.charAt(at))
      if (value < 0) return null
      carry = carry * 58 + value
      scale *= 58
    }
    for (let place = PLACES - 1; place >= 0; place--) {
      const sum = (places[place] ?? 0) * scale + carry
      places[place] = sum // its lowest 16 bits
      carry = Math.floor(sum / 0x10000)
    }
    if (carry > 0) return null
  }
  return places
}

/** True when the check of BIP-173 or BIP-350 holds. Either case, not both. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase()
  if (text !== lower && text !== text.toUpperCase()) return false
  const split = lower.lastIndexOf('1')
  if (split < 1 || lower.length - split < 7) return false
  const values: number[] = []
  for (let at = 0; at < split; at++) values.push(lower.charCodeAt(at) >> 5)
  values.push(0)
  for (let at = 0; at < split; at++) values.push(lower.charCodeAt(at) & 31)
  for (let at = split + 1; at < lower.length; at++) {
    const value = BECH32.indexOf(lower.charAt(at))
    if (value < 0) return false
    values.push(value)
  }
  const rest = polymod(values)
  return rest === 1 || rest === 0x2bc830a3
}

function polymod(values: readonly number[]): number {
  let check = 1
  for (const value of values) {
    const top = check >>> 25
    check = ((check & 0x1ffffff) << 5) ^ value
    for (const [bit, step] of BECH32_STEPS.entries()) if ((top >> bit) & 1) check ^= step
  }
  return check >>> 0
}
