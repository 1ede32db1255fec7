/** The first words in German: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** German: what loads with the page. */
export const de: FirstStrings = {
  banner: {
    label: 'Ihre Wahl zum Datenschutz',
    ask: (controller) => [`Darf ${controller} Daten über Sie für `, ' verwenden?'],
    calm: 'Nichts davon läuft, solange Sie nicht zustimmen. Sie können Ihre Antwort jederzeit ändern.',
    device: 'Wir verwenden dafür Cookies oder anderen Speicher auf Ihrem Gerät.',
    accept: 'Akzeptieren',
    reject: 'Ablehnen',
    acceptAll: 'Alle akzeptieren',
    rejectAll: 'Alle ablehnen',
    choose: 'Auswählen',
    signal: [
      'Ihr Browser bittet uns, Ihre Daten nicht zu verkaufen oder weiterzugeben. Daran halten wir uns. Aus bleibt: ',
      '.',
    ],
    saved: 'Ihre Antwort ist gespeichert. Sie können sie jederzeit ändern.',
  },
  link: 'Datenschutz-Einstellungen',
  failed: 'Das konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und laden Sie die Seite neu.',
}
