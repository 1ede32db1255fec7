/** A small shop's policy, for tests. Not part of the package. */
/** Nothing but the person's own answer decides here. */
const open = { age: 'not-required', ageReason: 'A test shop.', noticeRequired: false } as const

const both = (en: string, id: string) => ({ en, id })

/** A small shop's policy. */
export const fakePolicy = {
  app: 'teras',
  version: '2026-11-01',
  locales: ['en', 'id'],
  controller: { name: 'Teras Tea & Clay', country: 'ID', contact: { email: 'privacy@teras.example' } },
  purposes: {
    analytics: {
      basis: 'consent',
      ...open,
      title: both('Visit counts', 'Hitungan kunjungan'),
      summary: both(
        'Counts visits so that we can fix slow pages.',
        'Menghitung kunjungan agar halaman lambat diperbaiki.',
      ),
      data: ['user.device.cookie_id', 'user.telemetry'],
      recipients: ['tally'],
      retention: 'visits',
      stores: [
        { cookie: '_tally*', days: 180, text: both('Tells a first visit from a second.', 'Membedakan kunjungan.') },
      ],
    },
    picks: {
      basis: 'consent',
      ...open,
      title: both('Picks for you', 'Pilihan untuk Anda'),
      summary: both('Shows tea that goes with what you looked at.', 'Menampilkan teh yang cocok.'),
      data: ['user.behavior.browsing_history'],
      retention: 'visits',
      profiling: true,
    },
    letter: {
      basis: 'consent',
      ...open,
      title: both('Letter from the veranda', 'Surat dari teras'),
      summary: both('One e-mail a month with new tea.', 'Satu e-mail per bulan tentang teh baru.'),
      data: ['user.contact.email', 'user.name'],
      recipients: ['mailer'],
      retention: 'account',
    },
    improvement: {
      basis: 'legitimate-interests',
      ...open,
      title: both('Better products', 'Produk yang lebih baik'),
      summary: both('Counts which pots come back broken.', 'Menghitung teko yang kembali pecah.'),
      data: ['user.behavior.purchase_history'],
      retention: 'account',
    },
    orders: {
      basis: 'contract',
      ...open,
      title: both('Your orders', 'Pesanan Anda'),
      summary: both('Packs and ships what you order.', 'Mengemas dan mengirim pesanan Anda.'),
      data: ['user.name', 'user.contact.address'],
      optional: [
        {
          category: 'user.contact.phone_number',
          without: both('The driver cannot call you.', 'Pengemudi tidak dapat menelepon.'),
        },
      ],
      retention: 'account',
    },
    invoices: {
      basis: 'legal-obligation',
      ...open,
      title: both('Invoices', 'Faktur'),
      summary: both('Keeps invoices for as long as tax law demands.', 'Menyimpan faktur sesuai undang-undang.'),
      data: ['user.name'],
      retention: 'invoices',
      law: { name: 'Law 28/2007 (Indonesia)' },
    },
  },
  recipients: {
    tally: { name: 'Tally', role: 'processor', country: 'ID', data: ['user.telemetry'] },
    mailer: {
      name: 'Surat Mail',
      role: 'processor',
      country: 'SG',
      data: ['user.contact.email'],
      safeguard: 'Standard contractual clauses',
    },
  },
  retention: {
    account: {
      from: 'account-end',
      days: 1,
      reason: both('As long as you have an account.', 'Selama Anda memiliki akun.'),
    },
    visits: { from: 'collected', days: 180, reason: both('Half a year, to compare seasons.', 'Setengah tahun.') },
    invoices: {
      from: 'invoice-date',
      years: 10,
      reason: both('Tax law wants invoices for ten years.', 'Undang-undang pajak mewajibkan sepuluh tahun.'),
      law: 'Law 28/2007 (Indonesia), Art. 28(11)',
    },
  },
  children: {},
} as const
