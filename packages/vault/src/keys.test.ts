import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileKeys } from './file-keys.ts'
import { signJws, verifyJws } from './jws.ts'
import { memoryKeys } from './keys.ts'
import { openSealed, seal } from './seal.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'privacykit-keys-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

// one suite, every holder
describe.each([
  ['memoryKeys', () => memoryKeys()],
  ['fileKeys', () => fileKeys(join(dir, 'keys'))],
])('%s', (_name, create) => {
  it('keeps one secret a name', async () => {
    const keys = create()
    const [first, second, other] = await Promise.all([keys.secret('a'), keys.secret('a'), keys.secret('A')])

    expect(first?.equals(second)).toBe(true)
    expect(first?.equals(other)).toBe(false)
    expect(first?.symmetricKeySize).toBe(32)
  })

  it('makes a new secret once the old one is destroyed, which opens nothing of before', async () => {
    const keys = create()
    const sealed = seal(await keys.secret('request'), 'text', [])

    await keys.destroySecret('request')
    await keys.destroySecret('request')

    const next = await keys.secret('request')
    expect(() => openSealed(next, sealed, [])).toThrow(expect.objectContaining({ code: 'not-authentic' }))
  })

  it('publishes the key that signs', async () => {
    const keys = create()
    const jws = signJws(await keys.signer(), 't+jws', 1)

    const set = await keys.publicKeys()

    expect(verifyJws(jws, set, 't+jws')).toBe(1)
    expect(JSON.stringify(set)).not.toContain('"d"')
  })
})

describe('fileKeys', () => {
  it('gives processes that share a folder the same keys, also when they start at once', async () => {
    const holders = Array.from({ length: 8 }, () => fileKeys(dir))

    const kids = await Promise.all(holders.map(async (keys) => (await keys.signer()).kid))
    const secrets = await Promise.all(holders.map((keys) => keys.secret('tombstones')))

    expect(new Set(kids).size).toBe(1)
    expect(secrets.every((secret) => secret.equals(secrets[0] ?? secret))).toBe(true)
    expect(readdirSync(dir).sort()).toEqual(['secret-tombstones', 'signing-0001.pem'])
  })

  it('writes files that only their owner reads', async () => {
    await fileKeys(dir).secret('a')

    expect(statSync(join(dir, 'secret-a')).mode & 0o777).toBe(0o600)
  })

  it('keeps names from leaving the folder', async () => {
    await fileKeys(dir).secret('../../escape')

    expect(readdirSync(dir)).toEqual(['secret-..%2F..%2Fescape'])
    await expect(fileKeys(dir).secret('n'.repeat(300))).rejects.toMatchObject({ code: 'invalid-option' })
  })

  it('signs with the newest key and verifies with the older ones', async () => {
    const old = signJws(await fileKeys(dir).signer(), 't+jws', 'old')
    const { privateKey } = generateKeyPairSync('ed25519')
    writeFileSync(join(dir, 'signing-0002.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }))

    const rotated = fileKeys(dir)
    const fresh = signJws(await rotated.signer(), 't+jws', 'new')

    const set = await rotated.publicKeys()
    expect(set.keys).toHaveLength(2)
    expect(verifyJws(old, set, 't+jws')).toBe('old')
    expect(verifyJws(fresh, set, 't+jws')).toBe('new')
  })

  it('removes the file of a destroyed secret', async () => {
    const keys = fileKeys(dir)
    const bytes = (await keys.secret('a')).export()
    expect(readFileSync(join(dir, 'secret-a'))).toEqual(bytes)

    await keys.destroySecret('a')

    expect(readdirSync(dir)).toEqual([])
  })
})
