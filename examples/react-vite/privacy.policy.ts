/** The privacy policy of Crumb: data, all of it publishable. Browser, server and backend obey this file. */
import { POSTHOG_STORES } from '@privacykit/client/posthog'
import { definePolicy } from '@privacykit/policy'

export const policy = definePolicy({
  app: 'crumb',
  version: '2026-11-01',
  locales: ['en'],
  controller: { name: 'Crumb', country: 'DE', contact: { email: 'privacy@crumb.example' } },

  purposes: {
    analytics: {
      basis: 'consent',
      title: { en: 'Visit counts' },
      summary: { en: 'Counts which loaves people bake, so that we write about those.' },
      data: ['user.device.cookie_id', 'user.device.ip_address', 'user.telemetry'],
      recipients: ['posthog'],
      retention: 'visits',
      expiresDays: 180,
      // withdrawing deletes them
      stores: POSTHOG_STORES,
      age: 'not-required',
      ageReason: 'Bread is for everyone, and the counts carry no account.',
      noticeRequired: false,
    },
    video: {
      basis: 'consent',
      title: { en: 'Videos' },
      summary: { en: 'Plays a baking video from YouTube.' },
      data: ['user.device.ip_address', 'user.device.telemetry'],
      recipients: ['youtube'],
      retention: 'watching',
      expiresDays: 180,
      sharing: true,
      age: 'not-required',
      ageReason: 'Asked about beside each video; it plays without an account.',
      noticeRequired: false,
    },
    choices: {
      basis: 'legal-obligation',
      title: { en: 'Your privacy choices' },
      summary: { en: 'Keeps what you chose, so that we can act on it and show it.' },
      data: ['user.privacy_preferences', 'user.unique_id.pseudonymous'],
      retention: 'proof',
      law: { name: 'Regulation (EU) 2016/679, Art. 5(2), 7(1)' },
      stores: [
        { localStorage: 'privacykit:crumb:*', necessary: true },
        { indexedDB: 'privacykit-crumb', necessary: true },
        { cookie: '*privacy-device', necessary: true, days: 365 },
      ],
    },
  },

  recipients: {
    posthog: {
      name: 'PostHog (EU cloud)',
      role: 'processor',
      country: 'DE',
      data: ['user.device.cookie_id', 'user.device.ip_address', 'user.telemetry'],
      hosts: ['eu.i.posthog.com', 'eu-assets.i.posthog.com'],
    },
    youtube: {
      name: 'YouTube (Google)',
      role: 'controller',
      country: 'US',
      data: ['user.device.ip_address', 'user.device.telemetry'],
      safeguard: 'EU–US Data Privacy Framework',
      hosts: ['www.youtube-nocookie.com'],
    },
  },

  retention: {
    visits: {
      from: 'collected',
      days: 180,
      reason: { en: 'Half a year, to compare seasons.' },
    },
    watching: { from: 'collected', days: 1, reason: { en: 'We keep nothing of it but a day of logs.' } },
    proof: {
      from: 'choice-replaced',
      years: 3,
      reason: { en: 'Three years after you change a choice, to be able to show it.' },
    },
  },

  children: { consentAge: 'by-jurisdiction' },
})
