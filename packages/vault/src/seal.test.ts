import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deviceIdOf, newDeviceSecret, newId } from './id.ts'
import { blindIndex, commitmentOf } from './mac.ts'
import { openSealed, seal } from './seal.ts'

const key = createSecretKey(randomBytes(32))
const refused = expect.objectContaining({ code: 'not-authentic' })

describe('seal', () => {
  it('opens with the key and the context it was sealed with', () => {
    const sealed = seal(key, 'Ærø, 夢, 🗝', ['shop', 'row', '1'])

    expect(openSealed(key, sealed, ['shop', 'row', '1'])).toBe('Ærø, 夢, 🗝')
    expect(openSealed(key, seal(key, '', []), [])).toBe('')
  })

  it('never makes the same text twice', () => {
    expect(seal(key, 'same', ['c'])).not.toBe(seal(key, 'same', ['c']))
  })

  it('stays shut in another place, even when the joined text of the context is the same', () => {
    const sealed = seal(key, 'text', ['ab', 'c'])

    for (const context of [['a', 'bc'], ['abc'], ['ab', 'c', ''], ['c', 'ab'], []]) {
      expect(() => openSealed(key, sealed, context)).toThrow(refused)
    }
  })

  it('stays shut for another key and for every changed character', () => {
    const sealed = seal(key, 'text', ['c'])

    expect(() => openSealed(createSecretKey(randomBytes(32)), sealed, ['c'])).toThrow(refused)
    for (let index = 0; index < sealed.length; index += 1) {
      const other = sealed[index] === 'A' ? 'B' : 'A'
      expect(() => openSealed(key, sealed.slice(0, index) + other + sealed.slice(index + 1), ['c'])).toThrow(refused)
    }
    for (const text of ['', 'v1.', 'v2.AAAA', sealed.slice(0, -1), `${sealed}=`, `${sealed}A`]) {
      expect(() => openSealed(key, text, ['c'])).toThrow(refused)
    }
  })
})

describe('blindIndex', () => {
  it('is the same for the same parts, and differs by key and by where the parts end', () => {
    expect(blindIndex(key, ['email', 'a'])).toBe(blindIndex(key, ['email', 'a']))
    expect(blindIndex(key, ['email', 'a'])).toMatch(/^[\w-]{43}$/)
    expect(blindIndex(key, ['emai', 'la'])).not.toBe(blindIndex(key, ['email', 'a']))
    expect(blindIndex(createSecretKey(randomBytes(32)), ['email', 'a'])).not.toBe(blindIndex(key, ['email', 'a']))
  })
})

describe('commitmentOf', () => {
  it('binds to the bytes and to the salt', () => {
    const salt = randomBytes(32)

    expect(commitmentOf(salt, '{"a":1}')).toBe(commitmentOf(salt, Buffer.from('{"a":1}')))
    expect(commitmentOf(salt, '{"a":2}')).not.toBe(commitmentOf(salt, '{"a":1}'))
    expect(commitmentOf(randomBytes(32), '{"a":1}')).not.toBe(commitmentOf(salt, '{"a":1}'))
  })
})

describe('ids', () => {
  it('have the lengths of the wire', () => {
    expect(newId()).toMatch(/^[\w-]{22}$/)
    expect(newDeviceSecret()).toMatch(/^[\w-]{43}$/)
    expect(new Set(Array.from({ length: 1000 }, newId)).size).toBe(1000)
  })

  it('derive a device’s id from its secret, the same everywhere', () => {
    // SHA-256 of 43 times "A", first 22 characters of base64url; computed with sha256sum
    expect(deviceIdOf('A'.repeat(43))).toBe('DwBzhbb51LfusnSGBa_hqY')
    expect(deviceIdOf(newDeviceSecret())).toMatch(/^[\w-]{22}$/)
  })
})
