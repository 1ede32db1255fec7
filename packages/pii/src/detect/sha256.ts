/** SHA-256 (FIPS 180-4) of a few bytes, synchronous: a text is scanned in one go, and WebCrypto cannot answer in one. */

/** First `count` digits after the point of a root of the primes, as 32-bit words: where the standard's constants come from. */
function rootBits(count: number, root: (prime: number) => number): Uint32Array {
  const result = new Uint32Array(count)
  let found = 0
  for (let number = 2; found < count; number++) {
    let isPrime = true
    for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) isPrime = false
    if (isPrime) result[found++] = (root(number) % 1) * 0x1_0000_0000
  }
  return result
}

/** What one call after another needs: the standard's constants, and room for the words of a block. Made by the first call. */
let work: { initial: Uint32Array; rounds: Uint32Array; words: Uint32Array } | undefined

/** Answers 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array {
  work ??= { initial: rootBits(8, Math.sqrt), rounds: rootBits(64, Math.cbrt), words: new Uint32Array(64) }
  const padded = new Uint8Array(((message.length + 72) >> 6) << 6)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, message.length * 8)
  const state = work.initial.slice()
  for (let offset = 0; offset < padded.length; offset += 64) {
    schedule(view, offset, work.words)
    compress(state, work.words, work.rounds)
  }
  const result = new Uint8Array(32)
  const out = new DataView(result.buffer)
  for (let at = 0; at < 8; at++) out.setUint32(at * 4, state[at] ?? 0)
  return result
}

function schedule(view: DataView, offset: number, words: Uint32Array): void {
  for (let at = 0; at < 16; at++) words[at] = view.getUint32(offset + at * 4)
  for (let at = 16; at < 64; at++) {
    const early = words[at - 15] ?? 0
    const late = words[at - 2] ?? 0
    const first = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3)
    const second = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10)
    words[at] = (words[at - 16] ?? 0) + first + (words[at - 7] ?? 0) + second
  }
}

function compress(state: Uint32Array, words: Uint32Array, rounds: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let at = 0; at < 64; at++) {
    const turned = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const first = (h + turned + ((e & f) ^ (~e & g)) + (rounds[at] ?? 0) + (words[at] ?? 0)) | 0
    const other = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    const second = (other + ((a & b) ^ (a & c) ^ (b & c))) | 0
    c = b
    b = a
    a = (first + second) | 0
  }
  const ends = [a, b, c, d, e, f, g, h]
  for (let at = 0; at < 8; at++) state[at] = (state[at] ?? 0) + (ends[at] ?? 0)
}
