/** What the cookies notice says around the policy's own texts, language by language. */
import type { StoreKind } from './store-pattern.ts'

export interface StorageWords {
  title: string
  /** Above the table. */
  lead: string
  nothing: string
  columns: readonly [name: string, kind: string, purpose: string, ground: string, lifetime: string]
  kinds: Readonly<Record<StoreKind, string>>
  necessary: string
  choice: string
  session: string
  untilDeleted: string
  /** Default `ltr`. */
  direction?: 'rtl'
}

export const STORAGE_WORDS: Readonly<Record<string, StorageWords>> = {
  en: {
    title: 'Cookies and other storage on your device',
    lead: 'This is all that we keep on your device. You can change your choice at any time, or delete everything in your browser.',
    nothing: 'We keep nothing on your device.',
    columns: ['Name', 'Kind', 'What it is for', 'Why we may', 'How long'],
    kinds: {
      cookie: 'Cookie',
      localStorage: 'Local storage',
      sessionStorage: 'Session storage',
      indexedDB: 'Database',
    },
    necessary: 'Needed for what you asked for',
    choice: 'Only with your consent',
    session: 'Until you close the page or the browser',
    untilDeleted: 'Until it is deleted',
  },
  id: {
    title: 'Cookie dan penyimpanan lain di perangkat Anda',
    lead: 'Inilah semua yang kami simpan di perangkat Anda. Anda dapat mengubah pilihan kapan saja, atau menghapus semuanya di browser.',
    nothing: 'Kami tidak menyimpan apa pun di perangkat Anda.',
    columns: ['Nama', 'Jenis', 'Kegunaan', 'Alasannya', 'Berapa lama'],
    kinds: {
      cookie: 'Cookie',
      localStorage: 'Penyimpanan lokal',
      sessionStorage: 'Penyimpanan sesi',
      indexedDB: 'Basis data',
    },
    necessary: 'Diperlukan untuk yang Anda minta',
    choice: 'Hanya dengan persetujuan Anda',
    session: 'Sampai halaman atau browser ditutup',
    untilDeleted: 'Sampai dihapus',
  },
  de: {
    title: 'Cookies und anderer Speicher auf Ihrem Gerät',
    lead: 'Das ist alles, was wir auf Ihrem Gerät ablegen. Sie können Ihre Wahl jederzeit ändern oder alles in Ihrem Browser löschen.',
    nothing: 'Wir legen nichts auf Ihrem Gerät ab.',
    columns: ['Name', 'Art', 'Wofür', 'Warum wir das dürfen', 'Wie lange'],
    kinds: {
      cookie: 'Cookie',
      localStorage: 'Lokaler Speicher',
      sessionStorage: 'Sitzungsspeicher',
      indexedDB: 'Datenbank',
    },
    necessary: 'Nötig für das, worum Sie gebeten haben',
    choice: 'Nur mit Ihrer Einwilligung',
    session: 'Bis Sie die Seite oder den Browser schließen',
    untilDeleted: 'Bis es gelöscht wird',
  },
  fr: {
    title: 'Cookies et autres données sur votre appareil',
    lead: 'Voici tout ce que nous gardons sur votre appareil. Vous pouvez changer d’avis à tout moment, ou tout effacer dans votre navigateur.',
    nothing: 'Nous ne gardons rien sur votre appareil.',
    columns: ['Nom', 'Type', 'À quoi cela sert', 'Ce qui nous y autorise', 'Durée'],
    kinds: {
      cookie: 'Cookie',
      localStorage: 'Stockage local',
      sessionStorage: 'Stockage de session',
      indexedDB: 'Base de données',
    },
    necessary: 'Nécessaire à ce que vous avez demandé',
    choice: 'Seulement avec votre consentement',
    session: 'Jusqu’à la fermeture de la page ou du navigateur',
    untilDeleted: 'Jusqu’à son effacement',
  },
  es: {
    title: 'Cookies y otros datos en su dispositivo',
    lead: 'Esto es todo lo que guardamos en su dispositivo. Puede cambiar su elección cuando quiera o borrarlo todo en su navegador.',
    nothing: 'No guardamos nada en su dispositivo.',
    columns: ['Nombre', 'Tipo', 'Para qué sirve', 'Por qué podemos', 'Cuánto tiempo'],
    kinds: {
      cookie: 'Cookie',
      localStorage: 'Almacenamiento local',
      sessionStorage: 'Almacenamiento de sesión',
      indexedDB: 'Base de datos',
    },
    necessary: 'Necesario para lo que usted pidió',
    choice: 'Solo con su consentimiento',
    session: 'Hasta que cierre la página o el navegador',
    untilDeleted: 'Hasta que se borre',
  },
  pt: {
    title: 'Cookies e outros dados no seu dispositivo',
    lead: 'Isto é tudo o que guardamos no seu dispositivo. Pode mudar a sua escolha a qualquer momento ou apagar tudo no navegador.',
    nothing: 'Não guardamos nada no seu dispositivo.',
    columns: ['Nome', 'Tipo', 'Para que serve', 'Por que podemos', 'Quanto tempo'],
    kinds: {
      cookie: 'Cookie',
      localStorage: 'Armazenamento local',
      sessionStorage: 'Armazenamento de sessão',
      indexedDB: 'Base de dados',
    },
    necessary: 'Necessário para o que pediu',
    choice: 'Só com o seu consentimento',
    session: 'Até fechar a página ou o navegador',
    untilDeleted: 'Até ser apagado',
  },
  it: {
    title: 'Cookie e altri dati sul tuo dispositivo',
    lead: 'Questo è tutto ciò che conserviamo sul tuo dispositivo. Puoi cambiare scelta in ogni momento o cancellare tutto nel browser.',
    nothing: 'Non conserviamo nulla sul tuo dispositivo.',
    columns: ['Nome', 'Tipo', 'A che cosa serve', 'Perché possiamo', 'Per quanto tempo'],
    kinds: {
      cookie: 'Cookie',
      localStorage: 'Memoria locale',
      sessionStorage: 'Memoria di sessione',
      indexedDB: 'Database',
    },
    necessary: 'Necessario per ciò che hai chiesto',
    choice: 'Solo con il tuo consenso',
    session: 'Finché non chiudi la pagina o il browser',
    untilDeleted: 'Finché non viene cancellato',
  },
  nl: {
    title: 'Cookies en andere opslag op uw apparaat',
    lead: 'Dit is alles wat wij op uw apparaat bewaren. U kunt uw keuze altijd wijzigen of alles in uw browser verwijderen.',
    nothing: 'Wij bewaren niets op uw apparaat.',
    columns: ['Naam', 'Soort', 'Waarvoor', 'Waarom wij dat mogen', 'Hoe lang'],
    kinds: { cookie: 'Cookie', localStorage: 'Lokale opslag', sessionStorage: 'Sessieopslag', indexedDB: 'Database' },
    necessary: 'Nodig voor wat u vroeg',
    choice: 'Alleen met uw toestemming',
    session: 'Tot u de pagina of de browser sluit',
    untilDeleted: 'Tot het wordt verwijderd',
  },
  pl: {
    title: 'Pliki cookie i inne dane na Twoim urządzeniu',
    lead: 'To wszystko, co przechowujemy na Twoim urządzeniu. W każdej chwili możesz zmienić swój wybór albo usunąć wszystko w przeglądarce.',
    nothing: 'Nie przechowujemy niczego na Twoim urządzeniu.',
    columns: ['Nazwa', 'Rodzaj', 'Do czego służy', 'Dlaczego nam wolno', 'Jak długo'],
    kinds: {
      cookie: 'Plik cookie',
      localStorage: 'Pamięć lokalna',
      sessionStorage: 'Pamięć sesji',
      indexedDB: 'Baza danych',
    },
    necessary: 'Potrzebne do tego, o co prosisz',
    choice: 'Tylko za Twoją zgodą',
    session: 'Do zamknięcia strony lub przeglądarki',
    untilDeleted: 'Do usunięcia',
  },
  ja: {
    title: 'お使いの端末に保存されるCookieなど',
    lead: '当サービスが端末に保存するものは、これがすべてです。選択はいつでも変更でき、ブラウザーですべて削除することもできます。',
    nothing: '端末には何も保存しません。',
    columns: ['名前', '種類', '使いみち', '保存できる理由', '期間'],
    kinds: {
      cookie: 'Cookie',
      localStorage: 'ローカルストレージ',
      sessionStorage: 'セッションストレージ',
      indexedDB: 'データベース',
    },
    necessary: 'ご依頼の機能に必要',
    choice: '同意した場合のみ',
    session: 'ページまたはブラウザーを閉じるまで',
    untilDeleted: '削除されるまで',
  },
  zh: {
    title: '您设备上的 Cookie 和其他存储',
    lead: '我们在您设备上保存的内容全部列在这里。您可以随时更改选择，也可以在浏览器中全部删除。',
    nothing: '我们不在您的设备上保存任何内容。',
    columns: ['名称', '类型', '用途', '依据', '保存时间'],
    kinds: { cookie: 'Cookie', localStorage: '本地存储', sessionStorage: '会话存储', indexedDB: '数据库' },
    necessary: '您所要求的功能必需',
    choice: '仅在您同意后',
    session: '直到您关闭网页或浏览器',
    untilDeleted: '直到被删除',
  },
  ar: {
    direction: 'rtl',
    title: 'ملفات تعريف الارتباط وما يُخزَّن على جهازك',
    lead: 'هذا كل ما نحتفظ به على جهازك. يمكنك تغيير اختيارك في أي وقت، أو حذف كل شيء من متصفحك.',
    nothing: 'لا نحتفظ بأي شيء على جهازك.',
    columns: ['الاسم', 'النوع', 'الغرض', 'لماذا يحق لنا', 'المدة'],
    kinds: {
      cookie: 'ملف تعريف ارتباط',
      localStorage: 'تخزين محلي',
      sessionStorage: 'تخزين الجلسة',
      indexedDB: 'قاعدة بيانات',
    },
    necessary: 'ضروري لما طلبته',
    choice: 'بموافقتك فقط',
    session: 'حتى تغلق الصفحة أو المتصفح',
    untilDeleted: 'حتى يُحذف',
  },
}
