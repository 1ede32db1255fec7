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

let constants: { initial: Uint32Array; rounds: Uint32Array } | undefined

/** Answers 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array {
  constants ??= { initial: rootBits(8, Math.sqrt), rounds: rootBits(64, Math.cbrt) }
  const padded = new Uint8Array(((message.length + 72) >> 6) << 6)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, message.length * 8)
  const state = constants.initial.slice()
  for (let offset = 0; offset < padded.length; offset += 64) compress(state, schedule(view, offset), constants.rounds)
  const result = new Uint8Array(32)
  const out = new DataView(result.buffer)
  for (const [index, word] of state.entries()) out.setUint32(index * 4, word)
  return result
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function schedule(view: DataView, offset: number): Uint32Array {
  const words = new Uint32Array(64)
  for (let at = 0; at < 16; at++) words[at] = view.getUint32(offset + at * 4)
  for (let at = 16; at < 64; at++) {
    const early = words[at - 15] ?? 0
    const late = words[at - 2] ?? 0
    const first = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const second = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    words[at] = (words[at - 16] ?? 0) + first + (words[at - 7] ?? 0) + second
  }
  return words
}

function compress(state: Uint32Array, words: Uint32Array, rounds: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let at = 0; at < 64; at++) {
    const choice = (e & f) ^ (~e & g)
    const first =
      (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + (rounds[at] ?? 0) + (words[at] ?? 0)) | 0
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) + word
}
