import { generateKeyPairSync, sign } from 'node:crypto'
import { compactVerify, createLocalJWKSet, importJWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Signer, signJws, verifyJws } from './jws.ts'
import { type Keys, memoryKeys } from './keys.ts'

const TYP = 'privacy-receipt+jws'
const payload = { v: 1, text: 'grüße', list: [1, 2] }
let keys: Keys
let signer: Signer
beforeAll(async () => {
  keys = memoryKeys()
  signer = await keys.signer()
})
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signRaw = (header: unknown, by = signer) => {
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${Buffer.from(by.sign(Buffer.from(input))).toString('base64url')}`
}

describe('signJws and verifyJws', () => {
  it('reads back what it signed', async () => {
    const jws = signJws(signer, TYP, payload)

    expect(verifyJws(jws, await keys.publicKeys(), TYP)).toEqual(payload)
  })

  it('makes what jose verifies with the published key set', async () => {
    const jws = signJws(signer, TYP, payload)

    const { payload: bytes, protectedHeader } = await compactVerify(jws, createLocalJWKSet(await keys.publicKeys()))

    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(payload)
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: signer.kid, typ: TYP })
  })

  it('reads what jose signed', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const { x } = publicKey.export({ format: 'jwk' })
    const jwk = { kty: 'OKP', crv: 'Ed25519', kid: 'k1', use: 'sig', alg: 'EdDSA', x: x ?? '' } as const
    const key = await importJWK({ ...privateKey.export({ format: 'jwk' }) }, 'EdDSA')
    const jws = await new SignJWT({ v: 1 }).setProtectedHeader({ alg: 'EdDSA', kid: 'k1', typ: TYP }).sign(key)

    expect(verifyJws(jws, { keys: [jwk] }, TYP)).toEqual({ v: 1 })
  })

  it('refuses another kind, an unknown key, and a key set without keys', async () => {
    const jws = signJws(signer, TYP, payload)
    const foreign = await memoryKeys().publicKeys()

    expect(() => verifyJws(jws, { keys: [] }, TYP)).toThrow(expect.objectContaining({ code: 'not-authentic' }))
    expect(() => verifyJws(jws, foreign, TYP)).toThrow(expect.objectContaining({ code: 'not-authentic' }))
    const ours = await keys.publicKeys()
    expect(() => verifyJws(jws, ours, 'privacy-proof+jws')).toThrow(expect.objectContaining({ code: 'not-authentic' }))
  })

  it('refuses every header that is not exactly alg, kid and typ', async () => {
    const { kid } = signer
    const headers: unknown[] = [
      { alg: 'none', kid, typ: TYP },
      { alg: 'HS256', kid, typ: TYP },
      { alg: 'EdDSA', kid },
      { alg: 'EdDSA', typ: TYP },
      { alg: 'EdDSA', kid, typ: TYP, crit: ['b64'], b64: false },
      { alg: 'EdDSA', kid, typ: TYP, jwk: { kty: 'OKP' } },
      [],
      null,
      'EdDSA',
    ]
    const set = await keys.publicKeys()

    for (const header of headers) expect(() => verifyJws(signRaw(header), set, TYP)).toThrow(/signature/)
  })

  it('refuses every change of a single character', async () => {
    const jws = signJws(signer, TYP, payload)
    const set = await keys.publicKeys()

    for (let index = 0; index < jws.length; index += 1) {
      for (const other of ['A', '-', '=', '.', ' ']) {
        if (jws[index] === other) continue
        const changed = jws.slice(0, index) + other + jws.slice(index + 1)
        expect(() => verifyJws(changed, set, TYP)).toThrow()
      }
    }
  })

  it('refuses a second spelling of the same bytes', async () => {
    const jws = signJws(signer, TYP, payload)
    const set = await keys.publicKeys()
    // 64 bytes leave 4 unused bits in the last character: 15 other spellings decode to the same signature
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = alphabet.indexOf(jws.at(-1) ?? '')

    for (let twin = last - (last % 16); twin < last - (last % 16) + 16; twin += 1) {
      const spelled = jws.slice(0, -1) + alphabet[twin]
      if (twin !== last) expect(() => verifyJws(spelled, set, TYP)).toThrow()
    }
    expect(() => verifyJws(`${jws}=`, set, TYP)).toThrow()
  })

  it('takes any signer, so that a KMS can hold the key', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const remote: Signer = { kid: signer.kid, sign: (bytes) => sign(null, bytes, privateKey) }
    const set = await keys.publicKeys()

    expect(() => verifyJws(signJws(remote, TYP, payload), set, TYP)).toThrow(/signature/) // another key under our kid
  })
})
