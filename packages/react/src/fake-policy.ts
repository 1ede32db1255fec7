/** A policy of two purposes, for tests. Not part of the package. */
const open = { age: 'not-required', ageReason: 'A test.', noticeRequired: false, data: [] } as const

export const policy = {
  app: 'shop',
  version: '1',
  locales: ['en'],
  controller: { name: 'Shop', country: 'ID', contact: { email: 'privacy@shop.example' } },
  purposes: {
    analytics: { ...open, basis: 'consent', title: { en: 'Visits' }, summary: { en: 'Counts visits.' } },
    orders: { ...open, basis: 'contract', title: { en: 'Orders' }, summary: { en: 'Ships orders.' } },
  },
  recipients: {},
  retention: {},
  children: {},
} as const
