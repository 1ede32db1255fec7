/** Sealed text: AES-256-GCM bound to the place it stands in, so that a value moved to another row does not open. */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { PrivacyError } from '@privacykit/contract/error'
import { fromBase64Url, lengthPrefixed } from './bytes.ts'

const VERSION = 'v1.'
// NIST SP 800-38D: 96-bit nonces and full 128-bit tags; with random nonces a key serves at most 2^32 messages
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals a text under a 256-bit key. `context` names its place (tenant, app, table, row) and must be given again to open it.
 * The form is `v1.` and base64url of nonce, ciphertext and tag.
 */
export function seal(key: KeyObject, text: string, context: readonly string[]): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(lengthPrefixed([VERSION, ...context]))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return VERSION + Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
}

/** Opens what `seal` made. Throws `not-authentic` when key, context or a single bit differ, or the key was destroyed. */
export function openSealed(key: KeyObject, sealed: string, context: readonly string[]): string {
  const bytes = sealed.startsWith(VERSION) ? fromBase64Url(sealed.slice(VERSION.length)) : null
  if (bytes === null) throw notAuthentic()
  return openBytes(key, { bytes, aad: lengthPrefixed([VERSION, ...context]) }).toString('utf8')
}

/** The layer below, over nonce, ciphertext and tag in one piece: where known answers are tested. */
export function openBytes(key: KeyObject, { bytes, aad }: { bytes: Uint8Array; aad: Uint8Array }): Buffer {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw notAuthentic()
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(aad)
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch (cause) {
    throw notAuthentic(cause)
  }
}

function notAuthentic(cause?: unknown): PrivacyError {
  const message = 'The sealed value does not open: use the key and the context it was sealed with.'
  return new PrivacyError('not-authentic', message, { cause })
}
