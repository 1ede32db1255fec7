/** Byte forms that must have exactly one reading: strict base64url and length-prefixed tuples. */

/** The bytes behind canonical base64url without padding, or null: `Buffer.from` alone also takes sloppy spellings of the same bytes. */
export function fromBase64Url(text: string): Buffer | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

/** Joins parts so that no two tuples share bytes: ('ab', 'c') differs from ('a', 'bc'). */
export function lengthPrefixed(parts: readonly string[]): Buffer {
  const chunks: Buffer[] = []
  for (const part of parts) {
    const bytes = Buffer.from(part, 'utf8')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    chunks.push(length, bytes)
  }
  return Buffer.concat(chunks)
}
