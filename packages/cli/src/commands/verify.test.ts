import { type KeysReply, type ProofPayload, proofPayloadSchema, type ReceiptPayload } from '@privacykit/contract'
import { memoryKeys, signJws } from '@privacykit/vault'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestProject } from '../test-project.ts'

const project = createTestProject()
afterAll(() => project.remove())

const id = (letter: string) => letter.repeat(22)
const proof: ProofPayload = {
  v: 1,
  proofId: id('p'),
  requestId: id('r'),
  app: 'shop',
  kind: 'final',
  requestedAt: '2026-11-01T10:00:00.000Z',
  completedAt: '2026-11-16T10:00:00.000Z',
  steps: [
    {
      hook: 'main',
      kind: 'erase',
      attempts: 1,
      count: 4,
      retained: [{ rule: 'invoices', count: 2, until: '2036-11-01T10:00:00.000Z' }],
    },
    { hook: 'main', kind: 'verify', attempts: 1, residual: 0 },
  ],
  residual: 0,
  notVerified: ['billing'],
  recordsDeleted: 7,
  fenceUntil: '2027-02-16T10:00:00.000Z',
}
const receipt: ReceiptPayload = {
  v: 1,
  recordId: id('a'),
  app: 'shop',
  seq: 3,
  receivedAt: '2026-11-01T10:00:00.000Z',
  effectiveAt: '2026-11-01T10:00:00.000Z',
  commitment: 'c',
  durability: 'process',
}
const keys = memoryKeys()
const sign = async (typ: string, payload: unknown) => signJws(await keys.signer(), typ, payload)
let jwks: KeysReply

beforeAll(async () => {
  const jws = await sign('privacy-proof+jws', proof)
  jwks = await keys.publicKeys()
  project.write('keys.json', JSON.stringify(jwks))
  project.write('proof.json', JSON.stringify({ ...proof, jws }))
  project.write('proof.jws', `${jws}\n`)
})

describe('privacykit verify', () => {
  test('reads a proof without any request, and says what was erased, kept and not verified', async () => {
    const { code, out } = await project.run(['verify', 'proof.json', '--keys', 'keys.json'])

    expect(code).toBe(0)
    expect(out).toContain('Authentic proof (final).')
    expect(out).toContain('main erase: 4, 2 kept by invoices until 2036-11-01T10:00:00.000Z')
    expect(out).toContain('main verify: 0 left')
    expect(out).toContain('declared, not verified: billing')
  })

  test('takes a bare JWS, and prints what was signed as JSON', async () => {
    const { code, out } = await project.run(['verify', 'proof.jws', '--keys', 'keys.json', '--json'])

    expect(code).toBe(0)
    expect(proofPayloadSchema.parse(JSON.parse(out).payload)).toEqual(proof)
  })

  test('takes a receipt, and keys from an address', async () => {
    project.write('receipt.json', JSON.stringify({ ...receipt, jws: await sign('privacy-receipt+jws', receipt) }))
    const asked: string[] = []

    const { code, out } = await project.run(['verify', 'receipt.json', '--keys', 'https://privacy.example/v1/keys'], {
      fetch: async (url) => {
        asked.push(String(url))
        return Response.json(jwks)
      },
    })

    expect(code).toBe(0)
    expect(out).toContain('Authentic receipt.')
    expect(asked).toEqual(['https://privacy.example/v1/keys'])
  })

  test('refuses a proof whose readable fields say something else than what was signed', async () => {
    const changed = { ...JSON.parse(project.read('proof.json')), recordsDeleted: 8 }
    project.write('changed.json', JSON.stringify(changed))

    const { code, err } = await project.run(['verify', 'changed.json', '--keys', 'keys.json'])

    expect(code).toBe(1)
    expect(err).toContain('say something else than what was signed')
  })

  test('refuses a changed payload, a foreign key, and one kind as another', async () => {
    const [header, , signature] = project.read('proof.jws').trim().split('.')
    const forged = Buffer.from(JSON.stringify({ ...proof, recordsDeleted: 8 })).toString('base64url')
    project.write('forged.jws', `${header}.${forged}.${signature}`)
    project.write('foreign.json', JSON.stringify(await memoryKeysWithSigner()))
    project.write('kind.jws', await sign('privacy-receipt+jws', proof))
    project.write('other.jws', await sign('other+jws', proof))

    for (const [file, key] of [
      ['forged.jws', 'keys.json'],
      ['proof.jws', 'foreign.json'],
      ['kind.jws', 'keys.json'],
      ['other.jws', 'keys.json'],
      ['keys.json', 'keys.json'],
    ] as const)
      expect(await project.run(['verify', file, '--keys', key])).toMatchObject({
        code: 1,
        err: expect.stringContaining('(not-authentic)'),
      })
  })

  test('says what is missing', async () => {
    expect(await project.run(['verify'])).toMatchObject({ code: 2 })
    expect(await project.run(['verify', 'proof.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--keys'),
    })
    expect(await project.run(['verify', 'gone.json', '--keys', 'keys.json'])).toMatchObject({ code: 1 })
    expect(await project.run(['verify', 'proof.json', '--keys', 'proof.json'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('no JSON Web Key Set'),
    })
    expect(await project.run(['verify', 'proof.json', '--keys', 'http://127.0.0.1/keys'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('(unavailable)'),
    })
  })
})

async function memoryKeysWithSigner(): Promise<KeysReply> {
  const foreign = memoryKeys()
  await foreign.signer()
  return foreign.publicKeys()
}
