/** Signs receipts and proofs of the fake with an Ed25519 key that lives as long as it does. */
import type { KeysReply } from '@privacykit/contract'
import { sha256, toBase64Url } from '../bytes.ts'

export interface FakeSigner {
  keys: () => Promise<KeysReply>
  /** Compact JWS (RFC 7515, EdDSA) of a payload. */
  sign: (typ: string, payload: object) => Promise<string>
}

/** The key is made at the first use: making a fake stays synchronous. */
export function createSigner(): FakeSigner {
  let ready: Promise<Pair> | undefined
  const pair = () => {
    ready ??= createPair()
    return ready
  }
  return {
    keys: async () => ({ keys: [(await pair()).jwk] }),
    async sign(typ, payload) {
      const { jwk, privateKey } = await pair()
      const input = `${encode({ alg: 'EdDSA', kid: jwk.kid, typ })}.${encode(payload)}`
      const signature = await crypto.subtle.sign('Ed25519', privateKey, new TextEncoder().encode(input))
      return `${input}.${toBase64Url(new Uint8Array(signature))}`
    },
  }
}

/** Web Crypto's key; its name differs between the types of Node and of the DOM. */
type PrivateKey = Parameters<typeof crypto.subtle.sign>[1]

interface Pair {
  privateKey: PrivateKey
  jwk: KeysReply['keys'][number]
}

async function createPair(): Promise<Pair> {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('Ed25519 keys come in pairs')
  const { privateKey, publicKey } = pair
  const { x = '' } = await crypto.subtle.exportKey('jwk', publicKey)
  // RFC 7638 thumbprint: members in this order, no space
  const kid = toBase64Url(await sha256(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`))
  return { privateKey, jwk: { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' } }
}

function encode(value: object): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(value)))
}
