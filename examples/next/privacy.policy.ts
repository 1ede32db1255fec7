/** The privacy policy of the Harbour Post: data, all of it publishable. Browser, server and backend obey this file. */
import { definePolicy } from '@privacykit/policy'

export const policy = definePolicy({
  app: 'harbour-post',
  version: '2026-11-01',
  locales: ['en', 'de'],
  controller: { name: 'The Harbour Post', country: 'DE', contact: { email: 'privacy@harbour-post.example' } },

  purposes: {
    analytics: {
      basis: 'consent',
      title: { en: 'Visit counts', de: 'Besucherzahlen' },
      summary: {
        en: 'Counts which stories are read, with Google Analytics.',
        de: 'Zählt mit Google Analytics, welche Artikel gelesen werden.',
      },
      data: ['user.device.cookie_id', 'user.device.ip_address', 'user.behavior.browsing_history'],
      recipients: ['google'],
      retention: 'visits',
      expiresDays: 180,
      // withdrawing deletes them: cookies and storage keys, by name or pattern
      stores: [
        { cookie: '_ga', days: 400, text: { en: 'Tells browsers apart.', de: 'Unterscheidet Browser.' } },
        { cookie: '_ga_*', days: 400, text: { en: 'Keeps a visit together.', de: 'Hält einen Besuch zusammen.' } },
      ],
      age: 'not-required',
      ageReason: 'The paper is for everyone, and the counts carry no account.',
      noticeRequired: false,
    },
    video: {
      basis: 'consent',
      title: { en: 'Videos', de: 'Videos' },
      summary: { en: 'Plays our reports from YouTube.', de: 'Spielt unsere Beiträge von YouTube ab.' },
      data: ['user.device.ip_address', 'user.device.telemetry'],
      recipients: ['google'],
      retention: 'watching',
      expiresDays: 180,
      sharing: true,
      age: 'not-required',
      ageReason: 'Asked about beside each video; it plays without an account.',
      noticeRequired: false,
    },
    choices: {
      basis: 'legal-obligation',
      title: { en: 'Your privacy choices', de: 'Ihre Datenschutzwahl' },
      summary: {
        en: 'Keeps what you chose, so that we can act on it and show it.',
        de: 'Merkt sich, was Sie gewählt haben, damit wir danach handeln und es zeigen können.',
      },
      data: ['user.privacy_preferences', 'user.unique_id.pseudonymous'],
      retention: 'proof',
      law: { name: 'Regulation (EU) 2016/679, Art. 5(2), 7(1)' },
      stores: [
        { localStorage: 'privacykit:harbour-post:*', necessary: true },
        { indexedDB: 'privacykit-harbour-post', necessary: true },
        { cookie: '*privacy-device', necessary: true, days: 365 },
        { cookie: 'harbour-post-privacy-answers', necessary: true, days: 365 },
      ],
    },
  },

  recipients: {
    google: {
      name: 'Google',
      role: 'controller',
      country: 'US',
      data: [
        'user.device.cookie_id',
        'user.device.ip_address',
        'user.device.telemetry',
        'user.behavior.browsing_history',
      ],
      safeguard: 'EU–US Data Privacy Framework',
      hosts: ['www.googletagmanager.com', '*.google-analytics.com', 'www.youtube-nocookie.com'],
    },
  },

  retention: {
    visits: {
      from: 'collected',
      days: 180,
      reason: { en: 'Half a year, to compare seasons.', de: 'Ein halbes Jahr, um Jahreszeiten zu vergleichen.' },
    },
    watching: {
      from: 'collected',
      days: 1,
      reason: {
        en: 'We keep nothing of it but a day of logs.',
        de: 'Wir behalten davon nur die Protokolle eines Tages.',
      },
    },
    proof: {
      from: 'choice-replaced',
      years: 3,
      reason: {
        en: 'Three years after you change a choice, to be able to show it.',
        de: 'Drei Jahre, nachdem Sie eine Wahl ändern, um sie zeigen zu können.',
      },
    },
  },

  children: { consentAge: 'by-jurisdiction' },
})
