/** Known answers: a few from the RFCs, kept here, and the Wycheproof files where they lie beside the repository. */
import { createPublicKey, createSecretKey, verify } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyJws } from './jws.ts'
import { commitmentOf } from './mac.ts'
import { openBytes } from './seal.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const folder = join(import.meta.dirname, '../../../../shared/data/vectors/wycheproof')
type Case = Record<string, string>
type Group = { tests: Case[] } & Record<string, unknown>

function wycheproof(file: string): Group[] {
  const path = join(folder, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).testGroups : []
}

describe('AES-256-GCM', () => {
  const zeros = '00'.repeat(32)
  const nonce = '00'.repeat(12)
  const own: Case[] = [
    // the GCM specification's test cases 13 and 14
    { key: zeros, iv: nonce, aad: '', msg: '', ct: '', tag: '530f8afbc74536b9a963b4f1c4cb738b', result: 'valid' },
    {
      key: zeros,
      iv: nonce,
      aad: '',
      msg: '00'.repeat(16),
      ct: 'cea7403d4d606b6e074ec5d3baf39d18',
      tag: 'd0d1c8a799996bf0265b98b5d48ab919',
      result: 'valid',
    },
    { key: zeros, iv: nonce, aad: '', msg: '', ct: '', tag: '530f8afbc74536b9a963b4f1c4cb738a', result: 'invalid' },
  ]
  const cases = [
    ...own,
    ...wycheproof('aes_gcm_test.json')
      .filter((g) => g.keySize === 256)
      .flatMap((g) => g.tests),
  ]

  it(`opens the ${cases.length} known answers that it should, and only in its own sizes`, () => {
    for (const { key, iv, aad, msg, ct, tag, result } of cases) {
      const open = () =>
        openBytes(createSecretKey(hex(key ?? '')), {
          bytes: hex(`${iv}${ct}${tag}`),
          aad: hex(aad ?? ''),
        }).toString('hex')
      if (result === 'valid' && iv?.length === 24) expect(open()).toBe(msg)
      else expect(open).toThrow()
    }
  })
})

describe('HMAC-SHA256', () => {
  const own: Case[] = [
    // RFC 4231, test case 2
    {
      key: Buffer.from('Jefe').toString('hex'),
      msg: Buffer.from('what do ya want for nothing?').toString('hex'),
      tag: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      result: 'valid',
    },
  ]
  const cases = [
    ...own,
    ...wycheproof('hmac_sha256_test.json')
      .filter((g) => g.tagSize === 256)
      .flatMap((g) => g.tests),
  ]

  it(`agrees with ${cases.length} known answers`, () => {
    for (const { key, msg, tag, result } of cases) {
      const mine = Buffer.from(commitmentOf(hex(key ?? ''), hex(msg ?? '')), 'base64url').toString('hex')
      expect(mine === tag).toBe(result === 'valid')
    }
  })
})

describe('Ed25519', () => {
  // RFC 8032, test 1
  const own: Group = {
    publicKey: { pk: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a' },
    tests: [
      {
        msg: '',
        sig: 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
        result: 'valid',
      },
    ],
  }
  const groups = [own, ...wycheproof('ed25519_test.json')]

  it(`agrees with the known answers of ${groups.length} keys`, () => {
    for (const { publicKey, tests } of groups) {
      const x = hex((publicKey as { pk: string }).pk).toString('base64url') // as: the shape of the vector file
      const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
      for (const { msg, sig, result } of tests) {
        const valid = hex(sig ?? '').length === 64 && verify(null, hex(msg ?? ''), key, hex(sig ?? ''))
        expect(valid).toBe(result === 'valid')
      }
    }
  })
})

describe('JWS', () => {
  const own = ['', '.', '..', 'eyJhbGciOiJub25lIn0.e30.', 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA']
  const foreign = wycheproof('json_web_signature_test.json').flatMap((g) => g.tests.map((test) => String(test.jws)))

  it(`takes none of ${own.length + foreign.length} tokens of other algorithms, forms and keys`, () => {
    for (const jws of [...own, ...foreign]) {
      expect(() => verifyJws(jws, { keys: [] }, 'privacy-receipt+jws')).toThrow(/signature/)
    }
  })
})
