/** The privacy policy of Slow Kitchen: data, all of it publishable. Page, server and backend obey this file. */
import { definePolicy } from '@privacykit/policy'

export const policy = definePolicy({
  app: 'slow-kitchen',
  version: '2026-11-01',
  locales: ['en', 'id', 'de', 'ar'],
  controller: { name: 'Slow Kitchen', country: 'DE', contact: { email: 'privacy@slow-kitchen.example' } },

  purposes: {
    analytics: {
      basis: 'consent',
      title: { en: 'Visit counts', id: 'Hitungan kunjungan', de: 'Besucherzahlen', ar: 'عدّ الزيارات' },
      summary: {
        en: 'Counts which recipes are read to the end, so that we write more of them.',
        id: 'Menghitung resep yang dibaca sampai selesai, agar kami menulis lebih banyak.',
        de: 'Zählt, welche Rezepte zu Ende gelesen werden, damit wir mehr davon schreiben.',
        ar: 'يعدّ الوصفات التي تُقرأ حتى النهاية لنكتب المزيد منها.',
      },
      data: ['user.device.cookie_id', 'user.telemetry'],
      retention: 'visits',
      expiresDays: 180,
      // withdrawing deletes them: cookies and storage keys, by name or pattern
      stores: [
        {
          cookie: '_count',
          days: 180,
          text: {
            en: 'Tells a first visit from a second.',
            id: 'Membedakan kunjungan pertama dari yang kedua.',
            de: 'Unterscheidet den ersten Besuch vom zweiten.',
            ar: 'يميّز الزيارة الأولى من الثانية.',
          },
        },
      ],
      age: 'not-required',
      ageReason: 'Recipes are for everyone, and the counts carry no account and no address.',
      noticeRequired: false,
    },
    video: {
      basis: 'consent',
      title: { en: 'Videos', id: 'Video', de: 'Videos', ar: 'مقاطع الفيديو' },
      summary: {
        en: 'Plays a cooking video from YouTube.',
        id: 'Memutar video memasak dari YouTube.',
        de: 'Spielt ein Kochvideo von YouTube ab.',
        ar: 'يشغّل فيديو طبخ من يوتيوب.',
      },
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
      title: {
        en: 'Your privacy choices',
        id: 'Pilihan privasi Anda',
        de: 'Ihre Datenschutzwahl',
        ar: 'خيارات خصوصيتك',
      },
      summary: {
        en: 'Keeps what you chose, so that we can act on it and show it.',
        id: 'Menyimpan pilihan Anda agar dapat kami laksanakan dan tunjukkan.',
        de: 'Merkt sich, was Sie gewählt haben, damit wir danach handeln und es zeigen können.',
        ar: 'يحفظ ما اخترته لنعمل به ونعرضه عليك.',
      },
      data: ['user.privacy_preferences', 'user.unique_id.pseudonymous'],
      retention: 'proof',
      law: { name: 'Regulation (EU) 2016/679, Art. 5(2), 7(1)' },
      stores: [
        { localStorage: 'privacykit:slow-kitchen:*', necessary: true },
        { indexedDB: 'privacykit-slow-kitchen', necessary: true },
        { cookie: '*privacy-device', necessary: true, days: 365 },
      ],
    },
  },

  recipients: {
    youtube: {
      name: 'YouTube (Google)',
      role: 'controller',
      country: 'US',
      data: ['user.device.ip_address', 'user.device.telemetry'],
      safeguard: 'EU–US Data Privacy Framework',
      hosts: ['www.youtube-nocookie.com', '*.googlevideo.com', '*.ytimg.com'],
    },
  },

  retention: {
    visits: {
      from: 'collected',
      days: 180,
      reason: {
        en: 'Half a year, to compare seasons.',
        id: 'Setengah tahun, untuk membandingkan musim.',
        de: 'Ein halbes Jahr, um Jahreszeiten zu vergleichen.',
        ar: 'نصف سنة، للمقارنة بين المواسم.',
      },
    },
    watching: {
      from: 'collected',
      days: 1,
      reason: {
        en: 'We keep nothing of it but a day of logs.',
        id: 'Kami hanya menyimpan log selama satu hari.',
        de: 'Wir behalten davon nur die Protokolle eines Tages.',
        ar: 'لا نحتفظ منه إلا بسجلات يوم واحد.',
      },
    },
    proof: {
      from: 'choice-replaced',
      years: 3,
      reason: {
        en: 'Three years after you change a choice, to be able to show it.',
        id: 'Tiga tahun setelah Anda mengubah pilihan, agar dapat ditunjukkan.',
        de: 'Drei Jahre, nachdem Sie eine Wahl ändern, um sie zeigen zu können.',
        ar: 'ثلاث سنوات بعد أن تغيّر خيارك، لنتمكن من عرضه.',
      },
    },
  },

  children: { consentAge: 'by-jurisdiction' },
})
