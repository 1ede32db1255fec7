/** The key port: who holds the signing key and the named secrets. Two holders come with it, memory and files. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import type { KeysReply } from '@privacykit/contract'
import type { Signer } from './jws.ts'

/** What the backend asks of a key holder. A KMS adapter implements the same four. */
export interface Keys {
  /** The key that signs receipts and proofs today; made at the first call. */
  signer(): Promise<Signer>
  /** Public halves of every key that ever signed here, as JSON Web Key Set. */
  publicKeys(): Promise<KeysReply>
  /** The 256-bit secret of that name (1–200 characters); made at the first call, the same ever after. */
  secret(name: string): Promise<KeyObject>
  /** Destroys it: what was sealed under it never opens again. Absent is fine. A later `secret` of that name is a new one. */
  destroySecret(name: string): Promise<void>
}

/** Where key material lies. `create` keeps what is there already, so that two processes end up with one key. */
export interface KeyStorage {
  list(prefix: string): Promise<string[]>
  read(name: string): Promise<Uint8Array | null>
  /** Stores unless the name exists, and returns what is stored now. */
  create(name: string, bytes: Uint8Array): Promise<Uint8Array>
  remove(name: string): Promise<void>
}

/** How long a secret stays in memory, so that a destroyed one is forgotten by other processes too. */
const REMEMBER_MS = 60_000

/** Keys that end with the process: for tests and demos. */
export function memoryKeys(): Keys {
  const entries = new Map<string, Uint8Array>()
  return createKeys({
    list: async (prefix) => [...entries.keys()].filter((name) => name.startsWith(prefix)),
    read: async (name) => entries.get(name) ?? null,
    create: async (name, bytes) => {
      const present = entries.get(name) ?? bytes
      entries.set(name, present)
      return present
    },
    remove: async (name) => void entries.delete(name),
  })
}

/** Keys over any storage of bytes. `fileKeys` and `memoryKeys` are made of it. */
export function createKeys(storage: KeyStorage): Keys {
  const secrets = new Map<string, { key: Promise<KeyObject>; until: number }>()
  let signers: Promise<SigningKey[]> | null = null
  const signingKeys = () => {
    signers ??= loadSigningKeys(storage).catch((error: unknown) => {
      signers = null // the next call tries again
      throw error
    })
    return signers
  }
  return {
    signer: async () => newest(await signingKeys()),
    publicKeys: async () => ({ keys: (await signingKeys()).map((key) => key.jwk) }),
    secret(name) {
      const known = secrets.get(name)
      if (known !== undefined && known.until > performance.now()) return known.key
      for (const [other, entry] of secrets) if (entry.until <= performance.now()) secrets.delete(other)
      const key = storage.create(`secret-${name}`, randomBytes(32)).then((bytes) => createSecretKey(bytes))
      key.catch(() => secrets.delete(name)) // a failed read is not remembered; the caller gets the rejection
      secrets.set(name, { key, until: performance.now() + REMEMBER_MS })
      return key
    },
    async destroySecret(name) {
      await storage.remove(`secret-${name}`)
      secrets.delete(name)
    },
  }
}

interface SigningKey extends Signer {
  jwk: KeysReply['keys'][number]
}

async function loadSigningKeys(storage: KeyStorage): Promise<SigningKey[]> {
  const names = (await storage.list('signing-')).sort()
  if (names.length === 0) {
    const { privateKey } = generateKeyPairSync('ed25519')
    const bytes = Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8' }))
    return [toSigningKey(await storage.create('signing-0001.pem', bytes))]
  }
  const found = await Promise.all(names.map((name) => storage.read(name)))
  return found.filter((bytes) => bytes !== null).map(toSigningKey)
}

function toSigningKey(pem: Uint8Array): SigningKey {
  const privateKey = createPrivateKey(Buffer.from(pem))
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new TypeError('The signing key is not an Ed25519 key.')
  // RFC 7638: the required members of the JWK in lexicographic order, no spaces
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')
  return {
    kid,
    sign: (bytes) => sign(null, bytes, privateKey),
    jwk: { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' },
  }
}

function newest(keys: readonly SigningKey[]): SigningKey {
  const last = keys.at(-1)
  if (last === undefined) throw new TypeError('The signing key vanished while it was being read.')
  return last
}
