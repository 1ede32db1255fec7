/** Test support: a policy with the cases that a browser meets. Not part of the package's entry. */
import { definePolicy } from '@privacykit/policy'

const text = (word: string) => ({ en: word })
const ageReason = 'A test of consent, not of age.'

/** Consent with storage, advertising that GPC is about, legitimate interests, and a purpose that needs an age. */
export const policy = definePolicy({
  app: 'shop',
  version: '1',
  locales: ['en'],
  controller: { name: 'Shop', country: 'ID', contact: { email: 'privacy@shop.example' } },
  purposes: {
    analytics: {
      basis: 'consent',
      data: ['user.telemetry'],
      title: text('Statistics'),
      summary: text('Shows what is used.'),
      expiresDays: 180,
      age: 'not-required',
      ageReason,
      stores: [{ cookie: '_ga*' }, { localStorage: 'stats:*' }, { sessionStorage: 'stats' }, { cookie: 'shared' }],
    },
    ads: {
      basis: 'consent',
      data: ['user.telemetry'],
      title: text('Advertising'),
      summary: text('Shows what may interest you.'),
      age: 'not-required',
      ageReason,
      sharing: true,
      stores: [{ cookie: 'shared' }],
    },
    ranking: {
      basis: 'legitimate-interests',
      data: ['user.telemetry'],
      title: text('Ranking'),
      summary: text('Sorts the shelves.'),
      age: 'not-required',
      ageReason,
      noticeRequired: false,
    },
    chat: { basis: 'consent', data: ['user.telemetry'], title: text('Chat'), summary: text('Answers you.') },
  },
  recipients: {},
  retention: {},
  children: { consentAge: 16 },
})
