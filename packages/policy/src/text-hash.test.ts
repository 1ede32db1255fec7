import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policyOf } from './test-records.ts'
import { noticeText, textHash } from './text-hash.ts'

const policy = policyOf(
  {
    stats: {
      title: { en: 'Statistics', 'pt-BR': 'Estatísticas' },
      summary: { en: 'Counts visits.', 'pt-BR': 'Conta visitas.' },
      expiresDays: 180,
      recipients: ['lab'],
    },
    ads: {},
  },
  { recipients: { lab: { name: 'Lab Ltd', role: 'processor', country: 'ID', data: ['user.telemetry'] } } },
)
const shown = { policy, language: 'en', purposes: ['stats', 'ads'], strings: { heading: 'Choose', accept: 'Accept' } }

describe('the hash of a text', () => {
  it('is the SHA-256 that everybody else computes', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ minLength: 50, maxLength: 130 }))

    fc.assert(
      fc.property(texts, (text) => {
        expect(textHash(text)).toBe(createHash('sha256').update(text, 'utf8').digest('base64url'))
      }),
    )
  })

  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1_000])('is right at a length of %i', (length) => {
    const text = 'a'.repeat(length)

    expect(textHash(text)).toBe(createHash('sha256').update(text).digest('base64url'))
  })
})

describe('the text that was shown', () => {
  it('is the words, the version and the language', () => {
    expect(JSON.parse(noticeText(shown))).toEqual({
      app: 'test',
      version: '1',
      language: 'en',
      strings: { heading: 'Choose', accept: 'Accept' },
      purposes: {
        stats: { title: 'Statistics', summary: 'Counts visits.', expiresDays: 180, recipients: ['Lab Ltd'] },
        ads: { title: 'Title', summary: 'Summary' },
      },
    })
  })

  it('is one text whatever the order of purposes, words and Unicode marks', () => {
    const other = { ...shown, purposes: ['ads', 'stats'], strings: { accept: 'Accept', heading: 'Choose' } }
    const composed = { ...shown, strings: { heading: 'caf\u00e9' } }
    const decomposed = { ...shown, strings: { heading: 'cafe\u0301' } }

    expect(noticeText(other)).toBe(noticeText(shown))
    expect(noticeText(decomposed)).toBe(noticeText(composed))
  })

  it('is another text when a word, the language, the version or what was asked differs', () => {
    const texts = [
      shown,
      { ...shown, strings: { ...shown.strings, accept: 'Agree' } },
      { ...shown, language: 'pt' },
      { ...shown, purposes: ['stats'] },
      { ...shown, policy: { ...policy, version: '2' } },
    ].map((each) => textHash(noticeText(each)))

    expect(new Set(texts).size).toBe(texts.length)
  })

  it('has the words that a reader of a nearby language was shown', () => {
    const titleIn = (language: string) =>
      (JSON.parse(noticeText({ ...shown, language })) as { purposes: { stats: { title: string } } }).purposes.stats
        .title // as: made above

    expect(titleIn('pt')).toBe('Estatísticas')
    expect(titleIn('pt-PT')).toBe('Estatísticas')
    expect(titleIn('de')).toBe('Statistics')
  })

  it('leaves out what the policy does not have', () => {
    expect(noticeText({ ...shown, purposes: ['constructor'] })).toBe(noticeText({ ...shown, purposes: [] }))
  })
})
