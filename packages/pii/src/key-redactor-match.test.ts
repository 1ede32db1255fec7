import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createKeyRedactor, type KeyRedactorOptions } from './key-redactor.ts'
import { personal } from './tag.ts'

const SECRET = 'leak@contoso.example'
const MASK = '[user.contact.email]'

describe('keys', () => {
  const isHit = (key: string, options?: KeyRedactorOptions) =>
    createKeyRedactor(options).stringify({ [key]: 'some value' }) !== JSON.stringify({ [key]: 'some value' })

  test.each(['email', 'Email', 'EMAIL', 'user_email', 'userEmail', 'customerEmail', 'e-mail', 'E_Mail', 'userEMail2'])(
    'email catches %s',
    (key) => expect(isHit(key, { keys: ['email'] })).toBe(true),
  )

  test.each(['emails', 'emailAddress', 'contact.email', 'http.request.header.x-email', 'billing email'])(
    'email catches %s',
    (key) => expect(isHit(key, { keys: ['email'] })).toBe(true),
  )

  test.each(['emailVerified', 'email_count', 'hasEmail', 'emailSentAt', 'emailtemplate', 'gmail'])(
    'email leaves %s alone',
    (key) => expect(isHit(key, { keys: ['email'] })).toBe(false),
  )

  test('name leaves words alone that only hold its letters', () => {
    for (const key of ['filename', 'nameplate', 'hostname', 'rename'])
      expect(isHit(key, { keys: ['name'] })).toBe(false)
    expect(isHit('fileName', { keys: [{ key: 'name', category: 'user.name', whole: true }] })).toBe(false)
    expect(isHit('Name', { keys: [{ key: 'name', category: 'user.name', whole: true }] })).toBe(true)
  })

  test('the default list knows what web servers log', () => {
    for (const key of [
      'authorization',
      'Cookie',
      'set-cookie',
      'x-api-key',
      'password',
      'refreshToken',
      'clientSecret',
    ])
      expect(isHit(key)).toBe(true)
    for (const key of ['phone', 'remoteAddress', 'x-forwarded-for', 'firstName', 'dateOfBirth', 'cardNumber', 'iban'])
      expect(isHit(key)).toBe(true)
    for (const key of ['id', 'name', 'level', 'hostname', 'status', 'user-agent', 'tokenType', 'shipping', 'zipped'])
      expect(isHit(key)).toBe(false)
  })

  test('a name alone takes the category that the default list has for it, an entry says its own', () => {
    const redact = createKeyRedactor({ keys: ['phone', 'badge', { key: 'nis', category: 'user.government_id' }] })

    expect(redact({ phone: 1, badge: 2, nis: 3 })).toEqual({
      phone: '[user.contact.phone_number]',
      badge: '[user]',
      nis: '[user.government_id]',
    })
  })

  test('the longest name in a key decides', () => {
    expect(createKeyRedactor()({ clientIpAddress: 'x' })).toEqual({ clientIpAddress: '[user.device.ip_address]' })
  })

  test('a number under a plural is a count, and null is nothing to hide', () => {
    const value = { tokens: 532, emails: 2, email: null, phone: undefined }

    expect(createKeyRedactor()(value)).toBe(value)
    expect(createKeyRedactor()({ phones: [62_812] })).toEqual({ phones: '[user.contact.phone_number]' })
  })

  test('tagged fields of schemas are keys', () => {
    const person = z.object({
      nick: personal(z.string(), 'user.account.username'),
      kids: z.array(personal(z.string(), 'user.name', { kind: 'quasi' })).optional(),
      home: z.object({ lane: personal(z.string(), 'user.contact.address.street') }),
    })
    const kinds: string[] = []
    const redact = createKeyRedactor({
      keys: [],
      schemas: [person],
      strategy: (tag) => {
        kinds.push(`${tag.category} ${tag.kind}`)
        return 'mask'
      },
    })

    const line = redact({ Nick: 'n', deep: [{ kids: ['a'], lane: 'x', nickCount: 1 }] })

    expect(line).toEqual({
      Nick: '[user.account.username]',
      deep: [{ kids: '[user.name]', lane: '[user.contact.address.street]', nickCount: 1 }],
    })
    expect(kinds).toContain('user.name quasi')
  })

  test('refuses an empty name', () => {
    expect(() => createKeyRedactor({ keys: ['--'] })).toThrow(/neither letters nor digits/)
  })

  test('remembers a bounded number of keys', () => {
    const redact = createKeyRedactor()
    const floods = Array.from({ length: 20 }, (_, round) =>
      Object.fromEntries(Array.from({ length: 500 }, (_unused, index) => [`k${round}x${index}`, index])),
    )

    for (const line of floods) expect(redact(line)).toBe(line)
    expect(redact({ email: SECRET })).toEqual({ email: MASK })
  })
})
