/** Compact JWS (RFC 7515) with Ed25519 (RFC 8037): the form of receipts and proofs, readable by any JOSE library. */
import { createPublicKey, verify } from 'node:crypto'
import type { KeysReply } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'
import { fromBase64Url } from './bytes.ts'

/** Holds a private Ed25519 key; a KMS adapter signs through this too. */
export interface Signer {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string
  /** The 64-byte Ed25519 signature of the bytes. */
  sign(bytes: Uint8Array): Uint8Array
}

/** Signs a payload as compact JWS. `typ` says what it is (`privacy-receipt+jws`), so that one kind never passes for another. */
export function signJws(signer: Signer, typ: string, payload: unknown): string {
  const input = `${encode({ alg: 'EdDSA', kid: signer.kid, typ })}.${encode(payload)}`
  return `${input}.${Buffer.from(signer.sign(Buffer.from(input, 'ascii'))).toString('base64url')}`
}

/**
 * The payload of a JWS that one of `keys` signed as that `typ`. Takes exactly what `signJws` makes: canonical base64url, `EdDSA`,
 * a known `kid`, no other header. Throws `not-authentic` for everything else. Check the payload's shape yourself.
 */
export function verifyJws(jws: string, keys: KeysReply, typ: string): unknown {
  const [header = '', payload = '', signature = '', ...rest] = jws.split('.')
  const facts = headerFacts(header)
  if (rest.length > 0 || facts === null || facts.typ !== typ) throw notAuthentic()
  const jwk = keys.keys.find((key) => key.kid === facts.kid && key.crv === 'Ed25519')
  const signed = fromBase64Url(signature)
  const body = fromBase64Url(payload)
  if (jwk === undefined || signed === null || signed.length !== 64 || body === null) throw notAuthentic()
  const key = createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' })
  if (!verify(null, Buffer.from(`${header}.${payload}`, 'ascii'), key, signed)) throw notAuthentic()
  return parse(body)
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url')
}

/** Null unless the header holds alg EdDSA, kid, typ, and nothing else (`crit`, `jwk`, `b64` would change the meaning). */
function headerFacts(header: string): { kid: string; typ: string } | null {
  const bytes = fromBase64Url(header)
  const value = bytes === null ? null : parse(bytes)
  if (typeof value !== 'object' || value === null) return null
  const { alg, kid, typ, ...rest } = value as Record<string, unknown> // as: any JSON object; every field is checked below
  if (alg !== 'EdDSA' || typeof kid !== 'string' || typeof typ !== 'string' || Object.keys(rest).length > 0) return null
  return { kid, typ }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw notAuthentic(cause)
  }
}

function notAuthentic(cause?: unknown): PrivacyError {
  const message =
    'The signature does not fit: read the signer’s current keys, and check that nothing changed the text on its way.'
  return new PrivacyError('not-authentic', message, { cause })
}
