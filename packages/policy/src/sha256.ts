/**
 * SHA-256 (FIPS 180-4), at once: a choice is stored in the tick of the click, WebCrypto answers later and not at all on plain http, and a
 * library costs a page 2.7 kB for what is 0.7 kB here. For naming texts, not for secrets.
 */

/** The 32 bytes of the digest. */
export function sha256(message: Uint8Array): Uint8Array {
  const { start, rounds } = constants()
  const blocks = padded(message)
  const state = Int32Array.from(start)
  for (let offset = 0; offset < blocks.byteLength; offset += 64)
    compress(state, new DataView(blocks.buffer, offset, 64), rounds)
  const digest = new DataView(new ArrayBuffer(32))
  state.forEach((word, index) => {
    digest.setInt32(index * 4, word)
  })
  return new Uint8Array(digest.buffer)
}

/** The message, a one bit, zeros, and its length in bits as the last 64 of a whole number of blocks. */
function padded(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = Math.ceil((message.length + 9) / 64) * 64
  const blocks = new Uint8Array(length)
  blocks.set(message)
  blocks[message.length] = 0x80
  const view = new DataView(blocks.buffer)
  view.setUint32(length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(length - 4, (message.length * 8) % 2 ** 32)
  return blocks
}

function compress(state: Int32Array, block: DataView, rounds: Int32Array): void {
  const words = new Int32Array(64)
  const word = (index: number) => words[index] ?? 0
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let index = 0; index < 64; index++) {
    const [older, newer] = [word(index - 15), word(index - 2)]
    words[index] =
      index < 16
        ? block.getInt32(index * 4)
        : word(index - 16) +
          (turn(older, 7) ^ turn(older, 18) ^ (older >>> 3)) +
          word(index - 7) +
          (turn(newer, 17) ^ turn(newer, 19) ^ (newer >>> 10))
    const one =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (rounds[index] ?? 0) + word(index)) | 0
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) + value
}

const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))

/** The fractions of the square roots of the first eight primes, and of the cube roots of the first 64, as the standard defines them. */
function constants(): { start: Int32Array; rounds: Int32Array } {
  const primes: number[] = []
  for (let next = 2; primes.length < 64; next++) if (primes.every((prime) => next % prime !== 0)) primes.push(next)
  const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0
  return {
    start: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
    rounds: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
  }
}
