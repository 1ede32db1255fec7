/** Random ids and text forms of bytes through Web Crypto, so that the same code runs in a page and in Node. */

/** Bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The bytes of a base64url text; throws a `DOMException` on other characters. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** 128 random bits as base64url, 22 characters: the form of every id on the wire. */
export function newId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
}

/** 256 random bits as base64url, 43 characters. Whoever shows it is that device. */
export function newDeviceSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
}

/** The public id of a device: the first 22 characters of base64url(SHA-256(secret)). */
export async function deviceIdOf(secret: string): Promise<string> {
  return toBase64Url(await sha256(secret)).slice(0, 22)
}

/** SHA-256 of a text's UTF-8. */
export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
