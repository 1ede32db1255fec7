/** Keyed hashes: find a value again without storing it, and commit to bytes without showing them. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { lengthPrefixed } from './bytes.ts'

/**
 * HMAC-SHA256 over the length-prefixed parts, base64url (43 characters). Equal parts under an equal key give an equal index.
 * Begin the parts with what the value is (`'tombstone', 'email', …`). The result is still personal data (GDPR recital 26), and
 * useless for values that can be enumerated, such as a birth date.
 */
export function blindIndex(key: KeyObject, parts: readonly string[]): string {
  return createHmac('sha256', key).update(lengthPrefixed(parts)).digest('base64url')
}

/** HMAC-SHA256(salt, bytes), base64url: binds to the bytes, and says nothing about them once the salt is gone. A string counts as UTF-8. */
export function commitmentOf(salt: Uint8Array, bytes: Uint8Array | string): string {
  // through a KeyObject, for node:crypto takes five times as long with raw bytes
  return createHmac('sha256', createSecretKey(salt)).update(bytes).digest('base64url')
}
