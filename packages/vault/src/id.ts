/** Random ids, and the device's self-certifying id. */
import { hash, randomBytes } from 'node:crypto'

/** 128 random bits as base64url: 22 characters, the form of every id on the wire. */
export function newId(): string {
  return randomBytes(16).toString('base64url')
}

/** 256 random bits as base64url: 43 characters. Whoever holds it is that device. */
export function newDeviceSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * The public id of a device: the first 132 bits of SHA-256 over the secret's ASCII characters, base64url, 22 characters.
 * It needs no key, so a repeated first submission always means the same device, whichever server sees it.
 */
export function deviceIdOf(secret: string): string {
  return hash('sha256', secret, 'base64url').slice(0, 22)
}
