/** The first words in Polish: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** Polish: what loads with the page. */
export const pl: FirstStrings = {
  banner: {
    label: 'Twój wybór dotyczący prywatności',
    ask: (controller) => [`Czy ${controller} może używać danych o Tobie w tych celach: `, '?'],
    calm: 'Nic z tego nie działa bez Twojej zgody. Odpowiedź możesz zmienić w każdej chwili.',
    device: 'Używamy plików cookie lub innej pamięci na Twoim urządzeniu.',
    accept: 'Akceptuj',
    reject: 'Odrzuć',
    acceptAll: 'Akceptuj wszystko',
    rejectAll: 'Odrzuć wszystko',
    choose: 'Wybierz',
    signal: [
      'Twoja przeglądarka prosi, żebyśmy nie sprzedawali ani nie udostępniali Twoich danych. Stosujemy się do tego. Pozostaje wyłączone: ',
      '.',
    ],
    saved: 'Twoja odpowiedź jest zapisana. Możesz ją zmienić w każdej chwili.',
  },
  link: 'Ustawienia prywatności',
  failed: 'Nie udało się tego wczytać. Sprawdź połączenie i odśwież stronę.',
}
