/** Checks receipts and proofs as anybody could: with the published keys and Web Crypto alone. */
import type { KeysReply } from '@privacykit/contract'
import { fromBase64Url } from '../bytes.ts'
import { ConformanceFailure, expectEqual, expectThat } from './expectation.ts'

/** Fails unless `signed.jws` is an EdDSA JWS of that `typ`, by one of the keys, over exactly the other fields. */
export async function expectSigned(keys: KeysReply, typ: string, signed: { jws: string }): Promise<void> {
  const { jws, ...payload } = signed
  const [header = '', body = '', signature = '', ...rest] = jws.split('.')
  expectThat(rest.length === 0 && signature !== '', `${typ}: not a compact JWS`)
  const { alg, kid, typ: claimed } = parsePart(header)
  expectEqual({ alg, typ: claimed }, { alg: 'EdDSA', typ }, `${typ}: header`)
  const jwk = keys.keys.find((key) => key.kid === kid)
  if (jwk === undefined) throw new ConformanceFailure(`${typ}: its kid is not among the published keys`)
  const key = await crypto.subtle.importKey('jwk', { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, 'Ed25519', false, [
    'verify',
  ])
  const input = new TextEncoder().encode(`${header}.${body}`)
  expectThat(await crypto.subtle.verify('Ed25519', key, fromBase64Url(signature), input), `${typ}: wrong signature`)
  expectEqual(parsePart(body), payload, `${typ}: what is signed and what is shown`)
}

function parsePart(part: string): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(fromBase64Url(part))) as Record<string, unknown> // as: a JWS part is an object
}
