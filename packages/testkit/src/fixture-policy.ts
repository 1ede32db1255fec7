/** A small valid policy with one purpose of each common basis, for tests of apps and of PrivacyKit itself. */
import type { PolicyDocument } from '@privacykit/contract'

/**
 * `analytics` (consent, cookies), `ads` (consent, sale: GPC binds; asks for the age), `orders` (contract), `marketing` (legitimate
 * interests, soft opt-in), `invoices` (legal obligation, ten years). All but `ads` work without a known age.
 */
export const fixturePolicy = {
  app: 'fixture',
  version: 'fixture-1',
  locales: ['en', 'id'],
  controller: { name: 'Fixture Ltd', country: 'IE', contact: { email: 'privacy@fixture.example' } },
  purposes: {
    analytics: {
      basis: 'consent',
      title: { en: 'Visit counts', id: 'Hitungan kunjungan' },
      summary: { en: 'Counts visits to find slow pages.', id: 'Menghitung kunjungan.' },
      data: ['user.device.cookie_id', 'user.telemetry'],
      recipients: ['counter'],
      retention: 'visits',
      expiresDays: 180,
      stores: [{ cookie: '_count*', days: 180 }, { localStorage: 'count.*' }],
      age: 'not-required',
      ageReason: 'A fixture that is not directed at children.',
      noticeRequired: false,
    },
    ads: {
      basis: 'consent',
      title: { en: 'Advertising', id: 'Iklan' },
      summary: { en: 'Shows ads that follow you.', id: 'Menampilkan iklan.' },
      data: ['user.device.cookie_id'],
      recipients: ['network'],
      retention: 'visits',
      stores: [{ cookie: '_ads' }],
      sale: true,
      targetedAdvertising: true,
      noticeRequired: false,
    },
    orders: {
      basis: 'contract',
      title: { en: 'Your orders', id: 'Pesanan Anda' },
      summary: { en: 'Ships what you order.', id: 'Mengirim pesanan Anda.' },
      data: ['user.name', 'user.contact.email', 'user.unique_id'],
      retention: 'account',
      whenUnknown: 'last-known',
      age: 'not-required',
      ageReason: 'A fixture that is not directed at children.',
      noticeRequired: false,
    },
    marketing: {
      basis: 'legitimate-interests',
      title: { en: 'News about what you bought', id: 'Kabar' },
      summary: { en: 'An e-mail about similar goods.', id: 'E-mail tentang barang serupa.' },
      data: ['user.contact.email'],
      retention: 'account',
      directMarketing: true,
      softOptIn: 'Address obtained in a sale; opt-out offered then and in each message.',
      age: 'not-required',
      ageReason: 'A fixture that is not directed at children.',
      noticeRequired: false,
    },
    invoices: {
      basis: 'legal-obligation',
      title: { en: 'Invoices', id: 'Faktur' },
      summary: { en: 'Keeps invoices for the tax office.', id: 'Menyimpan faktur.' },
      data: ['user.name', 'user.behavior.purchase_history'],
      retention: 'invoices',
      law: { name: 'A tax law' },
      duringClosure: true,
    },
  },
  recipients: {
    counter: {
      name: 'Counter Ltd',
      role: 'processor',
      country: 'IE',
      data: ['user.device.cookie_id', 'user.telemetry'],
    },
    network: { name: 'Network Ltd', role: 'controller', country: 'IE', data: ['user.device.cookie_id'] },
  },
  retention: {
    visits: { days: 180, from: 'collected', reason: { en: 'To compare seasons.', id: 'Membandingkan musim.' } },
    account: { days: 1, from: 'account-end', reason: { en: 'While you have an account.', id: 'Selama ada akun.' } },
    invoices: {
      years: 10,
      from: 'invoice-date',
      reason: { en: 'Tax law wants ten years.', id: 'Diwajibkan undang-undang pajak.' },
      law: 'A tax law',
    },
  },
  children: { childAge: 18, consentAge: 'by-jurisdiction' },
  deregistration: { undoDays: 14, residualCheckDays: 30 },
} satisfies PolicyDocument
