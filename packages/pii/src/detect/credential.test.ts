/** Passwords, tokens and keys. The keys are put together here, so that no scanner of repositories takes them for real ones. */
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const found = (text: string) => detect(text).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)

const filler = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0'

describe('passwords after a word for them', () => {
  it.each([
    ['the password is Tr0ub4dor&3 now', 'Tr0ub4dor&3'],
    ["login with password 'hunterTwo!' please", 'hunterTwo!'],
    ['PASSWORD=correcthorse', 'correcthorse'],
    ['{"password":"hunter22"}', 'hunter22'],
    ['db_password: s3cretPass', 's3cretPass'],
    ['kata sandi: Rahasia123', 'Rahasia123'],
    ['Authorization: Bearer abcdef0123456789abcdef', 'abcdef0123456789abcdef'],
    ['api_key=9f86d081884c7d65', '9f86d081884c7d65'],
    ['密码：Abc12345', 'Abc12345'],
  ])('finds the one in %j', (text, value) => {
    expect(found(text)).toEqual([`CREDENTIAL ${value}`])
  })

  it('finds the one after an address in a list of logins', () => {
    expect(found('leaked logins: jane@example.org:Summer24!')).toEqual([
      'EMAIL jane@example.org',
      'CREDENTIAL Summer24!',
    ])
  })

  it.each([
    'I forgot my password again',
    'Password: must be longer than eight letters',
    'the password reset thread, password policy and password forms',
    'password: ********',
    `password=$${'{DB_PASSWORD}'}`,
    '"password": null',
    'a token of thanks; the secret is out',
    'the bearer of this letter',
    'compassword=abc1234',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('keys by their form', () => {
  it.each(['ghp_', 'xoxb-', 'sk_live_', 'glpat-', 'npm_'])('finds one that begins with %s', (prefix) => {
    const key = prefix + filler.slice(0, 36)

    expect(found(`it was ${key}, they say`)).toEqual([`CREDENTIAL ${key}`])
  })

  it('finds a JSON Web Token', () => {
    const token = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJqYW5lIn0', filler].join('.')

    expect(found(`cookie ${token} expired`)).toEqual([`CREDENTIAL ${token}`])
  })

  it('finds a private key as a whole', () => {
    const key = `-----BEGIN PRIVATE ${'KEY'}-----\n${filler}${filler}\n-----END PRIVATE KEY-----`

    expect(found(`here: ${key}\nbye`)).toEqual([`CREDENTIAL ${key}`])
  })

  it('leaves a prefix without a key alone', () => {
    expect(found('names begin with ghp_ or sk-something-very-ordinary here')).toEqual([])
  })
})
