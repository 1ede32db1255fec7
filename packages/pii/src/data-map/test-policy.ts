/** A small policy for the tests of this folder: three bases, a transfer with and one without a safeguard, a purpose without retention. */
import type { RecordPolicy } from './policy-part.ts'

export const examplePolicy: RecordPolicy = {
  app: 'kiosk',
  version: '2026-11-01',
  locales: ['en', 'id'],
  controller: {
    name: 'Kiosk Ltd',
    country: 'IE',
    contact: { email: 'privacy@kiosk.example', address: '1 Quay, Cork' },
    dpo: { email: 'dpo@kiosk.example' },
  },
  purposes: {
    orders: {
      basis: 'contract',
      title: { en: 'Orders', id: 'Pesanan' },
      summary: { en: 'Ships what you order.' },
      data: ['user.contact.email', 'user.contact.address', 'user.financial'],
      recipients: ['post', 'bank'],
      retention: 'invoices',
    },
    news: {
      basis: 'consent',
      title: { en: 'News' },
      summary: { en: 'A letter a month.' },
      data: ['user.contact.email'],
      recipients: ['twin'],
      retention: 'account',
      directMarketing: true,
      stores: [{ cookie: '_news', days: 30 }],
    },
    watch: { basis: 'legitimate-interests', title: { en: 'Watch' }, summary: { en: 'Spots theft.' }, data: [] },
  },
  recipients: {
    post: {
      name: 'Post',
      role: 'processor',
      country: 'DE',
      data: ['user.contact.email', 'user.contact.address.street'],
    },
    bank: {
      name: 'Bank',
      role: 'controller',
      country: 'US',
      data: ['user.financial'],
      safeguard: 'Standard contractual clauses',
    },
    twin: { name: 'Twin Stores', role: 'joint-controller', country: 'GB', data: ['user.contact'] },
  },
  retention: {
    invoices: { from: 'invoice-date', years: 10, reason: { en: 'Tax law wants it.' }, law: 'Tax Code 5' },
    account: { from: 'account-end', days: 1, reason: { en: 'While you have an account.' } },
  },
}
