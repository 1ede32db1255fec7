/** The checks inside addresses of crypto-currencies: Base58Check and Bech32. */
import { sha256 } from './sha256.ts'

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const BECH32_STEPS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/** True for an address of 25 bytes that has one of these version bytes, and whose check holds. */
export function isBase58Address(text: string, versions: ReadonlySet<number>): boolean {
  const bytes = new Uint8Array(25)
  for (let at = 0; at < text.length; at++) {
    let carry = BASE58.indexOf(text.charAt(at))
    if (carry < 0) return false
    for (let place = 24; place >= 0; place--) {
      carry += 58 * (bytes[place] ?? 0)
      bytes[place] = carry & 255
      carry >>= 8
    }
    if (carry > 0) return false
  }
  // before the hash, which costs more than all the rest
  if (!versions.has(bytes[0] ?? -1)) return false
  const hash = sha256(sha256(bytes.subarray(0, 21)))
  for (let at = 0; at < 4; at++) if (hash[at] !== bytes[21 + at]) return false
  return true
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
