/** The text that `privacykit init` writes: the smallest policy that shows every part once. */

export function starterPolicy({ app, day }: { app: string; day: string }): string {
  return `import { definePolicy } from '@privacykit/policy'

/** What we promise. Everything in here is published: it is the privacy notice, and the code obeys it. */
export const policy = definePolicy({
  app: '${app}',
  // a new version for every change; \`privacykit check\` notices when you forget
  version: '${day}',
  // the first one is the fallback; every text below needs it
  locales: ['en'],
  controller: {
    name: 'Example Ltd',
    country: 'DE', // ISO 3166
    contact: { email: 'privacy@example.com' },
  },

  // what you do with data, and why you may (GDPR Art. 6)
  purposes: {
    account: {
      basis: 'contract',
      title: { en: 'Your account' },
      summary: { en: 'Lets you sign in and find your things again.' },
      data: ['user.name', 'user.contact.email'],
      retention: 'account',
    },
    analytics: {
      basis: 'consent',
      title: { en: 'Visit counts' },
      summary: { en: 'Counts visits so that we can fix slow pages.' },
      data: ['user.device.cookie_id', 'user.telemetry'],
      recipients: ['counter'],
      retention: 'visits',
      expiresDays: 180,
      // cookies and storage keys that go when the person withdraws
      stores: [{ cookie: '_count*', days: 180, text: { en: 'Tells a first visit from a second.' } }],
    },
  },

  // who else gets data
  recipients: {
    counter: {
      name: 'Counter Ltd',
      role: 'processor',
      country: 'DE',
      data: ['user.device.cookie_id', 'user.telemetry'],
      hosts: ['counter.example.com'],
    },
  },

  // how long you keep it
  retention: {
    account: { from: 'account-end', days: 30, reason: { en: 'As long as you have an account.' } },
    visits: { from: 'collected', days: 180, reason: { en: 'Half a year, to compare seasons.' } },
  },

  // below which age a guardian decides: by the law of each place
  children: { consentAge: 'by-jurisdiction' },
})
`
}
