/**
 * The privacy policy of Teras, a small shop for tea and clay: data, all of it publishable. Browser, server and backend obey this file.
 * It is long because a policy stands in one place and says everything in two languages.
 */
import { definePolicy } from '@privacykit/policy'

/** Minutes as days. A real shop would give 14 days to undo and look again after 30; here you can watch it happen. */
const minutes = (count: number) => count / 1440

export const policy = definePolicy({
  app: 'teras',
  version: '2026-11-01',
  locales: ['en', 'id'],
  controller: {
    name: 'Teras Tea & Clay',
    country: 'ID',
    contact: { email: 'privacy@teras.example', address: 'Jalan Kaliurang 12, Yogyakarta' },
  },

  purposes: {
    account: {
      basis: 'contract',
      title: { en: 'Your account', id: 'Akun Anda' },
      summary: {
        en: 'Lets you sign in and find your orders again.',
        id: 'Agar Anda dapat masuk dan menemukan pesanan Anda.',
      },
      data: [
        'user.name',
        'user.contact.email',
        'user.authorization.password',
        'user.unique_id',
        'user.demographic.age_range',
      ],
      retention: 'account',
      whenUnknown: 'last-known',
      noticeRequired: false,
      stores: [
        {
          cookie: 'teras_session',
          necessary: true,
          days: 7,
          text: { en: 'Keeps you signed in.', id: 'Menjaga Anda tetap masuk.' },
        },
      ],
    },
    orders: {
      basis: 'contract',
      title: { en: 'Your orders', id: 'Pesanan Anda' },
      summary: { en: 'Packs, ships and changes what you order.', id: 'Mengemas, mengirim, dan mengubah pesanan Anda.' },
      data: [
        'user.name',
        'user.contact.email',
        'user.contact.phone_number',
        'user.contact.address',
        'user.behavior.purchase_history',
        'user.unique_id',
      ],
      optional: [
        {
          category: 'user.contact.phone_number',
          without: {
            en: 'The driver cannot call you before delivery.',
            id: 'Pengemudi tidak dapat menelepon Anda sebelum pengantaran.',
          },
        },
      ],
      recipients: ['courier'],
      retention: 'account',
      whenUnknown: 'last-known',
      noticeRequired: false,
      stores: [
        {
          localStorage: 'teras.cart',
          necessary: true,
          text: { en: 'Remembers what is in your basket.', id: 'Mengingat isi keranjang Anda.' },
        },
      ],
    },
    invoices: {
      basis: 'legal-obligation',
      title: { en: 'Invoices', id: 'Faktur' },
      summary: {
        en: 'Keeps invoices for as long as tax law demands.',
        id: 'Menyimpan faktur selama diwajibkan undang-undang pajak.',
      },
      data: ['user.name', 'user.contact.address.country', 'user.behavior.purchase_history'],
      retention: 'invoices',
      law: { name: 'Law 28/2007 on general tax provisions (Indonesia), Art. 28(11)' },
      duringClosure: true,
    },
    support: {
      basis: 'contract',
      title: { en: 'Questions you send us', id: 'Pertanyaan yang Anda kirim' },
      summary: {
        en: 'Answers your messages and finds what went wrong.',
        id: 'Menjawab pesan Anda dan mencari penyebab masalah.',
      },
      data: ['user.name', 'user.contact.email', 'user.content.private'],
      retention: 'messages',
      noticeRequired: false,
    },
    notices: {
      basis: 'contract',
      title: { en: 'Important notices', id: 'Pemberitahuan penting' },
      summary: {
        en: 'Tells you about recalls, changed terms and the closing of your account.',
        id: 'Memberi tahu Anda tentang penarikan produk, perubahan syarat, dan penutupan akun.',
      },
      data: ['user.contact.email'],
      retention: 'account',
      duringClosure: true,
      noticeRequired: false,
    },
    security: {
      basis: 'legitimate-interests',
      title: { en: 'Safety of the shop', id: 'Keamanan toko' },
      summary: { en: 'Spots stolen cards and break-in attempts.', id: 'Mendeteksi kartu curian dan upaya pembobolan.' },
      data: ['user.device.ip_address', 'user.telemetry'],
      retention: 'logs',
      age: 'not-required',
      ageReason: 'Protects every visitor alike, and knows nobody by name.',
      noticeRequired: false,
    },
    improvement: {
      basis: 'legitimate-interests',
      title: { en: 'Better products', id: 'Produk yang lebih baik' },
      summary: {
        en: 'Counts which pots come back broken, so that we pack them better.',
        id: 'Menghitung teko yang kembali pecah agar kami mengemasnya lebih baik.',
      },
      data: ['user.behavior.purchase_history'],
      retention: 'account',
      noticeRequired: false,
    },
    analytics: {
      basis: 'consent',
      title: { en: 'Visit counts', id: 'Hitungan kunjungan' },
      summary: {
        en: 'Counts visits so that we can fix slow pages.',
        id: 'Menghitung kunjungan agar kami dapat memperbaiki halaman yang lambat.',
      },
      data: ['user.device.cookie_id', 'user.telemetry'],
      recipients: ['tally'],
      retention: 'visits',
      expiresDays: 180,
      stores: [
        {
          cookie: '_tally*',
          days: 180,
          text: { en: 'Tells a first visit from a second.', id: 'Membedakan kunjungan pertama dari yang kedua.' },
        },
        {
          localStorage: 'tally.*',
          text: { en: 'Pages of this visit, until they are sent.', id: 'Halaman pada kunjungan ini, sampai dikirim.' },
        },
      ],
      age: 'not-required',
      ageReason: 'The shop is not directed at children, and the counts carry no account and no address.',
      noticeRequired: false,
    },
    recommendations: {
      basis: 'consent',
      title: { en: 'Picks for you', id: 'Pilihan untuk Anda' },
      summary: {
        en: 'Shows tea that goes with what you looked at.',
        id: 'Menampilkan teh yang cocok dengan yang Anda lihat.',
      },
      data: ['user.behavior.browsing_history'],
      retention: 'visits',
      expiresDays: 365,
      profiling: true,
      stores: [
        { localStorage: 'teras.seen', text: { en: 'Products that you looked at.', id: 'Produk yang Anda lihat.' } },
      ],
      noticeRequired: false,
    },
    newsletter: {
      basis: 'consent',
      title: { en: 'Letter from the veranda', id: 'Surat dari teras' },
      summary: { en: 'One e-mail a month with new tea.', id: 'Satu e-mail per bulan tentang teh baru.' },
      data: ['user.contact.email', 'user.name'],
      recipients: ['mailer'],
      retention: 'account',
      directMarketing: true,
      noticeRequired: false,
    },
    film: {
      basis: 'consent',
      title: { en: 'Films about our potters', id: 'Film tentang perajin kami' },
      summary: { en: 'Plays films from another company’s player.', id: 'Memutar film dari pemutar perusahaan lain.' },
      data: ['user.device.ip_address', 'user.device.telemetry'],
      recipients: ['player'],
      retention: 'visits',
      expiresDays: 180,
      sharing: true,
      age: 'not-required',
      ageReason: 'The film is asked about apart, and plays without an account.',
      noticeRequired: false,
    },
    guardians: {
      basis: 'legal-obligation',
      title: { en: 'Asking a parent or guardian', id: 'Meminta izin orang tua atau wali' },
      summary: {
        en: 'Writes to a parent or guardian before a child gets an account.',
        id: 'Menulis kepada orang tua atau wali sebelum anak mendapat akun.',
      },
      data: ['user.contact.email'],
      retention: 'messages',
      guardianContact: true,
      law: { name: 'Law 27/2022 on personal data protection (Indonesia), Art. 25' },
    },
    rights: {
      basis: 'legal-obligation',
      title: { en: 'Your privacy requests', id: 'Permintaan privasi Anda' },
      summary: {
        en: 'Keeps what you chose and what you asked for, so that we can act on it and show it.',
        id: 'Menyimpan pilihan dan permintaan Anda agar dapat kami laksanakan dan tunjukkan.',
      },
      data: ['user.privacy_preferences', 'user.unique_id.pseudonymous'],
      retention: 'requests',
      law: { name: 'Regulation (EU) 2016/679, Art. 5(2); Law 27/2022 (Indonesia), Art. 24' },
      duringClosure: true,
      stores: [
        {
          localStorage: 'privacykit:teras:*',
          necessary: true,
          text: { en: 'What you chose about privacy on this device.', id: 'Pilihan privasi Anda pada perangkat ini.' },
        },
        {
          cookie: '*privacy-device',
          necessary: true,
          days: 365,
          text: {
            en: 'Lets us find your privacy choices again. Set when you choose, not before.',
            id: 'Agar kami menemukan pilihan privasi Anda. Dipasang saat Anda memilih, bukan sebelumnya.',
          },
        },
        {
          indexedDB: 'privacykit-teras',
          necessary: true,
          text: { en: 'Receipts for your choices.', id: 'Tanda terima atas pilihan Anda.' },
        },
      ],
    },
  },

  recipients: {
    courier: {
      name: 'Antar Cepat Logistics',
      role: 'controller',
      country: 'ID',
      data: ['user.name', 'user.contact.address', 'user.contact.phone_number', 'user.unique_id'],
    },
    tally: {
      name: 'Tally (our own visit counter)',
      role: 'processor',
      country: 'ID',
      data: ['user.device.cookie_id', 'user.telemetry'],
      hosts: ['tally.teras.example'],
    },
    mailer: {
      name: 'Surat Mail',
      role: 'processor',
      country: 'SG',
      data: ['user.contact.email', 'user.name'],
      safeguard: 'Standard contractual clauses',
    },
    player: {
      name: 'Layar Video',
      role: 'controller',
      country: 'US',
      data: ['user.device.ip_address', 'user.device.telemetry'],
      safeguard: 'Your consent, asked before anything loads',
      hosts: ['player.layar.example'],
    },
  },

  retention: {
    account: {
      from: 'account-end',
      days: 1,
      reason: { en: 'As long as you have an account.', id: 'Selama Anda memiliki akun.' },
    },
    invoices: {
      from: 'invoice-date',
      years: 10,
      reason: {
        en: 'Tax law wants invoices for ten years.',
        id: 'Undang-undang pajak mewajibkan penyimpanan faktur sepuluh tahun.',
      },
      law: 'Law 28/2007 (Indonesia), Art. 28(11)',
    },
    messages: {
      from: 'collected',
      days: 365,
      reason: { en: 'A year, in case you ask again.', id: 'Satu tahun, bila Anda bertanya lagi.' },
    },
    visits: {
      from: 'collected',
      days: 180,
      reason: { en: 'Half a year, to compare seasons.', id: 'Setengah tahun, untuk membandingkan musim.' },
    },
    logs: {
      from: 'collected',
      days: 30,
      reason: { en: 'A month, to look into an attack.', id: 'Satu bulan, untuk menyelidiki serangan.' },
    },
    requests: {
      from: 'account-end',
      days: 90,
      reason: {
        en: 'Until every backup with your data is gone.',
        id: 'Sampai semua cadangan berisi data Anda hilang.',
      },
    },
  },

  children: { childAge: 18, consentAge: 'by-jurisdiction', account: 'hold' },
  deregistration: { undoDays: minutes(1), residualCheckDays: minutes(2) },
})
