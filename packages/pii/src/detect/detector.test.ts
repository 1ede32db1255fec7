/** What a detector can be told, and how findings that overlap are settled. */
import { PrivacyError } from '@privacykit/contract'
import { describe, expect, it } from 'vitest'
import { createDetector, detect, replaceDetected } from './index.ts'

const TEXT = 'Ask jane@example.org or call +62 812-3456-7890.'

describe('detect', () => {
  it('answers places with type and category, by start', () => {
    expect(detect(TEXT)).toEqual([
      { start: 4, end: 20, category: 'user.contact.email', type: 'EMAIL' },
      { start: 29, end: 46, category: 'user.contact.phone_number', type: 'PHONE' },
    ])
  })

  it('counts in UTF-16 code units', () => {
    expect(detect('👩‍💻 jane@example.org')).toMatchObject([{ start: 6, end: 22 }])
  })

  it('finds no names, addresses, jobs or dates', () => {
    expect(detect('Jane Doe, 12 High Street, Jakarta 12190, teacher since 2019-05-01')).toEqual([])
  })
})

describe('a detector', () => {
  it('looks for the chosen types only', () => {
    expect(createDetector({ types: ['EMAIL'] })(TEXT)).toMatchObject([{ type: 'EMAIL' }])
    expect(createDetector({ types: [] })(TEXT)).toEqual([])
  })

  it('leaves allowed values alone, in any case', () => {
    expect(createDetector({ allow: ['Jane@Example.org'] })(TEXT)).toMatchObject([{ type: 'PHONE' }])
  })

  it('looks only for issued numbers of the chosen countries, and still for all that has no country', () => {
    const text = 'SSN 536-90-4399, card 4111 1111 1111 1111'

    expect(detect(text)).toMatchObject([{ type: 'US_SSN' }, { type: 'CREDIT_CARD' }])
    expect(createDetector({ regions: ['ID'] })(text).map(({ type }) => type)).not.toContain('US_SSN')
    expect(createDetector({ regions: ['ID'] })(text)).toMatchObject([{ type: 'CREDIT_CARD' }])
  })

  it('lets a recogniser of the app win', () => {
    const ticket = { type: 'TICKET', category: 'user.unique_id.ticket', pattern: /T-\d{4,8}/ }
    const address = { type: 'STAFF', category: 'user.contact.email.work', find: () => [{ start: 4, end: 20 }] }
    const own = createDetector({ recognisers: [ticket, address] })

    expect(own(`${TEXT} T-1234`)).toMatchObject([{ type: 'STAFF' }, { type: 'PHONE' }, { type: 'TICKET' }])
  })

  it('runs a recogniser also where nothing else could be', () => {
    const own = createDetector({ recognisers: [{ type: 'WORD', category: 'user.name', pattern: /Rumpel\w+/ }] })

    expect(own('so Rumpelstiltskin said')).toMatchObject([{ type: 'WORD', start: 3, end: 18 }])
  })

  it('asks for a word near a pattern where the recogniser wants one', () => {
    const own = createDetector({
      recognisers: [{ type: 'LOCKER', category: 'user.unique_id', pattern: /\b[A-Z]\d\d\b/, context: ['locker'] }],
    })

    expect(own('put it in locker B12')).toMatchObject([{ type: 'LOCKER' }])
    expect(own('vitamin B12 is good')).toEqual([])
  })

  it('refuses a place outside the text', () => {
    const own = createDetector({
      recognisers: [{ type: 'X', category: 'user.name', find: () => [{ start: 0, end: 99 }] }],
    })

    expect(() => own('hello')).toThrow(PrivacyError)
  })

  it('keeps the surer of two that overlap', () => {
    expect(detect('account number 4111 1111 1111 1111')).toMatchObject([{ type: 'CREDIT_CARD' }])
    expect(detect('password: jane@example.org')).toHaveLength(1)
  })
})

describe('replaceDetected', () => {
  it('puts the category in place of each', () => {
    expect(replaceDetected(TEXT, detect(TEXT))).toBe('Ask [user.contact.email] or call [user.contact.phone_number].')
  })

  it('puts what the caller answers', () => {
    const masked = replaceDetected(TEXT, detect(TEXT), ({ type }, value) => `<${type}:${value.length}>`)

    expect(masked).toBe('Ask <EMAIL:16> or call <PHONE:17>.')
  })

  it('answers the same text when there is nothing', () => {
    expect(replaceDetected('hello', [])).toBe('hello')
  })
})
