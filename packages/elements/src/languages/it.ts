/** The first words in Italian: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** Italian: what loads with the page. */
export const it: FirstStrings = {
  banner: {
    label: 'La tua scelta sulla privacy',
    ask: (controller) => [`${controller} può usare dati su di te per `, '?'],
    calm: 'Niente di tutto questo parte se non accetti. Puoi cambiare la tua risposta quando vuoi.',
    device: 'Per questo usiamo cookie o altra memoria sul tuo dispositivo.',
    accept: 'Accetta',
    reject: 'Rifiuta',
    acceptAll: 'Accetta tutto',
    rejectAll: 'Rifiuta tutto',
    choose: 'Scegli',
    signal: [
      'Il tuo browser ci chiede di non vendere né condividere i tuoi dati. Lo rispettiamo. Resta disattivato: ',
      '.',
    ],
    saved: 'La tua risposta è salvata. Puoi cambiarla quando vuoi.',
  },
  link: 'Scelte sulla privacy',
  failed: 'Non è stato possibile caricarlo. Controlla la connessione e ricarica la pagina.',
}
