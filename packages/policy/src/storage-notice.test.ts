import { describe, expect, it } from 'vitest'
import { definePolicy } from './policy.ts'
import { storageItems, storageNoticeHtml, storageNoticeMarkdown } from './storage-notice.ts'
import { STORAGE_WORDS } from './storage-words.ts'

const policy = definePolicy({
  app: 'shop',
  version: '1',
  locales: ['en', 'de'],
  controller: { name: 'Shop', country: 'DE', contact: { email: 'privacy@shop.example' } },
  purposes: {
    orders: {
      basis: 'contract',
      data: ['user.name'],
      title: { en: 'Orders', de: 'Bestellungen' },
      summary: { en: 'Ships.' },
      stores: [{ cookie: 'basket', necessary: true, text: { en: 'What you put in.' } }],
    },
    analytics: {
      basis: 'consent',
      data: ['user.telemetry'],
      title: { en: 'Counts <b>visits</b> | all' },
      summary: { en: 'Counts.' },
      stores: [{ cookie: '_tally*', days: 180 }, { localStorage: 'tally' }, { indexedDB: 'tally', days: 1 }],
    },
  },
  recipients: {},
  retention: {},
  children: {},
})

describe('the cookies notice', () => {
  it('lists everything that the policy declares, under its purpose', () => {
    expect(storageItems(policy).map(({ kind, name, necessary, days }) => [kind, name, necessary, days])).toEqual([
      ['cookie', 'basket', true, null],
      ['cookie', '_tally*', false, 180],
      ['localStorage', 'tally', false, null],
      ['indexedDB', 'tally', false, 1],
    ])
  })

  it('takes stores that no purpose declares under the title that they are given', () => {
    const besides = [{ title: 'Your choices', stores: [{ localStorage: 'privacykit:*', necessary: true }] }]

    expect(storageItems(policy, { besides })[0]).toMatchObject({ name: 'privacykit:*', purpose: 'Your choices' })
  })

  it('speaks the language, and falls back to the policy’s first where a text is missing', () => {
    const notice = storageNoticeMarkdown(policy, { language: 'de' })

    expect(notice).toContain('| basket | Cookie | Bestellungen: What you put in. | Nötig')
    expect(notice).toContain('180 Tage')
    expect(storageNoticeMarkdown(policy, { language: 'sw' })).toContain('180')
  })

  it('lets no text of the policy become markup', () => {
    expect(storageNoticeHtml(policy)).toContain('Counts &lt;b&gt;visits&lt;/b&gt; | all')
    expect(storageNoticeMarkdown(policy)).toContain('Counts \\<b\\>visits\\</b\\> \\| all')
    expect(storageNoticeMarkdown(policy)).toContain('\\_tally\\*')
  })

  it('mirrors where the language is written from the right', () => {
    expect(storageNoticeHtml(policy, { language: 'ar' })).toContain('<section lang="ar" dir="rtl">')
  })

  it('says so when nothing is kept', () => {
    const nothing = { ...policy, purposes: {} }

    expect(storageNoticeMarkdown(nothing)).toBe(`# ${STORAGE_WORDS.en?.title}\n\n${STORAGE_WORDS.en?.nothing}\n`)
    expect(storageNoticeHtml(nothing)).not.toContain('<table>')
  })

  it('has every word in every language, and none twice', () => {
    const [english, ...others] = Object.values(STORAGE_WORDS)
    for (const words of others) {
      expect(new Set(words.columns).size).toBe(5)
      for (const key of ['title', 'lead', 'nothing', 'necessary', 'choice', 'session', 'untilDeleted'] as const) {
        expect(words[key].trim()).toBe(words[key])
        expect(words[key]).not.toBe(english?.[key])
      }
    }
    expect(others).toHaveLength(11)
  })
})
