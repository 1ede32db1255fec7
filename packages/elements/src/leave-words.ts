/** What the question before leaving says, language by language. It loads with the question. */

export interface LeaveWords {
  /** `{host}` stands for where the link leads. */
  title: string
  text: string
  stay: string
  once: string
  always: string
}

export const LEAVE_WORDS: Readonly<Record<string, LeaveWords>> & { readonly en: LeaveWords } = {
  en: {
    title: 'Leave for {host}?',
    text: 'This link opens a site that is not ours. It will see that you came, your internet address and your browser.',
    stay: 'Stay here',
    once: 'Go this time',
    always: 'Go, and allow it from now on',
  },
  id: {
    title: 'Buka {host}?',
    text: 'Tautan ini membuka situs yang bukan milik kami. Situs itu akan melihat kedatangan Anda, alamat internet, dan browser Anda.',
    stay: 'Tetap di sini',
    once: 'Buka kali ini',
    always: 'Buka, dan izinkan mulai sekarang',
  },
  de: {
    title: 'Zu {host} wechseln?',
    text: 'Dieser Link öffnet eine Website, die nicht unsere ist. Sie erfährt, dass Sie kommen, Ihre Internetadresse und Ihren Browser.',
    stay: 'Hier bleiben',
    once: 'Dieses Mal öffnen',
    always: 'Öffnen und ab jetzt erlauben',
  },
  fr: {
    title: 'Aller sur {host} ?',
    text: 'Ce lien ouvre un site qui n’est pas le nôtre. Il verra votre venue, votre adresse internet et votre navigateur.',
    stay: 'Rester ici',
    once: 'Y aller cette fois',
    always: 'Y aller et l’autoriser désormais',
  },
  es: {
    title: '¿Ir a {host}?',
    text: 'Este enlace abre un sitio que no es nuestro. Verá que usted llega, su dirección de internet y su navegador.',
    stay: 'Quedarse aquí',
    once: 'Ir esta vez',
    always: 'Ir y permitirlo desde ahora',
  },
  pt: {
    title: 'Ir para {host}?',
    text: 'Este link abre um site que não é nosso. Ele verá que você chegou, o seu endereço de internet e o seu navegador.',
    stay: 'Ficar aqui',
    once: 'Ir desta vez',
    always: 'Ir e permitir a partir de agora',
  },
  it: {
    title: 'Andare su {host}?',
    text: 'Questo link apre un sito che non è nostro. Vedrà il tuo arrivo, il tuo indirizzo internet e il tuo browser.',
    stay: 'Resta qui',
    once: 'Vai questa volta',
    always: 'Vai e consenti d’ora in poi',
  },
  nl: {
    title: 'Naar {host} gaan?',
    text: 'Deze link opent een site die niet van ons is. Die ziet dat u komt, uw internetadres en uw browser.',
    stay: 'Hier blijven',
    once: 'Deze keer openen',
    always: 'Openen en vanaf nu toestaan',
  },
  pl: {
    title: 'Przejść do {host}?',
    text: 'Ten link otwiera stronę, która nie jest nasza. Zobaczy Twoje wejście, adres internetowy i przeglądarkę.',
    stay: 'Zostań tutaj',
    once: 'Przejdź tym razem',
    always: 'Przejdź i pozwalaj odtąd',
  },
  ja: {
    title: '{host}に移動しますか？',
    text: 'このリンクの先は当サイトではありません。アクセスしたこと、IPアドレス、ブラウザーの種類が相手に伝わります。',
    stay: 'ここに残る',
    once: '今回だけ開く',
    always: '開いて今後も許可する',
  },
  zh: {
    title: '要前往 {host} 吗？',
    text: '此链接会打开不属于我们的网站。对方会知道您的到访、您的网络地址和浏览器。',
    stay: '留在这里',
    once: '仅此次前往',
    always: '前往并从现在起允许',
  },
  ar: {
    title: 'هل تنتقل إلى {host}؟',
    text: 'يفتح هذا الرابط موقعًا ليس موقعنا. سيعرف بقدومك وعنوانك على الإنترنت ومتصفحك.',
    stay: 'البقاء هنا',
    once: 'الانتقال هذه المرة',
    always: 'الانتقال والسماح من الآن',
  },
}
